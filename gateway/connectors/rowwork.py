"""Local work on whole lists, compiled for the rows of one operation."""

from collections.abc import Callable, Iterable, Mapping
from typing import cast

from gateway.config.model import Operation, Writer
from gateway.config.paths import parse_path
from gateway.config.place import Word
from gateway.connectors.paths import compile_path
from gateway.connectors.reading import Readings
from gateway.connectors.rows import Column, compile_filter, compile_sort, compile_where
from gateway.connectors.writers import compile_writer

Arrange = Callable[[object], object]
Narrow = Callable[[object, Mapping[str, object]], object]


def column(readings: Readings, operation: Operation, word: Word) -> Column:
    """Return what a word means in an operation's rows: a field, or else a path."""
    name = Word(operation.returns.named)
    kind = readings.config.types.get(name) or readings.config.interfaces.get(name)
    if kind is not None and word in kind.fields:
        reading = readings.field(str(kind.name), operation, str(word))
        definition = readings.definition(str(kind.name), operation, str(word))
        return Column(reading.value, readings.leaf(definition))
    path = parse_path(word)
    return Column(compile_path(path if isinstance(path, tuple) else (str(word),)))


def compile_arrangement(readings: Readings, operation: Operation) -> Arrange:
    """Compile `where:` and `sort_by:`, which hold whatever the arguments are."""
    if not operation.where and not operation.sort_by:
        return lambda value: value
    words = (
        *(one.field for one in operation.where),
        *(one.field for one in operation.sort_by),
    )
    columns = _columns(readings, operation, words)
    keep = compile_where(operation.where, columns)
    sort = compile_sort(operation.sort_by, columns)

    def arrange(value: object) -> object:
        if not isinstance(value, list):
            return value
        return sort(keep(cast("list[object]", value)))

    return arrange


def compile_local(readings: Readings, operation: Operation) -> Narrow:
    """Compile `filter_by:`, which depends on the arguments."""
    words = [one.field for one in operation.filter_by]
    columns = _columns(readings, operation, words)
    keep = compile_filter(operation.filter_by, columns, _writes(readings, operation))

    def narrow(value: object, given: Mapping[str, object]) -> object:
        if not isinstance(value, list):
            return value
        return keep(cast("list[object]", value), given)

    return narrow


def _writes(
    readings: Readings, operation: Operation
) -> dict[str, Callable[[object], object]]:
    """Compile how arguments are written that are compared with raw values.

    A path leads to what the service sends, in the service's own notation; a
    field is read, and compared with the argument as the graph has it.
    """
    name = Word(operation.returns.named)
    kind = readings.config.types.get(name) or readings.config.interfaces.get(name)
    found: dict[str, Callable[[object], object]] = {}
    for one in operation.filter_by:
        argument = operation.args[one.argument]
        read = kind is not None and one.field in kind.fields
        if not read and argument.send != Writer():
            found[str(one.argument)] = compile_writer(
                argument.type, argument.send, readings.config.tables
            )
    return found


def _columns(
    readings: Readings, operation: Operation, words: Iterable[Word]
) -> dict[str, Column]:
    return {str(word): column(readings, operation, word) for word in words}
