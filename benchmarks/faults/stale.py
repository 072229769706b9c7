"""Stale answers: shown while they are renewed and in an outage, and no longer."""

import asyncio
import time
from dataclasses import dataclass
from typing import Final

from benchmarks.faults.client import Clients, Reply, clients, paced
from benchmarks.faults.conduct import FAILS, Conduct
from benchmarks.faults.figure import Figure, at_most, exactly
from benchmarks.faults.history import (
    Seen,
    errors,
    older,
    served,
    together,
    value_of,
    within,
)
from benchmarks.faults.persons import mistaken
from benchmarks.faults.rig import QUERY, Rig, rig
from benchmarks.faults.tail import tail

_NAME: Final = "dinas"
_KEYS: Final = 5
_HIT: Final = 10.0  # milliseconds
_SECOND: Final = 0.99
"""A second, but for what a call may take less on its way than the one before it."""
_GAP: Final = 0.05  # seconds from one question about a key to the next, or less


@dataclass(frozen=True, slots=True)
class Size:
    """Seconds that an answer is fresh, stands in for errors, and is renewed for."""

    ttl: float
    error: float
    renewing: float
    delay: float
    rate: float


FULL: Final = Size(1.0, 20.0, 20.0, 0.5, 200.0)
QUICK: Final = Size(0.2, 1.0, 1.0, 0.1, 100.0)


async def measure(*, quick: bool) -> list[Figure]:
    """Measure renewals while the service changes, then its outage."""
    size = QUICK if quick else FULL
    words = {
        "cache": {
            "ttl": f"{size.ttl}s",
            "stale_while_revalidate": f"{size.error / 2}s",
            "stale_if_error": f"{size.error}s",
        },
        # without the breaker, which would ask even less in an outage
        "breaker": "false",
    }
    with rig({_NAME: words}) as running:
        async with clients(running.gateway.port) as some:
            await some.open(_KEYS)
            await _warm(running, some)
            figures = await _renewing(running, some, size)
            figures += await _outage(running, some, size)
    return [*figures, exactly("answers of another person", await mistaken(), 0)]


async def _warm(running: Rig, some: Clients) -> None:
    await running.behave(_NAME, Conduct(value=1))
    for key in range(_KEYS):
        await some.ask(QUERY % _NAME, kode=str(key))


async def _renewing(running: Rig, some: Clients, size: Size) -> list[Figure]:
    """Ask for answers that go stale again and again, of a slow service that changes."""
    await running.forget(_NAME)
    loading = asyncio.ensure_future(_asked(some, size.rate, size.renewing))
    for value in range(2, 2 + int(size.renewing / size.ttl)):
        await running.behave(_NAME, Conduct(delay=size.delay, value=value))
        await asyncio.sleep(size.ttl)
    seen, hits = await loading
    calls = await running.calls(_NAME)
    return [
        tail("hits while revalidating", hits, _HIT),
        exactly("refreshes at once of one key", together(calls), 1),
        exactly("errors while revalidating", errors(seen), 0),
        exactly("values older than one shown before", older(seen), 0),
    ]


async def _outage(running: Rig, some: Clients, size: Size) -> list[Figure]:
    """Have the service fail for longer than stale answers may stand in."""
    await running.behave(_NAME, Conduct(value=1_000_000))
    await _asked(some, size.rate, 2 * size.ttl + size.delay)
    dark = time.monotonic()
    await running.behave(_NAME, FAILS)
    await running.forget(_NAME)
    until = size.ttl + size.error
    seen, _ = await _asked(some, size.rate, until + 2 * size.ttl)
    spell = size.error - size.ttl
    calls = [one for one in await running.calls(_NAME) if one.began < dark + spell]
    during = [one for one in seen if one.ended < dark + spell]
    after = [one for one in seen if one.began > dark + until + _GAP]
    return [
        exactly(
            f"served for {spell:g} s of an outage",
            served(during),
            f"{len(during):,} of {len(during):,}",
        ),
        at_most("refresh attempts of a key in any second", within(calls, _SECOND), 1),
        exactly("keys that were attempted", len({one.target for one in calls}), _KEYS),
        exactly(
            f"served after `stale_if_error`, of {len(after):,}",
            len(after) - errors(after),
            0,
        ),
        exactly("older values in the outage", older(seen), 0),
    ]


async def _asked(
    some: Clients, rate: float, seconds: float
) -> tuple[list[Seen], list[float]]:
    """Ask for the keys in turn; return what was seen, and how long each took in ms."""

    async def ask(number: int) -> tuple[str, Reply]:
        key = str(number % _KEYS)
        return key, await some.ask(QUERY % _NAME, kode=key)

    found = await paced(ask, rate, seconds)
    seen = [
        Seen(key, reply.began, reply.ended, value_of(reply, _NAME), reply.codes)
        for key, reply in found
    ]
    return seen, [reply.seconds * 1000 for _, reply in found]
