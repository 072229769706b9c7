"""Work on the rows of a whole list here, where an upstream gives everything.

A `Column` tells how a field, or a path, is got from a row. A value that cannot
be got (BadValue) counts as null.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeAlias, cast

from gateway.config.model import FilterBy, SortKey, Where
from gateway.connectors.ordering import compile_order, compile_sameness
from gateway.connectors.value import BadValue, text_of
from gateway.errors import BadInput

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


def compile_filter(
    filters: Sequence[FilterBy],
    columns: Mapping[str, Column],
    writes: Mapping[str, Callable[[object], object]] = MappingProxyType({}),
) -> Callable[[Sequence[Row], Mapping[str, object]], list[Row]]:
    """Compile `filter_by:` into a function of rows and coerced arguments.

    An absent or null argument filters nothing; a list keeps what meets any of
    its elements. `writes` make of an argument's value what its rows hold, where
    that is not the graph's own. The function raises BadInput, naming the
    argument, for a value that the field cannot compare with.
    """

    def keep(rows: Sequence[Row], args: Mapping[str, object]) -> list[Row]:
        tests: list[tuple[Column, Test]] = []
        for one in filters:
            bound = args.get(one.argument)
            write = writes.get(one.argument)
            if bound is not None and write is not None:
                bound = write(bound)
            if bound is not None:
                tests.append((columns[one.field], _argument_test(one, bound, columns)))
        return _kept(rows, tests)

    return keep


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


def index_rows(rows: Iterable[Row], key: Callable[[Row], object]) -> dict[object, Row]:
    """Index rows by key: the first of each; rows without a key are left out."""
    index: dict[object, Row] = {}
    for value, row in _keyed(rows, key):
        index.setdefault(value, row)
    return index


def group_rows(
    rows: Iterable[Row], key: Callable[[Row], object]
) -> dict[object, list[Row]]:
    """Group rows by key, in their order; rows without a key are left out."""
    groups: dict[object, list[Row]] = {}
    for value, row in _keyed(rows, key):
        groups.setdefault(value, []).append(row)
    return groups


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


def _argument_test(one: FilterBy, bound: object, columns: Mapping[str, Column]) -> Test:
    bounds = cast("list[object]", bound) if isinstance(bound, list) else [bound]
    try:
        return compile_test(one.how, columns[one.field].leaf, bounds)
    except ValueError as error:
        reason = f"argument `{one.argument}`: not comparable with its field"
        raise BadInput(reason) from error


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


def _keyed(
    rows: Iterable[Row], key: Callable[[Row], object]
) -> Iterable[tuple[object, Row]]:
    for row in rows:
        try:
            value = key(row)
        except BadValue:
            continue
        if value is not None and not isinstance(value, dict | list):
            yield value, row
