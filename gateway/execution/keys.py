"""Keys: from the answers of one fetch to the keys that the next one asks for."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any, Final, TypeAlias, cast

from gateway.config.model import Operation
from gateway.connectors.answer import Answer
from gateway.connectors.readers import Read
from gateway.connectors.reading import FieldReading, Readings
from gateway.connectors.value import BadValue
from gateway.execution.plan import Feed, Step

Rows: TypeAlias = list[Any]
Walk: TypeAlias = Callable[[Rows], Rows]
Key: TypeAlias = Callable[[object], Hashable]
Keys: TypeAlias = Callable[[object], Iterable[Hashable]]
Collect: TypeAlias = Callable[[Iterable[object]], dict[Hashable, None]]

_TOLD_APART: Final = frozenset({str, int, type(None)})


def compile_key(
    readings: Readings, kind: str, operation: Operation, names: tuple[str, ...]
) -> Key:
    """Compile the key that fields of a row make: a value, or a tuple of them.

    A field that is a list is one value, as a tuple. The function gives None
    where a field is null; it raises BadValue where one cannot be read.
    """
    reads = tuple(_part(readings, kind, operation, name) for name in names)
    if len(reads) == 1:
        return reads[0]

    def key(row: object) -> Hashable:
        values = tuple(read(row) for read in reads)
        return None if None in values else values

    return key


def _part(readings: Readings, kind: str, operation: Operation, name: str) -> Key:
    """Compile one field of a key."""
    reading = readings.field(kind, operation, name)
    if readings.definition(kind, operation, name).type.is_list:
        return lambda row: _frozen(reading.value(row))
    get, read = reading.get, reading.read

    def part(row: object) -> Hashable:
        raw: Any = get(row)
        return raw if raw is None or read is None else read(raw)

    item = reading.key
    if item is None or reading.plain is not str:
        return part

    def plain(row: Any) -> Hashable:
        raw = row.get(item) if row.__class__ is dict else None
        return raw if raw.__class__ is str else part(row)

    return plain


def compile_feed(readings: Readings, feed: Feed, operation: Operation) -> Collect:
    """Compile a feed over the outcomes of its fetch, whose operation is given.

    The function returns the distinct keys, in the order of the rows. Rows
    that are missing, failed or unreadable give none.
    """
    walks = [_walk(readings, step, operation) for step in feed.steps]
    kind = feed.steps[-1].only or _last(readings, feed)
    column = None
    if feed.spread and _listed(readings, kind, operation, feed.keys):
        (name,) = feed.keys
        keys_of = _spread(readings.field(kind, operation, name))
    else:
        column = _column(readings, kind, operation, feed.keys)
        keys_of = _single(compile_key(readings, kind, operation, feed.keys))

    def collect(outcomes: Iterable[object]) -> dict[Hashable, None]:
        rows: Rows = [one.value for one in outcomes if isinstance(one, Answer)]
        for walk in walks:
            rows = walk(rows)
        together = None if column is None else column(rows)
        if together is not None:
            return together
        found: dict[Hashable, None] = {}
        for row in rows:
            found.update(dict.fromkeys(keys_of(row)))
        return found

    return collect


def _column(
    readings: Readings, kind: str, operation: Operation, names: tuple[str, ...]
) -> Callable[[Rows], dict[Hashable, None] | None] | None:
    """Compile the keys of many rows at once, where a key is one plain item of each.

    Many rows link to few, so what they hold is told apart before it is read.
    The function gives None where the rows have to be gone through one by one:
    an item is absent, cannot be read, or is of a class whose values may be
    equal to another's and yet be read otherwise (1.0 and 1).
    """
    if len(names) != 1:
        return None
    reading = readings.field(kind, operation, names[0])
    listed = readings.definition(kind, operation, names[0]).type.is_list
    item, read, plain = reading.key, reading.read, reading.plain
    if item is None or read is None or listed:
        return None

    def column(rows: Rows) -> dict[Hashable, None] | None:
        try:
            raws = [row[item] for row in rows]
            if not _TOLD_APART.issuperset(map(type, raws)):
                return None
            distinct = dict.fromkeys(raws)
            distinct.pop(None, None)
            found: dict[Hashable, None] = {
                raw if raw.__class__ is plain else read(raw): None for raw in distinct
            }
        except (KeyError, BadValue):
            return None
        found.pop(None, None)  # what reads as null
        return found

    return column


def _listed(
    readings: Readings, kind: str, operation: Operation, names: tuple[str, ...]
) -> bool:
    """Tell whether a link is a list of links, and so its field one of keys."""
    return readings.definition(kind, operation, names[0]).type.of is not None


def _single(key: Key) -> Keys:
    """Make the function that gives the one key of a row, if it has one."""

    def keys(row: object) -> Iterable[Hashable]:
        try:
            found = key(row)
        except BadValue:
            return ()
        return () if found is None else (found,)

    return keys


def _spread(reading: FieldReading) -> Keys:
    """Make the function that gives each key in a link's lists that can be read."""
    get = reading.get
    read = cast("Read", reading.read)  # a link's values are its target's keys

    def keys(row: object) -> Iterable[Hashable]:
        raws: list[Any] = [_got(get, row)]
        while raws:
            raw = raws.pop()
            if raw.__class__ is list:
                raws.extend(reversed(raw))
                continue
            try:
                found = None if raw is None else read(raw)
            except BadValue:
                continue
            if found is not None:
                yield found

    return keys


def _frozen(value: Any) -> Hashable:
    """Return a leaf's value as a key; a list by its content."""
    if value.__class__ is list:
        return tuple(map(_frozen, value))
    return cast("Hashable", value)


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
        rows = [one for one in value if one.__class__ is dict]
        if len(rows) == len(value):
            into.extend(rows)
            return
        for one in value:
            if one.__class__ is dict:
                into.append(one)
            else:
                _flatten(one, into)
