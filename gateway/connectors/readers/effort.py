"""How long the expressions of one service's fields may keep the event loop busy.

An ordinary expression takes the square of a text's length where the text is made for
it, 20 ms for 2,000 characters, and an answer may have a thousand such texts. What a
search takes beyond what an ordinary text would is counted; who has used up what
there is of it has long texts refused until it has come back.
"""

import time
from collections.abc import Callable
from typing import Final, TypeVar

from gateway.connectors.value import BadValue

T = TypeVar("T")

_MOST: Final = 0.5  # seconds of the processor at once
_SHARE: Final = 0.1  # of the time, that comes back
_A_SEARCH: Final = 5e-6  # seconds that any search may take
_A_CHARACTER: Final = 50e-9  # and each character of its text


class Effort:
    """What the searches of one service's fields have left.

    `cpu` tells the time that this thread has worked, `now` that of the day.
    """

    __slots__ = ("_cpu", "_left", "_now", "_seen")

    def __init__(
        self,
        cpu: Callable[[], float] = time.thread_time,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._cpu = cpu
        self._now = now
        self._left = _MOST
        self._seen = now()

    def spent_on(self, text: str, search: Callable[[str], T]) -> T:
        """Search a text, and count what that took. Raises BadValue with nothing left."""
        if self._left <= 0 and not self._returned():
            reason = "the service's texts keep their patterns busy for too long"
            raise BadValue(reason)
        began = self._cpu()
        try:
            return search(text)
        finally:
            usual = _A_SEARCH + _A_CHARACTER * len(text)
            excess = self._cpu() - began - usual
            if excess > 0:
                self._returned()
                self._left -= excess

    def _returned(self) -> bool:
        """Add what has come back since it was last seen; tell whether there is any."""
        now = self._now()
        self._left = min(_MOST, self._left + (now - self._seen) * _SHARE)
        self._seen = now
        return self._left > 0
