"""The age of a snapshot, whatever is done to the clocks."""

import pytest

from gateway.connectors.snapshots.aging import FAR, LEEWAY, Moment, age

THEN = Moment("b1", 100.0, 5_000_000.0)
DAY = 24 * 3600.0


@pytest.mark.parametrize("jump", [0.0, 3600.0, -3600.0, 1e9, -1e9])
def test_while_the_machine_runs_on(jump: float) -> None:
    """As long as the machine was not started again no setting of its clock matters."""
    assert 40.0 == age(THEN, Moment("b1", 140.0, THEN.wall + 40 + jump))
    assert 0.0 == age(THEN, Moment("b1", 99.9, THEN.wall + jump))


@pytest.mark.parametrize("boot", ["b2", ""])
def test_after_another_start(boot: str) -> None:
    """After that, or where a machine names no run of its own, the wall clock tells."""
    assert 40.0 == age(THEN, Moment(boot, 3.0, THEN.wall + 40))
    assert 40.0 == age(THEN._replace(boot=""), Moment("", 0.0, THEN.wall + 40))


def test_from_the_future() -> None:
    """What was got later than now has no age; a minute's difference is none."""
    assert 0.0 == age(THEN, Moment("b2", 3.0, THEN.wall - LEEWAY))
    assert None is age(THEN, Moment("b2", 3.0, THEN.wall - LEEWAY - 1))


def test_a_clock_that_was_set_back() -> None:
    """Nothing is younger than the latest time that was ever seen makes it."""
    now = Moment("b2", 3.0, THEN.wall + 10)
    assert 1800.0 == age(THEN, now, THEN.wall + 1800)
    assert 10.0 == age(THEN, now, THEN.wall + 5)
    assert 1800.0 == age(THEN, now._replace(wall=THEN.wall - 900), THEN.wall + 1800)


def test_a_clock_that_was_wrong_once() -> None:
    """One moment in which a clock was years ahead does not make everything too old."""
    now = Moment("b2", 3.0, THEN.wall + 10)
    assert 10.0 == age(THEN, now, now.wall + FAR + 1)
    assert 10.0 + FAR == age(THEN, now, now.wall + FAR)


def test_before() -> None:
    """An earlier moment is earlier by every clock."""
    assert Moment("b1", 90.0, THEN.wall - 10) == THEN.before(10)
    assert 10.0 == age(THEN.before(10), THEN)
