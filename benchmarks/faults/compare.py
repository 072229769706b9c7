"""Two conditions compared: p99s of interleaved pairs, their ratio and its bounds.

A pair is two runs next to each other, one under each condition, so that slow
drift of the machine cancels out. The median of the pairs' ratios counts; how far
it may be off is what the medians of resampled pairs come to (the percentile
bootstrap: Efron and Tibshirani, An Introduction to the Bootstrap, 13.3).
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from statistics import median
from typing import Final, TypeAlias, TypeVar

from typing_extensions import override

T = TypeVar("T")

Pair: TypeAlias = tuple[float, float]
Condition: TypeAlias = Callable[[], Awaitable[T]]
"""Runs under one condition, and returns what was seen."""

_RESAMPLED: Final = 4000
_TAIL: Final = 0.025  # at either end: bounds of 95 %


@dataclass(frozen=True, slots=True)
class Bounded:
    """The median of some pairs, and the bounds between which it is by 95 %."""

    middle: float
    low: float
    high: float

    @override
    def __str__(self) -> str:
        return f"{self.middle:.2f} ({self.low:.2f}-{self.high:.2f})"


def percentile(values: Sequence[float], share: float) -> float:
    """Return the least value that so great a share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def p99(values: Sequence[float]) -> float:
    """Return the 99th percentile of at least one value."""
    return percentile(values, 0.99)


def ratio(pairs: Sequence[Pair]) -> Bounded:
    """Compare the second of each pair with the first."""
    return bounded([second / first for first, second in pairs])


def added(pairs: Sequence[Pair]) -> Bounded:
    """Tell by how much the second of each pair is more than the first."""
    return bounded([second - first for first, second in pairs])


def bounded(values: Sequence[float], seed: int = 1) -> Bounded:
    """Resample what some pairs say."""
    chance = Random(seed)  # noqa: S311 - resampling; the seed makes it repeatable
    medians = [median(chance.choices(values, k=len(values))) for _ in range(_RESAMPLED)]
    return Bounded(
        median(values), percentile(medians, _TAIL), percentile(medians, 1 - _TAIL)
    )


async def interleaved(
    first: Condition[T], second: Condition[T], pairs: int
) -> list[tuple[T, T]]:
    """Run two conditions in pairs, each first in every other."""
    found: list[tuple[T, T]] = []
    for number in range(pairs):
        if number % 2:
            late = await second()
            found.append((await first(), late))
        else:
            found.append((await first(), await second()))
    return found


def typical_p99(values: Sequence[float], spells: int = 5) -> float:
    """Return the median of the p99s of some spells: one stall of the machine is in one.

    Spells are as long as each other, to one value; of fewer values each is a spell.
    """
    count, total = min(spells, len(values)), len(values)
    edges = [total * number // count for number in range(count + 1)]
    return median(p99(values[start:end]) for start, end in pairwise(edges))
