"""A healthy connector beside another."""

from benchmarks.faults.client import Reply
from benchmarks.faults.sibling import Beside, siblings

FAILED = b'{"data":null,"errors":[{"extensions":{"code":"UPSTREAM_TIMEOUT"}}]}'


def beside(seconds: float, errors: int = 0) -> Beside:
    """Make a hundred answers that took so long each, some of them errors."""
    good = Reply(200, b"", b'{"data":{}}', 0.0, seconds)
    return Beside([good._replace(body=FAILED)] * errors + [good] * (100 - errors))


def test_the_bound_of_the_pairs_is_judged() -> None:
    """Equal pairs show that it holds; one that is far off leaves it in doubt."""
    equal = [(beside(1.0), beside(1.05))] * 3
    slower, failed = siblings("x / y", equal, 1.10)
    assert ("ok", "ok") == (slower.verdict, failed.verdict)
    assert [(1.0, 1.05)] * 3 == slower.data
    assert "p99 of a sibling, x / y" == slower.name
    assert "1.05 (1.05-1.05); 1050.00 / 1000.00 ms" == slower.measured
    doubtful, _ = siblings("x", [*equal, (beside(1.0), beside(1.5))], 1.10)
    missed, _ = siblings("x", [(beside(1.0), beside(1.2))], 1.10)
    assert ("not shown", "MISS") == (doubtful.verdict, missed.verdict)


def test_a_sibling_that_fails_is_no_fast_one() -> None:
    """Errors count in both conditions, however soon they come."""
    _, failed = siblings("x", [(beside(1.0, 1), beside(1.0, 2))], 1.10)
    assert ("errors of the sibling, x, of 200", "3 UPSTREAM_TIMEOUT") == (
        failed.name,
        failed.measured,
    )
    assert not failed.holds
