"""How much work is taken in: less than would pile up. Decides only.

What is answered from memory is never in question. What has to wait for an agency
counts as in work, and there is a limit to that. Where the event loop lags, the
processor cannot keep up: the limit shrinks by a part for as long as the lag stands,
and grows again step by step when it is over (AIMD). A single long turn of the loop is
no standing lag (CoDel's idea, RFC 8289 §3.2: the least of an interval is what counts).
"""

from collections import deque
from dataclasses import dataclass
from typing import Final

from typing_extensions import override

_SHRINK: Final = 0.8
_GROWTH: Final = 0.05
_TRIES: Final = 20
"""Requests between two looks that are read although it is full."""


@dataclass(frozen=True, slots=True)
class Bound:
    """How the limit moves: between `least` and `most` requests in work.

    `lag` are the seconds that every one of `looks` looks in a row has to find for a
    lag to stand.
    """

    most: int = 2000
    least: int = 64
    lag: float = 0.015
    looks: int = 4


class Valve:
    """Counts what is in work and says whether it is `full`.

    `crowded` is set while there are more connections than there may be.
    """

    __slots__ = (
        "_bound",
        "_crowded",
        "_lags",
        "_pressed",
        "_tries",
        "full",
        "limit",
        "shed",
        "work",
    )

    def __init__(self, bound: Bound | None = None) -> None:
        self._bound = bound or Bound()
        self._lags: deque[float] = deque(maxlen=self._bound.looks)
        self._pressed = False  # the limit was reached since the last look
        self._crowded = False
        self._tries = _TRIES
        self.limit = float(self._bound.most)
        self.work = 0
        self.shed = 0
        self.full = False

    @property
    def crowded(self) -> bool:
        """Tell whether there are too many connections."""
        return self._crowded

    @crowded.setter
    def crowded(self, crowded: bool) -> None:
        self._crowded = crowded
        self._judge()

    def enter(self) -> None:
        """Take note that something is begun."""
        self.work += 1
        self._judge()

    def leave(self) -> None:
        """Take note that something has ended."""
        self.work -= 1
        self._judge()

    def look(self, lag: float) -> None:
        """Take note of the loop's lag, in seconds, and move the limit."""
        self._lags.append(lag)
        bound = self._bound
        if len(self._lags) == bound.looks and min(self._lags) > bound.lag:
            self.limit = max(
                min(self.limit, self.work) * _SHRINK, min(bound.least, bound.most)
            )
        elif self._pressed and lag <= bound.lag:
            self.limit = min(self.limit * (1 + _GROWTH) + 1, bound.most)
        elif not self._pressed and not self.full:
            self.limit = min(self.limit + 1, bound.most)
        self._pressed = False
        self._tries = _TRIES
        self._judge()

    def tries(self) -> bool:
        """Tell whether one more request may be read although it is full."""
        self._tries -= 1
        return self._tries >= 0

    def _judge(self) -> None:
        full = self._crowded or self.work >= self.limit
        self._pressed = self._pressed or full
        self.full = full

    @override
    def __str__(self) -> str:
        lag = max(self._lags, default=0.0) * 1000
        state = "full" if self.full else "open"
        return (
            f"{state}: {self.work} of {self.limit:.0f} in work, "
            f"lag {lag:.0f} ms, {self.shed} shed"
        )
