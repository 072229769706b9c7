"""Services that are not reached: refused (F1), or a name server that takes long (F4).

Names are resolved by the system, whose name server cannot be exchanged for one gateway:
a look-up that blocks its thread for as long stands in, on the connector's Sender in
this process.
"""

import asyncio
from collections import Counter
from dataclasses import replace
from threading import Event
from time import monotonic
from typing import Final

from benchmarks.faults.client import NOTHING, Reply, clients, paced
from benchmarks.faults.conduct import DEAD
from benchmarks.faults.figure import Figure, at_most, exactly
from benchmarks.faults.line import NAME, Sending, sending
from benchmarks.faults.rig import QUERY, rig
from benchmarks.faults.told import within

_RATE: Final = 20.0
_REFUSED: Final = 0.05  # seconds
_SELDOM: Final = 5.0
"""A second: each waits for a second, and a bulkhead that finds all of them late shrinks to
ten places, in whose queue the others would wait besides."""
_DNS: Final = 10.0
_CONNECT: Final = 1.1  # seconds, of which a tenth is what any deadline may be late
_LAG: Final = 20.0  # milliseconds
_LOOK: Final = 0.002
_HOST: Final = "lambat.test"  # RFC 6761 §6.2: nobody's
_TIMEOUT: Final = "UPSTREAM_TIMEOUT"
_NO_BREAKER: Final = {"breaker": "false"}


async def refused(seconds: float) -> Figure:
    """Ask a service that refuses connections, each time a new question (F1)."""
    with rig({NAME: _NO_BREAKER}) as running:
        async with clients(running.gateway.port) as some:

            async def ask(number: int) -> Reply:
                return await some.ask(QUERY % NAME, kode=str(number))

            async def nothing(_: int) -> Reply:
                return await some.ask(NOTHING)

            await some.open(10)
            await ask(0)
            await running.behave(NAME, DEAD)
            beside = asyncio.ensure_future(paced(nothing, _RATE, seconds))
            replies = await paced(ask, _RATE, seconds)
            floor = await beside
    title = f"F1 refused ({len(replies):,}): answered"
    return within(title, replies, _REFUSED, "UPSTREAM_UNAVAILABLE", floor=floor)


async def named(seconds: float) -> list[Figure]:
    """Ask a service whose name takes ten seconds to resolve, and longer than this (F4)."""
    done = Event()

    def slowly(_: str) -> list[str]:
        done.wait(_DNS + 2 * seconds)
        return ["127.0.0.1"]

    words = {**_NO_BREAKER, "retry": "false", "limits": {"concurrency": "100"}}
    try:
        async with sending(words, lookup=slowly) as line:
            quiet = await _lag(line, seconds)
            unnamed = replace(line, host=_HOST)
            waits: list[float] = []
            codes: Counter[str] = Counter()

            async def ask(number: int) -> None:
                began = monotonic()
                codes[await unnamed.code("GET", number) or "OK"] += 1
                waits.append(monotonic() - began)

            asking = asyncio.ensure_future(paced(ask, _SELDOM, seconds))
            lag = await _lag(None, seconds)
            await asking
    finally:
        done.set()
    return [
        at_most("F4 slow name server: answered", max(waits), _CONNECT, "s"),
        exactly("F4 slow name server: told", dict(codes), {_TIMEOUT: len(waits)}),
        at_most("F4 slow name server: lag of the loop", lag, _LAG, "ms", quiet),
    ]


async def _lag(line: Sending | None, seconds: float) -> float:
    """Return the longest that the loop was late in some seconds, in milliseconds.

    Meanwhile a line is asked as often, where one is given.
    """

    async def ask(number: int) -> None:
        if line is not None:
            await line.code("GET", number)

    asking = asyncio.ensure_future(paced(ask, _RATE, seconds))
    most, until = 0.0, monotonic() + seconds
    while (began := monotonic()) < until:
        await asyncio.sleep(_LOOK)
        most = max(most, monotonic() - began - _LOOK)
    await asking
    return most * 1000
