"""A request to /graphql at a glance: refused while there is too much to do, unread.

To take a request apart and hand it on costs much of what it costs to answer it, so a
gateway that did so for all that it refuses would have little time for the rest. Only what
is plainly one whole request is judged so; anything else goes the usual way.
"""

import re
from typing import Final, NamedTuple

from gateway.http.answer import CLOSE, RETRY, Header, refusal

_POST: Final = b"POST /graphql HTTP/1.1\r\n"
_GET: Final = b"GET /graphql?"
_END: Final = b"\r\n\r\n"
_VERSION: Final = b" HTTP/1.1"
_FRAMING: Final = re.compile(
    rb"\n(content-length|transfer-encoding|connection)[ \t]*:[ \t]*([^\r\n]*)",
    re.IGNORECASE,
)
_MOST_DIGITS: Final = 7  # more is no small request

BUSY: Final = refusal(
    "RATE_LIMITED", "The gateway has too much to do; try again.", retryAfter=1
)


def _whole(*headers: Header) -> bytes:
    lines = b"".join(b"%s: %s\r\n" % header for header in headers)
    return (
        b"HTTP/1.1 503 Service Unavailable\r\n"
        b"content-type: application/json; charset=utf-8\r\n"
        b"x-content-type-options: nosniff\r\ncache-control: no-store\r\n"
        b"%scontent-length: %d\r\n\r\n%s" % (lines, len(BUSY), BUSY)
    )


REFUSAL: Final = _whole(RETRY)
"""The whole answer, on a connection that stays open."""
LAST: Final = _whole(RETRY, CLOSE)
"""The same on one that is closed then."""


class Asked(NamedTuple):
    """What a request is read from: its body (POST), or its query string.

    `last` tells that the client wants its connection closed.
    """

    post: bool
    raw: bytes
    last: bool


def glance(data: bytes) -> Asked | None:
    """Return what is asked, where bytes are one whole request to /graphql and no more.

    Its end must be beyond doubt: one Content-Length and no coding for a POST, neither
    for a GET (RFC 9112 §6.3).
    """
    head, end, body = data.partition(_END)
    framing = _framing(head) if end else None
    if framing is None:
        return None
    length, last = framing
    if head.startswith(_POST):
        return Asked(post=True, raw=body, last=last) if _is(length, body) else None
    line = head.partition(b"\r\n")[0]
    if length is not None or body or not line.startswith(_GET):
        return None
    if not line.endswith(_VERSION) or b"#" in line:
        return None
    return Asked(post=False, raw=line[len(_GET) : -len(_VERSION)], last=last)


def _framing(head: bytes) -> tuple[bytes | None, bool] | None:
    """Return the length that is said, and whether the connection ends; None if in doubt."""
    length: bytes | None = None
    last = False
    for name, value in _FRAMING.findall(head):
        match name.lower():
            case b"connection":
                last = value.strip().lower() != b"keep-alive"
            case b"content-length" if length is None:
                length = value.strip()
            case _:
                return None
    return length, last


def _is(length: bytes | None, body: bytes) -> bool:
    return (
        length is not None
        and length.isdigit()
        and len(length) <= _MOST_DIGITS
        and int(length) == len(body)
    )
