"""How much work is taken in: less than would pile up. Decides only.

What is answered from memory is never in question. Of what has to wait for an agency
only so many are active at a time, and the others wait to begin (http/backlog.py): the
fewer are active, the shorter the turns of the loop. That number is found out. It grows
while it is reached, and shrinks by a part for as long as the event loop lags (AIMD).
Once a lag has stood the processor cannot keep up (`strained`): then a few may wait, and
the rest is refused. A single long turn of the loop is no standing lag (CoDel's idea,
RFC 8289 §3.2: the least of an interval is what counts).

Active is what began lately. What has waited longer than that for its agency takes memory,
not the processor: an agency that hangs takes nobody's place, up to the most in work at all.

To refuse, too, takes time. While the processor cannot keep up refusals get a share of it
and no more, or those who ask again the moment they are refused would have it all.
"""

from dataclasses import dataclass
from typing import Final

from typing_extensions import override

_SHRINK: Final = 0.8
_SHRINK_MOST: Final = 0.5
_GROWTH: Final = 0.05
_START: Final = 0.25
"""The growth while nothing has lagged for a while: the number is not known yet."""
_LATELY: Final = 3
"""Looks in which what began is active: 0.15 s, more where the loop lags."""
_OVER: Final = 20
"""Looks without anybody who waits after which an overload is over."""
_TRIES: Final = 20
"""Requests between two looks that are looked up although none may wait."""
_REFUSED_EACH: Final = 6.0
"""Refusals for each that begins, while the processor cannot keep up.

Of three times as many as can be answered there are two or three to refuse for each, as
fast a machine as it may be, and more in one moment than in another: with four they waited.
Of those who ask again the moment they are refused there is any number.
"""
_REFUSED_LEAST: Final = 2000.0
"""Refusals in a second, however little begins."""
_REFUSED_FIRST: Final = 2000
"""Refusals besides, when it begins that the processor cannot keep up.

Until then nobody was refused, so a herd has come by now. It learns so at once, and whoever asks again
at once has it only once.
"""
_SMOOTHED: Final = 0.25
"""The weight of the last look in how much is begun."""
_BURST: Final = 0.1
"""Seconds whose refusals may come at once, at most those between two looks."""


@dataclass(frozen=True, slots=True)
class Bound:
    """How the limit moves: between `least` and `most` active operations, `first` at first.

    `most` are in work at all, with those who wait to begin. `lag` are the seconds of
    lag that every look in a row has to find, for `stands` seconds after the first, for
    a lag to stand. As many as `clients` who each wait for their answer are no overload,
    however busy the processor: nothing shrinks because of them, and as many may wait
    while it is strained.
    """

    most: int = 2000
    first: int = 100
    least: int = 16
    clients: int = 64
    lag: float = 0.008
    stands: float = 0.2


