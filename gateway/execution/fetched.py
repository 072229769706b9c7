"""Fields whose value other fetches gave: lookups, asks, completions.

An outcome is what a fetch holds for one key: an Answer, the error it failed
with, or None where there is no such thing.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from gateway.config.model import BadRows, Operation
from gateway.connectors.answer import Answer
from gateway.connectors.readers import Read
from gateway.connectors.reading import FieldReading
from gateway.connectors.refused import Refused
from gateway.connectors.value import BadValue
from gateway.errors import BadInput, CodedError
from gateway.execution.failure import Origin, Path
from gateway.execution.keys import compile_key
from gateway.execution.merging import merged
from gateway.execution.plan import Fetched
from gateway.execution.remembered import remembering
from gateway.execution.told import tells, within
from gateway.execution.typed import Rows, typed
from gateway.execution.values import (
    BROKEN,
    Run,
    Shaped,
    Value,
    blame,
    fail,
    tell_cut,
)

if TYPE_CHECKING:  # the two compile each other: selections hold fetched fields
    from gateway.execution.project import Projector


def outcome(inner: Value, origin: Origin, *, telling: bool = False) -> Value:
    """Make the function of a single outcome, given as a tuple of one.

    What is `telling` says of itself how old it is.
    """

    def value(outcomes: Any, path: Path, key: str | int, run: Run) -> Any:
        (one,) = outcomes
        if isinstance(one, CodedError):
            run.note(one, path, key, origin)
            return BROKEN
        if one is None:
            return inner(None, path, key, run)
        if one.cut is not None:
            tell_cut(one.cut, path, key, run, origin)
        show = within(one, inner) if telling else inner
        return show(one.value, path, key, run)

    return value


def completed(reading: FieldReading, inner: Value, origin: Origin) -> Value:
    """Make the function of a field that the row's completion holds."""

    def value(one: Any, path: Path, key: str | int, run: Run) -> Any:
        if isinstance(one, CodedError):
            run.note(one, path, key, origin)
            return BROKEN
        if one is None:
            return inner(None, path, key, run)
        try:
            raw = reading.get(one.value)
        except BadValue as error:
            fail(run, origin, path, key, str(error))
            return BROKEN
        return inner(raw, path, key, run)

    return value


def fetched(
    projector: "Projector", field: Fetched, owner: Operation, kind: str
) -> tuple[Value, Value]:
    """Make the functions of a fetched field: from the row, and from its key.

    The row is of type `kind`, as `owner` gives it. What is below the field is
    compiled once for both, lest the work double with each level.
    """
    readings = projector.readings
    origin = projector.origin(owner, field.shown)
    raws = [readings.field(kind, owner, name).get for name in field.keys]
    if field.spread:
        reading = readings.field(kind, owner, field.shown.name)
        get, inner = reading.get, _link(projector, field, (reading, origin))
    else:
        get = compile_key(readings, kind, owner, field.keys)
        inner = _link(projector, field) if field.lookup else _asked(projector, field)

    def value(row: Any, path: Path, key: str | int, run: Run) -> Any:
        if row.__class__ is not dict:
            row = _plain(row, path, key, run, origin)
            if row is BROKEN:
                return BROKEN
        try:
            found = None if row is None else get(row)
        except BadValue as error:
            blame(run, origin, path, key, _refused_in(row, raws), str(error))
            return BROKEN
        return inner(found, path, key, run)

    return value, inner


def _refused_in(row: Any, raws: Sequence[Callable[[object], object]]) -> object:
    """Return the part of a row's key that the service refused, if that is why."""
    for get in raws:
        try:
            raw = get(row)
        except BadValue:
            continue
        if isinstance(raw, Refused):
            return raw
    return None


def _plain(row: Any, path: Path, key: str | int, run: Run, origin: Origin) -> Any:
    """Return the row itself; of a completion's outcome, its value."""
    if isinstance(row, CodedError):
        run.note(row, path, key, origin)
        return BROKEN
    return row if row is None else row.value


def _link(
    projector: "Projector",
    field: Fetched,
    raw: tuple[FieldReading, Origin] | None = None,
) -> Value:
    """Make the function of a lookup from its key.

    With `raw` it is from raw keys: how they are read, and whose row holds them.
    """
    (operation,), (of,), (fetch,) = field.operations, field.of, field.fetches
    origin = projector.origin(operation, field.shown)
    row = projector.composite(of, origin)
    assert row is not None  # noqa: S101 - what is looked up has a selection
    telling, remember = tells(of), remembering(fetch)

    def item(found: Any, path: Path, key: str | int, run: Run) -> Any:
        remembered = run.shown[fetch].get(found)
        if remembered is not None:
            return remembered
        one = run.got[fetch].get(found)
        if isinstance(one, CodedError):
            run.note(one, path, key, origin)
            return BROKEN
        if one is None or one.value is None:
            run.odd = True
            return None
        show = within(one, row.one) if telling else row.one
        return remember(found, show, one.value, path, key, run)

    rows = Rows(origin, BadRows.NULL)
    if raw is None or raw[0].read is None:
        return typed(field.shown.type, Shaped(item), rows)
    reading, holder = raw
    first = _read_first(raw[0].read, item, holder)
    return typed(field.shown.type, Shaped(first), rows, one_or_many=reading.one_or_many)


def _read_first(read: Read, inner: Value, origin: Origin) -> Value:
    """Read a raw key where it stands, then go on with it."""

    def value(raw: Any, path: Path, key: str | int, run: Run) -> Any:
        try:
            found = None if raw is None else read(raw)
        except BadValue as error:
            blame(run, origin, path, key, raw, str(error))
            return BROKEN
        if found is None:
            run.odd = True
            return None
        return inner(found, path, key, run)

    return value


def _asked(projector: "Projector", field: Fetched) -> Value:
    """Make the function of an extension, from the key of the row it extends.

    A row without a key has none; but arguments that are refused are so for
    every row (GraphQL specification §6.4.1).
    """
    fetches = field.fetches
    if field.merge is None:
        return _asked_one(projector, field)
    inner = merged(projector, field.shown, field.merge, field.operations, field.of)
    remember = remembering(fetches[0])

    def value(found: Any, path: Path, key: str | int, run: Run) -> Any:
        outcomes = tuple(run.got[fetch].get(found) for fetch in fetches)
        if found is None and not any(isinstance(one, BadInput) for one in outcomes):
            return None
        return remember(found, inner, outcomes, path, key, run)

    return value


def _asked_one(projector: "Projector", field: Fetched) -> Value:
    """Make the function of an extension by one operation."""
    (operation,), (of,), (fetch,) = field.operations, field.of, field.fetches
    origin = projector.origin(operation, field.shown)
    inner = projector.answer(field.shown.type, of, operation, field.shown)
    nothing: object = [] if field.shown.type.is_list else None
    telling, remember = tells(of), remembering(fetch)

    def value(found: Any, path: Path, key: str | int, run: Run) -> Any:
        one = run.got[fetch].get(found)
        if isinstance(one, Answer):
            if one.cut is not None:
                tell_cut(one.cut, path, key, run, origin)
            show = within(one, inner) if telling else inner
            return remember(found, show, one.value, path, key, run)
        if found is None and not isinstance(one, BadInput):
            return None
        if isinstance(one, CodedError):
            run.note(one, path, key, origin)
            return BROKEN
        return inner(nothing, path, key, run)

    return value
