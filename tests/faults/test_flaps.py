"""F37: agencies that come and go."""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from gateway.observe import BreakerClosed, BreakerOpened
from tests.connectors.faulty import Peer
from tests.faults.agency import JSON, number_of, row
from tests.faults.ward import Setting, Ward, ward

WINDOW: Final = 1.0
PAUSE: Final = 1.0
ABREAST: Final = 4
ONE: Final = "query($n: Int!) { obat(n: $n) { nama stok } }"
FLAPPING: Final = Setting(
    breaker="{window: 1s, minimum: 5, open: 1s..4s}", more="retry: false"
)


@dataclass
class Flaps:
    """An agency that is ill for some seconds, then well for some, and so on.

    `failures` are the times at which it said 500.
    """

    ill: float
    well: float
    failing: bool = True
    failures: list[float] = field(default_factory=list[float])

    async def talk(self, peer: Peer) -> None:
        while True:
            number = number_of(await peer.request())
            if self.failing:
                self.failures.append(time.monotonic())
                peer.send(b"HTTP/1.1 500 Galat\r\nContent-Length: 0\r\n\r\n")
            else:
                peer.answer(row(number), JSON)

    async def flap(self) -> None:
        while True:
            self.failing = True
            await asyncio.sleep(self.ill)
            self.failing = False
            await asyncio.sleep(self.well)


@dataclass
class Asked:
    """What came of asking all the while: when the breaker turned, and how many asked."""

    turns: list[float] = field(default_factory=list[float])
    callers: int = 0


@asynccontextmanager
async def _flapping(flaps: Flaps) -> AsyncGenerator[Ward]:
    async with ward(FLAPPING) as it:
        await it.sick.turn(flaps.talk)
        it.sick.forget()
        flapping = asyncio.create_task(flaps.flap())
        try:
            yield it
        finally:
            flapping.cancel()


async def _asked_steadily(it: Ward, seconds: float, turns: int) -> Asked:
    """Ask, some at a time, for some seconds or until the breaker has turned so often."""
    asked = Asked()
    until = time.monotonic() + seconds
    while time.monotonic() < until and len(asked.turns) < turns:
        first = asked.callers
        await asyncio.gather(*(it.ask(first + n, ONE) for n in range(ABREAST)))
        asked.callers += ABREAST
        told = len(it.events(BreakerOpened)) + len(it.events(BreakerClosed))
        asked.turns += [time.monotonic()] * (told - len(asked.turns))
        await asyncio.sleep(0.02)
    return asked


async def test_f37_flaps_faster_than_the_window() -> None:
    """F37: an agency that comes and goes within a window is out until it stays.

    That is told once, and hardly anybody of those who ask is let through.
    """
    flaps = Flaps(0.2, 0.2)
    async with _flapping(flaps) as it:
        asked = await _asked_steadily(it, 4.5, 9)
        requests = len(it.sick.server.requests)
    assert 1 == len(asked.turns)
    assert requests < asked.callers / 4
    assert len(flaps.failures) < asked.callers / 10


async def test_f37_flaps_slower_than_the_window() -> None:
    """F37: one that stays for longer is let in again, and turned once a window at most.

    While it is ill no more than one probe a window finds that out.
    """
    flaps = Flaps(1.5, 3.0)
    async with _flapping(flaps) as it:
        asked = await _asked_steadily(it, 30, 4)
    assert 4 == len(asked.turns)
    assert all(later - earlier >= WINDOW for earlier, later in pairwise(asked.turns))
    for opened, closed in (asked.turns[:2], asked.turns[2:]):
        # Those who were let through before it opened have arrived meanwhile.
        probes = [one for one in flaps.failures if opened + 0.2 < one < closed]
        assert probes
        assert all(later - earlier >= PAUSE for earlier, later in pairwise(probes))
