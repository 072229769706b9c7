"""How much work is taken in, decided by what was seen alone."""

import pytest
from hypothesis import given, strategies as st

from gateway.http.valve import Bound, Valve


def lagging(valve: Valve, seconds: float, looks: int) -> None:
    """Look so often, and find this lag each time."""
    for _ in range(looks):
        valve.look(seconds, 0.05 + seconds)


def busy(valve: Valve, work: int) -> Valve:
    """Begin so many requests."""
    for _ in range(work):
        valve.enter()
    return valve


def strained(active: int = 50, waiting: int = 50) -> Valve:
    """Make one that finds, with so many active, that the processor cannot keep up."""
    valve = busy(Valve(), active)
    for _ in range(waiting):
        valve.queue()
    lagging(valve, 0.3, 2)
    assert valve.strained
    return valve


def test_full_at_its_limit() -> None:
    """It is full as long as there is as much work as there may be."""
    valve = Valve(Bound(most=2))
    valve.enter()
    second = valve.enter()
    assert valve.full
    assert valve.closed
    valve.leave(second)
    assert not valve.full


def test_full_while_somebody_waits() -> None:
    """Nobody begins before those who wait."""
    valve = Valve()
    valve.queue()
    assert (True, True) == (valve.full, valve.free)
    valve.unqueue()
    assert not valve.full


def test_more_wait_until_it_is_strained() -> None:
    """Above the limit they wait, all there may be in work; once it is strained, a few."""
    valve = busy(Valve(), 100)
    assert (True, False, False) == (valve.full, valve.free, valve.closed)
    while not valve.closed:
        valve.queue()
    assert 2000 == valve.work + valve.waiting
    few, gone = strained(), 0
    while few.closed:
        few.unqueue()
        gone += 1
    assert 50 + 50 - gone == 25 + 64 - 1


def test_one_long_turn_is_no_standing_lag() -> None:
    """What a thousand take who come at once counts from when it is seen, however long it took."""
    valve = busy(Valve(), 100)
    lagging(valve, 0.4, 1)
    lagging(valve, 0.05, 1)
    assert not valve.strained
    lagging(valve, 0.05, 1)
    assert valve.strained


def test_a_standing_lag_shrinks_the_limit() -> None:
    """By a part of what is active, for as long as it stands, and not below the least."""
    valve, found = Valve(), list[float]()
    for _ in range(5):
        busy(valve, 100 - valve.active)
        lagging(valve, 0.010, 1)
        found.append(valve.limit)
    assert ([100.0] * 4 + [80.0], True) == (found, valve.strained)
    for _ in range(60):
        busy(valve, 65 - valve.active)
        lagging(valve, 0.05, 1)
    assert 16.0 == valve.limit


def test_the_greater_the_lag_the_sooner() -> None:
    """Two long turns are enough, and at most half is taken off at a time."""
    valve = busy(Valve(), 90)
    lagging(valve, 0.3, 1)
    assert not valve.strained
    lagging(valve, 0.3, 1)
    assert 45.0 == valve.limit


def test_little_work_is_not_to_blame() -> None:
    """Where no more are active than there always may be, nothing shrinks."""
    valve = busy(Valve(), 64)
    lagging(valve, 0.3, 10)
    assert (100.0, False) == (valve.limit, valve.strained)


def test_one_long_turn_is_no_lag() -> None:
    """A pause, however long, changes nothing."""
    valve = busy(Valve(), 90)
    lagging(valve, 0.001, 3)
    lagging(valve, 3.0, 1)
    lagging(valve, 0.001, 3)
    assert (False, 100.0) == (valve.full, valve.limit)


def test_it_grows_while_it_is_reached() -> None:
    """Soon where nothing lags, slowly while it is strained, and up to the most."""
    valve, slow = busy(Valve(), 100), strained()
    lagging(valve, 0.001, 1)
    assert 126.0 == valve.limit
    before = slow.limit
    lagging(slow, 0.001, 1)
    assert pytest.approx(before * 1.05 + 1) == slow.limit
    for _ in range(100):
        busy(valve, 10)
        valve.queue()
        lagging(valve, 0.001, 1)
    assert 2000.0 == valve.limit


def test_what_is_not_used_is_given_back() -> None:
    """What was found for slow agencies does not stand when a herd comes later."""
    valve = busy(Valve(), 100)
    for _ in range(20):
        valve.queue()
        lagging(valve, 0.001, 1)
        valve.unqueue()
    assert valve.limit > 1000
    lagging(valve, 0.001, 100)
    assert 100.0 == valve.limit


