"""What is plainly one whole request, and what is not."""

import json

import pytest

from gateway.http.glance import REFUSAL, whole_body

LINE = b"POST /graphql HTTP/1.1\r\n"


def test_a_whole_request() -> None:
    """Its body is found by its length."""
    assert b"{}" == whole_body(LINE + b"Content-Length: 2\r\nhost: a\r\n\r\n{}")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        LINE,
        LINE + b"host: a\r\n\r\n{}",
        LINE + b"content-length: 3\r\n\r\n{}",
        LINE + b"content-length: 2\r\n\r\n{}POST",
        LINE + b"content-length: 2\r\ncontent-length: 2\r\n\r\n{}",
        LINE + b"content-length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
        LINE + b"transfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        LINE + b"content-length: x\r\n\r\n{}",
        LINE + b"content-length: 00000002\r\n\r\n{}",
        b"GET /graphql HTTP/1.1\r\ncontent-length: 2\r\n\r\n{}",
        b"POST /graphql HTTP/1.0\r\ncontent-length: 2\r\n\r\n{}",
        b"POST /graphqlx HTTP/1.1\r\ncontent-length: 2\r\n\r\n{}",
    ],
)
def test_anything_else_goes_the_usual_way(data: bytes) -> None:
    """Where its end is in doubt, or more follows, it is read as ever."""
    assert whole_body(data) is None


def test_the_refusal_is_whole() -> None:
    """Its length is that of its body, which is a coded error."""
    head, _, body = REFUSAL.partition(b"\r\n\r\n")
    assert b"content-length: %d" % len(body) in head
    assert b"\r\nretry-after: 1\r\n" in head
    assert "RATE_LIMITED" == json.loads(body)["errors"][0]["extensions"]["code"]
