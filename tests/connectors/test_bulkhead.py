"""The bulkhead: its places, who may wait, and how it shrinks and grows."""

from hypothesis import given, strategies as st

from gateway.connectors.bulkhead import Bulkhead


def ended(
    bulkhead: Bulkhead, count: int, now: float, *, late: bool, slow: bool = False
) -> None:
    for _ in range(count):
        bulkhead.judge(now, late=late, slow=slow)


def test_as_many_as_there_are_places() -> None:
    """Places are taken until none is free; one that is given back is free again."""
    bulkhead = Bulkhead(2, 1)
    assert [True, True, False] == [bulkhead.take() for _ in range(3)]
    assert not bulkhead.leave()
    assert bulkhead.take()


def test_nobody_overtakes() -> None:
    """While somebody waits a free place is for the one who waits."""
    bulkhead = Bulkhead(1, 1)
    assert bulkhead.take()
    bulkhead.waiting = 1
    assert bulkhead.leave()
    assert not bulkhead.take()


def test_who_may_wait() -> None:
    """As many as the queue holds, and nobody while it does not move."""
    bulkhead = Bulkhead(1, 1)
    stuck, moving, full = Bulkhead(1, 1), Bulkhead(1, 1), Bulkhead(1, 1)
    stuck.stuck = moving.stuck = True
    moving.busy, full.waiting = 1, 1
    moving.leave()
    assert [True, False, True, False] == [
        one.admits for one in (bulkhead, stuck, moving, full)
    ]


def test_late_failures_take_places_away() -> None:
    """F13: each period of mostly late failures leaves seven tenths, and never none."""
    bulkhead = Bulkhead(20, 0)
    places: list[int] = []
    for second in range(9):
        ended(bulkhead, 4, second * 1.5, late=True)
        places.append(bulkhead.places)
    assert [14, 9, 6, 4, 2, 2, 2, 2, 2] == places


def test_slow_answers_take_half_of_them() -> None:
    """F13: a service that is slow but answers is asked half as often, and no less."""
    bulkhead = Bulkhead(20, 0)
    places: list[int] = []
    for second in range(4):
        ended(bulkhead, 4, second * 1.5, late=False, slow=True)
        places.append(bulkhead.places)
    assert [14, 10, 10, 10] == places


def test_what_is_slow_after_an_outage_gets_half_back() -> None:
    """One by one, but not while some of it still fails late."""
    bulkhead = Bulkhead(20, 0)
    bulkhead.places = 2
    ended(bulkhead, 3, 0.0, late=False, slow=True)
    ended(bulkhead, 1, 0.0, late=True)
    assert 2 == bulkhead.places
    for second in range(20):
        ended(bulkhead, 4, 2.0 + second * 1.5, late=False, slow=True)
    assert 10 == bulkhead.places


def test_they_come_back_slowly() -> None:
    """Each good period gives one of twenty places back."""
    bulkhead = Bulkhead(40, 0)
    bulkhead.places = 30
    for second in range(9):
        ended(bulkhead, 8, float(second), late=False)
    assert 40 == bulkhead.places


def test_a_tenth_of_late_answers_changes_nothing() -> None:
    """F12: a few that hang cost the others no places."""
    bulkhead = Bulkhead(20, 0)
    for second in range(60):
        ended(bulkhead, 9, float(second), late=False)
        ended(bulkhead, 2, second + 0.5, late=True)
    assert 20 == bulkhead.places


def test_few_calls_say_nothing() -> None:
    """Fewer than four are not judged."""
    bulkhead = Bulkhead(20, 0)
    ended(bulkhead, 3, 1.0, late=True)
    assert 20 == bulkhead.places


def test_it_prints() -> None:
    """The operator reads what is taken, what it was, and who waits."""
    bulkhead = Bulkhead(20, 100)
    bulkhead.busy = 12
    assert "12 dari 20 tempat terpakai" == str(bulkhead)
    bulkhead.places, bulkhead.waiting = 14, 3
    assert "12 dari 14 (semula 20) tempat terpakai, 3 menunggu" == str(bulkhead)


@given(
    st.lists(st.tuples(st.floats(0, 3), st.booleans(), st.booleans())),
    st.integers(1, 50),
)
def test_its_bounds(ends: list[tuple[float, bool, bool]], most: int) -> None:
    """Whatever happens there is one place at least, and never more than declared."""
    bulkhead = Bulkhead(most, 0)
    now = 0.0
    for later, late, slow in ends:
        now += later
        bulkhead.judge(now, late=late, slow=slow)
        assert 1 <= bulkhead.places <= most
