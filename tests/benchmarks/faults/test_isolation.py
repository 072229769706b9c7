"""Isolation, measured."""

import pytest

from benchmarks.faults.client import Reply
from benchmarks.faults.isolation import only_lost

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
