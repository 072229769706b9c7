"""What is said to a client whose request does not come to its end."""

from typing import Final

from gateway.http.accept import JSON
from gateway.http.answer import CLOSE, NO_STORE, NOSNIFF, refusal

_HEADERS: Final = b"".join(
    b"%b: %b\r\n" % header for header in (JSON.header, NOSNIFF, NO_STORE, CLOSE)
)


def late(what: str, seconds: float) -> bytes:
    """Write the whole of an answer 408, the last on its connection (RFC 9110 §15.5.9).

    `what` did not arrive within some seconds.
    """
    body = refusal("BAD_USER_INPUT", f"The {what} did not arrive within {seconds:g} s.")
    head = b"HTTP/1.1 408 Request Timeout\r\n%bcontent-length: %d\r\n\r\n"
    return head % (_HEADERS, len(body)) + body
