"""Large lists by their columns: what one reading tells of all rows, in fewer steps."""

from collections.abc import Callable
from typing import Any, Final, TypeAlias

from gateway.connectors.readers import BadValue, ReadColumn
from gateway.connectors.reading import Readings
from gateway.execution.plan import Leaf, Selection

LARGE: Final = 16
"""Rows from which on a list is shown by its columns: fewer cost more so."""

Column: TypeAlias = Callable[[list[Any]], "list[Any] | None"]
"""From rows to the graph values of a field; None where the rows have to be looked at."""


def compile_columns(readings: Readings, selection: Selection) -> dict[int, Column]:
    """Compile the leaves of a selection that can be read in all rows at once.

    They are given by the index of the field.
    """
    found: dict[int, Column] = {}
    kind, operation = selection.type.name, selection.operation
    for index, field in enumerate(selection.fields):
        if not isinstance(field, Leaf) or field.completion is not None:
            continue
        read = readings.column(kind, operation, field.shown.name)
        key = readings.field(kind, operation, field.shown.name).key
        if read is not None and key is not None:
            required = field.shown.type.required
            found[index] = _column(key, read, required=required)
    return found


def _column(key: str, read: ReadColumn, *, required: bool) -> Column:
    """Read an item of rows; not where one is bad, or null and must not be."""

    def column(rows: list[Any]) -> list[Any] | None:
        try:
            raws = [row[key] for row in rows]
        except (KeyError, TypeError):
            raws = [_item(row, key) for row in rows]
        try:
            values = read(raws)
        except BadValue:
            return None
        return None if required and None in values else values

    return column


def _item(row: Any, key: str) -> Any:
    """Return an item of a row that may lack it, or be none: others judge it then."""
    return row.get(key) if row.__class__ is dict else None
