"""Which of a connector's addresses to try: those that failed are left alone a while."""

import time
from collections.abc import Callable
from typing import Final, NamedTuple

from typing_extensions import override

AVOIDED: Final = 30.0
"""Seconds for which an address that failed is not asked first."""


class Turns(NamedTuple):
    """The addresses to try, by number and in order, and those for the worst case."""

    first: tuple[int, ...]
    last: tuple[int, ...]


class Standby:
    """The standing of a connector's addresses: 0 is the primary.

    One that failed is avoided for a while. When that is over, one call tries it
    and the others go on avoiding it until they know. Decides only: `clock` gives
    seconds.
    """

    def __init__(self, count: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._count = count
        self._clock = clock
        self._until: dict[int, float] = {}

    def turns(self) -> Turns:
        """Return what one call is to try; where all failed lately, all of them."""
        now = self._clock()
        first: list[int] = []
        last: list[int] = []
        for one in range(self._count):
            until = self._until.get(one)
            if until is not None and until <= now:
                self._until[one] = now + AVOIDED  # this call finds out for the others
                until = None
            (first if until is None else last).append(one)
        return Turns(tuple(first or last), tuple(last if first else ()))

    def failed(self, one: int) -> None:
        """Take note that an address did not answer."""
        self._until[one] = self._clock() + AVOIDED

    def worked(self, one: int) -> None:
        """Take note that an address answered."""
        self._until.pop(one, None)

    @override
    def __str__(self) -> str:
        now = self._clock()
        left = (max(self._until.get(one, now) - now, 0.0) for one in range(self._count))
        return ", ".join(
            f"{one}: {f'avoided for {seconds:.0f} s' if seconds else 'in use'}"
            for one, seconds in enumerate(left)
        )
