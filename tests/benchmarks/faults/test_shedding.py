"""What shedding is judged by."""

from dataclasses import replace

import pytest

from benchmarks.faults.herd import Told
from benchmarks.faults.shedding import Long, Round, Run, figures


def run(good: int, cpu: float, *, late: float = 0.0, bare: int = 0) -> Run:
    """Make what a herd was told in a second."""
    return Run(Told(1.0, good, shed=10, bare=bare, shed_p99=late), cpu)


STEADY = Long(run(1000, 1.0), run(950, 1.0, late=0.015), run(1100, 1.0))


def test_goodput_is_of_the_best_beside_it() -> None:
    """By the clock, and for what the gateway had of the processor; bounds are judged."""
    rounds = [
        Round(run(1000, 1.0), run(920, 1.0), run(970, 1.0), run(800, 0.8)),
        Round(run(2000, 1.0), run(1900, 1.0), run(1960, 1.0), run(1900, 1.0)),
        Round(run(500, 1.0), run(475, 1.0), run(500, 0.5), run(400, 0.8)),
    ]
    clock, cpu, _, _, crowd, thrift, *_ = figures(rounds, STEADY)
    for one in (clock, cpu):
        assert one.measured.startswith("0.95 (")
        assert one.measured.endswith(" (floor 0.98)")
    assert crowd.measured.startswith("0.80 (")
    assert thrift.measured.startswith("1.00 (")
    assert ["ok", "ok", "MISS", "ok"] == [
        one.verdict for one in (clock, cpu, crowd, thrift)
    ]
    assert [(1000.0, 920.0), (2000.0, 1900.0), (500.0, 475.0)] == clock.data


def test_the_run_of_a_minute_is_judged_by_itself() -> None:
    """Its goodput of the mean of the bests around it, and the p99 of all its refusals."""
    rounds = [Round(*[run(1000, 1.0, late=0.5)] * 4)]
    share, late = figures(rounds, STEADY)[2:4]
    assert ("0.90", "ok") == (share.measured, share.verdict)
    assert "15.00 ms (rounds 500.00 ms, sent late 0.00 ms)" == late.measured
    assert "ok" == late.verdict


@pytest.mark.parametrize(
    ("amiss", "figure"),
    [
        (Told(1.0, 1000, bare=1), "503 without Retry-After"),
        (Told(1.0, 1000, lost=1), "sent, not answered"),
        (Told(1.0, 1000, unsent=1), "arrivals that were not sent"),
    ],
)
def test_one_amiss_is_one_too_many(amiss: Told, figure: str) -> None:
    """Of the rounds and of the long run, each for itself."""
    one = run(1000, 1.0)
    odd = replace(one, told=amiss)
    rounds, long = [Round(one, odd, one, one)], replace(STEADY, thrice=odd)
    missed = [one for one in figures(rounds, long) if not one.holds]
    assert [(figure, "2")] == [(one.name, one.measured) for one in missed]


def test_who_got_something_else_is_told_by_codes() -> None:
    """Errors with HTTP 200 are no goodput, and no refusal either."""
    one = run(1000, 1.0)
    odd = replace(one, told=replace(one.told, bad=2, codes={"UPSTREAM_BUSY": 2}))
    missed = [
        one for one in figures([Round(one, odd, one, odd)], STEADY) if not one.holds
    ]
    (found,) = missed
    assert ("neither answered well nor 503", "4, 4 UPSTREAM_BUSY") == (
        found.name,
        found.measured,
    )


def test_nothing_at_best_is_no_share() -> None:
    """A gateway that never answered kept nothing of it."""
    nothing = run(0, 0.0)
    assert 0.0 == Long(nothing, nothing, nothing).share
