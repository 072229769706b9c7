"""Merge: the rows of several operations, sorted and without doubles."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from gateway.config.model import Merge, Operation
from gateway.connectors.reading import Readings
from gateway.connectors.rows import sort_token
from gateway.connectors.value import BadValue

Tagged: TypeAlias = tuple[int, Any]
"""A row and the index of the member that gave it."""

_Read: TypeAlias = Callable[[Any], Any]


def arrange(
    readings: Readings, merge: Merge, operations: Sequence[Operation]
) -> Callable[[list[Tagged]], list[Tagged]]:
    """Compile a merge's `dedupe` and `sort`; of doubles the first member's stays."""
    kind = operations[0].returns.named
    if kind not in {str(name) for name in readings.config.types}:
        return lambda rows: rows

    def reads(field: str) -> list[_Read]:
        return [
            _lenient(readings.field(kind, operation, field).value)
            for operation in operations
        ]

    dedupe = [reads(field) for field in merge.dedupe]
    sorts = [(reads(key.field), key.descending) for key in merge.sort]

    def order(rows: list[Tagged]) -> list[Tagged]:
        if dedupe:
            first: dict[Any, Tagged] = {}
            for tag, row in rows:
                first.setdefault(
                    tuple(repr(read[tag](row)) for read in dedupe), (tag, row)
                )
            rows = list(first.values())
        for read, descending in reversed(sorts):
            rows = _sorted(rows, read, descending=descending)
        return rows

    return order


def _sorted(
    rows: list[Tagged], read: list[_Read], *, descending: bool
) -> list[Tagged]:
    """Sort stably by one field; rows without it come last either way."""
    keyed = [(read[tag](row), (tag, row)) for tag, row in rows]
    there = [one for one in keyed if one[0] is not None]
    there.sort(key=lambda one: sort_token(one[0]), reverse=descending)
    return [row for _, row in there] + [row for key, row in keyed if key is None]


def _lenient(read: _Read) -> _Read:
    """Read a value, where one that cannot be read sorts as none."""

    def value(row: Any) -> Any:
        try:
            return None if row is None else read(row)
        except BadValue:
            return None

    return value
