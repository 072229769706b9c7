"""The pace a service allows."""

from hypothesis import given, strategies as st

from gateway.config.resilience import Rate
from gateway.connectors.rate import Pace


def going(pace: Pace, count: int, now: float) -> list[float]:
    """Return when each of some calls that come at once may go."""
    moments: list[float] = []
    for _ in range(count):
        moments.append(now + pace.wait(now))
        pace.take(now)
    return moments


def test_a_burst_then_the_pace() -> None:
    """As many as the burst go at once, the others an interval apart."""
    assert [10.0, 10.0, 10.5, 11.0] == going(Pace(Rate(2, 1.0), 2), 4, 10.0)


def test_a_tenth_comes_at_once() -> None:
    """Where no burst is stated it is a tenth of the calls, or one."""
    assert [0.0] * 6 + [1.0] == going(Pace(Rate(60, 60.0)), 7, 0.0)
    assert [0.0, 0.5] == going(Pace(Rate(2, 1.0)), 2, 0.0)


def test_without_a_rate() -> None:
    """Nothing waits where no pace is declared."""
    pace = Pace(None)
    assert pace.unbounded
    assert [5.0] * 100 == going(pace, 100, 5.0)


def test_a_pause() -> None:
    """A service that said 429 is not called until it said; the longest pause holds."""
    pace = Pace(None)
    pace.pause(30.0)
    pace.pause(20.0)
    assert 25.0 == pace.wait(5.0)
    assert 0.0 == pace.wait(30.0)


def test_a_pause_is_no_credit() -> None:
    """After it calls come at their pace, not all at once."""
    pace = Pace(Rate(1, 1.0), 1)
    pace.pause(30.0)
    assert [30.0, 31.0, 32.0] == going(pace, 3, 5.0)


def test_it_prints() -> None:
    """The operator reads the pace and when the next call may go."""
    pace = Pace(Rate(60, 60.0), 1)
    assert "60 tiap 60 s" == pace.describe(0.0)
    pace.take(0.0)
    assert "60 tiap 60 s; panggilan berikutnya dalam 1.0 s" == pace.describe(0.0)
    free = Pace(None)
    assert "tanpa batas laju" == free.describe(0.0)
    free.pause(3.0)
    assert "panggilan berikutnya dalam 3.0 s" == free.describe(0.0)


@given(
    st.integers(1, 100),
    st.sampled_from([1.0, 60.0]),
    st.integers(1, 10),
    st.lists(st.floats(0, 5), max_size=100),
)
def test_never_faster(
    calls: int, seconds: float, burst: int, gaps: list[float]
) -> None:
    """In no stretch of time go more than the burst and the pace allow."""
    pace, now = Pace(Rate(calls, seconds), burst), 0.0
    moments: list[float] = []
    for gap in gaps:
        now += gap
        moments.append(now + pace.wait(now))
        pace.take(now)
    for first, start in enumerate(moments):
        for last in range(first, len(moments)):
            allowed = burst + (moments[last] - start) * calls / seconds
            assert last - first + 1 <= allowed + 1e-6
