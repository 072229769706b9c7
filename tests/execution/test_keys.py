"""Keys that rows give to the fetches after them."""

from collections.abc import Hashable

import pytest

from gateway.config.model import Operation
from gateway.config.place import Word
from gateway.config.typeref import TypeRef
from gateway.connectors.answer import Answer
from gateway.connectors.reading import Readings
from gateway.errors import UpstreamTimeout
from gateway.execution.keys import compile_feed, compile_key
from gateway.execution.plan import Feed, Step
from tests.execution.graphs import REGIONS
from tests.execution.harness import configure

CONFIG = configure(REGIONS)
READINGS = Readings(CONFIG)
KIOS = Operation(Word("kios"), Word("pangan"), TypeRef("Kios"), None)
DEKAT = Operation(Word("dekat"), Word("pemerintahan"), TypeRef("Tempat"), None)


def keys(feed: Feed, operation: Operation, *values: object) -> list[Hashable]:
    """Return the keys that a feed collects of answers with these values."""
    collect = compile_feed(READINGS, feed, operation)
    answers = [Answer(value, 0, 0.0) for value in values]
    return list(collect([*answers, None, UpstreamTimeout("late")]))


def test_keys_are_distinct_and_in_order() -> None:
    """Each key comes once, in the order of the rows; rows without one give none."""
    feed = Feed(0, (Step("Kios", None),), ("nomor",))
    rows: list[object] = [
        {"nomor": "b"},
        {"nomor": "a"},
        None,
        {"nomor": 7},
        {"nomor": {}},
        {},
    ]
    assert ["b", "a", "7"] == keys(feed, KIOS, rows, {"nomor": "a"}, "x")


@pytest.mark.parametrize(
    "column",
    [
        ["a", "b", "a"],
        [1, "1", 2, None, 1],
        [True, 1],
        [1, True],
        [1, 1.0, 1.5],
        [1.5, 1, {}],
        ["\ud800", "a"],
        [[], "a"],
    ],
    ids=repr,
)
def test_keys_of_many_rows_are_those_of_each(column: list[object]) -> None:
    """Rows whose items are told apart before they are read give the same keys."""
    feed = Feed(0, (Step("Kios", None),), ("nomor",))
    rows = [{"nomor": value} for value in column]
    one_by_one = [key for row in rows for key in keys(feed, KIOS, [row, {}])]
    assert list(dict.fromkeys(one_by_one)) == keys(feed, KIOS, rows)


def test_several_fields_make_one_key() -> None:
    """A key of several fields is a tuple, and none where one of them is null."""
    feed = Feed(0, (Step("Kios", None),), ("nomor", "tahun"))
    rows: list[object] = [
        {"nomor": "a", "tahun": "2026"},
        {"nomor": "a"},
        {"nomor": "a", "tahun": []},
    ]
    assert [("a", 2026)] == keys(feed, KIOS, rows)


def test_link_in_lists_gives_each_key_that_can_be_read() -> None:
    """Of a list of keys those that cannot be read are left out, not the others."""
    feed = Feed(0, (Step("Wilayah", None),), ("semua",), spread=True)
    operation = CONFIG.types[Word("Wilayah")].lookup
    assert operation is not None
    rows = [{"kode_kab": ["b", {}, None, ["a"]]}, {"kode_kab": "c"}, {}]
    assert ["b", "a", "c"] == keys(feed, operation, rows)


def test_steps_lead_into_embedded_rows() -> None:
    """A feed goes down through fields, and out of lists in lists."""
    steps = (Step("Kios", None), Step("Kios", "alamat"))
    feed = Feed(0, steps, ("wilayah",), spread=True)
    rows = [[{"alamat": {"wilayah": "a"}}], [{"alamat": [[{"wilayah": "b"}]]}, 7]]
    assert ["a", "b"] == keys(feed, KIOS, rows)


def test_rows_of_one_type_only() -> None:
    """Below a union a feed takes the rows of its own type."""
    step = Step("Tempat", None, only="Pasar", abstract="Tempat")
    feed = Feed(0, (step,), ("wilayah",), spread=True)
    rows = [
        {"jenis": "pasar", "kd_wil": "a"},
        {"jenis": "wilayah", "kd_wil": "b"},
        {"jenis": "ikan", "kd_wil": "c"},
    ]
    assert ["a"] == keys(feed, DEKAT, rows)


def test_list_is_one_key() -> None:
    """A field that is a list makes one key of all its values."""
    key = compile_key(READINGS, "Kios", KIOS, ("nomor_lain",))
    assert ("a", "7", None) == key({"nomor_lain": ["a", 7, None]})
    assert key({}) is None
    both = compile_key(READINGS, "Kios", KIOS, ("nomor", "nomor_lain"))
    assert ("x", ("a",)) == both({"nomor": "x", "nomor_lain": ["a"]})
