"""How many calls of the last seconds failed: a sliding window of counts."""

from typing import Final

_SLOTS: Final = 10


class Window:
    """Successes and failures of the last `seconds`, to a tenth of them.

    Decides only: the time is handed in, in seconds of a clock that never goes back.
    """

    __slots__ = ("_bads", "_goods", "_slot", "_width", "bad", "good")

    def __init__(self, seconds: float) -> None:
        self._width = seconds / _SLOTS
        self._slot = 0
        self._goods = [0] * _SLOTS
        self._bads = [0] * _SLOTS
        self.good = 0
        self.bad = 0

    @property
    def calls(self) -> int:
        """Return how many calls are counted."""
        return self.good + self.bad

    def count(self, now: float, *, bad: bool) -> None:
        """Count a call that ended."""
        slot = int(now / self._width)
        if slot != self._slot:
            self.slide(now)
        if bad:
            self._bads[slot % _SLOTS] += 1
            self.bad += 1
        else:
            self._goods[slot % _SLOTS] += 1
            self.good += 1

    def spoil(self, now: float) -> bool:
        """Count the latest success as a failure; False where there is none."""
        self.slide(now)
        for back in range(_SLOTS):
            slot = (self._slot - back) % _SLOTS
            if self._goods[slot]:
                self._goods[slot] -= 1
                self._bads[slot] += 1
                self.good -= 1
                self.bad += 1
                return True
        return False

    def clear(self) -> None:
        """Forget everything."""
        self._goods = [0] * _SLOTS
        self._bads = [0] * _SLOTS
        self.good = self.bad = 0

    def slide(self, now: float) -> None:
        """Let go of what is older than the window."""
        slot = int(now / self._width)
        if slot - self._slot >= _SLOTS:
            self.clear()
        else:
            for old in range(self._slot + 1, slot + 1):
                place = old % _SLOTS
                self.good -= self._goods[place]
                self.bad -= self._bads[place]
                self._goods[place] = self._bads[place] = 0
        self._slot = max(slot, self._slot)
