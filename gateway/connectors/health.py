"""How each connector did last: an observer that remembers one outcome each."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias, TypeVar

from gateway.errors import (
    CODES,
    UpstreamAuth,
    UpstreamBadValue,
    UpstreamBlocked,
    UpstreamBusy,
    UpstreamRejected,
)
from gateway.observe import CallEnded, Event, Misfit, Observer, Spoiled

T = TypeVar("T")
_Failure: TypeAlias = tuple[str, int | None, str | None]  # as in Last

_APART: Final = 0.5
"""Seconds by which two clocks may differ about when an answer was got."""

_STANDING: Final = frozenset({UpstreamAuth.code, UpstreamBlocked.code})
"""Fail each call until somebody changes something: a credential, an address."""


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
    """When a connector last answered well, in Unix time, and how it last failed.

    `status` is the HTTP status of that failure, where the service answered, and
    `cause` why it could not, where no connection stood.
    """

    success: float | None = None
    code: str | None = None
    status: int | None = None
    cause: str | None = None


class Health:
    """Notes how calls end, and hands every event on.

    `clock` tells people the time; `steady` never jumps, and decides what came after what.
    """

    def __init__(
        self,
        behind: Observer,
        clock: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self._behind = behind
        self._clock = clock
        self._steady = steady
        self._began = steady()
        self._failed: dict[str, float] = {}
        self._standing: dict[str, Standing] = {}
        self._successes: dict[str, float] = {}
        self._failures: dict[str, _Failure] = {}
        self._before: dict[str, tuple[Standing | None, float | None]] = {}

    def see(self, event: Event) -> None:
        """Take note of a call's end where it tells of the connector's health."""
        if isinstance(event, CallEnded):
            self._note(event)
        elif isinstance(event, Spoiled):
            self._take_back(event)
        elif isinstance(event, Misfit):
            self._stand(event.connector, (UpstreamBadValue.code, None, None))
        self._behind.see(event)

    def heard(self, connector: str, age: float, code: str | None = None) -> None:
        """Take note of an answer that another process got, so many seconds ago.

        A good one counts if that was after the last failure here, and after this process
        began: one from before proves nothing. `code` tells that it turned out to be bad.
        """
        if code is not None:
            self._stand(connector, (code, None, None))
            return
        last = self._failed.get(connector, self._began)
        if self._steady() - age > last + _APART:
            at = self._clock() - age
            self._successes[connector] = max(self._successes.get(connector, at), at)
            self._stand(connector, None, at)

    def standing(self, connector: str) -> Standing | None:
        """Return how a connector did last; None where it was not asked yet."""
        return self._standing.get(connector)

    def last(self, connector: str) -> Last:
        """Return a connector's last success and its last failure."""
        failure = self._failures.get(connector, (None, None, None))
        return Last(self._successes.get(connector), *failure)

    def _note(self, event: CallEnded) -> None:
        if event.code is not None and not _tells(event, event.code):
            self._heed(event, event.code)
            return  # a caller's cancel or a no says nothing of the connector
        if event.code is None:
            name = event.connector
            self._before[name] = self._standing.get(name), self._successes.get(name)
            self._successes[name] = self._clock()
        failed = None if event.code is None else (event.code, event.status, event.cause)
        self._stand(event.connector, failed)

    def _heed(self, event: CallEnded, code: str) -> None:
        """Remember the last no where there is no worse failure: it may be all that comes."""
        known = self._failures.get(event.connector, (code,))
        if code == UpstreamRejected.code == known[0]:
            self._failures[event.connector] = code, event.status, None

    def _take_back(self, event: Spoiled) -> None:
        """Count the answer that came last as a failure: nobody could read it."""
        name = event.connector
        before = self._before.pop(name, None)
        if before is not None:
            _put(self._standing, name, before[0])
            _put(self._successes, name, before[1])
        self._stand(name, (event.code, None, None))

    def _stand(
        self, connector: str, failure: _Failure | None, at: float | None = None
    ) -> None:
        """Note a connector's last outcome, now or `at`: good, or how it failed."""
        good, code = failure is None, None
        if failure is not None:
            self._failures[connector], code = failure, failure[0]
            self._failed[connector] = self._steady()
        before = self._standing.get(connector)
        if before is None or before.good is not good or before.code != code:
            same = before is not None and before.good is good
            now = self._clock() if at is None else at
            since = before.since if before is not None and same else now
            self._standing[connector] = Standing(good, since, code)


def _tells(event: CallEnded, code: str) -> bool:
    """Tell whether a failure is one of the service, or of how it is asked.

    What no breaker counts, as to wait mends nothing, is trouble all the same; a citizen's
    own is not the service's.
    """
    if code == UpstreamBusy.code:  # 429; else it is our own places that are full
        return event.status is not None and not event.own
    known = CODES.get(code)
    return known is not None and (known.breaker or code in _STANDING)


def _put(noted: dict[str, T], name: str, value: T | None) -> None:
    """Note a value, or that there is none."""
    if value is None:
        noted.pop(name, None)
    else:
        noted[name] = value
