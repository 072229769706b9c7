"""Deadlines: when a client is answered, and when the service is let go."""

import asyncio
import random
import socket
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Final

from benchmarks.faults.client import Clients, Reply, clients
from benchmarks.faults.conduct import HANGS, Conduct, Manner
from benchmarks.faults.figure import Figure, at_most, exactly
from benchmarks.faults.line import NAME, Sending, sending
from benchmarks.faults.rig import QUERY, Rig, Words, rig
from benchmarks.faults.told import within
from benchmarks.process import free_port

_LATE: Final = 0.1  # seconds past a deadline
_CLOSED: Final = 500.0  # milliseconds from the answer to the end of the connection
_TIMEOUT: Final = "UPSTREAM_TIMEOUT"
_TASKS: Final = 1.0  # seconds after which no task is left
_ENDLESS: Final = {
    "hangs": HANGS,
    "drips": Conduct(Manner.DRIP),
    "endless 1xx": Conduct(Manner.INTERIM),
}
_PATIENT: Final = "sabar"
_UNREACHED: Final = "jauh"
_BATCH: Final = 50
_PLACES: Final = 20
_SLOW: Final = 0.002


@dataclass(frozen=True, slots=True)
class Size:
    """The deadlines, in seconds, and how many callers and cancelled calls there are.

    `stated` are those that the figures name: nothing is configured then.
    """

    query: float
    connector: float
    callers: int
    cancelled: int
    after: int
    stated: bool = False


FULL: Final = Size(8.0, 3.0, 20, 100_000, 1_000, stated=True)
QUICK: Final = Size(0.8, 0.4, 5, 500, 50)


async def measure(*, quick: bool) -> list[Figure]:
    """Measure the three deadlines, and what cancelled calls leave behind."""
    size = QUICK if quick else FULL
    with ExitStack() as stack:
        hole = stack.enter_context(black_hole())
        url = f"http://127.0.0.1:{hole}"
        timeout = {} if size.stated else {"timeout": f"{size.connector}s"}
        env = {} if size.stated else {"GATEWAY_OPERATION_TIMEOUT": f"{size.query}s"}
        connectors: dict[str, Words] = {
            NAME: {**timeout, "breaker": "false", "limits": {"concurrency": "100"}},
            _PATIENT: {"timeout": "30s"},
            _UNREACHED: {"url": url, "retry": "false"},
        }
        running = stack.enter_context(rig(connectors, **env))
        async with clients(running.gateway.port) as some:
            figures = await _answered(running, some, size)
            figures += await _whole(running, some, size)
            late = await _asked(some, _UNREACHED, 1)
            title = "connecting, 1 s: answered"
            figures.append(within(title, late, 1 + _LATE, _TIMEOUT))
    async with sending({"breaker": "false"}) as line:
        figures.append(await _left(line))
        figures += await _cancelled(line, size)
    return figures


async def _answered(running: Rig, some: Clients, size: Size) -> list[Figure]:
    """Have a service never end its answer, in several ways."""
    figures: list[Figure] = []
    for words, conduct in _ENDLESS.items():
        await running.behave(NAME, conduct)
        await running.forget(NAME)
        replies, closed = await _let_go(running, some, size)
        most = size.connector + _LATE
        figures += [
            within(f"{words}: answered", replies, most, _TIMEOUT),
            at_most(f"{words}: connection closed after", closed, _CLOSED, "ms"),
        ]
    return figures


async def _let_go(
    running: Rig, some: Clients, size: Size
) -> tuple[Sequence[Reply], float]:
    """Return the replies, and the latest closing after one of them in milliseconds."""
    asked = (some.ask(QUERY % NAME, kode=str(one)) for one in range(size.callers))
    replies = await asyncio.gather(*asked)
    await asyncio.sleep(_CLOSED / 1000)
    ended = {
        one.target.rpartition("/")[2]: one.ended for one in await running.calls(NAME)
    }
    closed = [
        ((ended.get(str(number)) or float("inf")) - one.ended) * 1000
        for number, one in enumerate(replies)
    ]
    return replies, max(closed)


async def _whole(running: Rig, some: Clients, size: Size) -> list[Figure]:
    """Have a patient connector hang: the operation's own deadline ends it."""
    await running.behave(_PATIENT, HANGS)
    late = await _asked(some, _PATIENT, 5)
    most = size.query + _LATE
    return [within("the query's own: answered", late, most, _TIMEOUT)]


async def _asked(some: Clients, name: str, times: int) -> Sequence[Reply]:
    """Have some callers ask at once."""
    asked = [some.ask(QUERY % name, kode=f"x{one}") for one in range(times)]
    return await asyncio.gather(*asked)


async def _left(line: Sending) -> Figure:
    """Count the tasks that calls past their deadline leave behind."""
    before = asyncio.all_tasks()
    await line.services.behave(NAME, HANGS)
    hurried = replace(line, timeout=0.2)
    await asyncio.gather(*(hurried.code("GET", one) for one in range(_PLACES)))
    await asyncio.sleep(_TASKS)
    return exactly("tasks left after 1 s", len(asyncio.all_tasks() - before), 0)


async def _cancelled(line: Sending, size: Size) -> list[Figure]:
    """Cancel calls at every stage, then make some that are not cancelled."""
    await line.services.behave(NAME, Conduct(delay=_SLOW))
    cancelled, number = 0, 0
    chance = random.Random(1)  # noqa: S311 - when somebody goes away
    while cancelled < size.cancelled:
        calls = [
            asyncio.ensure_future(line.code("GET", number + one))
            for one in range(_BATCH)
        ]
        await asyncio.sleep(chance.random() * 2 * _SLOW)
        for call in calls:
            call.cancel()
        ended = await asyncio.gather(*calls, return_exceptions=True)
        cancelled += sum(isinstance(one, asyncio.CancelledError) for one in ended)
        number += _BATCH
    codes: list[str | None] = []
    while len(codes) < size.after:
        asked = (line.code("GET", one) for one in range(_BATCH))
        codes += await asyncio.gather(*asked)
    good = codes.count(None)
    name = f"calls that succeed after {size.cancelled:,} cancelled"
    return [
        exactly(
            name, f"{good:,} of {len(codes):,}", f"{size.after:,} of {size.after:,}"
        )
    ]


@contextmanager
def black_hole() -> Generator[int]:
    """Give a port on which no connection is ever made: its queue is full."""
    port = free_port()
    with ExitStack() as stack:
        server = stack.enter_context(socket.socket())
        server.bind(("127.0.0.1", port))
        server.listen(0)
        for _ in range(4):  # Linux lets a few more in than it is told
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)  # noqa: FBT003 - as it is declared
            waiting.connect_ex(("127.0.0.1", port))
        yield port
