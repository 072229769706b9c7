"""F39: everybody comes at once when an agency is well again."""

import asyncio
import math
import time
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from gateway.connectors.breaker import Phase
from tests.connectors.faulty import Peer
from tests.faults.agency import JSON, number_of, row
from tests.faults.told import Told
from tests.faults.ward import Setting, Ward, ward

UNAVAILABLE: Final = "UPSTREAM_UNAVAILABLE"
ONE: Final = "query($n: Int!) { obat(n: $n) { nama stok } }"
PLACES: Final = 20
PROBES: Final = 2
RAMP: Final = 1.0
"""Seconds until it is trusted wholly: half the breaker's window."""
SETTING: Final = Setting(
    limits="{concurrency: 20, queue: 100, wait: 9s}",
    breaker="{window: 2s, minimum: 5, open: 300ms, probes: 2}",
    more="retry: false",
)


class Arrival(NamedTuple):
    """A request: when it came, what the breaker thought, and how many there were."""

    at: float
    phase: Phase | None
    inside: int


@dataclass
class Healing:
    """An agency that is well again and has to do with each; `proved` is the last probe's end."""

    it: Ward
    proved: float = 0.0
    inside: int = 0
    arrivals: list[Arrival] = field(default_factory=list[Arrival])

    async def talk(self, peer: Peer) -> None:
        while True:
            number = number_of(await peer.request())
            phase = self.it.defences.phase
            self.inside += 1
            self.arrivals.append(Arrival(time.monotonic(), phase, self.inside))
            await asyncio.sleep(0.02)
            if phase is Phase.PROBING:
                self.proved = time.monotonic()
            self.inside -= 1
            peer.answer(row(number), JSON)

    def during(self, phase: Phase) -> list[Arrival]:
        """Return who came in a phase of the breaker."""
        return [one for one in self.arrivals if one.phase is phase]

    def room(self, at: float) -> int:
        """Return for how many there was room while it recovered, at most."""
        part = min((at - self.proved) / RAMP, 1.0)
        return max(PROBES, math.ceil(PLACES * part))


async def fails(peer: Peer) -> None:
    """Answer every request with 500."""
    while True:
        await peer.request()
        peer.send(b"HTTP/1.1 500 Galat\r\nContent-Length: 0\r\n\r\n")


async def test_f39_a_herd_at_recovery() -> None:
    """F39: of five hundred who wait for an agency to heal two probe, then ever more may.

    Never are there more calls than places, and in the end everybody is answered.
    """
    async with ward(SETTING) as it:
        await it.sick.turn(fails)
        await asyncio.gather(*map(it.ask, range(10)))
        assert Phase.OPEN is it.defences.phase
        healing = Healing(it)
        await it.sick.turn(healing.talk)
        await asyncio.sleep(0.35)
        told = await asyncio.gather(*(it.ask(n, ONE) for n in range(100, 600)))
        _is_answered_or_refused(told, len(healing.arrivals))
        closed = await _pressed(it)
        last = await asyncio.gather(*map(it.ask, range(5000, 5100)))
    assert PROBES == len(healing.during(Phase.PROBING))
    assert all(one.inside <= PROBES for one in healing.during(Phase.PROBING))
    ramp = healing.during(Phase.RECOVERING)
    assert all(one.inside <= healing.room(one.at) for one in ramp)
    assert any(one.inside > PROBES for one in ramp)
    assert closed - healing.proved >= RAMP
    assert PLACES >= max(one.inside for one in healing.arrivals)
    assert [[]] * 100 == [one.codes() for one in last]


def _is_answered_or_refused(told: list[Told], answered: int) -> None:
    codes = [tuple(one.codes()) for one in told]
    assert {(), (("obat", UNAVAILABLE),)} >= {*codes}
    assert answered == codes.count(())


async def _pressed(it: Ward) -> float:
    """Have forty ask, each anew as soon as he is told; return when the breaker closed."""

    async def caller(number: int) -> None:
        while it.defences.phase is not Phase.CLOSED:
            await it.ask(number, ONE)
            await asyncio.sleep(0.01)
            number += 40

    async with asyncio.timeout(20):
        await asyncio.gather(*map(caller, range(1000, 1040)))
    return time.monotonic()
