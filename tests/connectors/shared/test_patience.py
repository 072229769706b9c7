"""For how long the server is waited for, by a clock that is told the time."""

from gateway.connectors.shared.patience import Patience

BOUND = 0.05


class Told:
    """A clock, and the patience that goes by it."""

    def __init__(self) -> None:
        self.now = 100.0
        self.patience = Patience[str](BOUND, lambda: self.now)

    def look(self, seconds: float) -> list[str]:
        """Look after some time."""
        self.now += seconds
        return self.patience.look()

    def lasts(self, turn: float) -> int:
        """Return how many looks, each after a turn of the loop, find that it is too long."""
        for number in range(1, 1000):
            if self.look(turn):
                return number
        raise AssertionError(str(self.patience))


def test_without_lag_the_bound_is_the_clock_s() -> None:
    """A loop that looks in time gives up within two milliseconds of the bound."""
    told = Told()
    told.patience.begin("a")
    while not told.look(told.patience.pause or 0.0):
        assert told.now < 101
    assert BOUND < told.now - 100 < BOUND + 0.0021
    assert told.patience.pause is None


def test_a_look_that_comes_late_ends_nothing() -> None:
    """What came while the loop was busy is seen before the next look, however long it was."""
    told = Told()
    told.patience.begin("a")
    assert [] == [one for _ in range(9) for one in told.look(0.005)]
    assert [] == told.look(10.0)
    told.patience.end("a")
    assert [] == told.look(0.001)


def test_on_a_busy_loop_some_looks_are_enough() -> None:
    """Who is silent is given up after ten looks and one more, be the loop as slow as it likes."""
    for turn in (0.006, 0.03, 0.2, 2.0):
        told = Told()
        told.patience.begin("a")
        assert (
            11 <= told.lasts(turn) <= 12
        )  # ten times 5 ms may be a trifle less than 50


def test_each_has_the_whole_bound() -> None:
    """Who comes later waits later; who is done counts no more."""
    told = Told()
    told.patience.begin("a")
    assert [] == told.look(0.004)
    told.now += 0.003
    told.patience.begin("b")
    told.patience.begin("c")
    told.patience.end("c")
    assert [] == told.look(0.001)
    assert ["a"] == [one for _ in range(12) for one in told.look(0.004)]
    assert [] == told.look(0.004)
    assert ["b"] == told.look(0.004)


def test_what_goes_by_between_two_looks_counts_once() -> None:
    """Who begins late in a long turn of the loop is not charged for what was before."""
    told = Told()
    told.patience.begin("a")
    told.now += 1.0
    told.patience.begin("b")
    assert 0.005 == told.patience.seconds
    told.now += 1.0
    assert 0.005 == told.patience.seconds
    assert [] == told.look(1.0)
    assert 0.005 == told.patience.seconds
    assert ["a"] == [one for _ in range(11) for one in told.look(1.0)]
    assert ["b"] == told.look(1.0)


def test_after_a_pause_it_begins_anew() -> None:
    """Time in which nobody waited counts for nobody."""
    told = Told()
    told.patience.begin("a")
    told.patience.end("a")
    told.patience.end("a")
    told.now += 3600
    before = told.patience.seconds
    told.patience.begin("b")
    assert before == told.patience.seconds
    assert 0.004 == told.patience.pause


def test_it_prints() -> None:
    """The state reads as words: what counts, and what the clock says."""
    told = Told()
    assert "nobody waits" == str(told.patience)
    told.patience.begin("a")
    told.patience.begin("b")
    told.look(0.1)
    told.now += 0.004
    assert "2 waiting, the first for 9 of 50 ms, 104 ms by the clock" == str(
        told.patience
    )
