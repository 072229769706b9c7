"""How each connector did last: an observer that remembers one outcome each."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from gateway.errors import CODES
from gateway.observe import CallEnded, Event, Observer


@dataclass(frozen=True, slots=True)
class Standing:
    """A connector's last outcome.

    `since` is the Unix time from which it has been good, or bad, without a
    break; `code` that of its last failure, None while it is good.
    """

    good: bool
    since: float
    code: str | None


@dataclass(frozen=True, slots=True)
class Last:
    """When a connector last answered well, in Unix time, and how it last failed."""

    success: float | None = None
    code: str | None = None


class Health:
    """Notes how calls end, and hands every event on."""

    def __init__(
        self, behind: Observer, clock: Callable[[], float] = time.time
    ) -> None:
        self._behind = behind
        self._clock = clock
        self._standing: dict[str, Standing] = {}
        self._successes: dict[str, float] = {}
        self._codes: dict[str, str] = {}

    def see(self, event: Event) -> None:
        """Take note of a call's end where it tells of the connector's health."""
        if isinstance(event, CallEnded):
            self._note(event)
        self._behind.see(event)

    def standing(self, connector: str) -> Standing | None:
        """Return how a connector did last; None where it was not asked yet."""
        return self._standing.get(connector)

    def last(self, connector: str) -> Last:
        """Return a connector's last success and its last failure."""
        return Last(self._successes.get(connector), self._codes.get(connector))

    def _note(self, event: CallEnded) -> None:
        known = None if event.code is None else CODES.get(event.code)
        if event.code is not None and (known is None or not known.breaker):
            return  # a caller's cancel or a no says nothing of the connector
        good = event.code is None
        if event.code is None:
            self._successes[event.connector] = self._clock()
        else:
            self._codes[event.connector] = event.code
        before = self._standing.get(event.connector)
        if before is None or before.good is not good or before.code != event.code:
            since = (
                before.since
                if before is not None and before.good is good
                else self._clock()
            )
            self._standing[event.connector] = Standing(good, since, event.code)
