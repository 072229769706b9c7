"""What else the machine did meanwhile: the reader's measure of a measured time."""

import os
from dataclasses import dataclass

from benchmarks.proc import core_time


@dataclass(frozen=True, slots=True)
class Reading:
    """The cores' time, and ours: this process's and that of those it has waited for."""

    busy: float
    total: float
    ours: float


def read() -> Reading:
    """Read the clocks of the cores that may be used, and our own."""
    cores = [core_time(one) for one in os.sched_getaffinity(0)]
    times = os.times()
    ours = times.user + times.system + times.children_user + times.children_system
    return Reading(
        sum(one.busy for one in cores), sum(one.total for one in cores), ours
    )


def share(before: Reading, after: Reading) -> float:
    """Return the share of the cores that others used between two readings, 0 to 1."""
    total = after.total - before.total
    foreign = (after.busy - before.busy) - (after.ours - before.ours)
    return min(max(foreign / total, 0.0), 1.0) if total > 0 else 0.0
