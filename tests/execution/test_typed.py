"""Values of nullable, required and list types: gateway/execution/typed.py."""

from typing import Any

import pytest

from gateway.config.model import BadRows
from gateway.config.typeref import parse_type
from gateway.connectors.value import BadValue
from gateway.errors import UpstreamTimeout
from gateway.execution.failure import Origin, Path, flat
from gateway.execution.typed import Rows, typed
from gateway.execution.values import (
    BROKEN,
    Run,
    Shaped,
    Value,
    leaf,
    leaf_item,
    refused,
    required_leaf,
)

ORIGIN = Origin(())


def read(raw: Any) -> Any:
    """Read whole numbers; an empty text is a null token."""
    if raw == "":
        return None
    if not isinstance(raw, int):
        raise BadValue("not a whole number")
    return raw


def shape(kind: str, bad: BadRows = BadRows.NULL, item: Value | None = None) -> Value:
    """Make the function of a type of whole numbers."""
    ref = parse_type(kind)
    assert ref is not None
    return typed(ref, Shaped(item or leaf_item(read, ORIGIN)), Rows(ORIGIN, bad))


def shaped(function: Value, raw: Any) -> tuple[Any, list[list[str | int]]]:
    """Return what a function makes of a raw value, and the paths of its errors."""
    run = Run([])
    found = function(raw, None, "x", run)
    assert [False] * 3 == [run.quick, run.careful, run.full]
    return found, [flat(one.path) for one in run.errors]


X: Path = (None, "x")


@pytest.mark.parametrize(
    ("kind", "raw", "value", "errors"),
    [
        ("Int", 1, 1, []),
        ("Int", None, None, []),
        ("Int", "", None, []),
        ("Int", "a", None, [["x"]]),
        ("Int!", None, BROKEN, [["x"]]),
        ("Int!", "", BROKEN, [["x"]]),
        ("Int!", "a", BROKEN, [["x"]]),
        ("[Int]", [1, None, "a", ""], [1, None, None, None], [["x", 2]]),
        ("[Int]", None, None, []),
        ("[Int]", 7, None, [["x"]]),
        ("[Int]!", None, BROKEN, [["x"]]),
        ("[Int!]", [1, None], None, [["x", 1]]),
        ("[Int!]", [1, "a", None], None, [["x", 1]]),
        ("[Int!]!", [1, ""], BROKEN, [["x", 1]]),
        ("[[Int!]]", [[1], [None], None], [[1], None, None], [["x", 1, 0]]),
        ("[[Int]!]", [[None], None], None, [["x", 1]]),
        ("[[Int!]!]!", [[1], [2, "a"]], BROKEN, [["x", 1, 1]]),
        ("[[Int]]", [1, [2]], [None, [2]], [["x", 0]]),
    ],
)
def test_nulls_propagate_to_the_nearest_nullable(
    kind: str, raw: Any, value: Any, errors: list[list[str | int]]
) -> None:
    """A null or bad value becomes the nearest null that its type allows (§6.4.4)."""
    assert (value, errors) == shaped(shape(kind), raw)


def test_odd_list_does_not_hide_an_odd_item_before_it() -> None:
    """A null row is still seen where a list in a later row has nulls of its own."""
    inner = shape("[Int]")

    def row(raw: Any, path: Path, key: str | int, run: Run) -> Any:
        if raw is None:
            run.odd = True
            return None
        return inner(raw, (path, key), "f", run)

    assert (None, [["x", 0]]) == shaped(shape("[T!]", item=row), [None, [None]])


def test_nested_errors_are_gone_through_again_once() -> None:
    """An error ten lists deep is met twice: it ends the quick way, and is told the careful."""
    times = 0

    def item(_raw: Any, path: Path, key: str | int, run: Run) -> Any:
        nonlocal times
        times += 1
        return leaf_item(read, ORIGIN)("a", path, key, run)

    raw: Any = 0
    for _ in range(10):
        raw = [raw]
    function = shape("[" * 10 + "Int" + "]" * 10, item=item)
    assert [["x", *[0] * 10]] == shaped(function, raw)[1]
    assert 2 == times


