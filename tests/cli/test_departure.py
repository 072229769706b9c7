"""What becomes of a request whose connection is lost, over real connections."""

import asyncio
import signal
from collections.abc import AsyncGenerator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import orjson
import pytest
from typing_extensions import override

from gateway.cli.protocol import OneWrite
from gateway.cli.server import Server, listen, make, run
from gateway.execution.carried import Carried
from gateway.execution.message import Reply, Request
from gateway.http.front import Front
from gateway.http.valve import Valve
from gateway.settings import Settings
from tests.cli.test_server import ASKING, said
from tests.http.fakes import FakeEngine, Noted, front_of


@dataclass
class Working(FakeEngine):
    """Answers when it is let go, and notes what came of each operation."""

    carries: bool = False
    go: asyncio.Event = field(default_factory=asyncio.Event)
    began: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))
    outcomes: list[str] = field(default_factory=list[str])

    @override
    def begin(self, request: Request) -> Awaitable[Reply]:  # type: ignore[override] # as engines do
        rest = self._work()
        return Carried(rest) if self.carries else rest

    async def _work(self) -> Reply:
        self.began.release()
        try:
            await self.go.wait()
        except asyncio.CancelledError:
            self.outcomes.append("cancelled")
            raise
        self.outcomes.append("done")
        return self.reply


@dataclass
class Edge:
    """An edge that serves, and a connection to it."""

    server: Server
    front: Front
    noted: Noted
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def idles(self) -> None:
        """Wait until nothing is in work."""
        async with asyncio.timeout(20):
            while self.front.valve.work:  # noqa: ASYNC110 - a test polls
                await asyncio.sleep(0.005)
        await asyncio.sleep(0.02)


@asynccontextmanager
async def edge(engine: Working, valve: Valve | None = None) -> AsyncGenerator[Edge]:
    """Serve an engine."""
    noted = Noted()
    front = front_of(engine, noted, valve=valve)
    address: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    server = make(front, Settings(profile="development"), address.set_result)
    with listen("127.0.0.1", 0) as listener:
        task = asyncio.create_task(server.serve(sockets=[listener]))
        host, _, port = (await address).removeprefix("http://").partition(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        yield Edge(server, front, noted, reader, writer)
        writer.close()
        server.stop(signal.SIGINT)
        async with asyncio.timeout(10):
            await task


async def test_counts_go_back(caplog: pytest.LogCaptureFixture) -> None:
    """The operation is cancelled, its place is free, no task is left, and nothing is told."""
    engine = Working()
    async with edge(engine) as it:
        before = asyncio.all_tasks()
        it.writer.write(ASKING)
        await engine.began.acquire()
        assert 1 == it.front.valve.work
        it.writer.close()
        await it.idles()
        assert before >= asyncio.all_tasks()
    assert ["cancelled"] == engine.outcomes
    assert [] == it.noted.events
    assert [] == caplog.records


class Shut(Valve):
    """Lets nobody begin."""

    def __init__(self) -> None:
        super().__init__()
        self.queue()

    @property
    @override
    def free(self) -> bool:
        return False


async def test_who_leaves_while_waiting_to_begin(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Nothing is begun for him, and nobody waits behind him."""
    engine = Working()
    async with edge(engine, Shut()) as it:
        it.writer.write(ASKING)
        async with asyncio.timeout(20):
            while it.front.valve.waiting < 2:  # noqa: ASYNC110 - a test polls
                await asyncio.sleep(0.005)
        it.writer.transport.abort()
        async with asyncio.timeout(20):
            while it.front.valve.waiting > 1:  # noqa: ASYNC110 - a test polls
                await asyncio.sleep(0.005)
        await it.idles()
    assert [] == engine.outcomes
    assert [] == caplog.records


async def test_a_mutation_is_carried_out(caplog: pytest.LogCaptureFixture) -> None:
    """What may have been sent goes on to its end, and is counted until then."""
    engine = Working(carries=True)
    async with edge(engine) as it:
        it.writer.write(ASKING)
        await engine.began.acquire()
        it.writer.transport.abort()
        await asyncio.sleep(0.1)
        assert 1 == it.front.valve.work
        engine.go.set()
        await it.idles()
    assert ["done"] == engine.outcomes
    assert [] == caplog.records


async def cut(engine: Working) -> None:
    """Lose a connection with several requests in line, of which the first is in work."""
    async with edge(engine) as it:
        it.writer.write(ASKING * 3)
        await engine.began.acquire()
        (lost,) = it.server.server_state.connections
        assert isinstance(lost, OneWrite)
        lost.transport.abort()  # reading is paused while requests wait in line
        await asyncio.sleep(0.05)
        engine.go.set()
        await it.idles()


@pytest.mark.parametrize("carries", [False, True])
def test_a_pipeline_that_is_cut(
    caplog: pytest.LogCaptureFixture, *, carries: bool
) -> None:
    """The first request ends, and none begins; what is written to nobody is no trouble.

    On the loop that serves, which refuses to write to what is lost.
    """
    engine = Working(carries=carries)
    run(cut(engine))
    assert ["done" if carries else "cancelled"] == engine.outcomes
    assert [] == caplog.records


@pytest.mark.parametrize(
    ("carries", "status", "code", "retryable"),
    [(False, b"503", "INTERNAL", True), (True, b"500", "UPSTREAM_UNKNOWN", False)],
)
async def test_who_still_waits_when_it_has_to_stop(
    caplog: pytest.LogCaptureFixture,
    *,
    carries: bool,
    status: bytes,
    code: str,
    retryable: bool,
) -> None:
    """He is told so: to ask again, but for what may have been done."""
    engine = Working(carries=carries)
    async with edge(engine) as it:
        it.writer.write(ASKING)
        await engine.began.acquire()
        for task in it.server.server_state.tasks:  # as uvicorn does in the end
            task.cancel()
        head = await it.reader.readuntil(b"\r\n\r\n")
        (error,) = orjson.loads(await it.reader.readuntil(b"]}"))["errors"]
        await it.idles()
    assert status == head.split(b" ")[1]
    extensions = error["extensions"]
    assert (code, retryable) == (extensions["code"], extensions["retryable"])
    assert [] == caplog.records


async def test_a_kept_connection_goes_on() -> None:
    """Operations that wait, one after the other, are each answered."""
    engine = Working()
    engine.go.set()
    async with edge(engine) as it:
        for _ in range(3):
            it.writer.write(ASKING)
            assert b"200" == await said(it.reader)
    assert ["done"] * 3 == engine.outcomes
