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

from gateway.cli.protocol import OneWrite, _unread
from gateway.http.bounds import Bounds
from tests.http.fakes import FakeEngine, front_of

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Callable[[], Awaitable[Message]], Send], Awaitable[None]]
START = {
    "type": "http.response.start",
    "status": 200,
    "headers": [(b"content-length", b"4")],
}


HEAD = b"HTTP/1.1 200 OK\r\n\r\n"
REQUEST = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


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
