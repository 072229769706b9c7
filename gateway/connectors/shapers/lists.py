"""`flatten` and `echo`: rows within rows, and what the call said in each."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from gateway.config.shapers import Echo, Flatten
from gateway.connectors.codec import Unreadable
from gateway.connectors.paths import compile_path
from gateway.connectors.shapers.run import (
    UNREADABLE,
    Change,
    Row,
    Run,
    each,
    row_of,
    rows_of,
)


def compile_flatten(step: Flatten) -> Change:
    """Compile `flatten`: the rows within each row, with what they keep of it."""
    inner = compile_path(step.path)
    keep = {name: compile_path(path) for name, path in step.keep.items()}
    name, index = step.name, step.index
    plain = not keep and name is None and index is None

    def rows(listed: list[object]) -> Iterator[object]:
        for row in listed:
            if step.path and not _bears(row):
                yield UNREADABLE
                continue
            kept: Row = {key: get(row) for key, get in keep.items()}
            for place, item in enumerate(_items(inner(row))):
                if index is not None:
                    kept[index] = place
                yield item if plain else _joined(item, kept, name)

    def flatten(value: Any, run: Run) -> object:
        listed = rows_of(value) if step.path else _items(value)
        if step.path and run.within is not None:
            run.within(step.path, listed)
        return run.collect(rows(listed))

    return flatten


def _bears(row: object) -> bool:
    """Tell whether a row may have rows within."""
    return row is None or isinstance(row, dict)


def _items(value: object) -> list[object]:
    """Return the elements of a list; a lone value is one, and null is none."""
    if value is None:
        return []
    return cast("list[object]", value) if isinstance(value, list) else [value]


def _joined(item: object, kept: Mapping[str, object], name: str | None) -> object:
    if item is None or isinstance(item, Unreadable):
        return item
    if name is None and isinstance(item, dict):
        return {**cast("Row", item), **kept}
    return {**kept, name or "value": item}


def compile_echo(step: Echo) -> Change:
    """Compile `echo`: the arguments of the call in every row; null for none given."""
    names = {key: str(word) for key, word in step.arguments.items()}

    def echo(value: Any, run: Run) -> object:
        given = {key: run.arguments.get(name) for key, name in names.items()}
        return each(lambda row, _: {**row_of(row), **given})(value, run)

    return echo
