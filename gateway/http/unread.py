"""What is said to a request that is not read to its end: the last on its connection."""

from http import HTTPStatus
from typing import Final

from gateway.http.accept import JSON
from gateway.http.answer import CLOSE, NO_STORE, NOSNIFF, RETRY, refusal

_HEADERS: Final = (JSON.header, NOSNIFF, NO_STORE, CLOSE)


def malformed() -> bytes:
    """Write the whole of an answer 400 to what cannot be read as HTTP/1.1."""
    message = "The request is not valid HTTP/1.1."
    return _last(HTTPStatus.BAD_REQUEST, refusal("BAD_USER_INPUT", message))


def late(what: str, seconds: float) -> bytes:
    """Write the whole of an answer 408 (RFC 9110 §15.5.9).

    `what` did not arrive within some seconds.
    """
    message = f"The {what} did not arrive within {seconds:g} s."
    return _last(HTTPStatus.REQUEST_TIMEOUT, refusal("BAD_USER_INPUT", message))


def overlong(what: str, most: int) -> bytes:
    """Write the whole of an answer to a `target`, `head` or `body` of more than `most` bytes.

    414, 431 or 413 (RFC 9110 §15.5.15, RFC 6585 §5, RFC 9110 §15.5.14).
    """
    status = {
        "target": HTTPStatus.REQUEST_URI_TOO_LONG,
        "head": HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    }.get(what, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    message = f"The {what} is larger than {most} bytes."
    return _last(status, refusal("TOO_COSTLY", message))


def crowded() -> bytes:
    """Write the whole of an answer 431 to a head of too many fields (RFC 6585 §5)."""
    status = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
    return _last(status, refusal("TOO_COSTLY", "Too many headers."))


def overfull() -> bytes:
    """Write the whole of an answer 503: too much of other requests is awaited."""
    message = "The gateway has too many requests to receive; try again."
    body = refusal("RATE_LIMITED", message, retryAfter=1)
    return _last(HTTPStatus.SERVICE_UNAVAILABLE, body)


def _last(status: HTTPStatus, body: bytes) -> bytes:
    unavailable = status is HTTPStatus.SERVICE_UNAVAILABLE
    headers = (*_HEADERS, RETRY) if unavailable else _HEADERS
    lines = b"".join(b"%b: %b\r\n" % header for header in headers)
    start = f"HTTP/1.1 {status.value} {status.phrase}\r\n".encode()
    return b"%b%bcontent-length: %d\r\n\r\n%b" % (start, lines, len(body), body)
