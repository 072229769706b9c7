"""A request's body: whole, and bounded in size."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from gateway.errors import RequestError
from gateway.http.answer import Message
from gateway.http.body import Disconnected, arrived

Receive = Callable[[], Awaitable[Message]]


def sending(*messages: Message) -> Receive:
    """Make a receive that gives these messages, then hangs."""
    rest = iter(messages)

    async def receive() -> Message:
        message = next(rest, None)
        if message is None:
            await asyncio.Event().wait()
            raise AssertionError
        return message

    return receive


async def read_body(
    headers: dict[bytes, bytes], receive: Receive, *, limit: int
) -> bytes:
    """Read a body as the endpoint does."""
    body = arrived(headers, receive, limit)
    return body if isinstance(body, bytes) else await body


def chunk(body: bytes, *, more: bool = False) -> Message:
    """Make one part of a body."""
    return {"type": "http.request", "body": body, "more_body": more}


async def test_one_chunk() -> None:
    """A body in one piece is given as it came."""
    body = b"abc"
    receive = sending(chunk(body))
    assert body is await read_body({}, receive, limit=3)


async def test_many_chunks() -> None:
    """Pieces are joined, in order."""
    receive = sending(chunk(b"ab", more=True), chunk(b"", more=True), chunk(b"c"))
    assert b"abc" == await read_body({}, receive, limit=3)


async def test_no_body() -> None:
    """A message without a body is an empty body."""
    receive = sending({"type": "http.request"})
    assert b"" == await read_body({}, receive, limit=3)


@pytest.mark.parametrize("length", [b"4", b"1" * 5000])
async def test_said_to_be_too_large(length: bytes) -> None:
    """A body that announces too many bytes is refused unread."""
    with pytest.raises(RequestError) as caught:
        await read_body({b"content-length": length}, sending(), limit=3)
    assert (413, "TOO_COSTLY") == (caught.value.status, caught.value.refusal)


async def test_turns_out_too_large() -> None:
    """A body is refused at the byte too much, not at its end."""
    receive = sending(chunk(b"ab", more=True), chunk(b"cd", more=True))
    with pytest.raises(RequestError) as caught:
        await read_body({b"content-length": b"x"}, receive, limit=3)
    assert 413 == caught.value.status


async def test_client_gone() -> None:
    """A client that goes away while sending is noticed."""
    receive = sending(chunk(b"ab", more=True), {"type": "http.disconnect"})
    with pytest.raises(Disconnected):
        await read_body({}, receive, limit=3)
