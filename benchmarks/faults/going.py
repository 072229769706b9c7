"""The moment in which the shared server goes: who waits, and what the machine added.

A gateway without a server is asked in the same seconds. What delays it too is the
machine's doing: that is told, and leaves a figure in doubt rather than kept or missed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from benchmarks.faults.client import Reply
from benchmarks.faults.figure import Figure, shown
from benchmarks.faults.told import longest

_MORE: Final = 1.0
"""Milliseconds over what is usual, from which on somebody has waited."""
_UNIT: Final = "ms"


@dataclass(frozen=True, slots=True)
class Going:
    """What was answered by a gateway whose server went, and by one that has none."""

    shared: Sequence[Reply]
    alone: Sequence[Reply]

    def stall(self, reply: Reply) -> float:
        """Return the longest that one without a server took in the same moment, in ms."""
        return 1000 * max(
            (
                one.seconds
                for one in self.alone
                if one.began < reply.ended and reply.began < one.ended
            ),
            default=0.0,
        )


def once(words: str, rounds: Sequence[Going], most: float) -> Figure:
    """Judge the longest answer of all rounds, in milliseconds.

    Where one without a server took longer than that as well, in the same moment, and
    long enough to account for it, nothing is shown. Beside it stands who waited at all,
    and who did without a server.
    """
    slowest = longest(reply for one in rounds for reply in one.shared) * 1000
    late = [
        (reply.seconds * 1000, one.stall(reply))
        for one in rounds
        for reply in one.shared
        if reply.seconds * 1000 > most
    ]
    spoiled = bool(late) and all(stall > most >= wait - stall for wait, stall in late)
    waited = sum(waiting(one.shared) for one in rounds)
    usual = sum(waiting(one.alone) for one in rounds)
    beside = f"{waited:,} waited, {usual:,} without a server"
    if late:
        beside += f"; at once {shown(max(stall for _, stall in late), _UNIT)} without"
    return Figure(
        f"longest answer when it goes, {words}",
        f"<= {shown(most, _UNIT)}",
        f"{shown(slowest, _UNIT)} ({beside})",
        holds=not late or spoiled,
        shown=not late,
        data=[(_waits(one.shared), _waits(one.alone)) for one in rounds],
    )


def waiting(replies: Sequence[Reply]) -> int:
    """Count who took a millisecond more than is usual."""
    waits = _waits(replies)
    usual = median(waits) if waits else 0.0
    return sum(one > usual + _MORE for one in waits)


def _waits(replies: Sequence[Reply]) -> list[float]:
    return [round(one.seconds * 1000, 3) for one in replies]
