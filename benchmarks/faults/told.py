"""What callers were told, and how soon: who was told something else is a failure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from benchmarks.faults.client import Reply
from benchmarks.faults.figure import Figure, at_most

_GOOD: Final = "OK"


def otherwise(replies: Iterable[Reply], *expected: str) -> str:
    """Say which codes others were told than these, and how many; nothing where none.

    "OK" is an answer without errors; an answer with several is told by all its codes.
    """
    told = Counter(",".join(one.codes) or _GOOD for one in replies)
    amiss = sorted(code for code in told if code not in expected)
    return ", ".join(f"{told[code]:,} {code}" for code in amiss)


def within(
    name: str,
    replies: Sequence[Reply],
    most: float,
    *expected: str,
    floor: Sequence[Reply] = (),
) -> Figure:
    """Compare the longest wait with the most it may be, in seconds.

    It holds only where everybody was told one of these codes. `floor` are those who
    needed no service in the same time: the longest of their waits stands beside it.
    """
    factor, unit = (1.0, "s") if most >= 1 else (1000.0, "ms")
    slowest = longest(replies) * factor
    judged = at_most(
        name, slowest, most * factor, unit, longest(floor) * factor if floor else None
    )
    amiss = otherwise(replies, *expected)
    return Figure(
        name,
        judged.target,
        f"{judged.measured}; {amiss}" if amiss else judged.measured,
        holds=judged.holds and not amiss,
        data=[round(one.seconds, 6) for one in replies],
    )


def longest(replies: Iterable[Reply]) -> float:
    """Return the longest wait, in seconds; for ever where nobody asked."""
    return max((one.seconds for one in replies), default=float("inf"))
