"""Whether a connection that has served is used again.

It decides only: the time is handed in, in seconds of a clock that never goes back.
"""

import math
from typing import Final

REST: Final = 0.01
"""Seconds before the next request: bytes behind an answer come a moment later."""
APART: Final = 1.0
"""Seconds before somebody else's request, where the last was one person's own."""
DISTRUST: Final = 60.0
"""Seconds without reuse after a service has sent bytes that nobody asked for."""
FIRST: Final = 1.0
"""Seconds without reuse after a connection ended at its reuse: what the retry
budget needs to pay for one more."""


class Reuse:
    """What one service's connections have shown; it has at most `most` of them.

    HTTP/1.1 answers carry no number: bytes that come once the next request is on
    its way are its answer. What tells them apart is that they came before.
    """

    __slots__ = ("_most", "_pause", "_until")

    def __init__(self, most: int) -> None:
        self._most = most
        self._pause = 0.0
        self._until = -math.inf

    def allows(self, now: float) -> bool:
        """Tell whether connections are kept and used again."""
        return now >= self._until

    def rested(
        self, seconds: float, count: int, *, foreign: bool = False
    ) -> bool | None:
        """Tell whether the connection that was idle longest may be used again.

        `count` is that of all connections, `foreign` says that it last served a
        person other than who asks. None where it may not, and has to make room:
        a person's answer is worth a new connection, another's waiting is not.
        """
        if seconds >= (APART if foreign else REST):
            return True
        if count < self._most:
            return False
        return None if foreign else True

    def babbled(self, now: float) -> None:
        """Take note of bytes that nobody asked for."""
        self._until = max(self._until, now + DISTRUST)

    def ended(self, now: float) -> None:
        """Take note of a connection that ended when it was used again.

        Each time before one has served again makes it twice as long until then.
        """
        if now >= self._until:
            self._pause = min(self._pause * 2 or FIRST, DISTRUST)
            self._until = now + self._pause

    def served(self) -> None:
        """Take note of a connection that answered when it was used again."""
        self._pause = 0.0
