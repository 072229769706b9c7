"""Read a request's body within its bounds of size and time."""

import asyncio
from collections.abc import Mapping
from typing import Final, cast

from gateway.errors import RequestError
from gateway.http.answer import Receive
from gateway.http.begun import Begun

_DIGITS: Final = 15  # more are too many bytes for anyone


class Disconnected(Exception):  # noqa: N818 - an event, not a fault
    """The client went away while sending."""


async def read_body(
    headers: Mapping[bytes, bytes], receive: Receive, *, limit: int, seconds: float
) -> bytes:
    """Read the whole body: at most `limit` bytes within `seconds`.

    A body that says it is longer is refused unread. Raises RequestError
    (413, 408) and Disconnected.
    """
    length = headers.get(b"content-length", b"")
    if length.isdigit() and (len(length) > _DIGITS or int(length) > limit):
        raise _too_large(limit)
    begun = Begun(_join(receive, limit))
    if begun.done:  # it had arrived with the headers, as it nearly always does
        return cast("bytes", begun.result)
    try:
        async with asyncio.timeout(seconds):
            return await begun
    except TimeoutError:
        message = f"The body did not arrive within {seconds:g} s."
        raise RequestError("BAD_USER_INPUT", message, status=408) from None


async def _join(receive: Receive, limit: int) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Disconnected
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > limit:
            raise _too_large(limit)
        chunks.append(chunk)
        if not message.get("more_body", False):
            return chunk if len(chunks) == 1 else b"".join(chunks)


def _too_large(limit: int) -> RequestError:
    message = f"The body is larger than {limit} bytes."
    return RequestError("TOO_COSTLY", message, status=413)
