"""Isolation, measured."""

import pytest

from benchmarks.faults.client import Reply
from benchmarks.faults.isolation import Beside, only_lost, siblings

WHOLE = Reply(200, b"", b'{"data":{"a":{"nilai":1},"b":{"nilai":2}}}', 0, 1)
ERROR = b'{"message":"x","path":["a"],"extensions":{"code":"UPSTREAM_TIMEOUT"}}'
LOST = b'{"data":{"a":null,"b":{"nilai":2}},"errors":[%b]}'


def test_one_coded_error_and_the_rest() -> None:
    """The field is null, its error coded at its path, and the other bytes are there."""
    assert only_lost(WHOLE, WHOLE._replace(body=LOST % ERROR), "a")


@pytest.mark.parametrize(
    "body",
    [
        WHOLE.body,
        LOST % (ERROR + b"," + ERROR),
        LOST.replace(b'"nilai":2', b'"nilai":3') % ERROR,
        LOST.replace(b'{"nilai":2}', b"null") % ERROR,
        LOST % ERROR.replace(b"UPSTREAM_TIMEOUT", b"INTERNAL"),
        LOST % ERROR.replace(b'["a"]', b'["b"]'),
        b'{"data":null,"errors":[%b]}' % ERROR,
    ],
)
def test_anything_else_is_too_much(body: bytes) -> None:
    """No error, two, another value, another null, no upstream's code, another path."""
    assert not only_lost(WHOLE, WHOLE._replace(body=body), "a")


def beside(seconds: float, *errors: bytes) -> Beside:
    """Make a hundred answers that took so long each, some with these errors."""
    good = WHOLE._replace(began=0.0, ended=seconds)
    bad = [good._replace(body=LOST % one) for one in errors]
    return Beside([*bad, *([good] * (100 - len(bad)))])


def test_the_bound_of_the_pairs_is_judged() -> None:
    """Equal pairs show that it holds; one that is far off leaves it in doubt."""
    equal = [(beside(1.0), beside(1.05))] * 3
    slower, failed = siblings(equal)
    assert ("ok", "ok") == (slower.verdict, failed.verdict)
    assert [(1.0, 1.05)] * 3 == slower.data
    assert "not shown" == siblings([*equal, (beside(1.0), beside(1.5))])[0].verdict
    assert "MISS" == siblings([(beside(1.0), beside(1.2))])[0].verdict


def test_a_sibling_that_fails_is_no_fast_one() -> None:
    """Errors count in both conditions, however soon they come."""
    _, failed = siblings([(beside(1.0, ERROR), beside(1.0, ERROR, ERROR))])
    assert ("errors of the sibling, of 200", "3") == (failed.name, failed.measured)
    assert not failed.holds
