"""The breaker: how little a failing service is asked, and how soon it is again."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from benchmarks.faults.client import NOTHING, Clients, Reply, clients, paced
from benchmarks.faults.conduct import FAILS, GOOD, HANGS, Conduct
from benchmarks.faults.figure import Figure, at_most, exactly
from benchmarks.faults.line import NAME, Sending, sending
from benchmarks.faults.rig import QUERY, Rig, Words, rig
from benchmarks.faults.script import replayed
from benchmarks.faults.tail import tail
from benchmarks.faults.told import otherwise
from benchmarks.faults.upstream import Call

_RATE: Final = 50.0
_CODE: Final = "UPSTREAM_UNAVAILABLE"
_OPEN_AFTER: Final = 20
_LATER: Final = 13
_REJECT: Final = 5.0  # milliseconds
_ALLOWANCE: Final = 1.0  # seconds beside the window
_REFUSING: Final = (400, 404, 409, 422)
_PATIENCE: Final = 0.2  # seconds after which a caller goes away: his call has arrived
_LONGEST_GAP: Final = 0.3
"""Seconds without a call that tell of an open breaker: 15 callers came in that time."""


@dataclass(frozen=True, slots=True)
class Size:
    """How long is measured, in seconds, under which breaker."""

    sick: float
    healing: float
    refusing: float
    window: float
    words: Words


FULL: Final = Size(62.0, 15.0, 10.0, 10.0, {})
QUICK: Final = Size(1.5, 1.5, 0.2, 1.0, {"breaker": {"window": "1s", "open": "500ms"}})


@dataclass(frozen=True, slots=True)
class Outage:
    """What an outage looked like, at the service and at the clients.

    `floor` is what was needed meanwhile to answer a query without a service, in ms.
    """

    calls: Sequence[Call]
    replies: Sequence[Reply]
    healed: float
    floor: Sequence[float] = ()

    @property
    def opened(self) -> float:
        """Return when the breaker had opened: at the last call before a long pause."""
        for one, after in pairwise(self.calls):
            if after.began - one.began > _LONGEST_GAP:
                return one.began
        return self.calls[-1].began

    @property
    def before(self) -> int:
        """Return how many calls it took."""
        return sum(one.began <= self.opened for one in self.calls)

    def after(self, seconds: float) -> int:
        """Return how many more were made in some seconds after that."""
        until = min(self.opened + seconds, self.healed)
        return sum(self.opened < one.began <= until for one in self.calls)

    @property
    def rejects(self) -> list[float]:
        """Return how long it took to be told no without a call, in milliseconds."""
        asked = {one.target.rpartition("/")[2] for one in self.calls}
        return [
            one.seconds * 1000
            for number, one in enumerate(self.replies)
            if str(number) not in asked and one.codes == (_CODE,)
        ]

    @property
    def amiss(self) -> str:
        """Say what anybody was told but the code of an outage, or an answer."""
        return otherwise(self.replies, "OK", _CODE) or "none"

    @property
    def lingered(self) -> float:
        """Return for how many seconds after healing there still were errors."""
        last = [
            one.began for one in self.replies if one.codes and one.began > self.healed
        ]
        return max(last) - self.healed if last else 0.0


async def measure(*, quick: bool) -> list[Figure]:
    """Measure what a breaker lets through, and what it does not count."""
    size = QUICK if quick else FULL
    with rig({NAME: size.words}) as running:
        async with clients(running.gateway.port) as some:
            outage = await _outage(running, some, size)
            refused = await _refusals(running, some, size)
    async with sending({}) as line:
        left = await _departures(line, size)
    most = size.window + _ALLOWANCE
    return [
        at_most("calls until it opens, 50/s all failing", outage.before, _OPEN_AFTER),
        at_most("calls in the 60 s after that", outage.after(60.0), _LATER),
        tail("rejects", outage.rejects, _REJECT, outage.floor),
        exactly(f"told otherwise than {_CODE}", outage.amiss, "none"),
        at_most("last reject after healing", outage.lingered, most, "s"),
        *(
            exactly(f"asked all the same while it says {status}", *found)
            for status, found in refused.items()
        ),
        exactly("calls let through while callers go away", *left),
        exactly("10,000 events on an injected clock, twice", *replayed(10_000)),
    ]


async def _outage(running: Rig, some: Clients, size: Size) -> Outage:
    async def ask(number: int) -> Reply:
        return await some.ask(QUERY % NAME, kode=str(number))

    async def nothing(_: int) -> Reply:
        return await some.ask(NOTHING)

    await some.open(10)
    await running.behave(NAME, FAILS)
    seconds = size.sick + size.healing
    loading = asyncio.create_task(paced(ask, _RATE, seconds))
    beside = asyncio.create_task(paced(nothing, _RATE, seconds))
    await asyncio.sleep(size.sick)
    await running.behave(NAME, GOOD)
    healed = time.monotonic()
    replies = await loading
    floor = [one.seconds * 1000 for one in await beside]
    return Outage(await running.calls(NAME), replies, healed, floor)


async def _refusals(
    running: Rig, some: Clients, size: Size
) -> dict[int, tuple[str, str]]:
    """Have the service refuse what is asked; count who was let through to it."""
    found: dict[int, tuple[str, str]] = {}
    for status in _REFUSING:
        await running.behave(NAME, Conduct(status=status))
        found[status] = await _heard(running, some, size)
    await running.behave(NAME, GOOD)
    return found


async def _heard(running: Rig, some: Clients, size: Size) -> tuple[str, str]:
    async def ask(number: int) -> Reply:
        return await some.ask(QUERY % NAME, kode=str(number))

    await running.forget(NAME)
    replies = await paced(ask, _RATE, size.refusing)
    return of(len(await running.calls(NAME)), len(replies))


async def _departures(line: Sending, size: Size) -> tuple[str, str]:
    """Have callers go away from a service that hangs; count who was let through."""

    async def leave(number: int) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                await line.code("GET", number)

    await line.services.behave(NAME, HANGS)
    left = await paced(leave, _RATE, size.refusing)
    return of(len(await line.services.calls(NAME)), len(left))


def of(some: int, all_of_them: int) -> tuple[str, str]:
    """Say how many there were of how many, and how many there should be."""
    return f"{some:,} of {all_of_them:,}", f"{all_of_them:,} of {all_of_them:,}"
