"""Services that come and go."""

from benchmarks.faults.outages import climbed, darkness, spells, turned
from benchmarks.faults.upstream import Call


def call(began: float, took: float = 0.05) -> Call:
    return Call(f"/data/{began}", began, began + took, "answered")


def test_spells_are_told_apart_by_pauses() -> None:
    """Each begins with its first call, after half a second without any."""
    calls = [call(0.0), call(0.2), call(5.0), call(5.1), call(15.0)]
    assert [calls[:2], calls[2:4], calls[4:]] == spells(calls)
    assert [] == spells([])


def test_what_is_tried_may_be_trusted_once_a_window() -> None:
    """A probe alone each five seconds, and more than that once in ten."""
    some = [[call(5.1)], [call(10.2)] * 90, [call(22.0)] * 90]
    assert [] == [one for one in turned(some) if not one.holds]
    tried, often, trusted = turned([[call(5.0)], [call(9.0)] * 3, [call(18.0)] * 3])
    assert ("3", "2", "2") == (tried.measured, often.measured, trusted.measured)
    assert [True, False, False] == [one.holds for one in (tried, often, trusted)]
    assert not turned([])[0].holds


def test_one_probe_then_more() -> None:
    """The second call begins when the first has answered, and the others later."""
    calls = [call(0.0), call(0.06), *([call(3.0)] * 12)]
    assert [] == [one for one in climbed(calls, 500) if not one.holds]


def test_a_herd_that_is_let_through_at_once() -> None:
    """Too many before the first answer, in the first second, and in all."""
    _, *others = climbed([call(0.0)] * 21, 500)
    assert [("21", "MISS")] * 3 == [(one.measured, one.verdict) for one in others]
    assert "F39 500 when it heals: in flight" == others[-1].name


def test_nobody_who_calls_is_no_recovery() -> None:
    """A breaker that never lets anybody through protects nothing."""
    (found,) = climbed([], 500)
    assert not found.holds


async def test_all_are_down() -> None:
    """Fifteen refuse: every answer is as it was where that is kept, and null elsewhere."""
    _, shown, ready = await darkness(0.5)
    assert ("5 of 5", "siap") == (shown.measured, ready.measured)
    assert shown.holds
    assert ready.holds
