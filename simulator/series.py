"""Prices as they moved up to today, the same on every run."""

from datetime import date, timedelta
from typing import Final

TODAY: Final = date(2026, 11, 16)  # a Monday
_SWING: Final = (0, 1, 2, 1, 0, -1, -2, -1)  # percent


def price_on(today: int, seed: int, ago: int, step: int = 50) -> int:
    """Return a price `ago` steps before now, in rupiah, where `today` is now's.

    `seed` tells series apart; a change is a multiple of `step` rupiah.
    """
    moved = _SWING[(seed + ago) % len(_SWING)] - _SWING[seed % len(_SWING)]
    return today + round(today * moved / 100 / step) * step


def days(first: date | None, last: date | None, kept: int) -> list[date]:
    """Return the days from `first` to `last` of the `kept` that end today."""
    known = [TODAY - timedelta(days=ago) for ago in reversed(range(kept))]
    return [day for day in known if (first or known[0]) <= day <= (last or TODAY)]


def percent(change: int, before: int) -> str:
    """Write a change in percent with two decimals and a comma, "-0,74"."""
    return f"{change / before * 100:.2f}".replace(".", ",")


def thousands(amount: int) -> str:
    """Write an amount with dots at thousands, "1.250.000"."""
    return f"{amount:,}".replace(",", ".")
