"""How connections are taken in: many in a turn, those that come last, and without files."""

import asyncio
import errno
import math
import os
import signal
import socket
import time
from collections.abc import AsyncGenerator
from contextlib import ExitStack, asynccontextmanager

from typing_extensions import override

from gateway.cli.accepting import Accepting, allowance
from gateway.cli.server import Server, listen, make, run
from gateway.http.front import Front
from gateway.settings import Settings
from tests.http.fakes import ASKED, FakeEngine, front_of

HEALTH = b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n"
BODY = b'{"query": "{a}"}'
REQUEST = (
    b"POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
    b"content-length: %d\r\n\r\n%s" % (len(BODY), BODY)
)


@asynccontextmanager
async def serving(
    front: Front, listener: socket.socket
) -> AsyncGenerator[tuple[Server, int]]:
    """Serve on a listener; give the server and its port."""
    said: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    server = make(front, Settings(profile="development"), said.set_result)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    async with asyncio.timeout(30):
        await said
        yield server, listener.getsockname()[1]
        server.stop(signal.SIGINT)
        await task


def test_many_who_come_at_once() -> None:
    """A hundred are answered within a few long turns of the loop, not one in each."""
    turns: list[int] = []

    async def come(stack: ExitStack) -> None:
        loop = asyncio.get_running_loop()
        listener = stack.enter_context(listen("127.0.0.1", 0))
        async with serving(front_of(FakeEngine()), listener) as (_, port):
            some = [
                stack.enter_context(socket.create_connection(("127.0.0.1", port)))
                for _ in range(100)
            ]
            for one in some:
                one.sendall(HEALTH)
                one.settimeout(0)
            answers = asyncio.gather(*(loop.sock_recv(one, 65_536) for one in some))
            while not answers.done():
                turns.append(1)
                time.sleep(0.01)  # noqa: ASYNC251 - a long turn
                await asyncio.sleep(0)
            assert all(b"200 OK" in one for one in answers.result())

    with ExitStack() as stack:
        run(come(stack))
    assert len(turns) < 30


def test_how_many_a_turn_takes() -> None:
    """After a short turn few, so that another worker has some; after a long one more."""
    assert [allowance(one) for one in (-math.inf, 0.0, 0.001, 0.005, 0.01, 1.0)] == [
        *(4, 4, 4, 10, 20, 32)
    ]


async def test_no_listener_ever_blocks() -> None:
    """A worker that starts makes those of others none that block: their loops would stand."""
    with listen("127.0.0.1", 0) as listener:
        listener.settimeout(0)  # as the worker beside it has it
        with socket.socket(fileno=os.dup(listener.fileno())) as handed_on:
            async with serving(front_of(FakeEngine()), handed_on):
                blocking = os.get_blocking(listener.fileno())
    assert not blocking


async def test_who_has_come_by_the_end() -> None:
    """Whose connection nobody has taken in yet when the listener is closed is answered."""
    front = front_of(FakeEngine())
    with listen("127.0.0.1", 0) as listener:
        async with serving(front, listener) as (server, port):
            front.drain()
            with socket.create_connection(("127.0.0.1", port)) as last:
                last.sendall(REQUEST)  # and the loop has not turned since
                server.servers[0].close()
                server.servers[0].close()
                await server.servers[0].wait_closed()
                last.settimeout(0)
                answer = await asyncio.get_running_loop().sock_recv(last, 65_536)
    assert answer.endswith(ASKED)
    assert b"connection: close" in answer


async def test_who_comes_last_and_is_silent() -> None:
    """Who is taken in after the others were told is told as well: nobody waits for him."""
    with ExitStack() as stack:
        listener = stack.enter_context(listen("127.0.0.1", 0))
        async with asyncio.timeout(10):  # and three times that for who is not told
            async with serving(front_of(FakeEngine()), listener) as (server, port):
                close = server.servers[0].close

                def late() -> None:
                    stack.enter_context(socket.create_connection(("127.0.0.1", port)))
                    close()

                server.servers[0].close = late  # type: ignore[method-assign]


class Exhausted(socket.socket):
    """A listener that has no file for a connection at first."""

    left = 3

    @override
    def accept(self) -> tuple[socket.socket, object]:
        if Exhausted.left:
            Exhausted.left -= 1
            raise OSError(errno.EMFILE, "no file is left")
        return super().accept()


async def test_no_file_is_left() -> None:
    """Who comes while there is no file for him waits, and is answered when there is one."""
    Exhausted.left = 3
    with listen("127.0.0.1", 0) as plain, Exhausted(fileno=plain.detach()) as listener:
        async with serving(front_of(FakeEngine()), listener) as (_, port):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(HEALTH)
            assert b"200 OK" in await reader.readline()
            writer.close()
    assert Exhausted.left == 0


async def test_closed_while_it_rests() -> None:
    """One that waits for a file is closed for good."""
    Exhausted.left = 1000
    with listen("127.0.0.1", 0) as plain, Exhausted(fileno=plain.detach()) as listener:
        resting = Accepting(listener, lambda: None)  # type: ignore[arg-type,return-value]
        with socket.create_connection(listener.getsockname()):
            while Exhausted.left == 1000:  # noqa: ASYNC110 - a test polls
                await asyncio.sleep(0.01)
            resting.close()
            await asyncio.sleep(0.15)
            await resting.wait_closed()
    assert Exhausted.left == 998
