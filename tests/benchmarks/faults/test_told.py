"""What callers were told, and how soon."""

from benchmarks.faults.client import Reply
from benchmarks.faults.told import longest, otherwise, within

GOOD = Reply(200, b"", b'{"data":{}}', 1.0, 1.02)
BUSY = GOOD._replace(body=b'{"errors":[{"extensions":{"code":"UPSTREAM_BUSY"}}]}')
LOST = GOOD._replace(status=0)


def test_what_was_not_expected_is_told() -> None:
    """With its number, in the order of the codes; an answer is OK."""
    told = [GOOD, BUSY, BUSY, LOST]
    assert "1 LOST, 2 UPSTREAM_BUSY" == otherwise(told, "OK")
    assert "1 LOST, 1 OK" == otherwise(told, "UPSTREAM_BUSY")
    assert "" == otherwise(told, "OK", "LOST", "UPSTREAM_BUSY")


def test_the_longest_wait_is_judged() -> None:
    """In milliseconds where the most is less than a second, with its floor."""
    late = BUSY._replace(ended=1.06)
    found = within("dead", [BUSY, late], 0.05, "UPSTREAM_BUSY", floor=[GOOD])
    assert ("<= 50.00 ms", "60.00 ms (floor 20.00 ms)") == (
        found.target,
        found.measured,
    )
    assert not found.holds
    assert [0.02, 0.06] == found.data
    assert "0.02 s" == within("hangs", [BUSY], 3.1, "UPSTREAM_BUSY").measured


def test_an_answer_that_is_another_is_no_answer() -> None:
    """However soon it came."""
    found = within("hangs", [BUSY, GOOD], 3.1, "UPSTREAM_BUSY")
    assert ("0.02 s; 1 OK", "MISS") == (found.measured, found.verdict)


def test_nobody_waited_for_ever() -> None:
    """Where nobody asked nothing holds."""
    assert float("inf") == longest([])
    assert not within("hangs", [], 3.1, "OK").holds
