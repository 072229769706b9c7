"""Value functions: how a raw value of a given type becomes part of the response.

Each is `(value, path, key, run) -> value`, where `path` is the parent's and
`key` the response key or index, so that a path is made only where something
fails or descends. It returns the value; None for a null; or BROKEN for a
null that its type forbids, whose error is already recorded and which the
parent has to pass on (GraphQL specification §6.4.4).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, TypeAlias

from gateway.connectors.answer import Answer, Cut
from gateway.connectors.readers import Read
from gateway.connectors.refused import Refused
from gateway.connectors.value import BadValue
from gateway.errors import CodedError, UpstreamBadValue
from gateway.execution.failure import Failure, Origin, Path


class Broken:
    """The type of BROKEN."""


BROKEN: Final = Broken()


class AbandonedError(Exception):
    """An error was met on the quick way through a list, which ends there."""


class Shown(dict[int, dict[Any, Any]]):
    """What rows became, by fetch; a fetch without any has an empty share."""

    def __missing__(self, fetch: int) -> dict[Any, Any]:
        """Begin the share of a fetch."""
        return self.setdefault(fetch, {})


@dataclass(slots=True)
class Run:
    """What one projection works with: the answers of fetches, and its errors.

    `got[i]` holds the outcomes of fetch i: by key, or under () for a root. `shown[i]`
    remembers what the rows of fetch i became, by key, where nothing was wrong with
    them, and `flawed` what they became where something was. `odd` tells that an item
    was null: a list with neither that nor an error is as good as its items. `quick`
    is set while a list is gone through for the first time, and the lists within it: an
    error ends that. `careful` is set while a list that has either is gone through
    again, and the lists within it with it; it is `full` once its errors are counted and
    no longer told one by one. `answer` is the one whose rows are being shown, where
    they tell how old they are, `members` those of a merge; `started` is when the
    operation did, on the clock of what is kept.
    """

    got: list[dict[Any, Any]]
    errors: list[Failure] = field(default_factory=list[Failure])
    shown: Shown = field(default_factory=Shown)
    flawed: dict[Any, Any] = field(default_factory=dict[Any, Any])
    odd: bool = False
    quick: bool = False
    full: bool = False
    careful: bool = False
    answer: Answer | None = None
    members: tuple[Any, ...] = ()
    started: float = 0.0

    def note(
        self, error: CodedError, path: Path, key: str | int, origin: Origin
    ) -> None:
        """Record an error at a path. Raises AbandonedError where none may be met."""
        if self.quick:
            raise AbandonedError
        self.errors.append(Failure(error, (path, key), origin))


Value: TypeAlias = Callable[[Any, Path, "str | int", Run], Any]
Many: TypeAlias = Callable[[list[Any], Path, Run], "list[Any] | None"]


class Shaped(NamedTuple):
    """The function of one raw value; and that of a list of them, where there is one.

    `many` is given the list's own path. It returns None where it gave up, and
    the list is then gone through value by value.
    """

    one: Value
    many: Many | None = None


FORBIDDEN: Final = "a null where the type allows none"
_ONE_MORE: Final = UpstreamBadValue("The service's value is not valid.")


def fail(run: Run, origin: Origin, path: Path, key: str | int, reason: str) -> None:
    """Record a bad value at a path."""
    if run.full:
        run.errors.append(Failure(_ONE_MORE, None, origin))
        return
    message = f"The service's value is not valid: {reason}."
    run.note(UpstreamBadValue(message), path, key, origin)


def got(get: Callable[[object], object], inner: Value, origin: Origin) -> Value:
    """Find a raw value in a row, then go on with it."""

    def value(row: Any, path: Path, key: str | int, run: Run) -> Any:
        try:
            raw = get(row)
        except BadValue as error:
            fail(run, origin, path, key, str(error))
            return BROKEN
        return inner(raw, path, key, run)

    return value


def blame(
    run: Run, origin: Origin, path: Path, key: str | int, raw: object, reason: str
) -> None:
    """Record why a raw value is none: its service refused it, or it is bad."""
    if isinstance(raw, Refused):
        run.note(raw.error, path, key, origin)
    else:
        fail(run, origin, path, key, reason)


def tell_cut(cut: Cut, path: Path, key: str | int, run: Run, origin: Origin) -> None:
    """Record at a field what kept the rest of its rows back, if that is an error."""
    if cut.error is not None:
        run.note(cut.error, path, key, origin)


def leaf(read: Read | None, origin: Origin) -> Value:
    """Make the function of a nullable leaf."""

    def value(raw: Any, path: Path, key: str | int, run: Run) -> Any:
        if raw is None or read is None:
            return raw
        try:
            return read(raw)
        except BadValue as error:
            blame(run, origin, path, key, raw, str(error))
            return None

    return value


def required_leaf(read: Read | None, origin: Origin) -> Value:
    """Make the function of a non-null leaf."""

    def value(raw: Any, path: Path, key: str | int, run: Run) -> Any:
        try:
            found = raw if raw is None or read is None else read(raw)
        except BadValue as error:
            blame(run, origin, path, key, raw, str(error))
            return BROKEN
        if found is None:
            fail(run, origin, path, key, FORBIDDEN)
            return BROKEN
        return found

    return value


def leaf_item(read: Read | None, origin: Origin) -> Value:
    """Make the function of a leaf whose nullability its list or type decides."""

    def value(raw: Any, path: Path, key: str | int, run: Run) -> Any:
        try:
            found = raw if raw is None or read is None else read(raw)
        except BadValue as error:
            blame(run, origin, path, key, raw, str(error))
            return BROKEN
        if found is None:
            run.odd = True
        return found

    return value


def vacant(raw: object) -> bool:
    """Tell whether there is nothing where an object is expected.

    PHP writes an empty list, or a blank text, for no object.
    """
    return raw is None or raw == [] or blank(raw)


def blank(raw: object) -> bool:
    """Tell whether a raw value is a text of nothing."""
    return isinstance(raw, str) and not raw.strip()


def refused(error: CodedError, origin: Origin) -> Value:
    """Make the function of a field that is always refused."""

    def value(_raw: Any, path: Path, key: str | int, run: Run) -> Any:
        run.note(error, path, key, origin)
        return BROKEN

    return value
