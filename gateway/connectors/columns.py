"""What the words of local work mean in an operation's rows."""

from collections.abc import Callable
from typing import Any, cast

from gateway.config.links import link_target
from gateway.config.model import InterfaceDef, Operation, TypeDef
from gateway.config.paths import parse_path
from gateway.config.place import Word
from gateway.config.steps import Path
from gateway.connectors.paths import compile_path
from gateway.connectors.reading import Readings
from gateway.connectors.rows import Column

Get = Callable[[Any], Any]
_DAY = 10  # characters of a date


def column(readings: Readings, operation: Operation, word: Word) -> Column:
    """Return what a word means in an operation's rows: a field, or else a path."""
    found = field_column(readings, operation, word)
    if found is not None:
        return found
    path = parse_path(word)
    return Column(compile_path(path if isinstance(path, tuple) else (str(word),)))


def field_column(readings: Readings, operation: Operation, word: Word) -> Column | None:
    """Return the field that a word names: of the row, or of an object within it.

    `alamat.kota` is the field `kota` of the embedded object `alamat`, each read
    as its type says. None where a step names no field: the word is a path then.
    """
    path = parse_path(word)
    if not isinstance(path, tuple):
        return None
    return _within(readings, operation, operation.rows.named, path)


def day_column(moments: Column) -> Column:
    """Return the days of a column of DateTime, as the graph writes them."""

    def day(row: object) -> object:
        value: Any = moments.value(row)
        if isinstance(value, list):
            return [_day(one) for one in cast("list[object]", value)]
        return _day(value)

    return Column(day, "Date")


def _day(moment: object) -> object:
    return moment[:_DAY] if isinstance(moment, str) else None


def _within(
    readings: Readings, operation: Operation, name: str, path: Path
) -> Column | None:
    kind = _kind(readings, name)
    step, *rest = path or ("",)
    if kind is None or not isinstance(step, str) or Word(step) not in kind.fields:
        return None
    reading = readings.field(name, operation, step)
    definition = readings.definition(name, operation, step)
    if not rest:
        return Column(reading.value, readings.leaf(definition))
    if link_target(readings.config, definition) is not None:
        return None
    inner = _within(readings, operation, definition.type.named, tuple(rest))
    return None if inner is None else Column(_then(reading.get, inner), inner.leaf)


def _kind(readings: Readings, name: str) -> TypeDef | InterfaceDef | None:
    config = readings.config
    return config.types.get(Word(name)) or config.interfaces.get(Word(name))


def _then(outer: Get, inner: Column) -> Get:
    """Get an object, then what is in it; of a list of objects what is in each."""

    def get(row: Any) -> Any:
        found = outer(row)
        if isinstance(found, list):
            values = [inner.value(one) for one in cast("list[object]", found)]
            return [one for one in values if one is not None]
        return None if found is None else inner.value(found)

    return get
