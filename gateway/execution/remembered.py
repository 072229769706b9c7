"""What the answer to one key became, for all rows that have that key.

Many rows have few: all villages of a kabupaten show its prices. Made anew for each of 5,000
rows, a thousand prices took half a minute, and 1.4 GB, before they were found too many.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

from gateway.execution.failure import Failure, Path, flat
from gateway.execution.values import BROKEN, AbandonedError, Run, Value

Remember: TypeAlias = Callable[[Any, Value, Any, Path, "str | int", Run], Any]
"""From a key, and a value function with what it is given, to the value of that key."""


class Flawed(NamedTuple):
    """A value with what is wrong within it: each error, and the way to it from there.

    One that was made where errors are only counted is not `placed`: it knows no way.
    """

    shown: Any
    errors: tuple[tuple[Failure, tuple[str | int, ...]], ...]
    placed: bool

    def tell(self, path: Path, key: str | int, run: Run) -> Any:
        """Record the errors once more, at another place. Raises AbandonedError."""
        if run.quick:
            raise AbandonedError
        if run.full:  # they are only counted
            run.errors += [error for error, _ in self.errors]
            return self.shown
        for error, way in self.errors:
            place: Path = (path, key)
            for one in way:
                place = (place, one)
            run.errors.append(error._replace(path=place))
        return self.shown


def remembering(fetch: int) -> Remember:
    """Make the function that makes what the answers of a fetch become, each once."""

    def value(
        found: Any, inner: Value, raw: Any, path: Path, key: str | int, run: Run
    ) -> Any:
        known = run.shown[fetch].get(found)
        if known is not None:
            return known
        flawed = run.flawed.get((fetch, found))
        if flawed is not None and (flawed.placed or run.full or run.quick):
            return flawed.tell(path, key, run)
        mark = len(run.errors)
        shown = inner(raw, path, key, run)
        errors = run.errors[mark:]
        if errors:
            place = None if run.full else (path, key)
            run.flawed[fetch, found] = _flawed(shown, errors, place)
        elif shown is not BROKEN:
            run.shown[fetch][found] = shown
        return shown

    return value


def _flawed(shown: Any, errors: list[Failure], place: Path) -> Flawed:
    if place is None:
        return Flawed(shown, tuple((one, ()) for one in errors), placed=False)
    above = len(flat(place))
    ways = (tuple(flat(one.path)[above:]) for one in errors)
    return Flawed(shown, tuple(zip(errors, ways, strict=True)), placed=True)
