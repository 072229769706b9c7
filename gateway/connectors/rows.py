"""Work on the rows of a whole list here, where an upstream gives everything.

A `Column` tells how a field, or a path, is got from a row. A value that cannot
be got (BadValue) counts as null.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar, cast

from gateway.config.model import SortKey, Where
from gateway.connectors.ordering import compile_order, compile_sameness
from gateway.connectors.value import BadValue, text_of

T = TypeVar("T")
Row: TypeAlias = object
Test: TypeAlias = Callable[[object], bool]


@dataclass(frozen=True, slots=True)
class Column:
    """A field of a row: how its value is got, and its leaf type.

    `get` gives the read graph value, None for null. `leaf` None is a raw value
    at a path: whatever looks like a number compares as one.
    """

    get: Callable[[Row], object]
    leaf: str | None = None

    def value(self, row: Row) -> object:
        """Return a row's value; None where it is null or bad."""
        try:
            return self.get(row)
        except BadValue:
            return None


def compile_where(
    conditions: Sequence[Where], columns: Mapping[str, Column]
) -> Callable[[Sequence[Row]], list[Row]]:
    """Compile `where:` into a function that keeps the rows that meet them all.

    A null meets `not`, and `present: false`, only. Raises ValueError for a
    bound that its column cannot compare.
    """
    tests = [
        (
            columns[where.field],
            compile_test(where.how, columns[where.field].leaf, where.values),
        )
        for where in conditions
    ]
    return lambda rows: _kept(rows, tests)


def compile_sort(
    keys: Sequence[SortKey], columns: Mapping[str, Column]
) -> Callable[[Sequence[Row]], list[Row]]:
    """Compile `sort_by:` into a stable sort: nulls last in either direction."""
    steps = [
        (columns[key.field], compile_order(columns[key.field].leaf), key.descending)
        for key in reversed(keys)
    ]

    def sort(rows: Sequence[Row]) -> list[Row]:
        result = list(rows)
        for column, order, descending in steps:
            keyed = [(_ordered(column, order, row), row) for row in result]
            present = [pair for pair in keyed if pair[0] is not None]
            present.sort(key=_first, reverse=descending)
            absent = [row for key, row in keyed if key is None]
            result = [row for _, row in present] + absent
        return result

    return sort


def compile_dedupe(columns: Sequence[Column]) -> Callable[[Sequence[T]], list[T]]:
    """Compile `dedupe:` into a function that keeps the first row of each value.

    Rows are the same where all the columns have the same graph values.
    """

    def unlike(rows: Sequence[T]) -> list[T]:
        first: dict[tuple[str, ...], T] = {}
        for row in rows:
            first.setdefault(tuple(repr(one.value(row)) for one in columns), row)
        return list(first.values())

    return unlike


def index_rows(rows: Iterable[Row], key: Callable[[Row], object]) -> dict[object, Row]:
    """Index rows by key: the first of each; rows without a key are left out."""
    index: dict[object, Row] = {}
    for row in rows:
        try:
            value = key(row)
        except BadValue:
            continue
        if value is not None and not isinstance(value, dict | list):
            index.setdefault(value, row)
    return index


def compile_test(how: str, leaf: str | None, bounds: Sequence[object]) -> Test:
    """Compile a comparison of a value with any of some bounds.

    `equals` and `not` compare texts exactly, `contains` and `starts` without
    regard to case; `min` and `max` include the bound. A list meets a
    comparison if one of its elements does. Raises ValueError for a bound that
    does not suit the leaf.
    """
    try:
        test = _compile_one(how, leaf, bounds)
    except ArithmeticError as error:
        reason = "not a number"
        raise ValueError(reason) from error
    if how in {"not", "present"}:
        return test
    return lambda value: value is not None and _any(test, value)


def _compile_one(how: str, leaf: str | None, bounds: Sequence[object]) -> Test:
    if how == "present":
        wanted = "false" not in bounds
        return lambda value: (value is not None) is wanted
    if how in {"min", "max"}:
        return _compile_bound(how, leaf, bounds)
    if how in {"contains", "starts"}:
        return _compile_text(how, bounds)
    same = compile_sameness(leaf)
    known = {same(bound) for bound in bounds}
    if how == "not":
        return lambda value: value is None or same(value) not in known
    return lambda value: same(value) in known


def _compile_bound(how: str, leaf: str | None, bounds: Sequence[object]) -> Test:
    order = compile_order(leaf)
    limits = [order(bound) for bound in bounds]
    if how == "min":
        return lambda value: order(value) >= min(limits)
    return lambda value: order(value) <= max(limits)


def _compile_text(how: str, bounds: Sequence[object]) -> Test:
    parts = tuple((text_of(bound) or "").casefold() for bound in bounds)
    if how == "starts":
        return lambda value: (text_of(value) or "").casefold().startswith(parts)

    def test(value: object) -> bool:
        text = (text_of(value) or "").casefold()
        return any(part in text for part in parts)

    return test


def _any(test: Test, value: object) -> bool:
    if isinstance(value, list):
        return any(test(item) for item in cast("list[object]", value))
    return test(value)


def _kept(rows: Sequence[Row], tests: Sequence[tuple[Column, Test]]) -> list[Row]:
    return [row for row in rows if all(_meets(c, test, row) for c, test in tests)]


def _meets(column: Column, test: Test, row: Row) -> bool:
    try:
        return test(column.value(row))
    except (ValueError, ArithmeticError):
        return False


def _first(pair: tuple[Any, Row]) -> Any:
    return pair[0]


def _ordered(column: Column, order: Callable[[object], Any], row: Row) -> Any:
    value = column.value(row)
    try:
        return None if value is None else order(value)
    except (ValueError, ArithmeticError):
        return None
