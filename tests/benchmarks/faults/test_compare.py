"""Percentiles, and the ratio of interleaved pairs with its bounds."""

from collections.abc import Sequence

import pytest

from benchmarks.faults.compare import (
    added,
    interleaved,
    p99,
    percentile,
    ratio,
    typical_p99,
)


def test_a_percentile_is_one_of_the_values() -> None:
    """Of a hundred values the 99th percentile is the greatest, of one that one."""
    assert 100 == p99([*range(1, 101)])
    assert 7 == p99([7])
    assert 2 == percentile([3, 1, 2], 0.5)


def test_the_median_pair_counts() -> None:
    """One pair that was disturbed does not move the middle."""
    found = ratio([(1.0, 1.1), (2.0, 2.2), (1.0, 9.0)])
    assert 1.1 == pytest.approx(found.middle)
    assert 9.0 == found.high


def test_equal_pairs_leave_no_doubt() -> None:
    """Where every pair says the same the bounds are the middle."""
    found = ratio([(0.5, 1.0)] * 5)
    assert (2.0, 2.0, 2.0) == (found.middle, found.low, found.high)
    assert "2.00 (2.00-2.00)" == str(found)


def test_more_pairs_leave_less_doubt() -> None:
    """The bounds come together as pairs are added, and the middle is between them."""
    few = ratio([(1.0, 0.8), (1.0, 1.0), (1.0, 1.3)])
    many = ratio([(1.0, 0.8), (1.0, 1.0), (1.0, 1.3), *([(1.0, 1.0)] * 30)])
    assert many.high - many.low < few.high - few.low
    assert many.low <= many.middle <= many.high


def test_what_is_added_is_compared_alike() -> None:
    """By the differences of the pairs, of which the median counts."""
    found = added([(1.0, 2.0), (2.0, 3.5), (5.0, 5.0)])
    assert (1.0, 0.0, 1.5) == (found.middle, found.low, found.high)


def test_a_comparison_can_be_repeated() -> None:
    """The same pairs give the same bounds."""
    pairs = [(1.0, 0.9), (1.0, 1.4), (1.0, 1.1), (1.0, 0.7)]
    assert ratio(pairs) == ratio(pairs)


async def test_pairs_are_interleaved() -> None:
    """Each condition is first in every other pair, and each pair keeps its order."""
    ran: list[str] = []

    async def first() -> Sequence[float]:
        ran.append("a")
        return [1.0]

    async def second() -> Sequence[float]:
        ran.append("b")
        return [2.0]

    assert [([1.0], [2.0])] * 3 == await interleaved(first, second, 3)
    assert "abbaab" == "".join(ran)


def test_one_stall_is_in_one_spell() -> None:
    """Fifty values, ten of them late in one go: the typical p99 is that of the others."""
    values = [1.0] * 20 + [9.0] * 10 + [1.0] * 20
    assert 9.0 == p99(values)
    assert 1.0 == typical_p99(values)
    assert 2.0 == typical_p99([2.0])


def test_there_are_as_many_spells_as_are_said() -> None:
    """A remainder of two values is no sixth spell that moves the middle."""
    values = [1.0] * 1948 + [1000.0] * 1299
    assert 1.0 == typical_p99(values)
    assert 1000.0 == typical_p99(values[600:])
    assert [2.0, 1.5] == [typical_p99([1.0, 2.0, 3.0]), typical_p99([1.0, 2.0])]
