"""A figure to hold: what is promised, what was measured, and whether it holds."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.faults.compare import Pair, added, ratio
from benchmarks.table import table


@dataclass(frozen=True, slots=True)
class Figure:
    """One promise, and what was measured of it, both as people read them.

    `shown` is False where it seems to hold, but what was measured leaves room for
    doubt: such a figure is neither kept nor missed. `data` is what the figure was
    made of, for the file beside the table.
    """

    name: str
    target: str
    measured: str
    holds: bool
    shown: bool = True
    data: Sequence[object] = ()

    @property
    def verdict(self) -> str:
        """Say in a word or two what became of the promise."""
        if not self.holds:
            return "MISS"
        return "ok" if self.shown else "not shown"


def at_most(
    name: str, measured: float, most: float, unit: str = "", floor: float | None = None
) -> Figure:
    """Compare a number with the most it may be.

    `floor` is what the least that can be asked took in the same time: it tells how
    much of the number is the machine's.
    """
    text = shown(measured, unit)
    if floor is not None:
        text += f" (floor {shown(floor, unit)})"
    return Figure(name, f"<= {shown(most, unit)}", text, measured <= most)


def at_least(name: str, measured: float, least: float) -> Figure:
    """Compare a number with the least it must be."""
    return Figure(name, f">= {shown(least)}", shown(measured), measured >= least)


def exactly(name: str, measured: object, expected: object) -> Figure:
    """Compare a value with the one it must be."""
    return Figure(name, str(expected), str(measured), measured == expected)


def ratio_at_most(
    name: str, pairs: Sequence[Pair], most: float, beside: str = ""
) -> Figure:
    """Compare the ratio of some pairs with the most it may be.

    The middle is missed or not; only where the upper bound holds too it is shown.
    `beside` is told after it.
    """
    found = ratio(pairs)
    holds, sure = found.middle <= most, found.high <= most
    return Figure(name, f"<= {shown(most)}", f"{found}{beside}", holds, sure, pairs)


def ratio_at_least(
    name: str, pairs: Sequence[Pair], least: float, beside: str = ""
) -> Figure:
    """Compare the ratio of some pairs with the least it must be: by its lower bound.

    `beside` is told after it.
    """
    found = ratio(pairs)
    holds, sure = found.middle >= least, found.low >= least
    return Figure(name, f">= {shown(least)}", f"{found}{beside}", holds, sure, pairs)


def added_at_most(name: str, pairs: Sequence[Pair], most: float, unit: str) -> Figure:
    """Compare what is added in each pair with the most it may be: by its upper bound."""
    found = added(pairs)
    holds, sure = found.middle <= most, found.high <= most
    target = f"<= {shown(most, unit)}"
    return Figure(name, target, f"{found} {unit}", holds, sure, pairs)


def laid_out(capability: str, figures: Iterable[Figure]) -> str:
    """Lay out the figures of one capability, each with its verdict."""
    return table(
        ("capability", "figure", "target", "measured", "verdict"),
        (
            (capability, one.name, one.target, one.measured, one.verdict)
            for one in figures
        ),
    )


def summed(figures: Iterable[Figure]) -> str:
    """Say how many figures were missed or not shown."""
    told = Counter(one.verdict for one in figures)
    words = {"MISS": "missed", "not shown": "not shown"}
    some = [f"{told[one]} figures {word}" for one, word in words.items() if told[one]]
    return ", ".join(some) or "every figure holds"


def status(figures: Iterable[Figure]) -> int:
    """Return the status of a run: 1 when a figure was missed, not when in doubt."""
    return 0 if all(one.holds for one in figures) else 1


def shown(value: float, unit: str = "") -> str:
    """Write a number as people read it: counts whole, what is measured to hundredths."""
    number = f"{value:,}" if isinstance(value, int) else f"{value:.2f}"
    return f"{number} {unit}".rstrip()
