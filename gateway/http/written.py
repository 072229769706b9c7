"""Answers that are written and not taken: of all clients of a process, and bounded."""

from itertools import islice
from typing import Final, Protocol

from gateway.http.held import Held

MOST: Final = 256 * 1024 * 1024
_ANEW: Final = 64
"""Of whom it is counted anew what is left, before one gives up: a bound for the time that takes."""


class Taker(Protocol):
    """A connection whose client takes its answer."""

    def count(self) -> int:
        """Have what is left of its answer counted anew, and return it."""
        ...

    def give_up(self) -> None:
        """End it, where more than a little of its answer is left."""
        ...


class Written(Held):
    """Counts their bytes; where these are too many, who has waited longest gives up.

    At once, and not when somebody looks again: a thousand large answers are written in
    a second. What they have taken since it was counted is asked first: it may be nearly
    all.
    """

    __slots__ = ("_line",)

    def __init__(self, most: int = MOST) -> None:
        super().__init__(most)
        self._line: dict[Taker, None] = {}

    def join(self, one: Taker) -> None:
        """Have one wait behind the others, whose bytes are counted and who is not too much."""
        if self.size > self.most:
            for waiting in islice(self._line, _ANEW):
                waiting.count()
        while self._line and self.size > self.most:
            longest = next(iter(self._line))
            self.leave(longest)
            longest.give_up()
        self._line[one] = None

    def leave(self, one: Taker) -> None:
        """Take note that one waits no more."""
        self._line.pop(one, None)
