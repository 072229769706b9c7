"""`unpivot` and `pivot`: columns as rows, and rows as columns."""

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias, cast

from gateway.config.place import Word
from gateway.config.shapers import Pivot, Unpivot
from gateway.connectors.codec import Unreadable
from gateway.connectors.shapers.run import (
    UNREADABLE,
    Change,
    Row,
    Run,
    misfit,
    rows_of,
)
from gateway.connectors.value import text_of

_Cell: TypeAlias = tuple[tuple[tuple[str, object], ...], str]
"""What a column's cell has beside it in its row, and its own key."""
_Read: TypeAlias = Callable[[str], _Cell | None]


def compile_unpivot(step: Unpivot) -> Change:
    """Compile `unpivot`: a row for each chosen column, with what is kept."""
    read = _reader(step)
    keep = None if step.keep is None else tuple(map(str, step.keep))

    def rows(listed: list[object], run: Run) -> Iterator[object]:
        known: dict[str, _Cell | None] = {}
        for row in listed:
            if isinstance(row, dict):
                yield from _melted(cast("Row", row), keep, read, known, run)
            elif row is not None:
                yield UNREADABLE

    return lambda value, run: run.collect(rows(rows_of(value), run))


def _melted(
    row: Row,
    keep: tuple[str, ...] | None,
    read: _Read,
    known: dict[str, _Cell | None],
    run: Run,
) -> Iterator[Row]:
    """Yield the rows of one row, which are made before the first is counted."""
    for column in row:
        if column not in known:
            known[column] = read(column)
    kept = (
        {name: cell for name, cell in row.items() if known[name] is None}
        if keep is None
        else {name: row[name] for name in keep if name in row}
    )
    made: dict[object, Row] = {}
    for column, cell in row.items():
        found = known[column]
        if found is not None:
            beside, key = found
            if beside not in made:
                run.spend(len(kept))
                made[beside] = {**kept, **dict(beside)}
            made[beside][key] = cell
    yield from made.values()


def _reader(step: Unpivot) -> _Read:
    """Compile which columns are chosen, and what becomes of their names."""
    chosen, name, value = step.columns, step.name, step.value
    if isinstance(chosen, Word):
        return _matched(re.compile(chosen), name, value)
    kept = frozenset(map(str, step.keep or ()))
    names = None if chosen is None else frozenset(map(str, chosen))

    def read(column: str) -> _Cell | None:
        if column in kept or (names is not None and column not in names):
            return None
        return ((name, column),), value

    return read


def _matched(pattern: "re.Pattern[str]", name: str, value: str) -> _Read:
    """Compile the choice by a regular expression, whose groups are the names."""

    def read(column: str) -> _Cell | None:
        found = pattern.fullmatch(column)
        if found is None:
            return None
        if not pattern.groupindex:
            return ((name, found[1 if pattern.groups else 0]),), value
        groups = found.groupdict()
        key = groups.pop("value", None) or value
        return tuple(groups.items()), key

    return read


def compile_pivot(step: Pivot) -> Change:
    """Compile `pivot`: rows of one key as one row, all rows as one object without."""
    keys = tuple(map(str, step.key))
    if not keys:
        return _compile_whole(step)

    def pivot(value: Any, run: Run) -> object:
        made: dict[object, object] = {}
        bad = 0
        for row in rows_of(value):
            if row is not None and not _added(row, made, keys, step):
                bad += 1
        return run.collect([*made.values(), *([UNREADABLE] * bad)])

    return pivot


def _compile_whole(step: Pivot) -> Change:
    """Compile a `pivot` of names and values into one object, which has no room for what is neither."""

    def pivot(value: Any, run: Run) -> object:
        made: dict[object, object] = {(): {}}
        for row in rows_of(value):
            if row is not None and not _added(row, made, (), step):
                raise misfit("a row without a name")
        return run.collect([made[()]])[0]

    return pivot


def _added(
    row: object, made: dict[object, object], keys: tuple[str, ...], step: Pivot
) -> bool:
    """Put a row's value where it belongs; False where the row says not where."""
    if not isinstance(row, dict):
        return False
    cells = cast("Row", row)
    found = {key: cells.get(key) for key in keys}
    if any(isinstance(one, (dict, list, Unreadable)) for one in found.values()):
        return False
    name = cells.get(step.name)
    text = None if name is None else text_of(name)
    if text is None:
        return False
    whole = made.setdefault(tuple(found.values()), found)
    cast("Row", whole)[text] = cells.get(step.value)
    return True
