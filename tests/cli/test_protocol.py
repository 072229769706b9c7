"""The head and the body of an answer in one write, over real connections."""

import asyncio
import os
import socket
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from typing_extensions import override

from gateway.cli.protocol import Corked, OneWrite, _unread
from gateway.http.endpoint import Bounds
from tests.http.fakes import FakeEngine, front_of

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Callable[[], Awaitable[Message]], Send], Awaitable[None]]
START = {
    "type": "http.response.start",
    "status": 200,
    "headers": [(b"content-length", b"4")],
}


class Wire(asyncio.Transport):
    """A transport that notes what is done with it."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[object] = []
        self.closing = False

    @override
    def write(self, data: Any) -> None:
        self.done.append(bytes(data))

    @override
    def close(self) -> None:
        self.done.append("close")

    @override
    def is_closing(self) -> bool:
        return self.closing

    @override
    def pause_reading(self) -> None:
        self.done.append("pause")


HEAD = b"HTTP/1.1 200 OK\r\n\r\n"
REQUEST = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


async def test_a_head_goes_with_its_body() -> None:
    """They are one write; what comes after is written as it comes."""
    wire = Wire()
    corked = Corked(wire)
    corked.write(HEAD)
    corked.write(b"teh")
    corked.write(memoryview(b"kopi"))
    await asyncio.sleep(0)
    assert [HEAD + b"teh", b"kopi"] == wire.done


async def test_a_large_body_is_not_copied() -> None:
    """It is written right after its head."""
    wire = Wire()
    corked = Corked(wire)
    corked.write(HEAD)
    corked.write(b"k" * 100_000)
    assert [HEAD, b"k" * 100_000] == wire.done


async def test_a_head_alone_waits_a_turn() -> None:
    """A body that is late does not hold its head back."""
    wire = Wire()
    corked = Corked(wire)
    corked.write(HEAD)
    assert [] == wire.done
    await asyncio.sleep(0)
    corked.write(b"teh")
    corked.write(HEAD)
    corked.write(b"kopi")
    await asyncio.sleep(0)
    assert [HEAD, b"teh", HEAD + b"kopi"] == wire.done


async def test_interim_answers_go_at_once() -> None:
    """`100 Continue` is waited for by the client."""
    wire = Wire()
    Corked(wire).write(b"HTTP/1.1 100 Continue\r\n\r\n")
    assert [b"HTTP/1.1 100 Continue\r\n\r\n"] == wire.done


async def test_closing_loses_nothing() -> None:
    """A head without a body is written before the connection closes."""
    wire = Wire()
    corked = Corked(wire)
    corked.write(HEAD)
    corked.close()
    assert [HEAD, "close"] == wire.done
    corked.pause_reading()
    assert "pause" == wire.done[-1]


async def test_answers_keep_their_order() -> None:
    """A head without a body, as that to HEAD, goes before the answer that is next."""
    wire = Wire()
    corked = Corked(wire)
    corked.write(HEAD)
    corked.answer(b"sibuk")
    await asyncio.sleep(0)
    assert [HEAD, b"sibuk"] == wire.done


async def test_a_closed_connection_gets_no_head() -> None:
    """What the client is gone for is not written."""
    wire = Wire()
    corked = Corked(wire)
    corked.write(HEAD)
    wire.closing = True
    await asyncio.sleep(0)
    assert [] == wire.done


async def test_a_lost_connection_gets_nothing() -> None:
    """What is written after all is dropped, and what is held back, too."""
    wire = Wire()
    corked = Corked(wire)
    corked.write(HEAD)
    corked.lose()
    corked.write(b"teh")
    corked.write(HEAD)
    await asyncio.sleep(0)
    corked.pause_reading()
    assert ["pause"] == wire.done


@asynccontextmanager
async def serving(app: App, keep_alive: int = 5) -> AsyncGenerator[int]:
    """Serve an application on a free port."""
    config = uvicorn.Config(
        app,
        http=OneWrite,
        lifespan="off",
        log_config=None,
        access_log=False,
        timeout_keep_alive=keep_alive,
    )
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        task = asyncio.create_task(server._serve([listener]))
        try:
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            await task


@pytest.mark.parametrize("pause", [0.0, 0.02])
async def test_over_a_connection(pause: float) -> None:
    """Answers arrive whole, one after the other, at once or in pieces."""

    async def app(_scope: Any, _receive: Any, send: Send) -> None:
        await send(START)
        await asyncio.sleep(pause)
        await send({"type": "http.response.body", "body": b"te", "more_body": True})
        await asyncio.sleep(pause)
        await send({"type": "http.response.body", "body": b"h."})

    async with serving(app) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(3):
            writer.write(REQUEST)
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(HEAD[:-2])
            assert b"teh." == await reader.readexactly(4)
        writer.close()
        await writer.wait_closed()


@pytest.mark.parametrize("anyio_backend", [("asyncio", {"use_uvloop": True})])
async def test_what_came_in_time_is_answered() -> None:
    """A connection is idle by what has come, not by what the loop was late to read.

    uvloop, which the gateway runs on, looks at its timers before its connections.
    """

    async def app(_scope: Any, _receive: Any, send: Send) -> None:
        await send(START)
        await send({"type": "http.response.body", "body": b"teh."})

    def long_turn() -> None:
        client.sendall(REQUEST)
        time.sleep(1.2)
        loop.remove_reader(ready)

    loop = asyncio.get_running_loop()
    ready, bell = socket.socketpair()
    with ready, bell, socket.socket() as client:
        async with serving(app, keep_alive=1) as port:
            await asyncio.to_thread(client.connect, ("127.0.0.1", port))
            client.settimeout(5)
            client.sendall(REQUEST)
            assert HEAD[:-2] in await asyncio.to_thread(client.recv, 1024)
            loop.add_reader(ready, long_turn)
            bell.sendall(b"!")
            assert HEAD[:-2] in await asyncio.to_thread(client.recv, 1024)
            assert b"" == await asyncio.to_thread(client.recv, 1024)


def test_who_cannot_tell_holds_nothing() -> None:
    """Where nobody knows what has come the connection closes as ever."""

    class Device(asyncio.Transport):
        @override
        def get_extra_info(self, name: str, default: object = None) -> object:
            return device

    with Path(os.devnull).open("rb") as device:
        assert not _unread(Device())


def test_a_silent_connection_on_a_young_clock() -> None:
    """The clock of a machine that has just started tells of no answer that was given."""
    loop = asyncio.new_event_loop()
    zero = loop.time()
    loop.time = lambda: time.monotonic() - zero  # type: ignore[method-assign] # the clock is the seam

    async def main() -> float:
        front = front_of(FakeEngine())
        front.bounds = Bounds(head_timeout=0.1)
        async with serving(front, keep_alive=30) as port:
            began = time.monotonic()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            async with asyncio.timeout(10):
                assert b"" == await reader.read()
            writer.close()
            return time.monotonic() - began

    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        assert 0.1 <= runner.run(main()) < 10
