"""What shedding is judged by."""

from benchmarks.faults.herd import Told
from benchmarks.faults.shedding import Round, Run, figures


def run(good: int, cpu: float, *, late: float = 0.0, bare: int = 0) -> Run:
    """Make what a herd was told in a second."""
    return Run(Told(1.0, good, shed=10, bare=bare, shed_p99=late), cpu)


def test_goodput_is_of_the_best_beside_it() -> None:
    """By the clock, and for what the gateway had of the processor."""
    rounds = [
        Round(run(1000, 1.0), run(920, 1.0, late=0.015), run(970, 1.0), run(800, 0.8)),
        Round(
            run(2000, 1.0), run(1900, 1.0, late=0.012), run(1960, 1.0), run(1900, 1.0)
        ),
        Round(run(500, 1.0), run(475, 1.0, late=0.5), run(500, 0.5), run(400, 0.8)),
    ]
    clock, cpu, late, crowd, thrift, bare, lost = figures(rounds)
    assert clock.measured.startswith("0.95 (")
    assert clock.measured.endswith(" (floor 0.98)")
    assert cpu.measured.startswith("0.95 (")
    assert cpu.measured.endswith(" (floor 0.98)")
    assert "15.00 ms" == late.measured
    assert crowd.measured.startswith("0.80 (")
    assert thrift.measured.startswith("1.00 (")
    assert [True, True, True, False, True, True, True] == [
        one.holds for one in (clock, cpu, late, crowd, thrift, bare, lost)
    ]


def test_a_refusal_says_when_to_come_again() -> None:
    """One that does not is one too many."""
    one = run(10, 1.0)
    bare = figures([Round(one, run(10, 0.0, bare=1), one, one)])[-2]
    assert not bare.holds
