"""One run of the steps over one answer: what they may look at, and their bounds."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias, TypeVar, cast

from gateway.config.shapers import Shaper
from gateway.config.steps import Path
from gateway.connectors.codec import Unreadable
from gateway.connectors.value import BadValue
from gateway.errors import Sent, UpstreamBadBody

MOST_ROWS: Final = 200_000
MOST_CELLS: Final = 2_000_000
TEXT: Final = 4
"""Characters of a text to be read that count as a cell."""
UNREADABLE: Final = Unreadable()

Row: TypeAlias = dict[str, Any]
Within: TypeAlias = Callable[[Path, Sequence[object]], None]
"""Told of the rows within which a step looks for rows, and where."""
T = TypeVar("T")


class Run:
    """The whole body and the arguments of a call, and how much a step may make."""

    __slots__ = ("_made", "arguments", "body", "cells", "rows", "within")

    def __init__(
        self,
        body: object = None,
        arguments: Mapping[str, object] | None = None,
        within: Within | None = None,
    ) -> None:
        self.body = body
        self.within = within
        self.arguments = arguments or {}
        self._made: dict[int, Any] = {}
        self.renew()

    def renew(self) -> None:
        """Begin a step."""
        self.rows = MOST_ROWS
        self.cells = MOST_CELLS

    def once(self, step: Shaper, make: Callable[[], T]) -> T:
        """Return what a step makes of the body, the first time."""
        found: T | None = self._made.get(id(step))
        if found is None:
            found = self._made[id(step)] = make()
        return found

    def spend(self, cells: int) -> None:
        """Count work that makes no rows. Raises UpstreamBadBody for too much."""
        self.cells -= cells
        if self.cells < 0:
            raise too_many()

    def collect(self, made: Iterable[object]) -> list[object]:
        """Return the rows that a step makes. Raises UpstreamBadBody for too many."""
        found: list[object] = []
        rows, cells = self.rows, self.cells
        for row in made:
            rows -= 1
            cells -= _width(row)
            if rows < 0 or cells < 0:
                raise too_many()
            found.append(row)
        self.rows, self.cells = rows, cells
        return found


def _width(row: object) -> int:
    return len(cast("Row", row)) if isinstance(row, dict) else 1


Change: TypeAlias = Callable[[Any, Run], object]
"""A step: from a value, never null, to a value. Raises BadValue for a misfit."""


def too_many() -> UpstreamBadBody:
    """Return the error of an answer that would grow beyond all bounds."""
    return UpstreamBadBody("Shaping the answer gives too many rows.", sent=Sent.YES)


def misfit(reason: str) -> BadValue:
    """Return the error of a value that a step cannot work on; never quotes it."""
    return BadValue(reason)


def attempt(change: Change, value: object, run: Run) -> object:
    """Change one value of several; one that does not fit is Unreadable."""
    if value is None or isinstance(value, Unreadable):
        return value
    try:
        return change(value, run)
    except BadValue:
        return UNREADABLE


def each(change: Change) -> Change:
    """Make a step work on every element of a list, or on a lone value."""

    def changed(value: Any, run: Run) -> object:
        if isinstance(value, list):
            items = cast("list[object]", value)
            run.spend(len(items))  # which many rows may share
            return [attempt(change, item, run) for item in items]
        return change(value, run)

    return changed


def rows_of(value: Any) -> list[object]:
    """Return the rows of a list, or a lone object as one. Raises BadValue."""
    if isinstance(value, list):
        return cast("list[object]", value)
    return [row_of(value)]


def row_of(value: Any) -> Row:
    """Return a value that is an object. Raises BadValue for anything else."""
    if isinstance(value, dict):
        return cast("Row", value)
    raise misfit("an object was expected")
