"""The timed rows of the list of faults that no other capability measures.

Each figure begins with its row's number, or with what it is about.
"""

from dataclasses import dataclass
from typing import Final

from benchmarks.faults import costly, outages, unreached
from benchmarks.faults.figure import Figure


@dataclass(frozen=True, slots=True)
class Size:
    """For how many seconds each is asked, and how many ask at a recovery.

    `pairs` of so many seconds are what is compared.
    """

    asked: float
    flapping: float
    herd: int
    pairs: int
    seconds: float


FULL: Final = Size(10.0, 60.0, 500, 8, 3.0)
QUICK: Final = Size(0.5, 7.0, 50, 1, 1.0)


async def measure(*, quick: bool) -> list[Figure]:
    """Measure what is refused, what comes and goes, and what costs processor."""
    size = QUICK if quick else FULL
    return [
        await unreached.refused(size.asked),
        *await unreached.named(size.asked),
        *await outages.flaps(size.flapping),
        *await outages.darkness(size.asked),
        *await outages.recovery(size.herd),
        *await costly.beside(size.pairs, size.seconds),
    ]
