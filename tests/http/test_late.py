"""The answer to a request that does not arrive."""

import orjson

from gateway.http.late import late


def test_late() -> None:
    """It is whole, the last on its connection, and in the closed format."""
    head, _, body = late("head", 10.0).partition(b"\r\n\r\n")
    assert [
        b"HTTP/1.1 408 Request Timeout",
        b"content-type: application/json; charset=utf-8",
        b"x-content-type-options: nosniff",
        b"cache-control: no-store",
        b"connection: close",
        b"content-length: %d" % len(body),
    ] == head.split(b"\r\n")
    (error,) = orjson.loads(body)["errors"]
    assert "The head did not arrive within 10 s." == error["message"]
    assert "BAD_USER_INPUT" == error["extensions"]["code"]
