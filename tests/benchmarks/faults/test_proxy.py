"""The proxy before a server."""

import asyncio
from collections.abc import AsyncGenerator

import pytest

from benchmarks.faults.proxy import Proxy, Way, proxied
from benchmarks.process import free_port

DELAY = 0.15


@pytest.fixture
async def port() -> AsyncGenerator[int]:
    """Serve on a port: whatever comes goes back."""

    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(100):
            writer.write(data)
        writer.close()

    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


class Talk:
    """A connection over the proxy."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter):
        self._reader = reader
        self._writer = writer

    async def said(self, data: bytes) -> bytes:
        self._writer.write(data)
        return await self._reader.read(100)

    def close(self) -> None:
        self._writer.close()


async def dial(port: int) -> Talk:
    return Talk(*await asyncio.open_connection("127.0.0.1", port))


async def test_every_way(port: int) -> None:
    """Open it answers and counts, slow it takes its time, silent it never does."""
    mine = free_port()
    async with proxied(mine, port, DELAY) as proxy:
        talk = await dial(mine)
        assert b"a" == await talk.said(b"a")
        assert 1 == proxy.passed
        await proxy.turn(Way.SLOW)
        began = asyncio.get_running_loop().time()
        assert b"b" == await talk.said(b"b")
        assert asyncio.get_running_loop().time() - began > 2 * DELAY * 0.9
        await proxy.turn(Way.SILENT)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(talk.said(b"c"), 0.1)
        assert 2 == proxy.passed
        talk.close()


async def test_gone_and_back(port: int) -> None:
    """Gone it ends what stands and refuses; open again it is there."""
    mine = free_port()
    async with proxied(mine, port, DELAY) as proxy:
        talk = await dial(mine)
        assert b"a" == await talk.said(b"a")
        await proxy.turn(Way.GONE)
        assert b"" == await ended(talk)
        talk.close()
        with pytest.raises(ConnectionRefusedError):
            await dial(mine)
        await proxy.turn(Way.OPEN)
        again = await dial(mine)
        assert b"b" == await again.said(b"b")
        again.close()


async def ended(talk: Talk) -> bytes:
    """Return what comes, an end or a reset."""
    try:
        return await asyncio.wait_for(talk.said(b""), 2)
    except ConnectionResetError:
        return b""


async def test_a_server_that_is_not_there() -> None:
    """The connection ends at once."""
    mine, nobody = free_port(), free_port()
    async with proxied(mine, nobody, DELAY) as proxy:
        assert isinstance(proxy, Proxy)
        talk = await dial(mine)
        assert b"" == await ended(talk)
        talk.close()
