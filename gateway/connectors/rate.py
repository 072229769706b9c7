"""The pace a service allows: a token bucket, kept as the time of the next call.

It is the generic cell rate algorithm (ITU-T I.371): a call moves that time on by
one interval, and may come before it by as much as the burst. Decides only: the
time is handed in, in seconds of a clock that never goes back.
"""

import math

from gateway.config.resilience import Rate


class Pace:
    """When the next call of a connector may go. Without a `rate` it may at once.

    A service that asks for a pause (429, Retry-After) gets one either way.
    """

    __slots__ = ("_interval", "_next", "_rate", "_slack", "paused", "unbounded")

    def __init__(self, rate: Rate | None, burst: int | None = None) -> None:
        self._rate = rate
        self._interval = 0.0 if rate is None else rate.interval
        most = 1 if rate is None else burst or rate.burst
        self._slack = (most - 1) * self._interval
        self._next = -math.inf
        self.unbounded = rate is None
        self.paused = -math.inf

    def wait(self, now: float) -> float:
        """Return the seconds until the next call may go."""
        return max(self._next - self._slack - now, self.paused - now, 0.0)

    def take(self, now: float) -> None:
        """Count a call that goes as soon as it may."""
        self._next = max(self._next, self.paused, now) + self._interval

    def pause(self, until: float) -> None:
        """Let no call go until then."""
        self.paused = max(self.paused, until)

    def describe(self, now: float) -> str:
        """Say in one line, in Indonesian, how it stands."""
        rate = self._rate
        text = "" if rate is None else f"{rate.calls} tiap {rate.seconds:g} s"
        wait = self.wait(now)
        if wait > 0:
            text += f"{'; ' if text else ''}panggilan berikutnya dalam {wait:.1f} s"
        return text or "tanpa batas laju"
