"""What memory is judged by."""

from benchmarks.faults.memory import Grown, figures


def test_the_most_and_the_growth_at_the_end() -> None:
    """The greatest of all looks counts, and how the last third has grown."""
    most, growth, wrong = figures("9 keys", Grown([90, 240, 300, 340, 320, 330], 0))
    assert ("340 MiB", True) == (most.measured, most.holds)
    assert ("3.12 %", False) == (growth.measured, growth.holds)
    assert wrong.holds


def test_what_shrinks_has_not_grown() -> None:
    """A plateau may fall; a wrong answer counts for itself."""
    most, growth, wrong = figures("9 keys", Grown([100, 360, 350, 340], 2))
    assert [False, True, False] == [one.holds for one in (most, growth, wrong)]
