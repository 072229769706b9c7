"""Read a request's body within its bound; the server sees to it that it arrives."""

from collections.abc import Coroutine, Mapping
from typing import Any, Final

from gateway.errors import RequestError
from gateway.http.answer import Message, Receive
from gateway.http.begun import Begun, begin

_DIGITS: Final = 15  # more are too many bytes for anyone
_MOST: Final = {digits: 10**digits - 1 for digits in range(_DIGITS + 1)}
"""The greatest number of so many digits: most lengths need not be read."""


class Disconnected(Exception):  # noqa: N818 - an event, not a fault
    """The client went away while sending."""


def arrived(
    headers: Mapping[bytes, bytes], receive: Receive, limit: int
) -> bytes | Coroutine[Any, Any, bytes]:
    """Return a body that has arrived with its headers, as it nearly always does.

    Otherwise, what is to be awaited for it. A body that says it is longer than
    `limit` is refused unread. Raises RequestError 413 and Disconnected, as that does.
    """
    length = headers.get(b"content-length", b"")
    if _MOST.get(len(length), limit) >= limit and _exceeds(length, limit):
        raise _too_large(limit)
    first = begin(receive())
    if isinstance(first, Begun) or first.get("more_body", False):
        return _join(first, receive, limit)
    return _chunk(first, limit)


async def _join(first: Message | Begun[Message], receive: Receive, limit: int) -> bytes:
    message = await first if isinstance(first, Begun) else first
    chunks = [_chunk(message, limit)]
    left = limit - len(chunks[0])
    while message.get("more_body", False):
        message = await receive()
        chunks.append(_chunk(message, left))
        left -= len(chunks[-1])
    return b"".join(chunks)


def _chunk(message: Message, limit: int) -> bytes:
    """Return a message's part of the body, of which `limit` bytes may be left."""
    if message["type"] == "http.disconnect":
        raise Disconnected
    chunk: bytes = message.get("body", b"")
    if len(chunk) > limit:
        raise _too_large(limit)
    return chunk


def _exceeds(length: bytes, limit: int) -> bool:
    """Tell whether a Content-Length is a number of more than `limit`."""
    return length.isdigit() and (len(length) > _DIGITS or int(length) > limit)


def _too_large(limit: int) -> RequestError:
    message = f"The body is larger than {limit} bytes."
    return RequestError("TOO_COSTLY", message, status=413)
