"""When an answer is next fetched behind the scenes: decided without I/O.

Ages are seconds of a clock that never jumps. The time of day is asked for anew with
every decision, so that a wall clock which is set only moves the hours of a window.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

from typing_extensions import override

from gateway.config.hours import Between
from gateway.config.model import Refresh
from gateway.connectors.freshness import Lifetime
from gateway.connectors.readers.zones import WIB, zone_of

Wall: TypeAlias = Callable[[dt.timezone], dt.datetime]
"""Tells the time of day in a zone."""

SOONEST: Final = 15.0
"""Seconds after which a fetch that failed is tried again, the first time."""

_SPREAD: Final = 0.1
"""The share of the interval by which processes fetch at different times."""

_JITTER: Final = 60.0
_MINUTE: Final = 60.0
_DAY: Final = 86400.0


class Course(NamedTuple):
    """How the fetching of one answer has gone, in seconds before now.

    `age` is how old what is kept is, None where nothing is. `ran` is how long ago it
    was fetched well, `failed` how long ago that failed, `failures` times on end; the
    service asked to be left alone for `asked` seconds. `chance` is from 0 to 1, and
    another for every fetch.
    """

    age: float | None = None
    ran: float | None = None
    failed: float | None = None
    failures: int = 0
    asked: float = 0.0
    chance: float = 0.0


@dataclass(frozen=True, slots=True)
class Schedule:
    """Every so many seconds, at any time or between two hours of a zone."""

    every: float
    timeout: float = 60.0
    between: Between | None = None
    zone: dt.timezone = WIB

    def opens(self, moment: dt.datetime, later: float = 0.0) -> float:
        """Return after how many seconds from `later` on it may be asked: 0 if it may."""
        if self.between is None:
            return 0.0
        local = moment.astimezone(self.zone)
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        at = ((local - midnight).total_seconds() + later) % _DAY
        start, end = (part * _MINUTE for part in self.between)
        inside = start <= at < end if start < end else at >= start or at < end
        return 0.0 if inside else (start - at) % _DAY

    def gap(self, moment: dt.datetime) -> float:
        """Return after how many seconds what is got at a moment is to be got again."""
        return self.every + self.opens(moment, self.every)

    def lifetime(self, moment: dt.datetime, stale: float, error: float) -> Lifetime:
        """Return for how long an answer that is got at a moment is of use.

        It is fresh until the next has come, or has failed once. After that it is shown
        as stale at once, whoever asks: nobody waits for a service that is slow.
        """
        ttl = self.gap(moment) + self.timeout + min(self.every, _MINUTE)
        return Lifetime(ttl, max(stale, error), error)

    def wait(self, course: Course, moment: dt.datetime) -> float:
        """Return after how many seconds the answer is to be fetched, 0 for at once."""
        wait = max(self._due(course), 0.0)
        shut = self.opens(moment, wait)
        if shut:  # whoever waits for the same hour does not come at the same time
            wait += shut + min(self.every * _SPREAD, _JITTER) * course.chance
        return wait

    @override
    def __str__(self) -> str:
        """Print it as it is declared."""
        hours = "" if self.between is None else f" between {self.between} {self.zone}"
        return f"every {self.every:g} s{hours}, timeout {self.timeout:g} s"

    def _due(self, course: Course) -> float:
        """Return the seconds until it is due, whatever the hour."""
        if course.failures and course.failed is not None:
            return self._pause(course) - course.failed
        ran = course.ran
        if course.age is None:
            # Never fetched, or forgotten since: purged, evicted, too large to keep.
            return 0.0 if ran is None else min(self.every, _MINUTE) - ran
        age = course.age if ran is None else min(course.age, ran)
        return self.every * (1 - _SPREAD * course.chance) - age

    def _pause(self, course: Course) -> float:
        """Return for how long a service that failed is left alone: longer every time."""
        longest = SOONEST * 2.0 ** min(course.failures - 1, 20)
        pause = min(longest, self.every) * (1 - course.chance / 2)
        return max(pause, min(course.asked, self.every))


def scheduled(refresh: Refresh) -> Schedule:
    """Return the schedule that a configuration declares."""
    zone = WIB if refresh.zone is None else zone_of(refresh.zone)
    return Schedule(refresh.every, refresh.timeout, refresh.between, zone)
