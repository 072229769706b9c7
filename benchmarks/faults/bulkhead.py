"""The bulkhead: a service that hangs keeps its places, and nobody else's."""

import asyncio
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.faults.client import NOTHING, Clients, Reply, clients, crowd, paced
from benchmarks.faults.conduct import HANGS
from benchmarks.faults.figure import Figure, at_most, exactly
from benchmarks.faults.history import in_flight
from benchmarks.faults.rig import QUERY, Rig, rig
from benchmarks.faults.tail import tail
from benchmarks.faults.told import otherwise
from benchmarks.proc import resident

_SICK: Final = "sakit"
_WELL: Final = "sehat"
_PLACES: Final = 20  # `limits.concurrency` where nothing is said
_CALLERS: Final = 200
_REST: Final = 0.25  # seconds after which a caller asks again, on average
_RATE: Final = 50.0
_REJECT: Final = 5.0  # milliseconds
_TOLD: Final = ("UPSTREAM_BUSY", "UPSTREAM_TIMEOUT", "UPSTREAM_UNAVAILABLE")
_MEMORY: Final = 20.0  # MiB
_MIB: Final = 1024 * 1024
_LOOK: Final = 0.25


@dataclass(frozen=True, slots=True)
class Size:
    """How long a call hangs, in seconds; it is asked for as long as that."""

    hang: float


FULL: Final = Size(30.0)
QUICK: Final = Size(1.5)


async def measure(*, quick: bool) -> list[Figure]:
    """Measure a hang under 200 callers, and what it does to others."""
    size = QUICK if quick else FULL
    with rig(
        {_SICK: {"timeout": f"{size.hang:g}s"}, _WELL: {}},
        GATEWAY_OPERATION_TIMEOUT=f"{size.hang + 5:g}s",
    ) as running:
        async with clients(running.gateway.port) as some:
            return await _figures(running, some, size)


async def _figures(running: Rig, some: Clients, size: Size) -> list[Figure]:
    async def ask(caller: int) -> Reply:
        await asyncio.sleep(_REST * 2 * chance.random())  # else all would ask at once
        asked.append(caller)
        return await some.ask(QUERY % _SICK, kode=f"{caller}-{len(asked)}")

    async def other(number: int) -> Reply:
        return await some.ask(QUERY % _WELL, kode=str(number))

    async def nothing(_: int) -> Reply:
        return await some.ask(NOTHING)

    asked: list[int] = []
    chance = random.Random(1)  # noqa: S311 - when somebody asks
    await some.open(_CALLERS + 20)
    await other(0)
    await running.behave(_SICK, HANGS)
    before = resident(running.gateway.pid)
    watching = asyncio.create_task(_most(running, size.hang))
    others = asyncio.create_task(paced(other, _RATE, size.hang))
    least = asyncio.create_task(paced(nothing, _RATE, size.hang))
    replies = await crowd(ask, _CALLERS, size.hang)
    grown = (await watching - before) / _MIB
    lost = [one for one in await others if one.status != 200 or one.codes]  # noqa: PLR2004 - RFC 9110 §15.3.1
    calls = await running.calls(_SICK)
    floor = waits(await least)
    return [
        at_most("calls in flight, 200 callers", in_flight(calls), _PLACES),
        tail("rejects", rejected(replies), _REJECT, floor),
        exactly("told otherwise", otherwise(replies, *_TOLD) or "none", "none"),
        at_most("resident memory, grown", grown, _MEMORY, "MiB"),
        exactly("requests of another connector lost", len(lost), 0),
    ]


async def _most(running: Rig, seconds: float) -> int:
    """Return the most memory that is resident within some seconds."""
    loop = asyncio.get_running_loop()
    until, most = loop.time() + seconds, 0
    while loop.time() < until:
        most = max(most, resident(running.gateway.pid))
        await asyncio.sleep(_LOOK)
    return most


def rejected(replies: Sequence[Reply]) -> list[float]:
    """Return how long it took to be refused a place, in milliseconds.

    That holds for those too whom the connector let wait for one.
    """
    return waits(one for one in replies if one.codes == ("UPSTREAM_BUSY",))


def waits(replies: Iterable[Reply]) -> list[float]:
    """Return how long each reply took, in milliseconds."""
    return [one.seconds * 1000 for one in replies]
