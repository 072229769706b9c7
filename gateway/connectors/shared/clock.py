"""The server's time as this process tells it: decided without I/O.

Every process has another clock, and any may be set. This one's running time is what
tells it between two looks at the server's, and what shows that the server's was set back.
"""

import time
from collections.abc import Callable
from typing import Final

STEP: Final = 1.0
"""Seconds by which two looks may contradict each other, over the time that they take."""


class ServerClock:
    """The server's time, in Unix seconds; `clock` gives monotonic seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._skew: float | None = None

    def now(self) -> float:
        """Return the server's time."""
        return self._clock() + (self._skew or 0.0)

    def begin(self) -> float:
        """Return the moment at which a look begins."""
        return self._clock()

    def set_back(self, told: float, began: float) -> bool:
        """Tell whether the clock, which has told its time just now, was set back."""
        skew, took = self._seen(told, began)
        return self._skew is not None and skew < self._skew - STEP - took

    def set(self, told: float, began: float) -> None:
        """Go by what was told just now, unless that took too long to be exact."""
        skew, took = self._seen(told, began)
        if self._skew is None or took < STEP:
            self._skew = skew

    def _seen(self, told: float, began: float) -> tuple[float, float]:
        ended = self._clock()
        return told - (began + ended) / 2, ended - began
