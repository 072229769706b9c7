"""Figures and their table."""

import pytest

from benchmarks.faults.figure import (
    Figure,
    added_at_most,
    at_least,
    at_most,
    exactly,
    laid_out,
    ratio_at_least,
    ratio_at_most,
    shown,
    status,
    summed,
)


def test_a_bound_holds_up_to_itself() -> None:
    """What is no more than the bound holds; the unit stands behind both numbers."""
    assert Figure("p99", "<= 5.00 ms", "5.00 ms", holds=True) == at_most(
        "p99", 5.0, 5.0, "ms"
    )
    assert not at_most("calls", 21, 20).holds


def test_whole_numbers_are_shown_whole() -> None:
    """A count has no decimals, and its thousands apart."""
    assert "1,000" == at_most("calls", 1000, 2000).measured


def test_equality_is_exact() -> None:
    """One call too few is as wrong as one too many."""
    assert exactly("calls", 1, 1).holds
    assert Figure("calls", "1", "0", holds=False) == exactly("calls", 0, 1)


def test_the_table_has_a_verdict_for_each() -> None:
    """A figure that is missed says so."""
    found = laid_out("x", [exactly("a", 1, 1), exactly("b", 2, 1)])
    _, _, *rows = found.splitlines()
    assert ["ok", "MISS"] == [row.split()[-2] for row in rows]


def test_at_least() -> None:
    """What is at least as great holds, and may be shown with its bounds."""
    assert at_least("a", 0.9, 0.9) == Figure("a", ">= 0.90", "0.90", holds=True)
    assert not at_least("a", 0.8, 0.9).holds


@pytest.mark.parametrize(
    ("seconds", "verdict"),
    [
        ([1.0, 1.05, 1.08], "ok"),
        ([1.0, 1.05, 1.2], "not shown"),
        ([1.0, 1.15, 1.2], "MISS"),
    ],
)
def test_a_comparison_is_shown_by_its_bound(seconds: list[float], verdict: str) -> None:
    """A middle that holds is not enough where the bound does not; one beyond is a miss."""
    most = ratio_at_most("p99", [(1.0, one) for one in seconds], 1.10)
    least = ratio_at_least("rate", [(1.0, 1 / one) for one in seconds], 1 / 1.10)
    assert [verdict, verdict] == [most.verdict, least.verdict]
    assert [(1.0, one) for one in seconds] == most.data


def test_what_is_added_is_shown_by_its_bound() -> None:
    """Its unit stands behind the bounds."""
    found = added_at_most("p99", [(5.0, 5.5), (5.0, 5.6), (5.0, 6.5)], 1.0, "ms")
    assert ("<= 1.00 ms", "0.60 (0.50-1.50) ms") == (found.target, found.measured)
    assert "not shown" == found.verdict
    assert "MISS" == added_at_most("p99", [(1.0, 3.0)], 1.0, "ms").verdict
    assert "ok" == added_at_most("p99", [(1.0, 0.5)], 1.0, "ms").verdict


def test_what_is_beside_a_comparison_follows_it() -> None:
    """The middle and its bounds come first."""
    found = ratio_at_least("rate", [(1.0, 0.8)], 0.9, " (floor 0.82)")
    assert ">= 0.90" == found.target
    assert "0.80 (0.80-0.80) (floor 0.82)" == found.measured


def test_doubt_is_told_and_is_no_failure() -> None:
    """Status 1 is for what was missed; what was not shown is counted beside it."""
    kept = Figure("a", "1", "1", holds=True)
    doubt = Figure("b", "1", "1", holds=True, shown=False)
    missed = Figure("c", "1", "2", holds=False)
    assert (0, "every figure holds") == (status([kept]), summed([kept]))
    assert (0, "1 figures not shown") == (status([kept, doubt]), summed([kept, doubt]))
    every = [kept, doubt, missed, missed]
    assert (1, "2 figures missed, 1 figures not shown") == (
        status(every),
        summed(every),
    )


def test_numbers_are_written_for_people() -> None:
    """Counts are whole, what is measured has two decimals, the unit comes after."""
    assert ["1,000", "0.50 ms"] == [shown(1000), shown(0.5, "ms")]
