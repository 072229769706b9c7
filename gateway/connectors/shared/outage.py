"""When to try again what has failed: decided without I/O."""

import time
from collections.abc import Callable
from random import random
from typing import Final

from typing_extensions import override

FIRST: Final = 0.5
LONGEST: Final = 15.0
_SPREAD: Final = 0.2


class Outage:
    """Whether something works, and for how long to leave it alone where it does not.

    The pause doubles with every failure up to `LONGEST` seconds, and is spread by a
    fifth, so that many processes do not come back as one. `clock` gives monotonic
    seconds, `chance` numbers from 0 to 1.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random,
    ) -> None:
        self._clock = clock
        self._chance = chance
        self._failures = 0
        self._until = 0.0

    @property
    def on(self) -> bool:
        """Tell whether the last attempt failed."""
        return self._failures > 0

    @property
    def left(self) -> float:
        """Return for how many seconds more it is to be left alone."""
        return max(self._until - self._clock(), 0.0) if self._failures else 0.0

    def failed(self) -> None:
        """Take note of a failure."""
        pause = min(FIRST * 2**self._failures, LONGEST)
        self._failures = min(self._failures + 1, 10)
        spread = 1 + _SPREAD * (2 * self._chance() - 1)
        self._until = self._clock() + pause * spread

    def worked(self) -> None:
        """Take note that it works."""
        self._failures = 0

    @override
    def __str__(self) -> str:
        return f"down, next try in {self.left:.1f} s" if self.on else "up"
