"""Services that come and go (F37), all at once (F38), or for everybody (F39)."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from itertools import pairwise
from typing import Final

import orjson

from benchmarks.ask import ask as get
from benchmarks.faults.client import NOTHING, Reply, clients, crowd, paced
from benchmarks.faults.conduct import DEAD, FAILS, GOOD, Conduct
from benchmarks.faults.figure import Figure, at_least, at_most, exactly
from benchmarks.faults.history import in_flight, within
from benchmarks.faults.line import NAME
from benchmarks.faults.rig import QUERY, Rig, Words, rig
from benchmarks.faults.told import otherwise, within as in_time
from benchmarks.faults.upstream import Call

_CODE: Final = "UPSTREAM_UNAVAILABLE"
_RATE: Final = 50.0
_FLAP: Final = 2.0
_WINDOW: Final = 10.0
_PAUSE: Final = 0.5
"""Seconds without a call that tell of an open breaker: 25 callers came in that time."""
_ALL: Final = 15
_ALL_RATE: Final = 10.0
_ANSWERED: Final = 0.1  # seconds
_KEPT: Final[Words] = {"cache": {"ttl": "1s", "stale_if_error": "1h"}}
_PLACES: Final = 20  # `limits.concurrency` where nothing is said
_THINKING: Final = 1.0  # seconds after which one of the herd asks again, on average
_SLOW: Final = 0.05
_PROBES: Final = 2
_FIRST: Final = 1.0  # seconds in which a fifth of the ramp is climbed
_OF_RAMP: Final = 5
_OPEN: Final = 5.0  # seconds after which a service is tried again
_LONG: Final = 6.0  # seconds in which the whole ramp is


async def flaps(seconds: float) -> list[Figure]:
    """Have a service fail and be well in turns of two seconds (F37)."""
    with rig({NAME: {"retry": "false"}}) as running:
        async with clients(running.gateway.port) as some:

            async def ask(number: int) -> Reply:
                return await some.ask(QUERY % NAME, kode=str(number))

            asking = asyncio.ensure_future(paced(ask, _RATE, seconds))
            turn = 0
            while not asking.done():
                await running.behave(NAME, GOOD if turn % 2 else FAILS)
                turn += 1
                await asyncio.wait([asking], timeout=_FLAP)
            replies = await asking
        later = spells(await running.calls(NAME))[1:]
    return [
        *turned(later),
        exactly("F37 flaps: told otherwise", _amiss(replies, "OK", _CODE), "none"),
    ]


def spells(calls: Sequence[Call]) -> list[list[Call]]:
    """Tell the spells in which a service was asked apart: by pauses between them."""
    found: list[list[Call]] = [[one] for one in calls[:1]]
    for one, after in pairwise(calls):
        if after.began - one.began > _PAUSE:
            found.append([])
        found[-1].append(after)
    return found


def turned(later: Sequence[Sequence[Call]]) -> list[Figure]:
    """Judge the spells that followed the first: lone probes, and those that were more.

    It is tried each time it has been left alone for as long as that takes, and trusted
    where more than the probes was let through.
    """
    tried = [Call(NAME, one[0].began) for one in later]
    trusted = [Call(NAME, one[0].began) for one in later if len(one) > _PROBES]
    return [
        at_least("F37 flaps: tried again, times", len(tried), 1),
        at_most(f"F37 flaps: tried, in any {_OPEN:g} s", within(tried, _OPEN), 1),
        at_most(
            f"F37 flaps: trusted, in any {_WINDOW:g} s", within(trusted, _WINDOW), 1
        ),
    ]


async def darkness(seconds: float) -> list[Figure]:
    """Have all fifteen refuse: every other one has old answers to show (F38)."""
    names = [f"dinas{number}" for number in range(_ALL)]
    words = {name: _KEPT if n % 2 else {} for n, name in enumerate(names)}
    with rig(words) as running:
        async with clients(running.gateway.port) as some:
            await some.open(20)
            healthy = (await some.ask(_screen(names))).data
            await asyncio.sleep(1.1)  # what is kept is old
            for name in names:
                await running.behave(name, DEAD)

            async def ask(_: int) -> Reply:
                return await some.ask(_screen(names))

            async def nothing(_: int) -> Reply:
                return await some.ask(NOTHING)

            beside = asyncio.ensure_future(paced(nothing, _ALL_RATE, seconds))
            replies = await paced(ask, _ALL_RATE, seconds)
            floor = await beside
        ready = await asyncio.to_thread(get, running.gateway.port, "/readyz")
    kept = {name: healthy[name] if words[name] else None for name in names}
    codes = ",".join([_CODE] * sum(not one for one in words.values()))
    title = f"F38 all {_ALL} down: answered"
    return [
        in_time(title, replies, _ANSWERED, codes, floor=floor),
        exactly(f"F38 all {_ALL} down: as it was, or null", *_shown(replies, kept)),
        exactly(f"F38 all {_ALL} down: /readyz", orjson.loads(ready)["status"], "siap"),
    ]


def _screen(names: Sequence[str]) -> str:
    fields = (f'{name}(kode: "7") {{ kode nilai nama }}' for name in names)
    return f"{{ {' '.join(fields)} }}"


def _shown(replies: Sequence[Reply], kept: Mapping[str, object]) -> tuple[str, str]:
    same = sum(one.status > 0 and one.data == kept for one in replies)
    return f"{same:,} of {len(replies):,}", f"{len(replies):,} of {len(replies):,}"


async def recovery(herd: int) -> list[Figure]:
    """Have a service heal while five hundred want something of it (F39)."""
    with rig({NAME: {"retry": "false"}}) as running:
        async with clients(running.gateway.port) as some:
            chance = random.Random(1)  # noqa: S311 - when somebody asks
            asked: list[int] = []

            async def ask(caller: int) -> Reply:
                await asyncio.sleep(_THINKING * 2 * chance.random())
                asked.append(caller)
                return await some.ask(QUERY % NAME, kode=f"{caller}-{len(asked)}")

            await some.open(herd)
            await _opened(running, ask)
            replies = await crowd(ask, herd, _OPEN + _LONG)
        calls = await running.calls(NAME)
    told = ("OK", _CODE, "UPSTREAM_BUSY")
    return [
        *climbed(calls, herd),
        exactly("F39 herd: told otherwise", _amiss(replies, *told), "none"),
    ]


async def _opened(running: Rig, ask: Callable[[int], Awaitable[Reply]]) -> None:
    """Open the breaker; then the service is well, if slow, and nobody has called."""
    await running.behave(NAME, FAILS)
    await asyncio.gather(*map(ask, range(_PLACES)))
    await running.behave(NAME, Conduct(delay=_SLOW))
    await running.forget(NAME)


def climbed(calls: Sequence[Call], herd: int) -> list[Figure]:
    """Judge how a service that has healed is asked: by probes, then more and more."""
    title = f"F39 {herd:,} when it heals"
    if not calls:
        return [at_least(f"{title}: calls", 0, 1)]
    first = calls[0]
    ended = first.ended if first.ended is not None else float("inf")
    probes = sum(one.began <= ended for one in calls)
    soon = [one for one in calls if one.began <= first.began + _FIRST]
    most = _PLACES // _OF_RAMP + _PROBES
    return [
        at_least(f"{title}: calls", len(calls), 1),
        at_most(f"{title}: calls before the first answer", probes, _PROBES),
        at_most(f"{title}: in flight in the first second", in_flight(soon), most),
        at_most(f"{title}: in flight", in_flight(calls), _PLACES),
    ]


def _amiss(replies: Sequence[Reply], *expected: str) -> str:
    return otherwise(replies, *expected) or "none"
