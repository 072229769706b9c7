"""What is plainly one whole request, and what is not."""

import json

import pytest

from gateway.http.glance import LAST, REFUSAL, Asked, glance

LINE = b"POST /graphql HTTP/1.1\r\n"


def test_a_whole_request() -> None:
    """Its body is found by its length."""
    whole = LINE + b"Content-Length: 2\r\nhost: a\r\n\r\n{}"
    assert Asked(post=True, raw=b"{}", last=False) == glance(whole)


def test_a_whole_question_in_the_address() -> None:
    """A GET is its query string, and has no body."""
    whole = b"GET /graphql?query={a} HTTP/1.1\r\nhost: a\r\n\r\n"
    assert Asked(post=False, raw=b"query={a}", last=False) == glance(whole)


@pytest.mark.parametrize(
    ("said", "last"), [(b"close", True), (b"keep-alive", False), (b"Keep-Alive", False)]
)
def test_the_last_on_its_connection(said: bytes, *, last: bool) -> None:
    """A client may say that it wants its connection closed."""
    asked = glance(
        b"GET /graphql?query={a} HTTP/1.1\r\nConnection: " + said + b"\r\n\r\n"
    )
    assert asked is not None
    assert last is asked.last


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
        b"GET /graphql HTTP/1.1\r\nhost: a\r\n\r\n",
        b"GET /graphql?a HTTP/1.1\r\ncontent-length : 0\r\n\r\n",
        b"GET /graphql?a HTTP/1.1\r\nhost: a\ncontent-length: 2\r\n\r\n",
        b"GET /graphql?a HTTP/1.1\r\nhost: a\r\n\r\nGET",
        b"GET /graphql?a#b HTTP/1.1\r\nhost: a\r\n\r\n",
        b"GET /graphql?a HTTP/1.0\r\nhost: a\r\n\r\n",
        b"POST /graphql HTTP/1.0\r\ncontent-length: 2\r\n\r\n{}",
        b"POST /graphqlx HTTP/1.1\r\ncontent-length: 2\r\n\r\n{}",
    ],
)
def test_anything_else_goes_the_usual_way(data: bytes) -> None:
    """Where its end is in doubt, or more follows, it is read as ever."""
    assert glance(data) is None


@pytest.mark.parametrize(("refusal", "closes"), [(REFUSAL, False), (LAST, True)])
def test_the_refusal_is_whole(refusal: bytes, *, closes: bool) -> None:
    """Its length is that of its body, which is a coded error."""
    head, _, body = refusal.partition(b"\r\n\r\n")
    assert closes is (b"\r\nconnection: close\r\n" in head)
    assert b"content-length: %d" % len(body) in head
    assert b"\r\nretry-after: 1\r\n" in head
    assert "RATE_LIMITED" == json.loads(body)["errors"][0]["extensions"]["code"]
