"""The breaker, measured."""

from benchmarks.faults.breaker import Outage
from benchmarks.faults.client import Reply
from benchmarks.faults.upstream import Call

FAILED = b'{"data":null,"errors":[{"extensions":{"code":"UPSTREAM_UNAVAILABLE"}}]}'


def call(number: int, began: float) -> Call:
    return Call(f"/data/{number}", began, began, "answered")


def reply(began: float, *, good: bool = False) -> Reply:
    return Reply(200, b"", b'{"data":{}}' if good else FAILED, began, began + 0.002)


# Asked five times a second; refused from 0.4 s on but for a probe at 1.0 s, healed at 1.3 s.
OUTAGE = Outage(
    [call(0, 0.0), call(1, 0.2), call(5, 1.0), call(8, 1.6)],
    [*(reply(0.2 * number) for number in range(8)), reply(1.6, good=True)],
    healed=1.3,
)


def test_it_opened_at_the_last_call_before_a_pause() -> None:
    """Two calls came before it, one probe after it and before the healing."""
    assert (0.2, 2) == (OUTAGE.opened, OUTAGE.before)
    assert 1 == OUTAGE.after(60.0)
    assert 0 == OUTAGE.after(0.5)


def test_a_breaker_that_never_opens() -> None:
    """All calls are before its opening."""
    outage = Outage([call(0, 0.0), call(1, 0.2)], [], healed=1.0)
    assert (2, 0) == (outage.before, outage.after(60.0))


def test_rejects_are_errors_without_a_call() -> None:
    """Five were refused, in two milliseconds each."""
    assert [2.0] * 5 == [round(one, 6) for one in OUTAGE.rejects]


def test_what_else_they_were_told() -> None:
    """One without an answer is no reject, and is told."""
    lost = OUTAGE.replies[7]._replace(status=0)
    found = Outage(OUTAGE.calls, [*OUTAGE.replies[:7], lost], healed=1.3)
    assert ("1 LOST", 4) == (found.amiss, len(found.rejects))
    assert "none" == OUTAGE.amiss


def test_it_lingers_until_the_last_error() -> None:
    """The last error was a tenth of a second after healing; without one it is nought."""
    assert 0.1 == round(OUTAGE.lingered, 6)
    assert 0.0 == Outage(OUTAGE.calls, OUTAGE.replies[:3], 1.3).lingered
