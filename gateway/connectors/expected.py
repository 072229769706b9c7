"""Columns that a table has, or it is none of its service's: those that fields read."""

from collections.abc import Iterator

from gateway.config.model import Operation, Reading
from gateway.config.place import Word
from gateway.connectors.reading import Readings
from gateway.connectors.reads import names_in, paths_of
from gateway.connectors.selecting import selects


def columns_read(readings: Readings, operation: Operation) -> frozenset[str]:
    """Return the columns of which an operation's table has some; empty where none can be told.

    That is so where rows are made of the table first, or a field is the whole row.
    """
    many = operation.batch
    selections = [operation.select, *([] if many is None else [many.select])]
    made = operation.shape or (many is not None and many.shape)
    chosen = any(one is not None and (one.path or one.jmespath) for one in selections)
    if operation.format.kind != "csv" or selects(operation) or made or chosen:
        return frozenset()
    kind = readings.config.types.get(Word(operation.rows.named))
    if kind is None:
        return frozenset()
    columns: set[str] = set()
    for field in kind.fields:
        definition = readings.definition(str(kind.name), operation, field)
        if definition.provenance or definition.freshness:
            continue
        found = list(_columns(definition.reading))
        if not all(found):
            return frozenset()
        columns.update(found)
    return frozenset(columns)


def _columns(reading: Reading) -> Iterator[str]:
    """Yield the columns of a reading; an empty name where it cannot be told."""
    if reading.jmespath:
        yield from names_in(reading.jmespath) or ("",)
    for path in paths_of(reading):
        yield str(path[0]) if path and isinstance(path[0], str) else ""
