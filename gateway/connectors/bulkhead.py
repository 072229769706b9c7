"""The bulkhead: how many calls of one connector may be under way.

It has as many places as `limits.concurrency` says, fewer while the service is
late (additive increase, multiplicative decrease), and says who may wait for one.
A service that is slow but answers keeps half of them: it may be so at any load.
It decides only: the time is handed in, in seconds of a clock that never goes back.
"""

import math
from typing import Final

from typing_extensions import override

_PERIOD: Final = 1.0  # seconds of calls that are judged together
_FEWEST: Final = 4  # calls that are judged
_CUT: Final = 0.7
_STEPS: Final = 20  # of the places, one of which comes back in a good period
_FLOOR: Final = 10  # the share of the places that always stays


class Bulkhead:
    """The places of one connector; `queue` callers may wait for one."""

    __slots__ = (
        "_ended",
        "_late",
        "_slow",
        "_until",
        "busy",
        "most",
        "places",
        "queue",
        "stuck",
        "waiting",
    )

    def __init__(self, most: int, queue: int) -> None:
        self.most = most
        self.queue = queue
        self.places = most
        self.busy = 0
        self.waiting = 0
        self.stuck = False  # somebody waited in vain, and no call has ended since
        self._ended = 0
        self._late = 0
        self._slow = 0
        self._until = -math.inf

    def take(self) -> bool:
        """Take a place, if one is free and nobody was there before."""
        if self.busy < self.places and not self.waiting:
            self.busy += 1
            return True
        return False

    @property
    def admits(self) -> bool:
        """Tell whether it makes sense to wait for a place."""
        return self.waiting < self.queue and not self.stuck

    def leave(self) -> bool:
        """Give a place back; tell whether one is free for whoever waits."""
        self.busy -= 1
        self.stuck = False
        return bool(self.waiting) and self.busy < self.places

    def judge(self, now: float, *, late: bool, slow: bool = False) -> None:
        """Take note of a call that ended.

        Those that failed `late` take places away, and so do answers that were `slow`, but
        not as many.
        """
        self._ended += 1
        self._late += late
        self._slow += slow
        if now >= self._until and self._ended >= _FEWEST:
            self._adapt()
            self._until = now + _PERIOD

    def _adapt(self) -> None:
        """Judge a period: mostly late is too much, hardly ever late leaves room."""
        if self._late * 2 >= self._ended:
            self._shrink(max(1, self.most // _FLOOR))
        elif (self._late + self._slow) * 2 >= self._ended:
            half = (self.most + 1) // 2
            self._shrink(half)
            if self._late * 10 <= self._ended:
                self._grow(half)
        elif (self._late + self._slow) * 10 <= self._ended:
            self._grow(self.most)
        self._ended = self._late = self._slow = 0

    def _shrink(self, least: int) -> None:
        """Take places away, down to some at the least."""
        if self.places > least:
            self.places = max(least, int(self.places * _CUT))

    def _grow(self, most: int) -> None:
        """Give a few places back, up to some at the most."""
        if self.places < most:
            self.places = min(most, self.places + max(1, self.most // _STEPS))

    @override
    def __str__(self) -> str:
        shrunk = f" (semula {self.most})" if self.places < self.most else ""
        waiting = f", {self.waiting} menunggu" if self.waiting else ""
        return f"{self.busy} dari {self.places}{shrunk} tempat terpakai{waiting}"
