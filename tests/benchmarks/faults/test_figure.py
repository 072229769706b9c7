"""Figures and their table."""

from benchmarks.faults.figure import Figure, at_least, at_most, exactly, laid_out


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
    assert at_least("a", 0.8, 0.9, "0.80 (0.7-0.9)") == Figure(
        "a", ">= 0.90", "0.80 (0.7-0.9)", holds=False
    )
