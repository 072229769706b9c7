"""Local work on whole lists, compiled for the rows of one operation."""

from collections.abc import Callable, Iterable, Mapping
from typing import cast

from gateway.config.model import FilterBy, Operation, Writer
from gateway.config.place import Word
from gateway.connectors.answer import Answer
from gateway.connectors.columns import column, day_column, field_column
from gateway.connectors.filtering import Write, compile_filters
from gateway.connectors.nearness import compile_near
from gateway.connectors.reading import Readings
from gateway.connectors.rows import (
    Column,
    compile_dedupe,
    compile_sort,
    compile_where,
)
from gateway.connectors.writers import compile_writer

Arrange = Callable[[object], object]
Narrow = Callable[[Answer, Mapping[str, object]], object]


def arranges(operation: Operation) -> bool:
    """Tell whether an operation's rows are worked on whatever the arguments are."""
    return bool(operation.where or operation.sort_by or operation.dedupe)


def narrows(operation: Operation) -> tuple[str, ...]:
    """Return the arguments that an operation's rows are filtered or ordered by here."""
    near = () if operation.near is None else operation.near.arguments
    names = [*(one.argument for one in operation.filter_by), *near]
    return tuple(dict.fromkeys(map(str, names)))


def compile_arrangement(readings: Readings, operation: Operation) -> Arrange:
    """Compile `where:`, `sort_by:` and `dedupe:`, in this order.

    They hold whatever the arguments are.
    """
    if not arranges(operation):
        return lambda value: value
    words = (
        *(one.field for one in operation.where),
        *(one.field for one in operation.sort_by),
        *operation.dedupe,
    )
    columns = _columns(readings, operation, words)
    keep = compile_where(operation.where, columns)
    sort = compile_sort(operation.sort_by, columns)
    unlike = compile_dedupe([columns[word] for word in operation.dedupe])

    def arrange(value: object) -> object:
        if not isinstance(value, list):
            return value
        rows = sort(keep(cast("list[object]", value)))
        return unlike(rows) if operation.dedupe else rows

    return arrange


def compile_local(readings: Readings, operation: Operation) -> Narrow | None:
    """Compile `filter_by:` and `near:`, which depend on the arguments.

    None where there are none. An answer that is no list stays as it is.
    """
    near = operation.near
    if not operation.filter_by and near is None:
        return None
    filters = [_filter(readings, operation, one) for one in operation.filter_by]
    places_of = compile_filters(filters)
    around = None
    if near is not None:
        columns = _columns(readings, operation, (near.lat, near.lon))
        lat, lon = columns[near.lat], columns[near.lon]
        around = compile_near(near, lat, lon, operation.args)

    def narrow(answer: Answer, given: Mapping[str, object]) -> object:
        value = answer.value
        if not isinstance(value, list):
            return value
        rows = cast("list[object]", value)
        places = places_of(answer, given)
        nearest = None if around is None else around(answer, places, given)
        if nearest is not None:
            return nearest
        whole = isinstance(places, range)
        return rows if whole else [rows[place] for place in places]

    return narrow


def _filter(
    readings: Readings, operation: Operation, one: FilterBy
) -> tuple[FilterBy, Column, Write | None]:
    """Find what an argument is compared with, and how it is written for that.

    A path leads to what the service sends, in the service's own notation; a
    field is read, and compared with the argument as the graph has it. A date is
    compared with the days of moments.
    """
    argument = operation.args[one.argument]
    found = field_column(readings, operation, one.field)
    if found is not None:
        dated = argument.type.named == "Date" and found.leaf == "DateTime"
        return one, day_column(found) if dated else found, None
    write = None
    if argument.send != Writer():
        write = compile_writer(
            argument.type, argument.send, readings.config.tables, readings.config.inputs
        )
    return one, column(readings, operation, one.field), write


def _columns(
    readings: Readings, operation: Operation, words: Iterable[Word]
) -> dict[str, Column]:
    return {str(word): column(readings, operation, word) for word in words}
