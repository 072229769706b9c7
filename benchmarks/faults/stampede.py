"""A stampede: many ask for the same at once, and the service is asked once."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from benchmarks.faults.client import Clients, Reply, clients
from benchmarks.faults.conduct import Conduct
from benchmarks.faults.figure import Figure, exactly
from benchmarks.faults.rig import QUERY, Rig, rig
from benchmarks.faults.told import otherwise

_NAME: Final = "dinas"
_HEAD_START: Final = 0.05
# A retry is a second call by order: what is counted is what the crowd causes.
_WORDS: Final = {"cache": {"ttl": "60s"}, "retry": "false"}


@dataclass(frozen=True, slots=True)
class Size:
    """How many ask at once, and how long the service takes, in seconds."""

    callers: int
    delay: float


FULL: Final = Size(1_000, 1.5)
QUICK: Final = Size(100, 0.3)


async def measure(*, quick: bool) -> list[Figure]:
    """Measure how many calls a crowd of misses makes."""
    size = QUICK if quick else FULL
    kinds = {
        "answers slowly": (Conduct(delay=size.delay), "OK"),
        "fails": (Conduct(delay=size.delay, status=500), "UPSTREAM_UNAVAILABLE"),
        "says null": (Conduct(delay=size.delay, value=None), "OK"),
    }
    with rig({_NAME: _WORDS}) as running:
        async with clients(running.gateway.port) as some:
            await some.open(size.callers)
            figures: list[Figure] = []
            for words, (conduct, code) in kinds.items():
                await running.behave(_NAME, conduct)
                replies = await _crowd(running, some, size, words)
                calls = len(await running.calls(_NAME))
                figures += answered(words, code, replies, calls)
            await running.behave(_NAME, Conduct(delay=size.delay))
            figures += await _abandoned(running, some, size)
    return figures


async def _crowd(running: Rig, some: Clients, size: Size, words: str) -> list[Reply]:
    """Have all ask at once for what nobody has asked for yet."""
    await running.forget(_NAME)
    asked = (some.ask(QUERY % _NAME, kode=words) for _ in range(size.callers))
    return await asyncio.gather(*asked)


def answered(
    words: str, code: str, replies: Sequence[Reply], calls: int
) -> list[Figure]:
    """Judge the calls that a crowd made, and what it was told."""
    alike = len({one.body for one in replies})
    amiss = otherwise(replies, code) or "none"
    return [
        exactly(f"calls for {len(replies):,} misses: {words}", calls, 1),
        exactly(f"different answers: {words}", alike, 1),
        exactly(f"told otherwise than {code}: {words}", amiss, "none"),
    ]


async def _abandoned(running: Rig, some: Clients, size: Size) -> list[Figure]:
    """Have the one who asked first go away while the others wait."""
    words = "first caller goes"
    first = asyncio.ensure_future(some.ask(QUERY % _NAME, kode=words))
    await running.forget(_NAME)
    await asyncio.sleep(_HEAD_START)
    crowd = asyncio.ensure_future(_rest(some, size, words))
    await asyncio.sleep(_HEAD_START)
    first.cancel()
    with suppress(asyncio.CancelledError):
        await first
    good = await crowd
    calls = len(await running.calls(_NAME))
    return [
        exactly(f"calls for {size.callers:,} misses: {words}", calls, 1),
        exactly(f"others answered: {words}", good, size.callers - 1),
    ]


async def _rest(some: Clients, size: Size, code: str) -> int:
    asked = (some.ask(QUERY % _NAME, kode=code) for _ in range(size.callers - 1))
    return sum(not one.codes for one in await asyncio.gather(*asked))
