from gateway.connectors.shared.clock import ServerClock
from tests.connectors.runtime import Clock


def test_it_runs_on_between_two_looks() -> None:
    """The server's time is told without asking, as of the middle of a look."""
    own = Clock()
    clock = ServerClock(own)
    began = clock.begin()
    own.now += 0.5
    clock.set(5000.0, began)
    own.now += 9.75
    assert 5010.0 == clock.now()


def test_it_is_set_back() -> None:
    """A time that lies before what it has to be was set back; one that lies after was not."""
    own = Clock()
    clock = ServerClock(own)
    assert not clock.set_back(5000.0, clock.begin())
    clock.set(5000.0, clock.begin())
    own.now += 10
    told = [(it, clock.set_back(it, clock.begin())) for it in (8600, 5010, 5009.5)]
    assert [(8600, False), (5010, False), (5009.5, False)] == told
    assert clock.set_back(5008.5, clock.begin())
    clock.set(1410.0, clock.begin())
    assert 1410.0 == clock.now()


def test_a_look_that_took_long_tells_little() -> None:
    """Whoever was late contradicts nobody by that, and changes nothing."""
    own = Clock()
    clock = ServerClock(own)
    clock.set(5000.0, clock.begin())
    began = clock.begin()
    own.now += 4
    assert not clock.set_back(5000.0, began)
    clock.set(5000.0, began)
    assert 5004.0 == clock.now()
