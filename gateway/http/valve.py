"""How much work is taken in: less than would pile up. Decides only.

What is answered from memory is never in question. What has to wait for an agency
counts as in work, and there is a limit to that. Where the event loop lags, the
processor cannot keep up: the limit shrinks by a part for as long as the lag stands,
and grows again step by step when it is over (AIMD). A single long turn of the loop is
no standing lag (CoDel's idea, RFC 8289 §3.2: the least of an interval is what counts).

To refuse, too, takes time. While the processor cannot keep up refusals get a share of it
and no more, or those who ask again the moment they are refused would have it all.
"""

from dataclasses import dataclass
from typing import Final

from typing_extensions import override

_SHRINK: Final = 0.8
_SHRINK_MOST: Final = 0.5
_GROWTH: Final = 0.05
_TRIES: Final = 20
"""Requests between two looks that are looked up although it is full."""
REFUSALS: Final = 5000.0
"""Refusals in a second while the processor cannot keep up.

One, with what it does to the rest, was measured at some 25 µs: an eighth of the time.
"""
_BURST: Final = 0.05
"""Seconds whose refusals may come at once."""


@dataclass(frozen=True, slots=True)
class Bound:
    """How the limit moves: between `least` and `most` requests in work.

    `lag` are the seconds of lag that every look in a row has to find, two at least and
    for `stands` seconds, for a lag to stand. As many as `least` clients who each wait for
    their answer are no overload, however busy the processor: none of them is refused. Nor are
    a score more who wait for an agency that hangs, which is what a `lag` of 6 ms made of them.
    """

    most: int = 2000
    least: int = 64
    lag: float = 0.015
    stands: float = 0.2


class Valve:
    """Counts what is in work and says whether it is `full`.

    `crowded` is set while there are more connections than there may be. `wary` it is as
    long as it was full a moment ago or its limit has shrunk: then what arrives is looked
    at before it is read, and counted at once (`coming`). What arrives in one turn of the
    loop begins only in the next, and would all be let in otherwise.
    """

    __slots__ = (
        "_bound",
        "_crowded",
        "_grants",
        "_lag",
        "_lagged",
        "_pressed",
        "_tries",
        "coming",
        "full",
        "limit",
        "shed",
        "wary",
        "work",
    )

    def __init__(self, bound: Bound | None = None) -> None:
        self._bound = bound or Bound()
        self._lag = 0.0  # the least of the looks in a row that found one
        self._lagged = 0.0  # seconds that these took
        self._pressed = False  # the limit was reached since the last look
        self._crowded = False
        self._tries = _TRIES
        self._grants = REFUSALS * _BURST
        self.limit = float(self._bound.most)
        self.work = 0
        self.coming = 0
        self.shed = 0
        self.full = False
        self.wary = False

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

    def admits(self) -> bool:
        """Tell whether one more that arrives is let in, and count it if so."""
        if self._crowded or self.work + self.coming >= self.limit:
            return False
        self.coming += 1
        return True

    def begun(self) -> None:
        """Take note that what has arrived begins: `enter` counts it from now on."""
        self.coming = 0

    def grants(self) -> bool:
        """Tell whether one more may be refused now, and count it if so.

        Any number, as long as the processor keeps up.
        """
        if not self.strained:
            return True
        self._grants -= 1
        return self._grants >= 0

    @property
    def strained(self) -> bool:
        """Tell whether the processor does not keep up, or did not a moment ago."""
        return self.limit < self._bound.most

    def look(self, lag: float, since: float) -> None:
        """Take note of the loop's lag, and move the limit.

        Both in seconds; `since` is the time since the last look.
        """
        bound = self._bound
        stood = self._lagged > 0
        if lag > bound.lag:
            self._lag = min(self._lag, lag) if stood else lag
            self._lagged += since
        else:
            self._lag = self._lagged = 0.0
        if stood and self._lagged >= bound.stands:
            self._shrink()
        elif self._pressed and lag <= bound.lag:
            self.limit = min(self.limit * (1 + _GROWTH) + 1, bound.most)
        elif not self._pressed and not self.full:
            self.limit = min(self.limit + 1, bound.most)
        self.wary = self._pressed or self.limit < bound.most
        self._pressed = False
        self._tries = _TRIES
        self._grants = REFUSALS * min(since, _BURST)
        self._judge()

    def _shrink(self) -> None:
        """Take a part off what is in work: the more, the greater the lag.

        Where little is in work, that is not what takes the time.
        """
        bound = self._bound
        if self.work > min(bound.least, bound.most):
            part = min(max(bound.lag / self._lag, _SHRINK_MOST), _SHRINK)
            least = min(bound.least, bound.most)
            self.limit = max(min(self.limit, self.work) * part, least)

    def tries(self) -> bool:
        """Tell whether one more request may be looked up although it is full."""
        self._tries -= 1
        return self._tries >= 0

    def _judge(self) -> None:
        full = self._crowded or self.work >= self.limit
        if full:
            self._pressed = self.wary = True
        self.full = full

    @override
    def __str__(self) -> str:
        lag = self._lag * 1000
        state = "full" if self.full else "open"
        return (
            f"{state}: {self.work} of {self.limit:.0f} in work, "
            f"lag {lag:.0f} ms, {self.shed} shed"
        )
