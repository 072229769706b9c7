"""A request to /graphql at a glance: refused while there is too much to do, unread.

To take a request apart and hand it on costs much of what it costs to answer it, so a
gateway that did so for all that it refuses would have little time for the rest. Only what
is plainly one whole request is judged so; anything else goes the usual way.
"""

import re
from typing import Final

from gateway.http.answer import RETRY, refusal

_BEGIN: Final = b"POST /graphql HTTP/1.1\r\n"
_FRAMING: Final = re.compile(
    rb"\r\n(content-length|transfer-encoding):[ \t]*(\d*)", re.IGNORECASE
)

BUSY: Final = refusal(
    "RATE_LIMITED", "The gateway has too much to do; try again.", retryAfter=1
)
REFUSAL: Final = (
    b"HTTP/1.1 503 Service Unavailable\r\n"
    b"content-type: application/json; charset=utf-8\r\n"
    b"x-content-type-options: nosniff\r\ncache-control: no-store\r\n"
    b"%s: %s\r\ncontent-length: %d\r\n\r\n%s" % (*RETRY, len(BUSY), BUSY)
)
"""The whole answer, on a connection that stays open."""


def whole_body(data: bytes) -> bytes | None:
    """Return the body, where bytes are one whole request to /graphql and no more.

    Its end must be beyond doubt: one Content-Length and no coding (RFC 9112 §6.3).
    """
    if not data.startswith(_BEGIN):
        return None
    head, _, body = data.partition(b"\r\n\r\n")
    match _FRAMING.findall(head):
        case [(name, length)] if name.lower() == b"content-length" and length:
            return body if len(length) < 8 and int(length) == len(body) else None  # noqa: PLR2004 - more is no small request
        case _:
            return None
