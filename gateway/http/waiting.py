"""Those who wait to be told no: first come, first refused.

To refuse costs little, but many who ask again the moment they are refused would take
the processor from those who are served. Who has to wait for the answer cannot ask again
meanwhile, and costs nothing.
"""

import asyncio
from collections import deque
from typing import Final, Protocol

from gateway.http.valve import Valve

_EVERY: Final = 0.005
_LONGEST: Final = 0.25
"""Seconds that one waits, at about the most: the longer the line, the faster it moves."""


class Refused(Protocol):
    """A connection whose request is refused."""

    def refuse(self) -> None:
        """Say so, where somebody is still there to hear it."""
        ...


class Waiting:
    """Refuses as fast as the valve grants it."""

    __slots__ = ("_last", "_line", "_valve")

    def __init__(self, valve: Valve) -> None:
        self._valve = valve
        self._line: deque[Refused] = deque()
        self._last = 0.0

    def __len__(self) -> int:
        """Return how many wait."""
        return len(self._line)

    def refuse(self, one: Refused) -> None:
        """Refuse at once where nobody waits and it is granted, else in turn."""
        if not self._line and self._valve.grants():
            one.refuse()
            return
        self._line.append(one)
        if len(self._line) == 1:
            self._later(asyncio.get_running_loop())

    def _later(self, loop: asyncio.AbstractEventLoop) -> None:
        self._last = loop.time()
        loop.call_later(_EVERY, self._serve)

    def _serve(self) -> None:
        loop = asyncio.get_running_loop()
        line = self._line
        count = len(line)
        if self._valve.strained:
            rate = max(self._valve.refusals, count / _LONGEST)
            usual = min(count, int(rate * (loop.time() - self._last)))
            count = usual + self._valve.first_grants(count - usual)
        try:
            for _ in range(count):
                line.popleft().refuse()
        finally:  # whatever became of one, the others wait
            if line:
                self._later(loop)
