"""For how long the server is waited for: decided without I/O.

A read that takes long may be the doing of this process: while its event loop is busy
with something else no answer is seen, however early it came. So what counts is the time
in which somebody looked. The loop looks every few milliseconds, or as often as it comes
to it, and of the time between two looks only so much counts as the loop would have let
go by without lag. A server that is silent is found out on the busiest loop, after a few
looks; one that has answered is not taken for silent because nobody listened.
"""

import time
from collections.abc import Callable
from itertools import takewhile
from typing import Final, Generic, TypeVar

from typing_extensions import override

W = TypeVar("W")

BOUND: Final = 0.045
"""Seconds that anything asked of the server may take; with the last look it is 50 ms by the clock."""

_LOOK: Final = 0.004
_MOST: Final = 0.005
"""Seconds that count between two looks: a bound is nine looks at the least.

On the slowest loop that is enough for a new connection, which is opened, says who it is
and chooses a database before it asks, and for an answer that comes in pieces.
"""

_AGAIN: Final = 0.001


class Patience(Generic[W]):
    """Those who wait, in the order in which they began; `clock` gives monotonic seconds."""

    def __init__(
        self, bound: float = BOUND, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._bound = bound
        self._clock = clock
        self._waits: dict[W, tuple[float, float]] = {}  # until by what counts; since
        self._counted = 0.0
        self._looked = 0.0

    @property
    def seconds(self) -> float:
        """Return the seconds that have counted, by now, while somebody waited."""
        if not self._waits:
            return self._counted
        return self._counted + min(self._clock() - self._looked, _MOST)

    @property
    def pause(self) -> float | None:
        """Return the seconds to the next look; None where nobody waits."""
        if not self._waits:
            return None
        until, _ = next(iter(self._waits.values()))
        return min(max(until - self._counted, _AGAIN), _LOOK)

    def begin(self, who: W) -> None:
        """Begin to wait."""
        since = self._clock()
        if not self._waits:
            self._looked = since
        self._waits[who] = (self.seconds + self._bound, since)

    def end(self, who: W) -> None:
        """Wait no longer, if it still does."""
        self._waits.pop(who, None)

    def look(self) -> list[W]:
        """Return those to whom it is too long, who then wait no longer.

        Their time was over at the look before this one: what came while the loop was
        busy, and stopped their time, has been seen since.
        """
        over = [
            *takewhile(lambda one: self._waits[one][0] <= self._counted, self._waits)
        ]
        self._counted, self._looked = self.seconds, self._clock()
        for one in over:
            del self._waits[one]
        return over

    @override
    def __str__(self) -> str:
        if not self._waits:
            return "nobody waits"
        until, since = next(iter(self._waits.values()))
        counted = 1000 * (self.seconds - until + self._bound)
        took = 1000 * (self._clock() - since)
        of = f"{counted:.0f} of {1000 * self._bound:.0f} ms"
        return f"{len(self._waits)} waiting, the first for {of}, {took:.0f} ms by the clock"
