"""The server over real sockets: address, signals, draining."""

import asyncio
import os
import signal
import socket
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

import httpx
import pytest
from typing_extensions import override

from gateway.cli.server import Server, listen, make, run, serve
from gateway.errors import StartupError
from gateway.execution.message import Reply, Request
from gateway.http.front import Front
from gateway.http.valve import Valve
from gateway.http.waiting import Refused, Waiting
from gateway.settings import Settings
from tests.http.fakes import ASKED, FakeEngine, front_of

PRODUCTION = Settings(drain_time=4, shutdown_timeout=1)
DEVELOPMENT = Settings(profile="development")


@asynccontextmanager
async def serving(
    front: Front, settings: Settings
) -> AsyncGenerator[tuple[str, asyncio.Task[None]]]:
    """Serve on a free port; give the address and the task that serves."""
    said: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    with listen("127.0.0.1", 0) as listener:
        task = asyncio.create_task(serve(front, settings, listener, said.set_result))
        async with asyncio.timeout(30):
            yield await said, task
            if not task.done():
                os.kill(os.getpid(), signal.SIGINT)
            await task


@asynccontextmanager
async def made(front: Front, settings: Settings) -> AsyncGenerator[tuple[Server, int]]:
    """Serve on a free port; give the server and the port."""
    said: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    server = make(front, settings, said.set_result)
    with listen("127.0.0.1", 0) as listener:
        task = asyncio.create_task(server.serve(sockets=[listener]))
        async with asyncio.timeout(30):
            yield server, int((await said).rpartition(":")[2])
            server.stop(signal.SIGINT)
            await task


async def test_answers_where_it_says() -> None:
    """The announced address answers, without naming its software."""
    async with (
        serving(front_of(FakeEngine()), DEVELOPMENT) as (address, _),
        httpx.AsyncClient(base_url=address) as client,
    ):
        answer = await client.post("/graphql", json={"query": "{a}"})
    assert (200, ASKED) == (answer.status_code, answer.content)
    assert "server" not in answer.headers


async def test_drains_on_sigterm() -> None:
    """After SIGTERM a kept connection is still answered, told to close, and then all ends."""
    front = front_of(FakeEngine())
    async with serving(front, PRODUCTION) as (address, task):
        async with httpx.AsyncClient(base_url=address) as client:
            await client.get("/healthz")
            os.kill(os.getpid(), signal.SIGTERM)
            while not front.leaving:  # noqa: ASYNC110 - a test polls
                await asyncio.sleep(0.01)
            answer = await client.post("/graphql", json={"query": "{a}"})
            ready = await client.get("/readyz")
        await task
    assert (200, "close") == (answer.status_code, answer.headers["connection"])
    assert (503, "close") == (ready.status_code, ready.headers["connection"])


