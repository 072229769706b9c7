"""A mixed load, nine of ten answers cached, while one connector hangs.

The rest of the graph is asked by 64 clients as fast as it answers: nine warm
queries, then a cold one. Beside it one service is asked fifty times a second,
by clients who do not wait for each other. In one run of a pair that service is
well, in the other it hangs; which comes first alternates, and each run has a
service of its own, so that no breaker remembers the last one. The promise is
about the rest: its throughput with the one hanging, over that of the healthy run.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import orjson
import uvloop

from benchmarks import load
from benchmarks.faults.client import Clients, clients, paced
from benchmarks.faults.conduct import GOOD, HANGS
from benchmarks.faults.figure import Figure, ratio_at_least
from benchmarks.faults.rig import QUERY, Rig, Words, rig

LEAST: Final = 0.95
"""The least share of its healthy throughput that the rest keeps."""

_WARM: Final = 9  # of ten
_ASKED: Final = 50.0  # a second, of the service that may hang
_WARM_UP: Final = 1.0
_GOOD: Final = "OK"

PAIRS: Final = 17
"""Enough, of four seconds each, for a quiet machine to show it; less than 8 minutes."""

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
    """Two runs next to each other."""

    well: Run
    sick: Run


def bodies() -> list[bytes]:
    """Return the mix: nine queries that are warm, and a cold one."""
    warm = [("hangat", f"w{number}") for number in range(_WARM)]
    return [
        orjson.dumps({"query": QUERY % name, "variables": {"kode": code}})
        for name, code in (*warm, ("dingin", "c"))
    ]


def connectors(pairs: int, words: Words) -> dict[str, Words]:
    """Return what the rest is made of, and two services for each pair."""
    beside = {f"{kind}{n}": words for n in range(pairs) for kind in ("sehat", "sakit")}
    return {"hangat": _KEPT, "dingin": {}, **beside}


async def run(bench: Rig, name: str, seconds: float) -> Run:
    """Load the rest while one service is asked at its own pace."""
    codes: dict[str, int] = {}
    async with clients(bench.gateway.port) as some:
        rest = asyncio.create_task(asyncio.to_thread(loaded, bench, seconds))
        for code in await paced(_asking(some, name), _ASKED, seconds):
            codes[code] = codes.get(code, 0) + 1
        found = await rest
    return Run(found.rate, found.failed, codes)


def loaded(bench: Rig, seconds: float) -> load.Load:
    """Load the rest, every tenth answer a cold one; one with errors has failed."""
    return load.run(bench.gateway.port, bodies(), seconds, look=True)


def _asking(some: Clients, name: str) -> Callable[[int], "asyncio.Future[str]"]:
    async def ask(number: int) -> str:
        reply = await some.ask(QUERY % name, kode=f"k{number}")
        return ",".join(reply.codes) or _GOOD

    return lambda number: asyncio.ensure_future(ask(number))


async def pair(bench: Rig, number: int, seconds: float) -> Pair:
    """Measure both conditions, the sick one first every other time."""
    found: dict[str, Run] = {}
    order = ("sehat", "sakit") if number % 2 == 0 else ("sakit", "sehat")
    for kind in order:
        name = f"{kind}{number}"
        await bench.behave(name, HANGS if kind == "sakit" else GOOD)
        found[kind] = await run(bench, name, seconds)
        await bench.behave(name, GOOD)
        await asyncio.to_thread(bench.gateway.settle)
    return Pair(found["sehat"], found["sakit"])


async def measured(words: Words, pairs: int, seconds: float) -> list[Pair]:
    """Measure some pairs over one gateway."""
    with rig(connectors(pairs, words), GATEWAY_COALESCE="false") as bench:
        loaded(bench, _WARM_UP)
        return [await pair(bench, number, seconds) for number in range(pairs)]


def figure(name: str, found: Sequence[Pair]) -> Figure:
    """Judge some pairs; where a request failed that should not nothing holds.

    These are those of the rest, and of the service beside it while it is well.
    """
    failed = sum(one.well.failed + one.sick.failed for one in found)
    amiss = sum(count for one in found for count in _amiss(one.well))
    beside = (
        f"; {failed} failed; beside it, well, {amiss} failed, hanging {_summed(found)}"
    )
    pairs = [(one.well.rate, one.sick.rate) for one in found]
    judged = ratio_at_least(name, pairs, LEAST, beside)
    return replace(judged, holds=judged.holds and failed + amiss == 0, data=found)


def _amiss(well: Run) -> list[int]:
    return [count for code, count in well.codes.items() if code != _GOOD]


def _summed(found: Sequence[Pair]) -> str:
    """Say what the hanging service's callers were told."""
    totals: dict[str, int] = {}
    for one in found:
        for code, count in one.sick.codes.items():
            totals[code] = totals.get(code, 0) + count
    return ", ".join(f"{count} {code}" for code, count in sorted(totals.items()))


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
