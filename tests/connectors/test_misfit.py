"""How much of an answer breaks its types: gateway/connectors/misfit.py."""

from typing import Any

import pytest

from gateway.config.place import Word
from gateway.connectors.misfit import Fit, Tally, tally
from gateway.connectors.reading import Readings
from gateway.connectors.refused import Refused
from tests.execution.harness import configure

CONFIG = """
version: 1
connectors:
  a:
    opd: Dinas A
    url: http://a.test
    types:
      Buku:
        key: kode
        fields:
          kode: ID!
          judul: String
          harga: Int
          terbit: {type: Date, format: dd-MM-yyyy}
          label: "[Int]"
          tahun: {type: Int!, nulls: ["-"]}
        lookup: {call: "GET /buku/{kode}"}
      Majalah: {fields: {kode: ID!, edisi: Int!}}
    queries:
      buku: {returns: "[Buku!]", call: GET /buku}
      sebagian: {returns: "[Buku!]", call: GET /b, provides: [kode, judul]}
      nomor: {returns: "[Int!]", call: GET /nomor}
      bacaan: {returns: "[Bacaan!]", call: GET /bacaan}
unions:
  Bacaan:
    of: [Buku, Majalah]
    discriminate: {path: jenis, cases: {b: Buku, m: Majalah}}
"""
GOOD = {
    "kode": "1",
    "judul": "Satu",
    "harga": 5,
    "terbit": "01-02-2026",
    "label": [1],
    "tahun": 1,
}


@pytest.fixture(scope="module")
def readings() -> Readings:
    return Readings(configure(CONFIG))


def told(readings: Readings, value: object, query: str = "buku") -> tuple[float, int]:
    operation = readings.config.connectors[Word("a")].queries[Word(query)]
    found = tally(readings, operation, value)
    return round(found.bad, 2), found.rows


@pytest.mark.parametrize(
    ("change", "bad"),
    [
        ({}, 0.0),
        ({"judul": None}, 0.0),
        ({"harga": "mahal"}, 0.17),
        ({"harga": "mahal", "terbit": "besok", "label": [1, "x"]}, 0.5),
        ({"label": "x"}, 0.17),
        ({"kode": None}, 1.0),
        ({"kode": {"a": 1}}, 1.0),
        ({"tahun": "-"}, 1.0),
    ],
)
def test_a_row(readings: Readings, change: dict[str, Any], bad: float) -> None:
    """A row without what it must have is broken whole, another by its bad values."""
    assert (bad, 1) == told(readings, [{**GOOD, **change}])
    assert (bad, 1) == told(readings, {**GOOD, **change})


def test_rows_that_are_none(readings: Readings) -> None:
    """What is no object is a broken row; nothing at all is no row, nor is a refusal."""
    rows = [GOOD, "galat", 7, None, [], " ", Refused("tidak boleh")]
    assert (2.0, 4) == told(readings, rows)
    assert (0.0, 0) == told(readings, None)


def test_what_is_not_given(readings: Readings) -> None:
    """Fields that the operation does not give do not count."""
    assert (0.0, 1) == told(readings, [{"kode": "1", "judul": "x"}], "sebagian")


def test_leaves(readings: Readings) -> None:
    """Of a list of leaves each is a row."""
    assert (1.0, 3) == told(readings, [1, "2", "x"], "nomor")


def test_rows_of_several_types(readings: Readings) -> None:
    """A row is judged as the type that it says it is; of none it is broken."""
    rows = [
        {**GOOD, "jenis": "b"},
        {"jenis": "m", "kode": "1", "edisi": "x"},
        {"jenis": "m", "kode": "1", "edisi": 3},
        {"jenis": "z"},
    ]
    assert (2.0, 4) == told(readings, rows, "bacaan")


def test_a_connection(readings: Readings) -> None:
    """Of a connection the nodes are the rows."""
    page = {"pageInfo": {}, "nodes": [GOOD, {}], "edges": []}
    assert (1.0, 2) == told(readings, page)


def test_many_rows_are_sampled(readings: Readings) -> None:
    """A long list is looked at here and there, from its beginning to its end."""
    rows = [GOOD] * 5000 + [{}] * 5000
    assert (50.0, 100) == told(readings, rows)


def fit(readings: Readings, *values: object) -> Tally | None:
    """Judge answers of one call that nobody was shown yet."""
    operation = readings.config.connectors[Word("a")].queries[Word("buku")]
    return Fit(readings, operation, 0.5).misfit(values)


def test_before_anybody_is_shown_it(readings: Readings) -> None:
    """Answers of one call are judged together; only too much of it is told."""
    assert None is fit(readings, [GOOD, {}])
    assert Tally(2.0, 3) == fit(readings, [GOOD, {}], [{}])
    assert None is fit(readings, None, [])


def test_a_glance_first(readings: Readings) -> None:
    """Where a few rows from all over an answer are sound the others are not looked at."""
    rows: list[object] = [{}] * 800
    for place in range(0, 800, 160):
        rows[place] = GOOD
    assert None is fit(readings, rows)
    assert Tally(96.0, 100) == fit(readings, [{}, *rows[1:]])


def test_sound(readings: Readings) -> None:
    """Sound is what has rows, and rows that fit."""
    operation = readings.config.connectors[Word("a")].queries[Word("buku")]
    one = Fit(readings, operation, 0.5)
    assert [True, False, False] == [
        one.sound([found]) for found in ([GOOD, GOOD, {}], [GOOD, {}, {}], [])
    ]


def test_through_a_view(readings: Readings) -> None:
    """What is kept may be another value than the answer's own."""
    operation = readings.config.connectors[Word("a")].queries[Word("buku")]
    seen = Fit(readings, operation, 0.5).through(lambda _: [{}])
    assert Tally(1.0, 1) == seen.misfit([[GOOD]])


def test_more_than_a_share() -> None:
    """The share itself is not exceeded; no rows exceed none, and all of them not 100%."""
    assert Tally(3.0, 4) == Tally(1.0, 2).plus(Tally(2.0, 2))
    assert [False, True, False, False] == [
        Tally(1.0, 2).exceeds(0.5),
        Tally(1.01, 2).exceeds(0.5),
        Tally().exceeds(0.5),
        Tally(2.0, 2).exceeds(1.0),
    ]
