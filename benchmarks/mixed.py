"""A mixed load, nine of ten answers cached, while one connector hangs.

The rest of the graph is asked by 64 clients as fast as it answers: nine warm
queries, then a cold one. Beside it one service is asked fifty times a second,
by clients who do not wait for each other: one that is well, or one that hangs and has
hung for so long that its breaker is open, where it has one. A machine that is shared is
a third faster in one second than in another, so runs are short, and four make a pair:
well, hanging, hanging, well. The promise is about the rest: its throughput with the one
hanging, over that of the healthy runs.
"""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from statistics import mean
from typing import Final

import orjson
import uvloop

from benchmarks import load
from benchmarks.faults.client import Clients, clients, paced
from benchmarks.faults.conduct import HANGS
from benchmarks.faults.figure import Figure, ratio_at_least
from benchmarks.faults.rig import QUERY, Rig, Words, rig

LEAST: Final = 0.95
"""The least share of its healthy throughput that the rest keeps."""

_WARM: Final = 9  # of ten
_ASKED: Final = 50.0  # a second, of the service that may hang
_WARM_UP: Final = 1.0
_LEAD: Final = 1.0
"""Seconds that the service beside is asked before the rest: one that hangs is full then."""
_OUTAGE: Final = 5.0
"""Seconds that it has hung before the first run: longer than a call may take."""
_GOOD: Final = "OK"
_WELL: Final = "sehat"
_SICK: Final = "sakit"

PAIRS: Final = 20
"""Enough, of four times a second each, for a quiet machine to show it; some 7 minutes."""

SECONDS: Final = 1.0
"""Of one run: a quarter of a pair."""

_KEPT: Final[Words] = {"cache": {"ttl": "1h"}}
_UNGUARDED: Final[Words] = {"breaker": False}


@dataclass(frozen=True, slots=True)
class Run:
    """What the rest of the graph gave, and what became of the one beside it."""

    rate: float
    failed: int
    codes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two runs of each kind, the hanging ones between the others."""

    well: Sequence[Run]
    sick: Sequence[Run]


def bodies() -> list[bytes]:
    """Return the mix: nine queries that are warm, and a cold one."""
    warm = [("hangat", f"w{number}") for number in range(_WARM)]
    return [
        orjson.dumps({"query": QUERY % name, "variables": {"kode": code}})
        for name, code in (*warm, ("dingin", "c"))
    ]


def connectors(words: Words) -> dict[str, Words]:
    """Return what the rest is made of, and the services beside it."""
    return {"hangat": _KEPT, "dingin": {}, _WELL: words, _SICK: words}


async def run(bench: Rig, name: str, seconds: float) -> Run:
    """Load the rest while one service is asked at its own pace.

    Who still waits for it afterwards goes away, and is told nothing.
    """
    codes: Counter[str] = Counter()
    async with clients(bench.gateway.port) as some:
        asking = asyncio.create_task(_asking(some, name, codes))
        await asyncio.sleep(_LEAD)
        found = await asyncio.to_thread(loaded, bench, seconds)
        asking.cancel()
        await asyncio.wait([asking])
    await asyncio.to_thread(bench.gateway.settle)
    return Run(found.rate, found.failed, codes)


def loaded(bench: Rig, seconds: float) -> load.Load:
    """Load the rest, every tenth answer a cold one; one with errors has failed."""
    return load.run(bench.gateway.port, bodies(), seconds, look=True)


async def _asking(some: Clients, name: str, codes: Counter[str]) -> None:
    """Ask until that is cancelled, and count what is told meanwhile."""

    async def ask(number: int) -> None:
        reply = await some.ask(QUERY % name, kode=f"k{number}")
        codes[",".join(reply.codes) or _GOOD] += 1

    async with asyncio.TaskGroup() as group:
        for number in count():
            group.create_task(ask(number))
            await asyncio.sleep(1 / _ASKED)


async def pair(bench: Rig, seconds: float) -> Pair:
    """Measure the hanging one between the others."""
    order = (_WELL, _SICK, _SICK, _WELL)
    first, second, third, last = [await run(bench, name, seconds) for name in order]
    return Pair((first, last), (second, third))


async def measured(words: Words, pairs: int, seconds: float) -> list[Pair]:
    """Measure some pairs over one gateway, whose service has hung for a while."""
    with rig(connectors(words), GATEWAY_COALESCE="false") as bench:
        await bench.behave(_SICK, HANGS)
        loaded(bench, _WARM_UP)
        async with clients(bench.gateway.port) as some:
            await paced(
                lambda n: some.ask(QUERY % _SICK, kode=f"k{n}"), _ASKED, _OUTAGE
            )
        return [await pair(bench, seconds) for _ in range(pairs)]


def figure(name: str, found: Sequence[Pair]) -> Figure:
    """Judge some pairs; where a request failed that should not nothing holds.

    These are those of the rest, and of the service beside it while it is well.
    """
    well = [run for one in found for run in one.well]
    sick = [run for one in found for run in one.sick]
    failed = sum(one.failed for one in (*well, *sick))
    told = _summed(well)
    amiss = told.total() - told[_GOOD]
    hanging = ", ".join(f"{n} {code}" for code, n in sorted(_summed(sick).items()))
    beside = f"; {failed} failed; beside it, well, {amiss} failed, hanging {hanging}"
    pairs = [(_rate(one.well), _rate(one.sick)) for one in found]
    judged = ratio_at_least(name, pairs, LEAST, beside)
    return replace(judged, holds=judged.holds and failed + amiss == 0, data=found)


def _rate(some: Sequence[Run]) -> float:
    return mean(one.rate for one in some)


def _summed(some: Sequence[Run]) -> Counter[str]:
    """Sum what the callers of the service beside were told."""
    return sum((Counter(one.codes) for one in some), Counter[str]())


def figures(pairs: int, seconds: float) -> list[Figure]:
    """Measure with the breaker that is the default, and with the bulkhead alone.

    Raises StartError, LoadError.
    """
    conditions = {"breaker and bulkhead": {}, "bulkhead alone": _UNGUARDED}
    return [
        figure(
            f"throughput of the rest, {name}",
            uvloop.run(measured(words, pairs, seconds)),
        )
        for name, words in conditions.items()
    ]
