"""What other processes took meanwhile."""

from benchmarks.faults.others import Reading, read, share


def test_what_is_not_ours_is_others() -> None:
    """Of ten seconds on the cores six were busy, of which two were ours."""
    assert 0.4 == share(Reading(10.0, 20.0, 1.0), Reading(16.0, 30.0, 3.0))


def test_clocks_of_different_grain_make_no_nonsense() -> None:
    """It is a share, also where our clock is ahead, or no time has passed."""
    assert 0.0 == share(Reading(0.0, 0.0, 0.0), Reading(1.0, 2.0, 1.5))
    assert 0.0 == share(Reading(0.0, 5.0, 0.0), Reading(0.0, 5.0, 0.0))


def test_the_clocks_go_on() -> None:
    """A reading of this machine is of time that has passed."""
    found = read()
    assert 0 < found.busy <= found.total
    assert found.ours > 0