def test_dropped_rows_leave_one_error_with_their_count() -> None:
    """Rows that break their type are left out, and the list's error counts them."""
    run = Run([])
    found = shape("[Int!]", BadRows.DROP)([1, "a", 2, None, 3], None, "x", run)
    assert [1, 2, 3] == found
    assert [(["x"], 2)] == [(flat(one.path), one.counted) for one in run.errors]


def test_index_of_a_path_is_the_place_in_the_response() -> None:
    """Errors of rows after a dropped one name where those rows now are."""
    nullable = leaf(read, ORIGIN)

    def row(raw: Any, path: Path, key: str | int, run: Run) -> Any:
        if raw == "rusak":
            return required_leaf(read, ORIGIN)("a", (path, key), "id", run)
        return {"f": nullable(raw, (path, key), "f", run)}

    found, errors = shaped(shape("[T!]", BadRows.DROP, row), ["rusak", "a"])
    assert [{"f": None}] == found
    assert [["x", 0, "f"], ["x"]] == errors


def test_row_that_another_source_broke_is_not_dropped() -> None:
    """A row is dropped for its own values only, not for an OPD that failed."""
    function = shape("[T]", BadRows.DROP, failing(UpstreamTimeout("late")))
    assert ([None], [["x", 0]]) == shaped(function, [1])


def test_bad_rows_may_fail_the_list() -> None:
    """With `bad_rows: fail` one bad row makes the list null, where rows may be null."""
    assert (None, [["x", 1]]) == shaped(shape("[Int]", BadRows.FAIL), [1, "a", 2])


def test_lists_of_lists_drop_in_the_inner_lists() -> None:
    """Dropping is for rows: of a list of lists the inner ones lose theirs."""
    function = shape("[[Int!]!]", BadRows.DROP)
    assert ([[1], [2]], [["x", 1]]) == shaped(function, [[1], ["a", 2]])


def test_many_bad_values_are_nulls_and_a_count() -> None:
    """Beyond a hundred the errors of a list are one, at its path, with their count."""
    run = Run([])
    found = shape("[[Int]]")([["a"] * 70, ["a"] * 7000, [1, "a"]], None, "x", run)
    assert [[None] * 70, [None] * 7000, [1, None]] == found
    assert not run.full
    assert [["x", 0, i] for i in range(70)] == [flat(e.path) for e in run.errors[:70]]
    assert [["x", 1, i] for i in range(30)] == [
        flat(e.path) for e in run.errors[70:100]
    ]
    (rest,) = run.errors[100:]
    assert (["x"], 6971, True) == (flat(rest.path), rest.counted, rest.more)


def test_many_bad_values_before_one_that_fails_the_list() -> None:
    """What a list counted is told also where the list itself becomes null in the end."""
    run = Run([])
    raw = [*[["a"]] * 150, 7]
    assert shape("[[Int]!]")(raw, None, "x", run) is None
    assert not run.full
    assert [(["x"], 51)] == [(flat(one.path), one.counted) for one in run.errors[100:]]


def test_many_rows_left_out() -> None:
    """Rows that are left out are one count, however many, beside the errors of those that stay."""
    function = shape("[Int!]", BadRows.DROP)
    run = Run([])
    assert [1] == function([*["a"] * 5000, 1], None, "x", run)
    (found,) = run.errors
    assert (5000, False) == (found.counted, found.more)


def test_one_stands_for_a_list_of_one() -> None:
    """A single object where a list is declared is a list of it, where that is stated."""
    ref = parse_type("[Int!]")
    assert ref is not None
    item = leaf_item(read, ORIGIN)
    function = typed(ref, Shaped(item), Rows(ORIGIN, BadRows.NULL), one_or_many=True)
    assert ([7], []) == shaped(function, 7)
    assert ([7, 8], []) == shaped(function, [7, 8])


def failing(error: UpstreamTimeout) -> Value:
    """Make the function of a row that a failed fetch broke."""
    return refused(error, ORIGIN)
