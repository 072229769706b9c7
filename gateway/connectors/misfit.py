"""How much of an answer breaks its declared types, whatever of it was asked for.

A row that breaks a field which may not be null is lost to whoever asks: it counts
whole. A value that is null because it cannot be read counts as its part of the row.
It is worked out of some rows alone, and only once a client has met such a value, or
where an answer is to take the place of one that may be better.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple, TypeAlias, cast

from gateway.config.model import FieldDef, Operation, TypeDef
from gateway.config.place import Word
from gateway.connectors.readers import Read
from gateway.connectors.reading import FieldReading, Readings
from gateway.connectors.refused import Refused
from gateway.connectors.selecting import selects
from gateway.connectors.value import BadValue

_MOST_ROWS: Final = 100
"""Rows of an answer that are looked at, spread over all of them."""

_GLANCE: Final = 5
"""Rows that are looked at of an answer which nobody was shown yet."""

Judge: TypeAlias = Callable[[object], float]
"""How much of a row, or of a leaf, is broken: 0 to 1."""
_Entry: TypeAlias = Callable[[object], bool | None]
"""Whether an item of a row is broken; None where the row is, for it."""


class Tally(NamedTuple):
    """Of `rows` that were looked at, so many are broken, in parts as well."""

    bad: float = 0.0
    rows: int = 0

    def plus(self, other: "Tally") -> "Tally":
        """Return what two are together."""
        return Tally(self.bad + other.bad, self.rows + other.rows)

    def exceeds(self, share: float) -> bool:
        """Tell whether more than a share of the rows is broken."""
        return self.bad > share * self.rows


def tally(readings: Readings, operation: Operation, value: object) -> Tally:
    """Look at the rows of an operation's answer. `value` is the answer's own."""
    rows = _sampled(_filled(_rows(value)))
    judge = _judge(readings, operation)
    return Tally(sum(map(judge, rows)), len(rows))


class Fit:
    """Judges answers of one operation that nobody was shown yet.

    No more than `share` of their rows may be broken. `view` gives the answer's own
    value, where what is kept is another.
    """

    __slots__ = ("_judge", "_operation", "_readings", "_share", "_view")

    def __init__(
        self,
        readings: Readings,
        operation: Operation,
        share: float,
        view: Callable[[object], object] | None = None,
    ) -> None:
        self._readings = readings
        self._operation = operation
        self._share = share
        self._view = view
        self._judge: Judge | None = None  # made when it is first asked for

    def through(self, view: Callable[[object], object]) -> "Fit":
        """Return the same for values of which `view` gives the answer's own."""
        return Fit(self._readings, self._operation, self._share, view)

    def misfit(self, values: Iterable[object]) -> Tally | None:
        """Return how much is broken of what one call gave, if that is too much.

        Where none of a few rows is, the others are not looked at.
        """
        rows = self._rows(values)
        judge = self._judged()
        if not any(map(judge, _filled(_sampled(rows, _GLANCE)))):
            return None
        some = _sampled(_filled(rows))
        found = Tally(sum(map(judge, some)), len(some))
        return found if found.exceeds(self._share) else None

    def sound(self, values: Iterable[object]) -> bool:
        """Tell whether there are rows, and they fit."""
        whole = list(values)
        return bool(_filled(self._rows(whole))) and self.misfit(whole) is None

    def _rows(self, values: Iterable[object]) -> list[object]:
        view = self._view
        shown = values if view is None else map(view, values)
        return [row for one in shown for row in _rows(one)]

    def _judged(self) -> Judge:
        if self._judge is None:
            self._judge = _judge(self._readings, self._operation)
        return self._judge


def _judge(readings: Readings, operation: Operation) -> Judge:
    name = Word(operation.rows.named)
    config = readings.config
    kind = config.types.get(name)
    if kind is not None:
        return _of_type(readings, operation, kind)
    if name in config.interfaces or name in config.unions:
        return _of_choice(readings, operation, name)
    read = readings.returned(operation)
    return lambda raw: float(_fails(read, raw))


def _of_choice(readings: Readings, operation: Operation, name: str) -> Judge:
    """Make the function of a row whose type is told by itself; of none it is broken."""
    decide = readings.discriminator(name)
    types = readings.config.types
    known: dict[str | None, Judge] = {}

    def judge(row: object) -> float:
        chosen = decide(row)
        kind = None if chosen is None else types.get(Word(chosen))
        if kind is None:
            return 1.0
        if chosen not in known:
            known[chosen] = _of_type(readings, operation, kind)
        return known[chosen](row)

    return judge


def _of_type(readings: Readings, operation: Operation, kind: TypeDef) -> Judge:
    given = operation.provides
    names = [name for name in kind.fields if given is None or name in given]
    lenient = selects(operation)  # of a GraphQL service comes what was asked for alone
    entries: list[_Entry] = []
    for name in names:
        definition = readings.definition(str(kind.name), operation, name)
        if not (definition.provenance or definition.freshness or definition.with_):
            reading = readings.field(str(kind.name), operation, name)
            entries.append(_entry(definition, reading, lenient=lenient))

    def judge(row: object) -> float:
        if not isinstance(row, dict):
            return 0.0 if isinstance(row, Refused) else 1.0
        found = [entry(cast("object", row)) for entry in entries]
        if None in found:
            return 1.0
        return found.count(True) / max(len(found), 1)

    return judge


def _entry(definition: FieldDef, reading: FieldReading, *, lenient: bool) -> _Entry:
    """Make the function of one field of a row."""
    listed, required = definition.type.is_list, definition.type.required
    strict = required and not lenient

    def entry(row: object) -> bool | None:
        try:
            raw = reading.get(row)
        except BadValue:
            return None if required else True
        if raw is None:
            return None if strict else False
        if listed and isinstance(raw, list):
            items = cast("list[object]", raw)
            broken = any(_fails(reading.read, one) for one in items)
        else:
            broken = _fails(reading.read, raw, strict=strict)
        return None if broken and required else broken

    return entry


def _fails(read: Read | None, raw: object, *, strict: bool = False) -> bool:
    """Tell whether a raw value cannot be read, or where `strict` is read as null.

    What its service refused is no such value.
    """
    if read is None or raw is None or isinstance(raw, Refused):
        return False
    try:
        return read(raw) is None and strict
    except BadValue:
        return True


def _rows(value: object) -> Sequence[object]:
    """Return the rows of an answer: of a connection, its nodes."""
    found = _nodes(value)
    return [found] if not isinstance(found, list) else cast("list[object]", found)


def _nodes(value: object) -> object:
    if not isinstance(value, dict):
        return value
    whole = cast("dict[str, object]", value)
    return whole["nodes"] if "pageInfo" in whole and "nodes" in whole else whole


def _filled(rows: Sequence[object]) -> list[object]:
    """Return the rows that hold something."""
    return [row for row in rows if not _vacant(row)]


def _sampled(rows: Sequence[object], most: int = _MOST_ROWS) -> Sequence[object]:
    step = -(-len(rows) // most)
    return rows[::step] if step > 1 else rows


def _vacant(row: object) -> bool:
    return row is None or row == [] or (isinstance(row, str) and not row.strip())