async def test_who_is_silent_for_longer_than_the_draining() -> None:
    """A connection that stays idle is closed when draining is over, not before; who asks is answered."""
    settings = Settings(drain_time=1.5, keep_alive=60, shutdown_timeout=1)
    front = front_of(FakeEngine())
    async with serving(front, settings) as (address, task):
        host, _, port = address.removeprefix("http://").partition(":")
        silent, asks = [
            await asyncio.open_connection(host, int(port)) for _ in range(2)
        ]
        for _, writer in (silent, asks):
            writer.write(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n")
        for reader, _ in (silent, asks):
            await reader.readuntil(b"}")
        began = time.monotonic()
        os.kill(os.getpid(), signal.SIGTERM)
        while not front.leaving:  # noqa: ASYNC110 - a test polls
            await asyncio.sleep(0.01)
        asks[1].write(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n")
        assert b"200 OK" in await asks[0].readline()
        assert b"connection: close" in await asks[0].read()
        assert b"" == await silent[0].read()
        assert time.monotonic() - began >= 1.5
        await task
        for _, writer in (silent, asks):
            writer.close()


@pytest.mark.parametrize(
    "anyio_backend", [("asyncio", {"use_uvloop": one}) for one in (False, True)]
)
async def test_who_asked_in_time_is_answered() -> None:
    """What has come when draining is over is answered, though the loop has not read it yet."""
    front = front_of(FakeEngine())
    async with made(front, PRODUCTION) as (server, port):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(ASKING)
        assert b"200" == await said(reader)
        front.drain()
        client = writer.get_extra_info("socket")
        os.write(client.fileno(), ASKING)
        (kept,) = server.server_state.connections
        kept.shutdown()
        assert b"200" == await said(reader)
        assert b"" == await reader.read()
        writer.close()


async def test_who_has_just_come_is_heard() -> None:
    """Who connected a moment before the gateway stops, and asks after it, is answered; the silent go."""
    front = front_of(FakeEngine())
    async with made(front, PRODUCTION) as (server, port):
        asks, silent = [
            await asyncio.open_connection("127.0.0.1", port) for _ in range(2)
        ]
        while len(server.server_state.connections) < 2:  # noqa: ASYNC110 - a test polls
            await asyncio.sleep(0)
        front.drain()
        for connection in list(server.server_state.connections):
            connection.shutdown()
        asks[1].write(ASKING)
        assert b"200" == await said(asks[0])
        assert b"" == await asks[0].read()
        assert b"" == await silent[0].read()
        for _, writer in (asks, silent):
            writer.close()


async def test_whether_its_loop_turns() -> None:
    """One that serves and takes no turn for long stands; before it serves, and as it ends, none does."""
    front = front_of(FakeEngine())
    assert not make(front, DEVELOPMENT, print).stands
    async with made(front, DEVELOPMENT) as (server, _):
        server.standing = 0.3
        await asyncio.sleep(0.5)
        found = [server.stands]
        time.sleep(0.5)  # noqa: ASYNC251 - what it is about
        found.append(server.stands)
        server.should_exit = True
        found.append(server.stands)
    assert [False, True, False] == found


async def test_second_signal_ends_at_once() -> None:
    """A second signal does not wait for the draining."""
    slow = PRODUCTION.model_copy(update={"drain_time": 60.0})
    front = front_of(FakeEngine())
    async with serving(front, slow) as (_, task):
        os.kill(os.getpid(), signal.SIGTERM)
        while not front.leaving:  # noqa: ASYNC110 - a test polls
            await asyncio.sleep(0.01)
        os.kill(os.getpid(), signal.SIGTERM)
        await task
    assert task.done()


async def test_body_too_large_while_reading() -> None:
    """A chunked body is cut off at the limit, not at its end."""
    async with serving(front_of(FakeEngine()), DEVELOPMENT) as (address, _):
        host, _, port = address.removeprefix("http://").partition(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(
            b"POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
            b"transfer-encoding: chunked\r\n\r\n"
        )
        chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
        for _ in range(17):
            writer.write(chunk)
        status = await reader.readline()
        writer.close()
    assert status.startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize(("kept", "alive"), [("1s", False), ("60s", True)])
async def test_how_long_a_connection_may_stand_idle(kept: str, *, alive: bool) -> None:
    """As long as the settings say: longer than a load balancer keeps its own."""
    settings = Settings.model_validate({"profile": "development", "keep_alive": kept})
    async with serving(front_of(FakeEngine()), settings) as (address, _):
        host, _, port = address.removeprefix("http://").partition(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        for _ in "ab":
            writer.write(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n")
            await reader.readuntil(b"}")
        reading = asyncio.create_task(reader.read(1))
        closed, _ = await asyncio.wait([reading], timeout=3)
        reading.cancel()
        writer.close()
    assert alive is not bool(closed)


def test_port_taken() -> None:
    """A port in use is a message with a remedy."""
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(StartupError) as caught:
            listen("127.0.0.1", port)
    assert (
        f"tidak dapat mendengarkan di 127.0.0.1:{port}: port sedang dipakai;"
        " pilih port lain dengan --port atau GATEWAY_PORT" == str(caught.value)
    )


def test_foreign_address() -> None:
    """An address that is not this machine's is a message, too."""
    with pytest.raises(StartupError, match="alamat itu bukan milik mesin ini"):
        listen("192.0.2.1", 0)


def test_unknown_host() -> None:
    """A host name that means nothing is a message, too."""
    with pytest.raises(StartupError, match="tidak dapat mendengarkan di tidak-ada"):
        listen("tidak-ada.invalid", 8000)


def test_ipv6() -> None:
    """An IPv6 address is listened to as such."""
    with listen("::1", 0) as listener:
        assert socket.AF_INET6 == listener.family


def test_run() -> None:
    """A program runs to its end on an event loop."""
    ran: list[str] = []

    async def main() -> None:
        ran.append(type(asyncio.get_running_loop()).__module__)

    run(main())
    assert 1 == len(ran)


class Switched(Valve):
    """Full, and wary, when the test says so."""

    def turn(self, *, full: bool) -> None:
        self.full = self.wary = full

    @override
    def _judge(self) -> None:
        pass

    @override
    def look(self, lag: float, since: float) -> None:
        pass

    @property
    @override
    def closed(self) -> bool:
        return self.full

    @override
    def tries(self) -> bool:
        return False


class Still(Waiting):
    """Refuses nobody before it is told to."""

    def __init__(self, valve: Valve) -> None:
        super().__init__(valve)
        self.held: list[Refused] = []

    @override
    def refuse(self, one: Refused) -> None:
        self.held.append(one)

    def release(self) -> None:
        for one in self.held:
            one.refuse()


BODY = b'{"query": "{a}"}'
HEAD = (
    b"POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
    b"content-length: %d\r\n" % len(BODY)
)
ASKING = HEAD + b"\r\n" + BODY


@asynccontextmanager
async def shedding(
    front: Front,
) -> AsyncGenerator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """Serve, and give a connection."""
    async with serving(front, DEVELOPMENT) as (address, _):
        host, _, port = address.removeprefix("http://").partition(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        yield reader, writer
        writer.close()


async def said(reader: asyncio.StreamReader) -> bytes:
    """Read an answer to its end; give its status."""
    answered = await reader.readuntil(b"\r\n\r\n")
    length = int(answered.lower().split(b"content-length: ")[1].split(b"\r")[0])
    await reader.readexactly(length)
    return answered.split(b" ", 2)[1]


def switched() -> tuple[Front, Switched]:
    """Make a front and its valve."""
    valve = Switched()
    return front_of(FakeEngine(), valve=valve), valve


async def test_refused_unread_and_read_again() -> None:
    """While it is full requests get 503 on a connection that stays good; halves are read."""
    front, valve = switched()
    async with shedding(front) as (reader, writer):
        found: list[bytes] = []
        for full in (True, False, True, True, False):
            valve.turn(full=full)
            writer.write(ASKING)
            found.append(await said(reader))
        valve.turn(full=False)
        writer.write(ASKING[:-5])  # the rest comes when it is full
        await asyncio.sleep(0.1)
        valve.turn(full=True)
        writer.write(ASKING[-5:])
        found.append(await said(reader))
    assert [b"503", b"200", b"503", b"503", b"200", b"503"] == found
    assert 4 == valve.shed


async def test_connections_too_many() -> None:
    """Who is there is served on; the one too many is refused and closed, health is answered."""
    front = front_of(FakeEngine())
    async with serving(front, DEVELOPMENT) as (address, _):
        front.most = 1
        host, _, port = address.removeprefix("http://").partition(":")
        lines = [await asyncio.open_connection(host, int(port)) for _ in range(3)]
        found: list[bytes] = []
        health = b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n"
        asked = (ASKING, ASKING, health)
        for (reader, writer), asking in zip(lines, asked, strict=True):
            writer.write(asking)
            found.append(await said(reader))
        lines[0][1].write(ASKING)
        found.append(await said(lines[0][0]))
        for reader, writer in lines[1:]:
            assert b"" == await reader.read()
            writer.close()
        lines[0][1].close()
    assert [b"200", b"503", b"200", b"200"] == found
    assert 1 == front.valve.shed


async def test_connections_far_too_many() -> None:
    """They are closed unheard: to answer them would take what the others need."""
    front = front_of(FakeEngine())
    async with serving(front, DEVELOPMENT) as (address, _):
        front.most = -40
        host, _, port = address.removeprefix("http://").partition(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        with suppress(ConnectionResetError):
            assert b"" == await reader.read()
        writer.close()


async def test_what_arrives_is_counted_for_a_turn() -> None:
    """What is let in while it is wary counts until it begins."""
    front, valve = switched()
    valve.wary = True
    async with shedding(front) as (reader, writer):
        writer.write(ASKING)
        assert b"200" == await said(reader)
    assert 0 == valve.coming


async def test_a_refusal_keeps_its_connection() -> None:
    """It is an answer: the time after which an idle connection is closed begins anew."""
    front, valve = switched()
    address: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    server = make(front, DEVELOPMENT, address.set_result)
    server.config.timeout_keep_alive = 3
    with listen("127.0.0.1", 0) as listener:
        task = asyncio.create_task(server.serve(sockets=[listener]))
        host, _, port = (await address).removeprefix("http://").partition(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        for full in (False, True, False):
            valve.turn(full=full)
            writer.write(ASKING)
            assert (b"503" if full else b"200") == await said(reader)
            await asyncio.sleep(1.2)  # three times that is more than the time it has
        async with asyncio.timeout(30):
            assert b"" == await reader.read()
        writer.close()
        os.kill(os.getpid(), signal.SIGINT)
        await task


async def test_waits_to_be_refused() -> None:
    """Who is not granted a refusal waits for it; who asks more meanwhile gets both answers."""
    front, valve = switched()
    valve.turn(full=True)
    front.waiting = still = Still(valve)
    async with shedding(front) as (reader, writer):
        writer.write(ASKING)
        await asyncio.sleep(0.1)
        assert 1 == len(still.held)
        valve.turn(full=False)
        writer.write(ASKING)
        assert [b"503", b"200"] == [await said(reader), await said(reader)]
        still.release()  # was told already
        valve.turn(full=True)
        writer.write(ASKING)
        await asyncio.sleep(0.1)
        still.release()
        assert b"503" == await said(reader)


@pytest.mark.parametrize("closing", [True, False])
async def test_the_last_refusal_closes(*, closing: bool) -> None:
    """A client that wants its connection closed, or a gateway that stops, has it closed."""
    front, valve = switched()
    valve.turn(full=True)
    async with shedding(front) as (reader, writer):
        if closing:
            front.drain()
        close = b"" if closing else b"connection: close\r\n"
        writer.write(HEAD + close + b"\r\n" + BODY)
        assert b"503" == await said(reader)
        assert b"" == await reader.read()


async def test_the_last_refusal_is_the_end() -> None:
    """What a client has asked after it is not begun, and it sees the end and no reset."""
    valve, engine = Switched(), FakeEngine()
    front = front_of(engine, valve=valve)
    valve.turn(full=True)
    front.waiting = Still(valve)
    async with shedding(front) as (reader, writer):
        writer.write(HEAD + b"connection: close\r\n\r\n" + BODY)
        await asyncio.sleep(0.1)
        valve.turn(full=False)
        for _ in range(3):
            writer.write(ASKING)
            await asyncio.sleep(0.05)
        assert b"503" == await said(reader)
        assert b"" == await reader.read()
    assert [] == engine.requests


async def test_who_waits_is_told_at_the_end() -> None:
    """A server that stops refuses whoever still waits to be refused."""
    front, valve = switched()
    valve.turn(full=True)
    front.waiting = Still(valve)
    async with shedding(front) as (reader, writer):
        writer.write(ASKING)
        await asyncio.sleep(0.1)
        os.kill(os.getpid(), signal.SIGINT)
        assert b"503" == await said(reader)


async def test_who_left_is_not_told() -> None:
    """A client that has gone away meanwhile is no trouble."""
    front, valve = switched()
    valve.turn(full=True)
    front.waiting = still = Still(valve)
    async with shedding(front) as (_, writer):
        writer.write(ASKING)
        await asyncio.sleep(0.1)
        writer.transport.abort()
        await asyncio.sleep(0.1)
        still.release()
        assert 1 == len(still.held)


class Slow(FakeEngine):
    """An engine that answers when it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.began, self.go = asyncio.Event(), asyncio.Event()

    @override
    async def begin(self, request: Request) -> Reply:
        self.began.set()
        await self.go.wait()
        return self.reply


async def test_what_is_running_is_finished() -> None:
    """A request that outlasts the draining gets its answer before all ends."""
    settings = Settings(drain_time=0.1, shutdown_timeout=20)
    engine = Slow()
    async with serving(front_of(engine), settings) as (address, task):
        async with httpx.AsyncClient(base_url=address, timeout=30) as client:
            asking = asyncio.create_task(client.post("/graphql", json={"query": "{a}"}))
            await engine.began.wait()
            os.kill(os.getpid(), signal.SIGTERM)
            await asyncio.sleep(0.3)
            assert not asking.done()
            assert not task.done()
            engine.go.set()
            answer = await asking
        await task
    assert (200, ASKED) == (answer.status_code, answer.content)


class Large(Slow):
    """An engine whose first answer is more than anybody keeps for a client."""

    @override
    async def begin(self, request: Request) -> Reply:
        if self.began.is_set():
            await self.go.wait()
        self.began.set()
        return Reply(bytes(32 * 1024 * 1024))


async def test_who_takes_nothing_keeps_nobody() -> None:
    """What is cancelled in the end is over, though its client has still to take another answer."""
    engine = Large()
    client = socket.socket()
    async with made(front_of(engine), DEVELOPMENT) as (server, port):
        client.connect(("127.0.0.1", port))
        client.sendall(ASKING * 2)
        await engine.began.wait()
        await asyncio.sleep(0.3)
        server.force_exit = True  # as a second signal does
    tasks = set(server.server_state.tasks)
    for task in tasks:  # as asyncio.Runner does
        task.cancel()
    _, left = await asyncio.wait(tasks, timeout=2)
    client.close()
    assert (1, set()) == (len(tasks), left)
