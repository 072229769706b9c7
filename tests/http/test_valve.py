"""How much work is taken in, decided by what was seen alone."""

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


def test_full_at_its_limit() -> None:
    """It is full as long as there is as much work as there may be."""
    valve = busy(Valve(Bound(most=2)), 2)
    assert valve.full
    valve.leave()
    assert not valve.full


def test_a_standing_lag_shrinks_the_limit() -> None:
    """By a part of what is in work, for as long as it stands, and not below the least."""
    valve = busy(Valve(), 100)
    lagging(valve, 0.018, 2)
    assert not valve.full
    lagging(valve, 0.018, 1)
    assert (80.0, True) == (valve.limit, valve.full)
    lagging(valve, 0.05, 50)
    assert 64.0 == valve.limit
    assert "full: 100 of 64 in work, lag 18 ms, 0 shed" == str(valve)


def test_the_greater_the_lag_the_sooner() -> None:
    """Two long turns are enough, and at most half is taken off at a time."""
    valve = busy(Valve(), 400)
    lagging(valve, 0.3, 1)
    assert not valve.full
    lagging(valve, 0.3, 1)
    assert 200.0 == valve.limit


def test_little_work_is_not_to_blame() -> None:
    """Where less is in work than there always may be, its limit stays."""
    valve = busy(Valve(), 64)
    lagging(valve, 0.3, 10)
    assert 2000.0 == valve.limit


def test_one_long_turn_is_no_lag() -> None:
    """A pause, however long, changes nothing."""
    valve = busy(Valve(), 100)
    lagging(valve, 0.001, 3)
    lagging(valve, 3.0, 1)
    lagging(valve, 0.001, 3)
    assert not valve.full


def test_it_grows_again() -> None:
    """When the lag is over the limit grows, faster while it is reached."""
    valve = busy(Valve(), 100)
    lagging(valve, 0.05, 60)
    lagging(valve, 0.001, 60)
    assert not valve.full
    assert valve.limit > 100
    for _ in range(100):
        valve.leave()
    lagging(valve, 0.001, 2000)
    assert 2000.0 == valve.limit


def test_crowded() -> None:
    """Too many connections make it full, whatever is in work."""
    valve = Valve()
    valve.crowded = True
    assert valve.full
    assert valve.crowded
    valve.crowded = False
    assert not valve.full


@given(st.lists(st.one_of(st.sampled_from("+-"), st.floats(0, 1)), max_size=200))
def test_the_limit_stays_within_its_bounds(steps: list[str | float]) -> None:
    """Whatever happens, it is between the least and the most, and `full` is as it says."""
    valve = Valve(Bound(most=40, least=8))
    for step in steps:
        if step == "+":
            valve.enter()
        elif step == "-":
            valve.leave()
        else:
            valve.look(float(step), 0.05 + float(step))
        assert 8 <= valve.limit <= 40
        assert valve.full is (valve.work >= valve.limit)


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


def test_a_crowd_is_not_let_in() -> None:
    """Nothing is let in while there are too many connections."""
    valve = Valve()
    valve.crowded = True
    assert not valve.admits()


def test_wary_until_it_is_over() -> None:
    """It is wary from when it is full to the look that finds it has not been."""
    valve = busy(Valve(Bound(most=2)), 1)
    found = [valve.wary]
    valve.enter()
    valve.leave()
    for _ in range(3):
        found.append(valve.wary)
        lagging(valve, 0.0, 1)
    assert [False, True, True, False] == found


def test_refusals_have_a_share() -> None:
    """Any number while the processor keeps up, then so many between two looks."""
    valve = busy(Valve(), 100)
    assert all(valve.grants() for _ in range(1000))
    lagging(valve, 0.05, 3)
    assert 250 == sum(valve.grants() for _ in range(1000))
    lagging(valve, 0.05, 1)
    assert valve.strained
    assert valve.grants()
