"""Declared keys that a service used to send and sends no more.

A key that is renamed makes its field null in every row, and null is no error. So each
answer that comes from a service is asked for its keys: a few rows of it, and all of
them only where a key is missing that was there. What is now and then left out, as some
services leave out nulls, has to be missing ten times as long as it ever was.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeAlias, cast

from gateway.config.links import link_target
from gateway.config.model import Config, FieldDef, Operation
from gateway.config.place import Word
from gateway.config.steps import Path
from gateway.connectors.reading import Readings
from gateway.connectors.selecting import selects

_FEW: Final = 3
"""Rows of an answer that are looked at: the first, the last and one between."""
_KNOWN: Final = 10
"""Rows that have had a key before its absence means anything."""
_LONGER: Final = 10
_DEEPEST: Final = 3  # objects within objects

Row: TypeAlias = Mapping[str, Any]
_Has: TypeAlias = Callable[[Row], bool]


class Loss(NamedTuple):
    """A path is `gone` from a service's answers, or is there again."""

    path: str
    gone: bool


class _Key:
    """One declared key: in how many rows it was, and for how many it has been missing."""

    __slots__ = ("_has", "gap", "gone", "needed", "path", "seen", "streak")

    def __init__(self, path: str, has: _Has, *, needed: bool = False) -> None:
        self._has = has
        self.needed = needed  # it is missed where it never was
        self.path = path
        self.seen = 0
        self.gap = 0  # the most rows in a row that it was missing from and came back
        self.streak = 0
        self.gone = False

    def look(self, sample: Sequence[Row], rows: Sequence[Any]) -> Loss | None:
        """Look for the key in some rows of an answer."""
        for row in sample:
            if self._has(row):
                self.gap, self.streak = max(self.gap, self.streak), 0
                self.seen += 1
            else:
                self.streak += 1
        if not self.streak:
            return self._told(gone=False)
        missing = self._known() and self.streak >= self._enough(len(sample))
        if missing and not any(map(self._has, filter(_is_row, rows))):
            return self._told(gone=True)
        return None

    def _known(self) -> bool:
        return self.seen >= _KNOWN or (
            self.needed and not self.seen and self.streak >= _KNOWN
        )

    def _enough(self, sampled: int) -> int:
        return max(sampled, _LONGER * self.gap)

    def _told(self, *, gone: bool) -> Loss | None:
        if gone is self.gone:
            return None
        self.gone = gone
        return Loss(self.path, gone)


class Drift:
    """Looks after the declared keys of one operation's rows."""

    __slots__ = ("_keys", "_others", "_plain", "_steady", "_whole", "_within")

    def __init__(self, paths: Mapping[str, tuple[Path, ...]]) -> None:
        self._keys = [_Key(path, _compile_has(ways)) for path, ways in paths.items()]
        self._plain = frozenset(filter(None, map(_plain_key, paths.values())))
        self._others = [
            key
            for key, ways in zip(self._keys, paths.values(), strict=True)
            if _plain_key(ways) is None
        ]
        self._within: dict[Path, _Key] = {}  # where steps look for rows in rows
        self._steady = True  # no plain key was missing from what was seen last
        self._whole = 0  # rows that had all plain keys, and are still to be counted

    def look(self, value: object) -> list[Loss]:
        """Look at an answer's rows; return what has changed."""
        rows = _rows(value)
        sample = _sampled(rows)
        if not sample:
            return []
        keys = self._keys
        if self._steady and all(self._plain <= row.keys() for row in sample):
            self._whole += len(sample)  # as nearly every answer: in few steps
            keys = self._others
        else:
            self._count()
        losses = [key.look(sample, rows) for key in keys]
        if keys is self._keys:
            self._steady = not any(key.streak for key in keys)
        return [one for one in losses if one is not None]

    def look_within(self, path: Path, rows: Sequence[Any]) -> list[Loss]:
        """Look for rows within rows, which are missed where they never were, too."""
        key = self._within.get(path)
        if key is None:
            has = _compile_has((path,))
            key = self._within[path] = _Key(_shown(path), has, needed=True)
        sample = _sampled(rows)
        loss = key.look(sample, rows) if sample else None
        return [] if loss is None else [loss]

    def _count(self) -> None:
        """Count the rows that had all plain keys."""
        for key in self._keys:
            if key not in self._others:
                key.seen += self._whole
        self._whole = 0

    @property
    def paths(self) -> list[str]:
        """Return the paths that are looked after."""
        return [key.path for key in self._keys]

    @property
    def gone(self) -> tuple[str, ...]:
        """Return the paths that are gone."""
        keys = (*self._keys, *self._within.values())
        return tuple(key.path for key in keys if key.gone)


