"""Clients who never finish asking, or never listen, over real connections."""

import asyncio
import signal
import socket
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import orjson
import pytest

from gateway.cli.patience import Patient
from gateway.cli.server import Server, listen, make, run
from gateway.execution.message import Reply
from gateway.http.bounds import Bounds
from gateway.settings import Settings
from tests.cli.test_departure import Working
from tests.cli.test_server import ASKING, BODY, HEAD, said
from tests.http.fakes import FakeEngine, front_of

LATE = 0.3
"""Seconds that are too long here."""
SLACK = 2.0
"""Seconds after which what should have come does not, on a busy machine."""
KEPT = 0.6
HALF_HEAD = ASKING[:40]
HALF_BODY = ASKING[:-5]
CHUNKED = (
    b"POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
    b"transfer-encoding: chunked\r\n\r\n5\r\n{"
)
ELSEWHERE = b"GET /healthz HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"


@dataclass
class Edge:
    """A server, and a connection to it."""

    server: Server
    port: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def rest(self) -> bytes:
        """Read to the end of the connection, which has to come."""
        async with asyncio.timeout(SLACK):
            with suppress(ConnectionResetError):
                return await self.reader.read()
        return b""

    async def drip(self, data: bytes) -> None:
        """Send a byte now and then until nobody takes them."""
        with suppress(ConnectionError):
            for number in range(100):
                self.writer.write(data[number % len(data) :][:1])
                await asyncio.sleep(LATE / 10)
                if self.reader.at_eof():
                    return


@asynccontextmanager
async def edge(engine: FakeEngine) -> AsyncGenerator[Edge]:
    """Serve an engine to impatient ends."""
    front = front_of(engine)
    front.bounds = Bounds(head_timeout=LATE, body_timeout=LATE, send_timeout=LATE)
    address: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    server = make(front, Settings(profile="development"), address.set_result)
    server.config.timeout_keep_alive = KEPT  # type: ignore[assignment] # any seconds will do
    with listen("127.0.0.1", 0) as listener:
        task = asyncio.create_task(server.serve(sockets=[listener]))
        port = int((await address).rpartition(":")[2])
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            yield Edge(server, port, reader, writer)
        finally:
            writer.close()
            for one in list(server.server_state.connections):
                one.transport.abort()
            server.stop(signal.SIGINT)
            async with asyncio.timeout(10):
                await task


def told(answer: bytes, what: str) -> None:
    """Look at a 408."""
    head, _, body = answer.partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    assert b"HTTP/1.1 408 Request Timeout" == lines[0]
    assert {b"connection: close", b"cache-control: no-store"} < set(lines)
    assert b"content-length: %d" % len(body) in lines
    (error,) = orjson.loads(body)["errors"]
    assert f"The {what} did not arrive within 0.3 s." == error["message"]
    assert "BAD_USER_INPUT" == error["extensions"]["code"]


async def test_silence() -> None:
    """A connection on which nothing is asked is closed without a word."""
    async with edge(FakeEngine()) as it:
        began = time.monotonic()
        assert b"" == await it.rest()
        assert time.monotonic() - began > LATE / 2


@pytest.mark.parametrize(
    ("what", "sent"),
    [
        ("head", b"P"),
        ("head", HALF_HEAD),
        ("body", HEAD + b"\r\n"),
        ("body", HALF_BODY),
        ("body", CHUNKED),
    ],
)
async def test_half_a_request(what: str, sent: bytes) -> None:
    """What does not come to its end is 408, and nobody is asked."""
    engine = FakeEngine()
    async with edge(engine) as it:
        it.writer.write(sent)
        told(await it.rest(), what)
    assert [] == engine.requests


@pytest.mark.parametrize(
    ("what", "first", "more"),
    [
        ("head", b"GET / HTTP/1.1\r\n", b"x: y\r\n"),
        ("body", HEAD.replace(b"%d" % len(BODY), b"9999") + b"\r\n", b" "),
    ],
)
async def test_byte_by_byte(what: str, first: bytes, more: bytes) -> None:
    """However often a byte comes, the whole has its time and no more."""
    async with edge(FakeEngine()) as it:
        it.writer.write(first)
        reading = asyncio.create_task(it.rest())
        await it.drip(more)
        told(await reading, what)


@pytest.mark.parametrize("asked", [b"", ASKING])
async def test_blank_lines(asked: bytes) -> None:
    """Blank lines are no request (RFC 9112 §2.2): who sends them only is idle."""
    async with edge(FakeEngine()) as it:
        if asked:
            it.writer.write(asked)
            assert b"200" == await said(it.reader)
        reading = asyncio.create_task(it.rest())
        await it.drip(b"\r\n")
        assert b"" == await reading


async def test_a_later_request() -> None:
    """Each request of a kept connection has its own time."""
    engine = FakeEngine()
    async with edge(engine) as it:
        for _ in range(3):
            it.writer.write(ASKING[:50])
            await asyncio.sleep(LATE / 2)
            it.writer.write(ASKING[50:])
            assert b"200" == await said(it.reader)
        it.writer.write(HALF_HEAD)
        told(await it.rest(), "head")
    assert 3 == len(engine.requests)


async def test_a_head_and_a_body_each_have_their_time() -> None:
    """The time of a body begins with the end of its head."""
    async with edge(FakeEngine()) as it:
        for part in (ASKING[:50], ASKING[50:-9], ASKING[-9:]):
            it.writer.write(part)
            await asyncio.sleep(LATE * 0.7)
        assert b"200" == await said(it.reader)


