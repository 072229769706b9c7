"""A stampede, measured."""

from benchmarks.faults.client import Reply
from benchmarks.faults.stampede import answered

GOOD = Reply(200, b"", b'{"data":{}}', 1.0, 1.5)
BUSY = GOOD._replace(body=b'{"errors":[{"extensions":{"code":"UPSTREAM_BUSY"}}]}')


def test_one_call_and_one_answer_for_all() -> None:
    """Two calls, or two different answers, are one too many."""
    assert [] == [one for one in answered("x", "OK", [GOOD] * 3, 1) if not one.holds]
    assert ["2", "2", "1 UPSTREAM_BUSY"] == [
        one.measured for one in answered("x", "OK", [GOOD, GOOD, BUSY], 2)
    ]


def test_all_alike_and_all_wrong() -> None:
    """An error for everybody is one answer, but not the one that was expected."""
    calls, alike, told = answered("x", "OK", [BUSY] * 3, 1)
    assert calls.holds
    assert alike.holds
    assert ("3 UPSTREAM_BUSY", "MISS") == (told.measured, told.verdict)
