"""Work on whole lists: gateway/connectors/rows.py."""

from collections.abc import Sequence

import pytest
from hypothesis import given, strategies as st

from gateway.config.model import SortKey, Where
from gateway.config.place import Word
from gateway.connectors.paths import compile_path
from gateway.connectors.rows import (
    Column,
    compile_dedupe,
    compile_sort,
    compile_test,
    compile_where,
    index_rows,
)
from gateway.connectors.value import BadValue

BERAS = {"nama": "Beras Premium", "harga": 16000, "pada": "2024-02-01", "kode": 1}
CABAI = {"nama": "cabai", "harga": 9000, "pada": "2024-01-15", "kode": "2"}
DAGING = {
    "nama": "Daging",
    "harga": None,
    "pada": None,
    "kode": "x",
    "label": ["a", "b"],
}
ROWS = [BERAS, CABAI, DAGING]


def bad(_: object) -> object:
    reason = "bad"
    raise BadValue(reason)


COLUMNS = {
    "nama": Column(compile_path(("nama",)), "String"),
    "harga": Column(compile_path(("harga",)), "Rupiah"),
    "pada": Column(compile_path(("pada",)), "Date"),
    "kode": Column(compile_path(("kode",))),
    "label": Column(compile_path(("label",)), "String"),
    "rusak": Column(bad, "String"),
}


def where(field: str, how: str, *values: str) -> list[object]:
    return compile_where([Where(Word(field), how, values)], COLUMNS)(ROWS)


@pytest.mark.parametrize(
    ("expected", "condition"),
    [
        ([CABAI], ("nama", "equals", "cabai")),
        ([], ("nama", "equals", "CABAI")),
        ([BERAS, CABAI], ("nama", "equals", "cabai", "Beras Premium")),
        ([BERAS, DAGING], ("nama", "not", "cabai")),
        ([BERAS, DAGING], ("harga", "not", "9000")),
        ([BERAS], ("nama", "contains", "PREMIUM")),
        ([BERAS, CABAI], ("nama", "starts", "B", "c")),
        ([BERAS], ("harga", "equals", "16000")),
        ([BERAS], ("harga", "min", "9001")),
        ([BERAS, CABAI], ("harga", "max", "16000")),
        ([CABAI], ("pada", "max", "2024-01-31")),
        ([BERAS, CABAI], ("pada", "present")),
        ([BERAS, CABAI], ("pada", "present", "true")),
        ([DAGING], ("pada", "present", "false")),
        ([BERAS], ("kode", "equals", "1")),
        ([CABAI, DAGING], ("kode", "min", "2")),
        ([DAGING], ("label", "equals", "b")),
        ([DAGING], ("label", "starts", "b")),
        ([], ("rusak", "equals", "x")),
        ([], ("rusak", "present")),
        (ROWS, ("rusak", "not", "x")),
    ],
    ids=repr,
)
def test_where(expected: list[object], condition: Sequence[str]) -> None:
    """Rows are kept that meet the condition; a null meets `not` only."""
    field, how, *values = condition
    assert expected == where(field, how, *values)


def test_where_all() -> None:
    """Several conditions must all be met; none keeps every row."""
    both = [Where(Word("harga"), "min", ("1",)), Where(Word("nama"), "starts", ("c",))]
    assert [CABAI] == compile_where(both, COLUMNS)(ROWS)
    assert compile_where([], COLUMNS)(ROWS) == ROWS


@pytest.mark.parametrize(("field", "how"), [("harga", "min"), ("harga", "equals")])
def test_where_bad_bound(field: str, how: str) -> None:
    """A bound that its field cannot compare cannot be compiled."""
    with pytest.raises(ValueError, match="not a number"):
        where(field, how, "murah")


def test_incomparable_row() -> None:
    """A row whose value does not compare is not kept, and sorts as null."""
    rows = [{"harga": "murah"}, {"harga": 5}]
    keep = compile_where([Where(Word("harga"), "min", ("1",))], COLUMNS)
    assert [{"harga": 5}] == keep(rows)
    assert rows[::-1] == compile_sort([SortKey(Word("harga"))], COLUMNS)(rows)


@pytest.mark.parametrize(
    ("expected", "keys"),
    [
        ([CABAI, BERAS, DAGING], [SortKey(Word("harga"))]),
        ([BERAS, CABAI, DAGING], [SortKey(Word("harga"), descending=True)]),
        ([BERAS, CABAI, DAGING], [SortKey(Word("nama"))]),
        ([BERAS, CABAI, DAGING], [SortKey(Word("pada"), descending=True)]),
        ([DAGING, CABAI, BERAS], [SortKey(Word("kode"), descending=True)]),
        (ROWS, [SortKey(Word("rusak"))]),
        (ROWS, []),
    ],
    ids=repr,
)
def test_sort(expected: list[object], keys: list[SortKey]) -> None:
    """Numbers sort as numbers, texts without case; nulls come last either way."""
    assert expected == compile_sort(keys, COLUMNS)(ROWS)


@given(
    st.lists(
        st.tuples(st.none() | st.integers(0, 3), st.none() | st.sampled_from("aAbB"))
    )
)
def test_sort_by_two(values: list[tuple[int | None, str | None]]) -> None:
    """The first key decides, then the second, then the order of the rows."""
    columns = {
        "n": Column(lambda row: row["n"] if isinstance(row, dict) else None, "Int"),
        "t": Column(lambda row: row["t"] if isinstance(row, dict) else None, "String"),
    }
    rows: list[object] = [{"n": n, "t": t, "i": i} for i, (n, t) in enumerate(values)]
    keys = [SortKey(Word("n"), descending=True), SortKey(Word("t"))]
    expected = sorted(
        range(len(values)),
        key=lambda i: (
            values[i][0] is None,
            -(values[i][0] or 0),
            values[i][1] is None,
            (values[i][1] or "").lower(),
            i,
        ),
    )
    assert expected == [
        row["i"] for row in compile_sort(keys, columns)(rows) if isinstance(row, dict)
    ]


def key(row: object) -> object:
    if row == DAGING:
        reason = "bad"
        raise BadValue(reason)
    return row.get("k") if isinstance(row, dict) else None


def test_index() -> None:
    """The first row of a key is indexed; a row without a key is left out."""
    first, second, third = {"k": 1, "n": 1}, {"k": 1, "n": 2}, {"k": 2}
    rows = [first, second, third, {"k": None}, {"k": [1]}, DAGING]
    assert {1: first, 2: third} == index_rows(rows, key)


def test_text_of_what_is_no_text() -> None:
    """An object meets no comparison of texts."""
    for how in ("contains", "starts"):
        assert not compile_test(how, "String", ["a"])({"a": 1})


def test_dedupe() -> None:
    """The first of rows that are the same stays; a null is the same as a null."""
    rows = [BERAS, {**CABAI, "nama": "Beras Premium"}, DAGING, {"nama": None}, {}]
    unlike = compile_dedupe([COLUMNS["nama"]])
    assert [BERAS, DAGING, {"nama": None}] == unlike(rows)
