"""Local work on whole lists, compiled for an operation."""

from collections.abc import Mapping

import pytest

from gateway.config.model import Operation
from gateway.config.place import Word
from gateway.connectors.answer import Answer
from gateway.connectors.columns import column
from gateway.connectors.reading import Readings
from gateway.connectors.rowwork import compile_arrangement, compile_local
from tests.connectors.runtime import HEAD
from tests.execution.harness import configure

TEXT = """
    types:
      Pasar:
        fields:
          nama: String
          harga: {type: Rupiah, from: hrg}
          buka: {type: Date, from: tgl, format: dd-MM-yyyy}
      Toko:
        implements: Tempat
        fields: {nama: String}
      Kios:
        implements: Tempat
        fields: {nama: String}
    interfaces:
      Tempat: {fields: {nama: {type: String, from: nm}}, discriminate: {path: j, cases: {t: Toko, k: Kios}}}
    queries:
      semua: {returns: "[Pasar!]", call: GET /a}
      terurut:
        args: {nama: String, minimal: Rupiah}
        returns: "[Pasar!]"
        call: GET /a
        where: {harga: {min: 1000}, "d.aktif": Y}
        sort_by: [-harga, nama]
        filter_by: {nama: {field: nama, how: contains}, minimal: {field: harga, how: min}}
      rinci:
        returns: "[Pasar!]"
        call: GET /b
        fields: {harga: {from: "detail.harga"}}
        sort_by: [harga]
      tempat: {returns: "[Tempat!]", call: GET /c, sort_by: nama}
"""
ROWS = [
    {"nama": "Natar", "hrg": "Rp 2.000", "d": {"aktif": "Y"}},
    {"nama": "Metro", "hrg": "Rp 10.000", "d": {"aktif": "Y"}},
    {"nama": "Kotabumi", "hrg": "Rp 10.000", "d": {"aktif": "Y"}},
    {"nama": "Tutup", "hrg": "Rp 9.000", "d": {"aktif": "T"}},
    {"nama": "Murah", "hrg": "Rp 900", "d": {"aktif": "Y"}},
    {"nama": "Rusak", "hrg": "??", "d": {"aktif": "Y"}},
]


@pytest.fixture(scope="module")
def readings() -> Readings:
    return Readings(configure(HEAD + TEXT))


def query(readings: Readings, name: str) -> Operation:
    return readings.config.connectors[Word("perpus")].queries[Word(name)]


def names(rows: object) -> list[str]:
    assert isinstance(rows, list)
    return [row["nama"] for row in rows]


def test_rows_are_kept_and_sorted_by_their_graph_values(readings: Readings) -> None:
    """`where` and `sort_by` work on fields as read, and on paths in the rows."""
    arrange = compile_arrangement(readings, query(readings, "terurut"))
    assert ["Kotabumi", "Metro", "Natar"] == names(arrange(ROWS))


def test_without_local_work_the_very_answer_remains(readings: Readings) -> None:
    """Nothing is copied where nothing is to be done."""
    assert ROWS is compile_arrangement(readings, query(readings, "semua"))(ROWS)


@pytest.mark.parametrize("value", [None, {"nama": "a"}, "teks"])
def test_what_is_no_list_stays_as_it_is(readings: Readings, value: object) -> None:
    """An answer that is null or no list is for the projection to judge."""
    operation = query(readings, "terurut")
    assert value is compile_arrangement(readings, operation)(value)
    narrow = compile_local(readings, operation)
    assert narrow is not None
    assert value is narrow(Answer(value, 0, 0.0), {"nama": "a"})


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ["Natar", "Metro", "Kotabumi", "Tutup", "Murah", "Rusak"]),
        ({"nama": "TA"}, ["Natar", "Kotabumi"]),
        ({"nama": "ta", "minimal": 9500}, ["Kotabumi"]),
        ({"minimal": None}, ["Natar", "Metro", "Kotabumi", "Tutup", "Murah", "Rusak"]),
    ],
)
def test_arguments_filter_rows(
    readings: Readings, given: Mapping[str, object], expected: list[str]
) -> None:
    """`filter_by` keeps the rows that meet every argument that is given."""
    narrow = compile_local(readings, query(readings, "terurut"))
    assert narrow is not None
    assert expected == names(narrow(Answer(ROWS, 0, 0.0), given))


def test_without_filters_there_is_nothing_to_narrow(readings: Readings) -> None:
    """An operation without `filter_by` and `near` costs nothing."""
    assert compile_local(readings, query(readings, "semua")) is None


def test_an_operations_own_reading_counts(readings: Readings) -> None:
    """Where the operation reads a field from elsewhere, so does its local work."""
    arrange = compile_arrangement(readings, query(readings, "rinci"))
    rows = [{"hrg": "1", "detail": {"harga": 2}}, {"hrg": "2", "detail": {"harga": 1}}]
    assert [rows[1], rows[0]] == arrange(rows)


def test_rows_of_an_interface_are_sorted_by_its_fields(readings: Readings) -> None:
    """A field of an interface is read as the interface says."""
    arrange = compile_arrangement(readings, query(readings, "tempat"))
    assert [{"nm": "a"}, {"nm": "b"}] == arrange([{"nm": "b"}, {"nm": "a"}])


@pytest.mark.parametrize(
    ("word", "leaf", "value"),
    [("harga", "Rupiah", 2000), ("d.aktif", None, "Y"), ("hrg", None, "Rp 2.000")],
)
def test_a_word_is_a_field_or_a_path(
    readings: Readings, word: str, leaf: str | None, value: object
) -> None:
    """A field's values are read; a path's are as they stand."""
    found = column(readings, query(readings, "semua"), Word(word))
    assert (leaf, value) == (found.leaf, found.value(ROWS[0]))
