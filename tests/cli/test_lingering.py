"""Clients who are refused while they send, over real connections: gateway/cli/lingering.py."""

import asyncio
import socket
from typing import Any

import pytest
from typing_extensions import override

from gateway.cli.lingering import MOST, SILENCE, Lingering
from tests.cli.test_departure import Working
from tests.cli.test_patience import SLACK, Edge, edge
from tests.cli.test_server import ASKING, said
from tests.http.fakes import FakeEngine

POSTED = b"POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
SIZE = 8_000_000
REFUSED = (
    (POSTED + b"content-length: %d\r\n\r\n" % SIZE, b" " * SIZE, b"413"),
    (
        POSTED + b"transfer-encoding: chunked\r\n\r\n",
        (b"8000\r\n" + b" " * 0x8000 + b"\r\n") * 250,
        b"413",
    ),
    (b"GET / HTTP/1.1\r\n", b"x-a: y\r\n" * 1_000_000, b"431"),
    (b"", b"\0" * SIZE, b"400"),
    (ASKING, b"\0" * SIZE, b"200"),
)


def sends_all(port: int, sent: bytes) -> bytes:
    """Send to the end, as simple clients do, and only then read; return all that was said."""
    with socket.create_connection(("127.0.0.1", port), SLACK) as one:
        one.sendall(sent)
        said = b""
        while more := one.recv(65536):
            said += more
        return said


async def ended(it: Edge) -> None:
    """Wait until the server has no connections."""
    async with asyncio.timeout(SLACK + SILENCE):
        while it.server.server_state.connections:  # noqa: ASYNC110 - a test polls
            await asyncio.sleep(0.01)


@pytest.mark.parametrize(("first", "rest", "status"), REFUSED)
async def test_who_sends_to_the_end(first: bytes, rest: bytes, status: bytes) -> None:
    """Nothing is reset: the client sends all, and then reads why that was too much."""
    engine = FakeEngine()
    async with edge(engine) as it:
        it.writer.close()
        said = await asyncio.to_thread(sends_all, it.port, first + rest)
        assert status == said.split(b" ")[1]
        await ended(it)
        assert 0 == it.server._front.held.size
    assert (status == b"200") == bool(engine.requests)


async def test_who_falls_silent() -> None:
    """Who has been refused, and neither sends nor leaves, is closed soon."""
    async with edge(FakeEngine()) as it:
        it.writer.write(REFUSED[0][0])
        assert b"413" == (await it.rest()).split(b" ")[1]
        await ended(it)


class Wire(asyncio.Transport):
    """A transport that notes what is done with it, and has a protocol that does so."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[object] = []
        self.protocol: asyncio.BaseProtocol = Told(self.done)

    @override
    def get_protocol(self) -> asyncio.BaseProtocol:
        return self.protocol

    @override
    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        self.protocol = protocol

    @override
    def write_eof(self) -> None:
        self.done.append("eof")

    @override
    def resume_reading(self) -> None:
        self.done.append("resume")

    @override
    def close(self) -> None:
        self.done.append("close")


class Told(asyncio.Protocol):
    """A protocol that notes what it is told."""

    def __init__(self, done: list[Any]) -> None:
        self._done = done

    @override
    def pause_writing(self) -> None:
        self._done.append("full")

    @override
    def resume_writing(self) -> None:
        self._done.append("room")

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._done.append("lost")


async def test_who_never_stops() -> None:
    """It is closed although more has come, as soon as that was too much."""
    wire = Wire()
    one = Lingering(wire)
    one.data_received(b"more")
    await asyncio.sleep(SILENCE * 1.2)
    assert ["eof", "resume"] == wire.done
    one.data_received(bytes(MOST - 5))
    assert ["eof", "resume"] == wire.done
    one.data_received(b"m")
    assert ["eof", "resume", "close"] == wire.done
    one.connection_lost(None)


class Reset(Wire):
    """A transport whose client has reset the connection."""

    @override
    def write_eof(self) -> None:
        raise OSError(107, "Transport endpoint is not connected")

    @override
    def abort(self) -> None:
        self.done.append("abort")


async def test_who_has_reset_the_connection() -> None:
    """There is nobody to be waited for; the protocol hears of the end."""
    wire = Reset()
    one = Lingering(wire)
    one.connection_lost(None)
    assert ["abort", "lost"] == wire.done


@pytest.mark.parametrize(
    "anyio_backend", [("asyncio", {"use_uvloop": one}) for one in (False, True)]
)
async def test_what_nobody_reads_is_no_reset() -> None:
    """Who has asked ahead when the gateway stops sees the end of the connection, not a reset."""
    engine = Working()
    async with edge(engine) as it:
        it.writer.write(ASKING)
        await engine.began.acquire()
        for _ in range(2):  # after the first nothing is read
            it.writer.write(ASKING)
            await asyncio.sleep(0.05)
        it.server._front.drain()
        engine.go.set()
        async with asyncio.timeout(SLACK):
            assert b"200" == await said(it.reader)
            assert b"" == await it.reader.read()


async def test_what_the_protocol_hears() -> None:
    """How the answer is taken, and the end."""
    wire = Wire()
    one = Lingering(wire)
    assert one is wire.protocol
    one.pause_writing()
    one.resume_writing()
    one.connection_lost(None)
    await asyncio.sleep(SILENCE * 1.2)
    assert ["eof", "resume", "full", "room", "lost"] == wire.done
