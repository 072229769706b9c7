"""Which snapshots may have been changed since they were got: decided without I/O.

Where news of a connector was missed nobody knows what it was about. What had been got by
then is no longer believed to be so, but better than nothing where the service fails.
"""

from typing import Any, cast

from gateway.connectors.snapshots.aging import Moment, age


class Doubts:
    """Since when each connector's snapshots are in doubt: those from before that are."""

    def __init__(self) -> None:
        self._since: dict[str, Moment] = {}

    def begin(self, connector: str, now: Moment) -> None:
        """Doubt all that was got of a connector until now."""
        self._since[connector] = now

    def about(
        self, connector: str, at: Moment, now: Moment, latest: float = 0.0
    ) -> bool:
        """Tell whether what was got at a moment is in doubt; also where nothing tells.

        What was got since the machine was started is not, where the doubt is older than
        that: a wall clock that was wrong then would keep it for as long as it was ahead.
        """
        since = self._since.get(connector)
        if since is None:
            return False
        if since.boot != now.boot == at.boot and now.boot and at.up >= 0:
            return False
        old, doubt = age(at, now, latest), age(since, now, latest)
        return old is None or doubt is None or old >= doubt

    def write(self) -> dict[str, list[object]]:
        """Return what is to be known to the next process."""
        return {name: list(one) for name, one in self._since.items()}

    def read(self, found: object) -> None:
        """Take up what another process knew; what it has not written is none."""
        if isinstance(found, dict):
            for name, one in cast("dict[str, Any]", found).items():
                moment = _moment(one)
                if moment is not None:
                    self._since.setdefault(name, moment)


def _moment(found: Any) -> Moment | None:
    try:
        boot, up, wall = found
        return Moment(str(boot), float(up), float(wall))
    except (TypeError, ValueError):
        return None
