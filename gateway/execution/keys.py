"""Keys: from the answers of one fetch to the keys that the next one asks for."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeAlias, cast

from gateway.config.model import Operation
from gateway.connectors.answer import Answer
from gateway.connectors.reading import Readings
from gateway.connectors.value import BadValue
from gateway.execution.plan import Feed, Step

Rows: TypeAlias = list[Any]
Walk: TypeAlias = Callable[[Rows], Rows]
Collect: TypeAlias = Callable[[Iterable[object]], dict[Hashable, None]]


def compile_feed(readings: Readings, feed: Feed, operation: Operation) -> Collect:
    """Compile a feed over the outcomes of its fetch, whose operation is given.

    The function returns the distinct keys, in the order of the rows. Rows
    that are missing, failed or unreadable give none.
    """
    walks = [_walk(readings, step, operation) for step in feed.steps]
    read = readings.key(
        feed.steps[-1].only or _last(readings, feed), operation, feed.keys
    )

    def collect(outcomes: Iterable[object]) -> dict[Hashable, None]:
        rows: Rows = [one.value for one in outcomes if isinstance(one, Answer)]
        for walk in walks:
            rows = walk(rows)
        keys: dict[Hashable, None] = {}
        for row in rows:
            try:
                key: Any = read(row)
            except BadValue:
                continue
            if isinstance(key, list):
                keys.update(
                    (one, None)
                    for one in cast("list[Hashable]", key)
                    if one is not None
                )
            elif key is not None:
                keys[key] = None
        return keys

    return collect


def _last(readings: Readings, feed: Feed) -> str:
    """Return the type of the rows that the last step leads to."""
    step = feed.steps[-1]
    if step.field is None:
        return step.type
    return readings.config.types[step.type].fields[step.field].type.named  # type: ignore[index]  # a Word is a str


def _walk(readings: Readings, step: Step, operation: Operation) -> Walk:
    """Compile one step: into the field, out of the lists, onto the type."""
    get = None
    if step.field is not None:
        get = readings.field(step.type, operation, step.field).get
    decide = None
    if step.only is not None and step.abstract is not None:
        decide = readings.discriminator(step.abstract)

    def walk(rows: Rows) -> Rows:
        if get is not None:
            rows = [_got(get, row) for row in rows]
        flat: Rows = []
        for row in rows:
            _flatten(row, flat)
        if decide is not None:
            flat = [row for row in flat if decide(row) == step.only]
        return flat

    return walk


def _got(get: Callable[[object], object], row: object) -> object:
    try:
        return get(row)
    except BadValue:
        return None


def _flatten(value: Any, into: Rows) -> None:
    """Add the objects of a value, through its lists."""
    if value.__class__ is dict:
        into.append(value)
    elif value.__class__ is list:
        for one in value:
            if one.__class__ is dict:
                into.append(one)
            else:
                _flatten(one, into)
