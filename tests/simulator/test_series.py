"""Prices as they moved."""

from datetime import date

from simulator.series import TODAY, days, percent, price_on, thousands


def test_today_is_today() -> None:
    """Nothing ago, a price is today's, whatever the series."""
    assert {50_000} == {price_on(50_000, seed, 0) for seed in range(20)}


def test_a_price_moves_within_bounds() -> None:
    """A price moves by a few percent at most, in whole steps, and does move."""
    prices = {price_on(50_000, 3, ago) for ago in range(60)}
    assert 1 < len(prices)
    assert all(48_000 <= price <= 52_000 and price % 50 == 0 for price in prices)


def test_days() -> None:
    """Days end today, begin where the record does, and can be cut at both ends."""
    assert [date(2026, 11, 14), date(2026, 11, 15), TODAY] == days(None, None, 3)
    assert [date(2026, 11, 15)] == days(date(2026, 11, 15), date(2026, 11, 15), 3)
    assert [] == days(date(2027, 1, 1), None, 3)


def test_writing() -> None:
    """Percent has a comma and its sign, thousands have dots."""
    assert ("-0,74", "1.250.000") == (percent(-500, 67_500), thousands(1_250_000))
