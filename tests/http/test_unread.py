"""The answers to requests that are not read to their end."""

from http import HTTPStatus

import orjson
import pytest

from gateway.http.unread import crowded, late, malformed, overfull, overlong


@pytest.mark.parametrize(
    ("answer", "status", "code", "message"),
    [
        (
            malformed(),
            400,
            "BAD_USER_INPUT",
            "The request is not valid HTTP/1.1.",
        ),
        (
            late("head", 10.0),
            408,
            "BAD_USER_INPUT",
            "The head did not arrive within 10 s.",
        ),
        (
            overlong("body", 9),
            413,
            "TOO_COSTLY",
            "The body is larger than 9 bytes.",
        ),
        (
            overlong("target", 9),
            414,
            "TOO_COSTLY",
            "The target is larger than 9 bytes.",
        ),
        (
            overlong("head", 9),
            431,
            "TOO_COSTLY",
            "The head is larger than 9 bytes.",
        ),
        (
            crowded(),
            431,
            "TOO_COSTLY",
            "Too many headers.",
        ),
    ],
)
def test_the_last_answer(answer: bytes, status: int, code: str, message: str) -> None:
    """It is whole, the last on its connection, and in the closed format."""
    head, _, body = answer.partition(b"\r\n\r\n")
    assert [
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}".encode(),
        b"content-type: application/json; charset=utf-8",
        b"x-content-type-options: nosniff",
        b"cache-control: no-store",
        b"connection: close",
        b"content-length: %d" % len(body),
    ] == head.split(b"\r\n")
    (error,) = orjson.loads(body)["errors"]
    assert (message, code) == (error["message"], error["extensions"]["code"])


def test_overfull() -> None:
    """Who may come again is told when."""
    head, _, body = overfull().partition(b"\r\n\r\n")
    assert {b"connection: close", b"retry-after: 1"} < set(head.split(b"\r\n"))
    assert b"HTTP/1.1 503 Service Unavailable" == head.split(b"\r\n")[0]
    (error,) = orjson.loads(body)["errors"]
    assert ("RATE_LIMITED", 1) == (
        error["extensions"]["code"],
        error["extensions"]["retryAfter"],
    )