@pytest.mark.parametrize(("what", "cut"), [("head", 40), ("body", -5)])
async def test_half_of_the_next(what: str, cut: int) -> None:
    """While an answer is due the next request is waited for: it is told no before."""
    engine = Working()
    async with edge(engine) as it:
        it.writer.write(ASKING + ASKING[:cut])
        await asyncio.sleep(LATE * 2)
        assert not it.reader.at_eof()
        engine.go.set()
        assert b"200" == await said(it.reader)
        told(await it.rest(), what)
    assert ["done"] == engine.outcomes


async def test_answered_before_its_end() -> None:
    """Who was answered without the whole of his body is not answered twice."""
    async with edge(FakeEngine()) as it:
        it.writer.write(ELSEWHERE)
        assert b"200" == await said(it.reader)
        reading = asyncio.create_task(it.rest())
        await it.drip(b"x")
        assert b"" == await reading


async def test_a_whole_request_takes_no_timer() -> None:
    """While a request is answered nothing is waited for."""
    engine = Working()
    async with edge(engine) as it:
        it.writer.write(ASKING)
        await engine.began.acquire()
        (one,) = it.server.server_state.connections
        assert isinstance(one, Patient)
        assert one._timer is None
        assert one.timeout_keep_alive_task is None
        engine.go.set()
        assert b"200" == await said(it.reader)


def test_half_requests_on_the_loop_that_serves() -> None:
    """It is no other on uvloop; what is closed already is left alone."""

    async def main() -> None:
        async with edge(FakeEngine()) as it:
            it.writer.write(HALF_BODY)
            told(await it.rest(), "body")
        async with edge(FakeEngine()) as it:
            it.writer.write(b"\0\r\n\r\n")
            assert b"HTTP/1.1 400 " in await it.rest()

    run(main())


@pytest.mark.parametrize("anyio_backend", [("asyncio", {"use_uvloop": True})])
async def test_what_came_in_time_is_answered() -> None:
    """A request is late by when it came, not by when the loop was late to read it.

    uvloop looks at its timers before its connections.
    """

    def long_turn() -> None:
        loop.remove_reader(ready)
        client.sendall(ASKING[-5:])
        time.sleep(LATE)

    loop = asyncio.get_running_loop()
    ready, bell = socket.socketpair()
    with ready, bell, socket.socket() as client:
        async with edge(FakeEngine()) as it:
            await asyncio.to_thread(client.connect, ("127.0.0.1", it.port))
            client.settimeout(SLACK)
            client.sendall(HALF_BODY)
            await asyncio.sleep(LATE / 3)
            loop.add_reader(ready, long_turn)
            bell.sendall(b"!")
            assert b"HTTP/1.1 200" in await asyncio.to_thread(client.recv, 1024)


LARGE = Reply(b'"%b"' % (b"x" * 24_000_000))


async def deaf(port: int, request: bytes) -> socket.socket:
    """Ask, and read nothing."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.setblocking(False)  # noqa: FBT003 - its own signature
    loop = asyncio.get_running_loop()
    await loop.sock_connect(client, ("127.0.0.1", port))
    await loop.sock_sendall(client, request)
    return client


LAST = HEAD + b"connection: close\r\n\r\n" + BODY


@pytest.mark.parametrize("request_", [ASKING, ASKING * 3, LAST])
def test_who_takes_nothing_is_cut_off(request_: bytes) -> None:
    """An answer that is not taken does not stay in memory."""

    async def main() -> None:
        async with edge(FakeEngine(LARGE)) as it:
            client = await deaf(it.port, request_)
            state = it.server.server_state
            async with asyncio.timeout(SLACK):
                while state.connections:  # noqa: ASYNC110 - a test polls
                    await asyncio.sleep(0.01)
            client.close()

    run(main())


async def test_who_leaves_a_rest_is_cut_off() -> None:
    """Room again for what is written is no end of the wait on a connection that closes.

    Plain asyncio tells of it then, too, and uvloop while its client is still sending.
    """
    async with edge(FakeEngine(LARGE)) as it:
        client = await deaf(it.port, LAST)
        state = it.server.server_state
        async with asyncio.timeout(SLACK):
            while len(state.connections) < 2:  # noqa: ASYNC110 - a test polls
                await asyncio.sleep(0.01)
            made = [each for each in state.connections if isinstance(each, Patient)]
            one = {each.client: each for each in made}[client.getsockname()]
            while not one.transport.is_closing():  # noqa: ASYNC110 - a test polls
                await asyncio.sleep(0.01)
            one.resume_writing()
            while one in state.connections:  # noqa: ASYNC110 - a test polls
                await asyncio.sleep(0.01)
        client.close()


def test_who_takes_it_slowly_gets_all() -> None:
    """As long as something is taken, however little, an answer is not cut."""

    took: list[int] = []

    async def main() -> None:
        async with edge(FakeEngine(LARGE)) as it:
            client = await deaf(it.port, LAST)
            loop = asyncio.get_running_loop()
            count, slow = 0, loop.time() + 5 * LATE
            while chunk := await loop.sock_recv(client, 4_000_000):
                count += len(chunk)
                if loop.time() < slow:
                    await asyncio.sleep(LATE / 10)
            client.close()
            took.append(count)

    run(main())
    assert took[0] > len(LARGE.body)
