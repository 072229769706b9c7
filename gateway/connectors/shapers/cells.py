"""`rows` and `zip`: arrays of cells as objects."""

from collections.abc import Iterator, Sequence
from typing import Any, cast

from gateway.config.shapers import Rows, Zip
from gateway.connectors.formats.tables import column_names
from gateway.connectors.paths import compile_path
from gateway.connectors.shapers.run import (
    UNREADABLE,
    Change,
    Row,
    Run,
    misfit,
    row_of,
)
from gateway.connectors.value import text_of

_Named = Sequence[tuple[int, str]]


def compile_rows(step: Rows) -> Change:
    """Compile `rows`: the names from where they are, each array by them."""
    if step.names is not None:
        return _beside(step)
    if step.header:
        ragged = step.ragged

        def headed(value: Any, run: Run) -> object:
            listed = _list(value)
            names: _Named = _names(listed[0]) if listed else []
            return _rows(listed[1:], names, run, ragged=ragged)

        return headed
    named = [(n, str(name)) for n, name in enumerate(step.columns) if name is not None]

    def rows(value: Any, run: Run) -> object:
        return _rows(_list(value), named, run, ragged=step.ragged)

    return rows


def _beside(step: Rows) -> Change:
    """Compile `rows` whose names stand beside the arrays."""
    names_at, cells_at = compile_path(step.names or ()), compile_path(step.cells or ())

    def rows(value: Any, run: Run) -> object:
        found = row_of(value)
        names, cells = _names(names_at(found)), cells_at(found)
        if cells is None:
            return None
        return _rows(_list(cells), names, run, ragged=step.ragged)

    return rows


def _rows(cells: list[object], named: _Named, run: Run, *, ragged: bool) -> object:
    """Name the cells of each array; an array without arrays in it is a row itself."""
    width = named[-1][0] + 1 if named else 0
    if cells and not any(isinstance(one, list) for one in cells):
        if len(cells) < width and not ragged:
            raise misfit("an array is shorter than its names")
        return _row(cells, named)
    return run.collect(_each(cells, named, 0 if ragged else width))


def _each(cells: list[object], named: _Named, least: int) -> Iterator[object]:
    for one in cells:
        if one is None:
            yield None
        elif not isinstance(one, list) or len(cast("list[object]", one)) < least:
            yield UNREADABLE
        else:
            yield _row(cast("list[object]", one), named)


def _row(cells: list[object], named: _Named) -> Row:
    width = len(cells)
    return {name: cells[n] if n < width else None for n, name in named}


def _names(value: object) -> _Named:
    """Return the names of a header with their positions; one without is left out."""
    texts = [None if one is None else text_of(one) for one in _list(value)]
    names = column_names([text or "" for text in texts])
    return [(n, name) for n, name in enumerate(names) if name]


def _list(value: Any) -> list[object]:
    if isinstance(value, list):
        return cast("list[object]", value)
    raise misfit("a list was expected")


def compile_zip(_step: Zip) -> Change:
    """Compile `zip`: lists of one length beside each other, or maps with such keys."""

    def zipped(value: Any, run: Run) -> object:
        columns = row_of(value)
        cells = [_cells(column) for column in columns.values()]
        if len({len(one) for one in cells}) > 1:
            raise misfit("lists of one length were expected")
        names = list(columns)
        return run.collect(
            dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True)
        )

    return zipped


def _cells(column: object) -> list[object]:
    """Return a column's cells: a list's, or a map's in the order of its keys."""
    if isinstance(column, dict):
        return [*cast("Row", column).values()]
    return _list(column)
