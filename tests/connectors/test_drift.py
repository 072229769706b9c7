"""Declared keys that a service sends no more: gateway/connectors/drift.py."""

from typing import Any

import pytest

from gateway.config.place import Word
from gateway.connectors.drift import Drift, Loss, compile_drift
from gateway.connectors.reading import Readings
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
          judul: {type: String, from: data.judul}
          isbn: {type: String, from: [isbn13, isbn10]}
          lama: {type: String, jmespath: tahun}
          negara: {type: String, value: Indonesia}
          rak: {type: Rak, from: r, embed: true}
          sendiri: {type: Rak, from: ., embed: true}
          kota: Kota
        lookup: {call: "GET /buku/{kode}"}
      Rak: {fields: {lantai: Int, baris: {type: Rak, embed: true}}}
      Kota:
        key: nomor
        fields: {nomor: ID!}
        lookup: {call: "GET /kota/{nomor}"}
    queries:
      buku: {returns: "[Buku!]", call: GET /buku}
      sebagian: {returns: "[Buku!]", call: GET /b, provides: [kode]}
      nomor: {returns: "[Int!]", call: GET /nomor}
"""
PLAIN = {"a": (("a",),), "b": (("b",),)}
GONE, BACK = [Loss("b", gone=True)], [Loss("b", gone=False)]


def rows(count: int, **more: Any) -> list[Any]:
    """Return rows that have the key `a`, and whatever else."""
    return [{"a": 1, **more} for _ in range(count)]


def known(paths: dict[str, Any] | None = None) -> Drift:
    """Return what has seen both keys in a dozen rows."""
    drift = Drift(paths or PLAIN)
    for _ in range(4):
        assert [] == drift.look(rows(3, b=2))
    return drift


def test_a_key_that_is_gone() -> None:
    """It is told once, and once that it is there again."""
    drift = known()
    assert GONE == drift.look(rows(3))
    assert ["b"] == list(drift.gone)
    assert [] == drift.look(rows(300))
    assert BACK == drift.look(rows(3, b=None))
    assert [] == list(drift.gone)


def test_null_is_no_loss() -> None:
    """A key that is there and null is there; rows that are none say nothing."""
    drift = known()
    for value in (rows(3, b=None), [], None, [None, 7, "x"], 7, {"a": 1, "b": None}):
        assert [] == drift.look(value)


def test_what_never_was() -> None:
    """A key that a service has not sent in ten rows is none that it has lost."""
    drift = Drift(PLAIN)
    drift.look(rows(3, b=1))
    for _ in range(50):
        assert [] == drift.look(rows(100))


def test_one_row_that_has_it() -> None:
    """All rows are looked at before a loss is told: few stand for many otherwise."""
    drift = known()
    assert [] == drift.look([*rows(90), {"a": 1, "b": 2}, *rows(9)])
    assert GONE == drift.look(rows(100))


def test_what_is_left_out_now_and_then() -> None:
    """A key that was missing from a row before has to be missing from ten times as many."""
    drift = known()
    drift.look([{"a": 1}, {"a": 1}, {"a": 1, "b": 2}])
    found = [drift.look(rows(3)) for _ in range(8)]
    assert [*[[]] * 6, GONE, []] == found


def test_two_services_behind_one_address() -> None:
    """Answers that differ in turn are told of less and less."""
    drift = known()
    told = [drift.look(rows(3, **({"b": 1} if n % 2 else {}))) for n in range(200)]
    assert [GONE, BACK] == [one for one in told if one]


@pytest.mark.parametrize(
    ("gone", "row"),
    [
        (True, {}),
        (True, {"d": {}}),
        (True, {"d": {"x": 1}}),
        (True, {"d": [{"x": 1}, {"y": 1}]}),
        (False, {"d": None}),
        (False, {"d": "teks"}),
        (False, {"d": []}),
        (False, {"d": [{"x": 1}, {"b": None}]}),
        (False, {"d": {"b": None}}),
        (False, {"c": None}),
    ],
)
def test_paths(gone: bool, row: object) -> None:  # noqa: FBT001 - a column of the table
    """What is null, or empty, lacks nothing; of several paths any is enough."""
    drift = Drift({"d.b | c": (("d", "b"), ("c",))})
    for seen in ({"d": {"b": 1}}, {"c": 1}):
        for _ in range(4):
            drift.look([seen] * 3)
    assert gone is bool(drift.look([row] * 3))


def test_an_element_of_a_list() -> None:
    """What stands at a place of a list is not looked for."""
    drift = Drift({"d.0.b": (("d", 0, "b"),)})
    for _ in range(4):
        drift.look([{"d": [{"b": 1}]}] * 3)
    assert [] == drift.look([{"d": [{}]}] * 12)
    assert [Loss("d.0.b", gone=True)] == drift.look([{}] * 12)


@pytest.mark.parametrize(
    ("paths", "query"),
    [
        (
            [
                "kode",
                "data.judul",
                "isbn13 | isbn10",
                "r",
                "r.lantai",
                "r.baris",
                "r.baris.lantai",
                "r.baris.baris",
                ".",
                "lantai",
                "baris",
                "baris.lantai",
                "baris.baris",
                "kota",
            ],
            "buku",
        ),
        (["kode"], "sebagian"),
        ([], "nomor"),
    ],
)
def test_what_is_declared(paths: list[str], query: str) -> None:
    """The paths of a type's fields, of embedded objects too, as far as an operation has them."""
    readings = Readings(configure(CONFIG))
    operation = readings.config.connectors[Word("a")].queries[Word(query)]
    assert paths == compile_drift(readings, operation).paths


def test_rows_within_rows() -> None:
    """Where a step finds no rows in ten rows it is told, and where it found some before."""
    drift = Drift({})
    empty: list[Any] = [{"x": []}] * 3
    found = [drift.look_within(("data", "isi"), empty) for _ in range(5)]
    assert [[], [], [], [Loss("data.isi", gone=True)], []] == found
    assert ["data.isi"] == list(drift.gone)
    full: list[Any] = [{"data": {"isi": []}}]
    assert [Loss("data.isi", gone=False)] == drift.look_within(("data", "isi"), full)
    assert [] == drift.look_within(("data", "isi"), [])
