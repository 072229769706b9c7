"""A step that works on what stands at a path in each row."""

from typing import Any, Final, cast

from gateway.config.steps import Path, Pick
from gateway.connectors.paths import compile_path
from gateway.connectors.shapers.run import UNREADABLE, Change, Row, Run
from gateway.connectors.value import BadValue

_DEEPEST: Final = 16  # lists in lists that a key still maps over


def inside(path: Path, change: Change) -> Change:
    """Compile a step that replaces what stands at a path, in copies of the rows.

    A key applies to each element of a list. What is not there stays so, unless
    the step makes something of null; where it does not fit, the value there
    alone is Unreadable.
    """
    if not path:
        return change

    def changed(value: Any, run: Run) -> object:
        return _replaced(value, path, change, run, _DEEPEST)

    return changed


def _replaced(value: Any, path: Path, change: Change, run: Run, depth: int) -> object:
    first, rest = path[0], path[1:]
    if isinstance(first, Pick):
        return _within(value, first, rest, change, run)
    if isinstance(value, dict):
        return _put(cast("Row", value), str(first), rest, change, run)
    if not isinstance(value, list):
        return cast("object", value)
    items = cast("list[object]", value)
    run.spend(len(items))  # which many rows may share
    if isinstance(first, int):
        return [
            _next(item, rest, change, run) if place == first else item
            for place, item in enumerate(items)
        ]
    if not depth:
        return items
    return [_replaced(item, path, change, run, depth - 1) for item in items]


def _within(value: Any, pick: Pick, rest: Path, change: Change, run: Run) -> object:
    """Replace the element that is picked, in its place."""
    found = compile_path((pick,))(value)
    if found is None:
        return value
    made = _next(found, rest, change, run)
    if found is value:
        return made
    items = cast("list[object]", value)
    return [made if item is found else item for item in items]


def _put(row: Row, key: str, rest: Path, change: Change, run: Run) -> Row:
    made = _next(row.get(key), rest, change, run)
    return row if made is None and key not in row else {**row, key: made}


def _next(value: object, rest: Path, change: Change, run: Run) -> object:
    if rest:
        return _replaced(value, rest, change, run, _DEEPEST)
    try:
        return change(value, run)
    except BadValue:
        return UNREADABLE