def test_an_overload_is_over() -> None:
    """After twenty looks in which nobody had to wait, and what was shrunk is restored."""
    valve = Valve()
    entered = [valve.enter() for _ in range(100)]
    lagging(valve, 0.3, 2)
    assert valve.strained
    for one in entered:
        valve.leave(one)
    lagging(valve, 0.001, 20)
    assert valve.strained
    lagging(valve, 0.001, 2)
    assert (False, False, 100.0) == (valve.strained, valve.wary, valve.limit)


def test_what_began_long_ago_is_not_active() -> None:
    """Those who wait for an agency that hangs are in work, and take nobody's place."""
    valve = Valve()
    old = [valve.enter() for _ in range(100)]
    assert valve.full
    lagging(valve, 0.001, 2)
    assert 100 == valve.active
    lagging(valve, 0.001, 1)
    assert (0, 100, False) == (valve.active, valve.work, valve.full)
    new = valve.enter()
    for one in (*old, new):
        valve.leave(one)
    assert (0, 0) == (valve.active, valve.work)


@given(st.lists(st.one_of(st.sampled_from("+-wu"), st.floats(0, 1)), max_size=200))
def test_the_limit_stays_within_its_bounds(steps: list[str | float]) -> None:
    """Whatever happens, it is between the least and the most, and `full` is as it says."""
    valve = Valve(Bound(most=40, first=20, least=8, clients=8))
    inside: list[int] = []
    for step in steps:
        if step == "+":
            inside.append(valve.enter())
        elif step == "-" and inside:
            valve.leave(inside.pop(0))
        elif step == "w":
            valve.queue()
        elif step == "u" and valve.waiting:
            valve.unqueue()
        elif isinstance(step, float):
            valve.look(step, 0.05 + step)
        assert 8 <= valve.limit <= 40
        assert 0 <= valve.active <= valve.work == len(inside)
        assert valve.full is (valve.waiting > 0 or not valve.free)


def test_a_few_are_read_all_the_same() -> None:
    """So many between two looks, to learn what is at hand."""
    valve = Valve()
    assert 20 == sum(valve.tries() for _ in range(50))
    valve.look(0.0, 0.05)
    assert valve.tries()


def test_what_arrives_counts_at_once() -> None:
    """What came in one turn is counted before it begins, and only till then."""
    valve = busy(Valve(Bound(most=10)), 7)
    assert [True, True, True, False] == [valve.admits() for _ in range(4)]
    valve.begun()
    assert valve.admits()


def test_wary_until_it_is_over() -> None:
    """It is wary from when it is full to the look that finds it has not been."""
    valve = busy(Valve(Bound(most=2)), 1)
    found = [valve.wary]
    valve.leave(valve.enter())
    for _ in range(3):
        found.append(valve.wary)
        lagging(valve, 0.0, 1)
    assert [False, True, True, False] == found


def test_refusals_have_a_share() -> None:
    """Any number while the processor keeps up, then so many between two looks."""
    valve = busy(Valve(), 100)
    assert all(valve.grants() for _ in range(1000))
    lagging(valve, 0.05, 5)
    assert 2000 == valve.first_grants(10_000)
    assert 200 == sum(valve.grants() for _ in range(1000))
    lagging(valve, 0.05, 1)
    assert valve.grants()


def test_a_herd_is_told_at_once() -> None:
    """Two thousand more are refused when it begins to lag, and only then."""
    valve = busy(Valve(), 100)
    assert 0 == valve.first_grants(1)
    lagging(valve, 0.05, 5)
    assert 2200 == sum(valve.grants() for _ in range(5000))
    lagging(valve, 0.05, 5)
    assert 200 == sum(valve.grants() for _ in range(5000))


def test_the_more_begin_the_more_are_refused() -> None:
    """Six for each, as fast as the machine may be."""
    valve = strained()
    for _ in range(30):
        for entered in [valve.enter() for _ in range(100)]:
            valve.leave(entered)
        lagging(valve, 0.05, 1)
    assert pytest.approx(6 * 100 / 0.1, rel=0.01) == valve.refusals
    valve.first_grants(10_000)
    assert 599 == sum(valve.grants() for _ in range(1000))
    lagging(valve, 0.05, 30)
    assert pytest.approx(2000) == valve.refusals


def test_it_says_how_it_is() -> None:
    """In a line."""
    said = [str(one) for one in (Valve(), busy(Valve(), 100), strained())]
    assert "open: 0 of 100 active, 0 in work, 0 wait, lag 0 ms, 0 shed" == said[0]
    assert "full: 100 of 100 active, 100 in work, 0 wait, lag 0 ms, 0 shed" == said[1]
    assert (
        "strained: 50 of 25 active, 50 in work, 50 wait, lag 300 ms, 0 shed" == said[2]
    )
