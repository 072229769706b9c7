"""The upstream of ready bytes, over real sockets."""

import asyncio
from collections.abc import AsyncGenerator

import pytest

from benchmarks.upstream import framed, listen

ANSWERS = {"/users": b"[1]", "/posts?limit=20": b"[2]"}


@pytest.fixture
async def port() -> AsyncGenerator[int]:
    """Listen on a port of its own."""
    server = await listen(ANSWERS)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def exchange(port: int, *pieces: bytes, answer: bytes) -> bytes:
    """Send pieces one by one and return as many bytes as an answer has."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for piece in pieces:
        writer.write(piece)
        await writer.drain()
        await asyncio.sleep(0.01)
    got = await asyncio.wait_for(reader.readexactly(len(answer)), 5)
    writer.close()
    await writer.wait_closed()
    return got


def get(target: str) -> bytes:
    """Return a GET request."""
    return f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode()


async def test_the_whole_target_chooses_first(port: int) -> None:
    """A target with its query string has its own answer."""
    expected = framed(b"[2]")
    assert expected == await exchange(port, get("/posts?limit=20"), answer=expected)


async def test_any_query_string_will_do_where_none_is_named(port: int) -> None:
    """A batch is answered whatever keys it asks for, in whatever order."""
    expected = framed(b"[1]")
    assert expected == await exchange(port, get("/users?id=2,1"), answer=expected)


async def test_requests_in_pieces_and_together(port: int) -> None:
    """One request in two pieces, the next arriving with its end: two answers."""
    expected = framed(b"[1]") + framed(b"[2]")
    whole = get("/users") + get("/posts?limit=20")
    got = await exchange(port, whole[:30], whole[30:], answer=expected)
    assert expected == got


async def test_an_unknown_target_is_not_found(port: int) -> None:
    """A call that no scenario makes is refused with 404."""
    expected = b"HTTP/1.1 404"
    assert expected == await exchange(port, get("/posts?limit=3"), answer=expected)


async def test_calls_are_counted_over_all_connections(port: int) -> None:
    """The counter tells every call answered and does not count itself."""
    for _ in range(2):
        await exchange(port, get("/users"), answer=framed(b"[1]"))
    expected = framed(b"2")
    for _ in range(2):
        assert expected == await exchange(port, get("/_calls"), answer=expected)
