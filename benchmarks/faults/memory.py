"""Memory: as many answers, and as many queries, as anybody may ask for."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.faults.client import Clients, clients
from benchmarks.faults.figure import Figure, at_most, exactly
from benchmarks.faults.rig import QUERY, Rig, rig
from benchmarks.proc import resident

_NAME: Final = "dinas"
_CLIENTS: Final = 32
_LOOKS: Final = 20
_MOST: Final = 350.0  # MiB
_GROWTH: Final = 0.02
"""Of what is resident at two thirds: what it may have grown by the end."""
_SHED: Final = ("RATE_LIMITED",)
_PAUSE: Final = 0.05
_MIB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Size:
    """How many keys and how many queries are asked for."""

    keys: int
    queries: int


FULL: Final = Size(1_000_000, 100_000)
QUICK: Final = Size(2_000, 200)


async def measure(*, quick: bool) -> list[Figure]:
    """Measure what is resident while ever other keys, then other queries, are asked for."""
    size = QUICK if quick else FULL
    with rig(
        {_NAME: {"cache": {"ttl": "1h"}, "limits": {"concurrency": "64"}}}
    ) as running:
        async with clients(running.gateway.port) as some:
            keys = await _grown(running, some, size.keys, _other_key)
            queries = await _grown(running, some, size.queries, _other_query)
    return [
        *figures(f"{size.keys:,} keys", keys),
        *figures(f"{size.queries:,} queries", queries),
    ]


@dataclass(frozen=True, slots=True)
class Grown:
    """What was resident at each look, in MiB, and how many answers were wrong."""

    looks: Sequence[float]
    wrong: int


def figures(name: str, grown: Grown) -> list[Figure]:
    """Compare the most with what there may be, and the end with what came before."""
    later = grown.looks[len(grown.looks) * 2 // 3 :]
    growth = (later[-1] / later[0] - 1) * 100
    return [
        at_most(f"{name}: resident, the most", max(grown.looks), _MOST, "MiB"),
        at_most(f"{name}: growth in the last third", growth, _GROWTH * 100, "%"),
        exactly(f"{name}: not answered well", grown.wrong, 0),
    ]


Question = Callable[[int], tuple[str, dict[str, object]]]


def _other_key(number: int) -> tuple[str, dict[str, object]]:
    return QUERY % _NAME, {"kode": str(number)}


def _other_query(number: int) -> tuple[str, dict[str, object]]:
    """Ask for the same under another name: another document, and no call."""
    return (QUERY % _NAME).replace("nilai nama", f"n{number}: nilai"), {"kode": "0"}


async def _grown(running: Rig, some: Clients, count: int, question: Question) -> Grown:
    """Ask so many questions, each once, and look now and then."""
    looks: list[float] = []
    wrong = 0
    numbers: Iterator[int] = iter(())

    async def client() -> None:
        nonlocal wrong
        for number in numbers:
            query, variables = question(number)
            reply = await some.ask(query, **variables)
            while reply.codes == _SHED:
                await asyncio.sleep(_PAUSE)
                reply = await some.ask(query, **variables)
            wrong += reply.codes != ()

    for look in range(_LOOKS):
        numbers = iter(range(look * count // _LOOKS, (look + 1) * count // _LOOKS))
        await asyncio.gather(*(client() for _ in range(_CLIENTS)))
        await running.forget(_NAME)
        looks.append(resident(running.gateway.pid) / _MIB)
    return Grown(looks, wrong)
