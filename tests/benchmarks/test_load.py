"""The load generators: wrk's closing line, and our own beside it."""

import asyncio
import shutil
import sys
from collections.abc import AsyncGenerator
from functools import partial
from typing import cast

import pytest
from typing_extensions import override

from benchmarks import load, pyload
from benchmarks.load import Load, LoadError
from benchmarks.pyload import Tally, drive
from benchmarks.upstream import framed

LINE = 'RESULT {"requests":10,"seconds":2.0,"bytes":900,"failed":1,"p50":0.1,"p99":0.2}'
ANSWER = framed(b'{"data":{"a":1}}')
FAULTY = framed(b'{"data":null,"errors":[]}')
BODY = b'{"query": "{ a }"}'
EITHER = pytest.mark.parametrize(
    "program",
    [
        pytest.param(
            "wrk",
            marks=pytest.mark.skipif(
                shutil.which("wrk") is None, reason="wrk is not installed"
            ),
        ),
        "python",
    ],
)


class InPieces(asyncio.Protocol):
    """Answer whatever arrives, in two pieces."""

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.WriteTransport", transport)

    @override
    def data_received(self, data: bytes) -> None:
        self._transport.write(ANSWER[:20])
        asyncio.get_running_loop().call_soon(self._transport.write, ANSWER[20:])


class Failing(InPieces):
    """Answer whatever arrives with HTTP 200 and errors, every other time."""

    @override
    def data_received(self, data: bytes) -> None:
        self._turn = not getattr(self, "_turn", False)
        self._transport.write(FAULTY if self._turn else ANSWER)


@pytest.fixture
async def port() -> AsyncGenerator[int]:
    """Answer on a port of its own."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(InPieces, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


def test_the_closing_line_is_found_among_others() -> None:
    """Requests over seconds are the rate; the generator's own time is added."""
    found = load.parse(f"Running 2s test\n{LINE}\nRequests/sec: 5\n", cpu=0.5)
    assert Load(10, 2.0, 900, 1, 0.1, 0.2, 0.5) == found
    assert 5.0 == found.rate


def test_without_a_closing_line_the_generator_failed() -> None:
    """What it said instead is in the error."""
    with pytest.raises(LoadError, match="unable to connect"):
        load.parse("unable to connect", cpu=0.0)


def test_no_time_is_no_rate() -> None:
    """A run of no length divides by nothing."""
    assert 0.0 == Load(0, 0.0, 0, 0, 0, 0, 0).rate


@EITHER
async def test_a_real_run_counts_whole_answers(
    port: int, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Either generator counts requests, bytes and its own CPU time."""
    if program == "python":
        monkeypatch.setenv("PATH", "")
    assert program == load.generator()
    found = await asyncio.to_thread(partial(load.run, port, [BODY], 1))
    assert found.requests > 100
    assert 0 == found.failed
    assert len(ANSWER) == pytest.approx(found.bytes / found.requests, rel=0.05)
    assert 0 < found.p50 <= found.p99 < 1
    assert found.cpu > 0


@pytest.mark.parametrize("look", [True, False])
@EITHER
async def test_errors_have_failed_where_they_are_looked_for(
    program: str, monkeypatch: pytest.MonkeyPatch, *, look: bool
) -> None:
    """Every other answer has some; wrk looks only where it is told to."""
    if program == "python":
        monkeypatch.setenv("PATH", "")
    loop = asyncio.get_running_loop()
    async with await loop.create_server(Failing, "127.0.0.1", 0) as server:
        place = server.sockets[0].getsockname()[1]
        loading = partial(load.run, place, [BODY], 1, look=look)
        found = await asyncio.to_thread(loading)
    share = 0.5 if look or program == "python" else 0.0
    assert found.requests > 100
    assert share == pytest.approx(found.failed / found.requests, abs=0.05)


def test_the_fallback_is_our_own_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without wrk on the path the command runs benchmarks.pyload."""
    monkeypatch.setenv("PATH", "")
    expected = [sys.executable, "-m", "benchmarks.pyload", "80", "64", "1.5"]
    assert expected == load.command(80, 1.5)


async def test_several_bodies_are_sent_in_turn() -> None:
    """A generator is told them by number, and our own sends one after the other."""
    bodies = [b"{ a }", b"{ b }", b"{ c }"]
    told = load.environment(bodies)
    assert {"BENCH_BODY_1": "{ a }", "BENCH_BODY_3": "{ c }"}.items() <= told.items()
    assert bodies == list(pyload.told(told))


async def test_our_own_generator_keeps_its_connections_busy(port: int) -> None:
    """Each connection sends again after each whole answer."""
    line = await drive(port, 4, 0.2, [BODY])
    found = load.parse(line, cpu=0.0)
    assert found.requests > 20
    assert 0 == found.failed


def test_a_tally_of_nothing_still_closes() -> None:
    """A server that never answers gives a line with no requests."""
    assert 0 == load.parse(Tally().line(1.0), cpu=0.0).requests
