"""The moment in which the shared server goes."""

from benchmarks.faults.client import Reply
from benchmarks.faults.going import Going, once, waiting

USUAL = Reply(200, b"", b"{}", 0.0, 0.002)
LATE = USUAL._replace(began=1.0, ended=1.055)
STALLED = USUAL._replace(began=1.0, ended=6.0)
BESIDE = USUAL._replace(began=1.01, ended=5.99)
AFTER = USUAL._replace(began=7.0, ended=12.0)


def test_the_worst_of_all_rounds_is_judged() -> None:
    """Not that of the median round: two of five that were late miss it."""
    quiet, late = Going([USUAL, LATE], [USUAL]), Going([STALLED], [USUAL])
    found = once("hung", [quiet] * 3 + [late] * 2, 60.0)
    assert "longest answer when it goes, hung" == found.name
    assert ("<= 60.00 ms", "MISS") == (found.target, found.verdict)
    assert found.measured.startswith("5000.00 ms (")
    assert found.measured.endswith("; at once 0.00 ms without)")


def test_who_waited_is_counted() -> None:
    """A millisecond over the median of the same run, with and without a server."""
    found = once("hung", [Going([USUAL] * 3 + [LATE], [USUAL] * 4)] * 2, 60.0)
    assert "55.00 ms (2 waited, 0 without a server)" == found.measured
    assert "ok" == found.verdict
    assert ([2.0, 2.0, 2.0, 55.0], [2.0] * 4) == found.data[0]
    assert 0 == waiting([])


def test_a_stall_of_the_machine_is_told_and_shows_nothing() -> None:
    """One without a server was as late in the same moment: neither kept nor missed."""
    found = once("slow", [Going([STALLED], [BESIDE])], 60.0)
    assert "not shown" == found.verdict
    assert found.measured.endswith("; at once 4980.00 ms without)")


def test_a_stall_at_another_time_excuses_nothing() -> None:
    """It has to be in the same moment, and as long."""
    assert "MISS" == once("slow", [Going([STALLED], [AFTER])], 60.0).verdict
    shorter = BESIDE._replace(ended=3.0)
    assert "MISS" == once("slow", [Going([STALLED], [shorter])], 60.0).verdict


def test_what_is_usual_excuses_nothing() -> None:
    """One that was answered in time was not stalled, though it would make up for it."""
    late, beside = LATE._replace(ended=1.062), USUAL._replace(began=1.0, ended=1.005)
    assert "MISS" == once("slow", [Going([late], [beside])], 60.0).verdict
