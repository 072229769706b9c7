"""How long the slowest hundredth waited, over a whole run: what a p99 is judged by."""

from collections.abc import Sequence
from typing import Final

from benchmarks.faults.compare import p99, typical_p99
from benchmarks.faults.figure import Figure, shown

_UNIT: Final = "ms"


def tail(
    name: str, waits: Sequence[float], most: float, floor: Sequence[float] = ()
) -> Figure:
    """Judge the p99 of all waits, in milliseconds.

    Beside it stand the median of the p99s of five spells, and the p99 of what needed
    no service in the same seconds: they tell how much of it was one stall of the
    machine, or the machine itself. Where nobody waited nothing was measured.
    """
    target = f"<= {shown(most, _UNIT)}"
    if not waits:
        return Figure(f"{name}, p99", target, "none", holds=False)
    found = p99(waits)
    beside = f"spells {shown(typical_p99(waits), _UNIT)}"
    if floor:
        beside += f", floor {shown(p99(floor), _UNIT)}"
    return Figure(
        f"{name} ({len(waits):,}), p99",
        target,
        f"{shown(found, _UNIT)} ({beside})",
        holds=found <= most,
        data=[round(one, 3) for one in waits],
    )