def compile_drift(readings: Readings, operation: Operation) -> Drift:
    """Compile what looks after an operation's keys.

    A GraphQL service sends what was asked for alone, and says what it does not know:
    none of its keys is looked after.
    """
    if selects(operation):
        return Drift({})
    return Drift(dict(_declared(readings, operation, operation.rows.named, _DEEPEST)))


def _declared(
    readings: Readings, operation: Operation, name: str, depth: int
) -> Iterator[tuple[str, tuple[Path, ...]]]:
    """Yield the paths of a type's fields as they are shown, with the ways to each."""
    kind = readings.config.types.get(Word(name))
    if kind is None or not depth:
        return
    given = operation.provides
    for field in kind.fields:
        definition = readings.definition(name, operation, field)
        ways = _ways(definition)
        if not ways or (given is not None and field not in given):
            continue
        yield " | ".join(map(_shown, ways)), ways
        if _embeds(readings.config, definition) and len(ways) == 1:
            within = definition.type.named
            for shown, inner in _declared(readings, operation, within, depth - 1):
                path = f"{_shown(ways[0])}.{shown}" if ways[0] else shown
                yield path, tuple((*ways[0], *one) for one in inner)


def _ways(definition: FieldDef) -> tuple[Path, ...]:
    """Return the paths that a field's value stands at; none where it is made otherwise."""
    reading = definition.reading
    made = definition.provenance or definition.freshness or definition.with_
    if made or reading.value is not None or reading.jmespath or reading.template:
        return ()
    return () if reading.date else reading.paths


def _embeds(config: Config, definition: FieldDef) -> bool:
    return (
        Word(definition.type.named) in config.types
        and link_target(config, definition) is None
    )


def _shown(path: Path) -> str:
    return ".".join(map(str, path)) or "."


def _plain_key(ways: Sequence[Path]) -> str | None:
    """Return the key of a row that is the only way to a field."""
    match ways:
        case ((str(key),),):
            return key
        case _:
            return None


def _compile_has(ways: Sequence[Path]) -> _Has:
    """Compile what tells whether a row has any of some paths, null or not."""
    key = _plain_key(ways)
    if key is not None:
        return lambda row: key in row
    return lambda row: any(_has(row, way) for way in ways)


def _has(value: Any, path: Path) -> bool:
    """Tell whether a path is there; below what is null, or no object, nothing says no."""
    for place, step in enumerate(path):
        if isinstance(value, list):
            rest, some = path[place:], cast("list[object]", value[:_FEW])
            return not some or any(_has(one, rest) for one in some)
        if not isinstance(value, dict) or not isinstance(step, str):
            return True
        if step not in value:
            return False
        value = cast("Row", value)[step]
    return True


def _sampled(rows: Sequence[Any]) -> list[Row]:
    some = rows if len(rows) <= _FEW else (rows[0], rows[len(rows) // 2], rows[-1])
    return [row for row in some if _is_row(row)]


def _is_row(row: object) -> bool:
    return isinstance(row, dict)


def _rows(value: object) -> Sequence[Any]:
    """Return the rows of an answer, or of a page."""
    found: object = getattr(value, "rows", value)
    return cast("Sequence[Any]", found) if isinstance(found, list) else [found]
