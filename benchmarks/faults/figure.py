"""A figure to hold: what is promised, what was measured, and whether it holds."""

from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.table import table


@dataclass(frozen=True, slots=True)
class Figure:
    """One promise, and what was measured of it, both as people read them."""

    name: str
    target: str
    measured: str
    holds: bool


def at_most(
    name: str, measured: float, most: float, unit: str = "", floor: float | None = None
) -> Figure:
    """Compare a number with the most it may be.

    `floor` is what the least that can be asked took in the same time: it tells how
    much of the number is the machine's.
    """
    shown = _shown(measured, unit)
    if floor is not None:
        shown += f" (floor {_shown(floor, unit)})"
    return Figure(name, f"<= {_shown(most, unit)}", shown, measured <= most)


def at_least(name: str, measured: float, least: float, shown: str = "") -> Figure:
    """Compare a number with the least it must be; it may be shown with its bounds."""
    return Figure(
        name,
        f">= {_shown(least, '')}",
        shown or _shown(measured, ""),
        measured >= least,
    )


def exactly(name: str, measured: object, expected: object) -> Figure:
    """Compare a value with the one it must be."""
    return Figure(name, str(expected), str(measured), measured == expected)


def laid_out(capability: str, figures: Iterable[Figure]) -> str:
    """Lay out the figures of one capability, each with its verdict."""
    return table(
        ("capability", "figure", "target", "measured", "verdict"),
        (
            (
                capability,
                one.name,
                one.target,
                one.measured,
                "ok" if one.holds else "MISS",
            )
            for one in figures
        ),
    )


def _shown(value: float, unit: str) -> str:
    number = f"{value:,}" if isinstance(value, int) else f"{value:.2f}"
    return f"{number} {unit}".rstrip()