class Valve:
    """Counts what is in work and says whether it is `full`: nothing more may begin now.

    `waiting` are those who wait to begin. `wary` it is as long as it was full a moment
    ago or is strained: then what arrives is looked at before it is read, and counted at
    once (`coming`). What arrives in one turn of the loop begins only in the next, and
    would all be let in otherwise.
    """

    __slots__ = (
        "_begun",
        "_bound",
        "_calm",
        "_first_grants",
        "_grants",
        "_lag",
        "_lagged",
        "_lately",
        "_pressed",
        "_tries",
        "active",
        "coming",
        "full",
        "limit",
        "looks",
        "refusals",
        "shed",
        "strained",
        "turned_away",
        "waiting",
        "wary",
        "work",
    )

    def __init__(self, bound: Bound | None = None) -> None:
        self._bound = bound or Bound()
        self._lag = 0.0  # the least of the looks in a row that found one
        self._lagged: float | None = None  # seconds since the first of them
        self.looks = 0
        self._lately = [0] * _LATELY  # what began since each look and is in work
        self._pressed = False  # the limit was reached since the last look
        self._calm = _OVER  # looks in a row in which it was not
        self._tries = _TRIES
        self._begun = 0  # since the last look
        self.refusals = _REFUSED_LEAST  # a second, while it is strained
        self._grants = 0.0
        self._first_grants = 0
        self.limit = self._first
        self.work = 0
        self.active = 0
        self.waiting = 0
        self.coming = 0
        self.shed = 0
        self.turned_away = 0
        self.full = False
        self.wary = False
        self.strained = False

    @property
    def _first(self) -> float:
        return float(min(self._bound.first, self._bound.most))

    def enter(self) -> int:
        """Take note that something is begun; return what `leave` wants to know."""
        self.work += 1
        self.active += 1
        self._begun += 1
        self._lately[self.looks % _LATELY] += 1
        self._judge()
        return self.looks

    def leave(self, entered: int) -> None:
        """Take note that something has ended."""
        self.work -= 1
        if self.looks - entered < _LATELY:
            self.active -= 1
            self._lately[entered % _LATELY] -= 1
        self._judge()

    def queue(self) -> None:
        """Take note that something waits to begin."""
        self.waiting += 1
        self._judge()

    def unqueue(self) -> None:
        """Take note that something waits no longer."""
        self.waiting -= 1
        self._judge()

    @property
    def free(self) -> bool:
        """Tell whether the first of those who wait may begin."""
        return self.active < self.limit and self.work < self._bound.most

    @property
    def closed(self) -> bool:
        """Tell whether one more may not even wait to begin."""
        bound = self._bound
        ahead = self.coming + self.waiting
        if self.work + ahead >= bound.most:
            return True
        return self.strained and self.active + ahead >= self.limit + bound.clients

    def admits(self) -> bool:
        """Tell whether one more that arrives is let in, and count it if so."""
        if self.closed:
            return False
        self.coming += 1
        return True

    def begun(self) -> None:
        """Take note that what has arrived begins: `enter` or `queue` counts it from now on."""
        self.coming = 0

    def turn_away(self) -> None:
        """Take note that what came on a connection above the limit is refused."""
        self.shed += 1
        self.turned_away += 1

    def grants(self) -> bool:
        """Tell whether one more may be refused now, and count it if so.

        Any number, as long as the processor keeps up.
        """
        if not self.strained:
            return True
        self._grants -= 1
        return self._grants >= 0 or self.first_grants(1) > 0

    def first_grants(self, most: int) -> int:
        """Return how many more may be refused because it has just begun, and count them."""
        taken = min(self._first_grants, most)
        self._first_grants -= taken
        return taken

    def look(self, lag: float, since: float) -> None:
        """Take note of the loop's lag, and move the limit.

        Both in seconds; `since` is the time since the last look.
        """
        bound = self._bound
        if lag <= bound.lag:
            self._lag, self._lagged = 0.0, None
        elif self._lagged is None:
            self._lag, self._lagged = lag, 0.0
        else:
            self._lag = min(self._lag, lag)
            self._lagged += since
        self._calm = 0 if self._pressed else self._calm + 1
        if self._lagged is None:
            self._grow()
        elif self._lagged >= bound.stands:
            self._shrink()
        self.strained = self.strained and self._calm < _OVER
        self.wary = self._pressed or self.strained
        self._pressed = False
        self._tries = _TRIES
        self._grant(since)
        self._age()
        self._judge()

    def _shrink(self) -> None:
        """Take a part off what is active: the more, the greater the lag.

        Where little is, that is not what takes the time.
        """
        bound = self._bound
        if self.active + self.waiting > min(bound.clients, bound.most):
            part = min(max(bound.lag / self._lag, _SHRINK_MOST), _SHRINK)
            least = min(bound.least, bound.most)
            self.limit = max(min(self.limit, self.active) * part, least)
            if not self.strained:
                self._first_grants = _REFUSED_FIRST
            self.strained = True
            self._calm = 0

    def _grow(self) -> None:
        """Let more be active where the limit is reached; else go back to the first."""
        if self._pressed:
            growth = _GROWTH if self.strained else _START
            self.limit = min(self.limit * (1 + growth) + 1, self._bound.most)
        elif self.limit > self._first:
            self.limit = max(self.limit * (1 - _GROWTH), self._first)
        elif not self.strained:
            self.limit = self._first

    def _grant(self, since: float) -> None:
        """Find how many may be refused until the next look."""
        each = _REFUSED_EACH * self._begun / since if since else 0.0
        self._begun = 0
        smooth = self.refusals + _SMOOTHED * (each - self.refusals)
        self.refusals = max(smooth, _REFUSED_LEAST)
        self._grants = self.refusals * min(since, _BURST)

    def _age(self) -> None:
        """Take what began some looks ago for active no longer."""
        self.looks += 1
        slot = self.looks % _LATELY
        self.active -= self._lately[slot]
        self._lately[slot] = 0

    def tries(self) -> bool:
        """Tell whether one more request may be looked up although it is full."""
        self._tries -= 1
        return self._tries >= 0

    def _judge(self) -> None:
        full = self.waiting > 0 or not self.free
        if full:
            self._pressed = self.wary = True
        self.full = full

    @override
    def __str__(self) -> str:
        lag = self._lag * 1000
        state = "strained" if self.strained else "full" if self.full else "open"
        return (
            f"{state}: {self.active} of {self.limit:.0f} active, {self.work} in work, "
            f"{self.waiting} wait, lag {lag:.0f} ms, {self.shed} shed"
        )
