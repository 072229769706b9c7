"""Snapshots that may have been changed since: gateway/connectors/snapshots/doubts.py."""

from gateway.connectors.snapshots.aging import Moment
from gateway.connectors.snapshots.doubts import Doubts

NOW = Moment("b1", 500.0, 1_000_500.0)
OTHER = Moment("b2", 10.0, 1_000_600.0)


def begun() -> Doubts:
    """Begin to doubt a connector a hundred seconds ago."""
    doubts = Doubts()
    doubts.begin("perpus", NOW.before(100))
    return doubts


def test_what_was_got_before() -> None:
    """What was got by then is in doubt, what came later is not; nor is another connector's."""
    doubts, moments = begun(), [NOW.before(seconds) for seconds in (101, 100, 99)]
    assert [True, True, False] == [doubts.about("perpus", at, NOW) for at in moments]
    assert not any(doubts.about("pasar", at, NOW) for at in moments)


def test_after_another_start_of_the_machine() -> None:
    """The wall clock tells then; where that denies the past nothing is believed."""
    doubts = begun()
    assert doubts.about("perpus", NOW.before(101), OTHER)
    assert not doubts.about("perpus", NOW.before(99), OTHER)
    assert doubts.about("perpus", NOW, Moment("b2", 10.0, 900_000.0))


def test_the_next_process_knows() -> None:
    """What is written is read again; what this one knows better stays; junk is none."""
    doubts = Doubts()
    doubts.begin("pasar", NOW)
    doubts.read(begun().write() | {"pasar": ["b1", 1, 2], "x": [1], "y": 3, "z": "abc"})
    doubts.read([])
    assert {"pasar": [*NOW], "perpus": [*NOW.before(100)]} == doubts.write()


def test_a_clock_that_was_ahead() -> None:
    """A doubt of an earlier run ends with that for what is got in this one, whatever the clock said."""
    doubts = Doubts()
    doubts.begin("a", Moment("one", 100.0, 2e9))
    now = Moment("two", 60.0, 1e9)
    assert not doubts.about("a", Moment("two", 30.0, 1e9 - 30), now)
    assert doubts.about("a", Moment("one", 90.0, 2e9 - 10), now)
    assert doubts.about(
        "a", now.before(100), now
    )  # by another machine, before this ran
