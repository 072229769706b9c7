"""A healthy connector beside another: how long its callers waited, and what they got."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.faults.client import Reply
from benchmarks.faults.compare import Pair, p99
from benchmarks.faults.figure import Figure, exactly, ratio_at_most, shown
from benchmarks.faults.told import otherwise


@dataclass(frozen=True, slots=True)
class Beside:
    """What a healthy connector's callers got, beside one that was so and so."""

    replies: Sequence[Reply]

    @property
    def tail(self) -> float:
        """Return the p99 of how long they waited, in seconds."""
        return p99([one.seconds for one in self.replies])


def siblings(
    what: str, found: Sequence[tuple[Beside, Beside]], most: float
) -> list[Figure]:
    """Judge how long a sibling's callers waited, and whether they got anything.

    Of each pair the first is beside a healthy one, the second beside a sick one; what
    their callers waited in the middle pair is told beside the ratio.
    """
    runs = [one for pair in found for one in pair]
    asked = sum(len(one.replies) for one in runs)
    amiss = otherwise((reply for one in runs for reply in one.replies), "OK")
    pairs: list[Pair] = [(healthy.tail, sick.tail) for healthy, sick in found]
    healthy, sick = (median(waits) * 1000 for waits in zip(*pairs, strict=True))
    beside = f"; {shown(sick)} / {shown(healthy)} ms"
    return [
        ratio_at_most(f"p99 of a sibling, {what}", pairs, most, beside),
        exactly(
            f"errors of the sibling, {what}, of {asked:,}", amiss or "none", "none"
        ),
    ]
