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
    """A value with what is wrong within it: each error, and the way to it from there."""

    shown: Any
    errors: tuple[tuple[Failure, tuple[str | int, ...]], ...]

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
        if flawed is not None:
            return flawed.tell(path, key, run)
        mark = len(run.errors)
        shown = inner(raw, path, key, run)
        errors = run.errors[mark:]
        if errors and not run.full:  # else they have no place
            run.flawed[fetch, found] = _flawed(shown, errors, (path, key))
        elif not errors and shown is not BROKEN:
            run.shown[fetch][found] = shown
        return shown

    return value


def _flawed(shown: Any, errors: list[Failure], path: Path) -> Flawed:
    above = len(flat(path))
    return Flawed(shown, tuple((one, tuple(flat(one.path)[above:])) for one in errors))
