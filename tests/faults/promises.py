"""What is promised of every fault: a null or the last good value, and nobody else's trouble."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

import orjson

from gateway.connectors.breaker import Phase
from gateway.observe import Fault as OwnFault, Retried
from tests.connectors.faulty import Talk
from tests.faults.agency import row, well
from tests.faults.told import Told
from tests.faults.ward import AGES, TTL, USUAL, Setting, Ward, ward

CALLERS: Final = 12
"""Who asks at once: more than the sick agency's connector has places."""

SOON: Final = 1.5
"""Seconds within which anything is told that nobody has to wait for, on a busy machine."""

REFUSED: Final = frozenset(("UPSTREAM_BUSY", "UPSTREAM_UNAVAILABLE"))
"""What those of a crowd are told who are not let through: no place, or an open breaker."""

Turn: TypeAlias = Callable[[Ward], Awaitable[None]]
"""Makes the agency sick, or well again."""


def talking(talk: Talk) -> Turn:
    """Have the agency talk so."""

    async def turn(it: Ward) -> None:
        await it.sick.turn(talk)

    return turn


HEALED: Final = talking(well)


@dataclass(frozen=True, slots=True)
class Fault:
    """One row: what goes wrong, and what is to come of it.

    `asked` is how many requests, or connections where none gets so far, the agency
    sees of one question; None where it cannot see any. `retried` is how often the
    gateway asks again, None where that is a matter of time. `counts` tells whether
    it counts for the breaker, `ends` whether every connection ends. `wait` are the
    seconds after which the gateway is to give up, 0 where it has not to wait at all.
    """

    turn: Turn
    code: str
    asked: int | None = 1
    retried: int | None = 0
    counts: bool = True
    ends: bool = True
    heal: Turn = HEALED
    setting: Setting = USUAL
    wait: float = 0.0

    @property
    def within(self) -> float:
        """Return the seconds within which it is told: far less than six times `wait`."""
        return self.wait + SOON


Promise: TypeAlias = Callable[[Fault], Awaitable[None]]


async def null(fault: Fault) -> None:
    """Without a kept answer the field is null with one coded error, in time.

    The other fields are, byte for byte, what they were; and then all is well again.
    """
    async with ward(fault.setting) as it:
        healthy = await sicken(it, fault, AGES)
        told = await it.ask()
        assert [("obat", fault.code)] == told.codes()
        assert data_of(1, None) == told.data
        assert {"obat": ("FAILED", fault.code)} == told.troubled()
        assert told.seconds < fault.within
        if fault.retried is not None:
            assert fault.retried == len(it.events(Retried))
        await _was_asked(it, fault)
        await fault.heal(it)
        assert healthy.body == (await it.ask()).body
        assert [] == it.events(OwnFault)


async def stale(fault: Fault) -> None:
    """The last good answer is shown in the failure's place, told STALE with the reason.

    Once it is too old there is an error, and never older data.
    """
    async with ward(fault.setting) as it:
        healthy = await sicken(it, fault, TTL)
        for _ in range(
            2
        ):  # waiting for the agency, and knowing that it will not answer
            told = await it.ask()
            assert (healthy.data, []) == (told.data, told.codes())
            assert {"obat": ("STALE", fault.code)} == told.troubled()
            assert told.seconds < fault.within
        it.clock.now += AGES
        assert data_of(1, None) == (await it.ask()).data
        await fault.heal(it)
        assert healthy.body == (await it.ask()).body


async def crowd(fault: Fault) -> None:
    """Many callers: no more calls than places, the breaker turned or not, siblings whole.

    Each is told what went wrong, or that he was not let through; no fault is our own.
    """
    async with ward(fault.setting) as it:
        healthy = await sicken(it, fault, AGES)
        told = await asyncio.gather(*map(it.ask, range(CALLERS)))
        for number, one in enumerate(told):
            assert data_of(number, None) == one.data
            (path, code), *more = one.codes()
            assert ("obat", []) == (path, more)
            assert code in {fault.code, *REFUSED}
        assert it.calls.most <= it.defences.bulkhead.most
        assert it.sick.most <= it.defences.bulkhead.most
        assert 0 == it.defences.bulkhead.busy
        phase = it.defences.phase
        assert (Phase.OPEN if fault.counts else Phase.CLOSED) is phase
        assert 200 == (await it.client.get("/readyz")).status_code
        await fault.heal(it)
        assert healthy.body == (await recovered(it)).body
        assert [] == it.events(OwnFault)


PROMISES: Final = (null, stale, crowd)


async def sicken(it: Ward, fault: Fault, seconds: float) -> Told:
    """Ask while all is well; let time pass for what is kept, and make the agency sick."""
    healthy = await it.ask()
    assert data_of(1, orjson.loads(row(1))) == healthy.data
    it.clock.now += seconds
    await fault.turn(it)
    it.sick.forget()
    return healthy


async def recovered(it: Ward) -> Told:
    """Ask until the breaker has let a probe through, at most 5 s."""
    async with asyncio.timeout(5):
        while (told := await it.ask()).codes():  # noqa: ASYNC110 - it is what is asked that turns
            await asyncio.sleep(0.05)
    return told


def data_of(number: int, sick: object) -> bytes:
    """Return the data of an answer about a number, as the healthy agencies write it."""
    rows = orjson.loads(row(number))
    return orjson.dumps({"buku": rows, "obat": sick, "benih": rows})


async def _was_asked(it: Ward, fault: Fault) -> None:
    """See at the agency how often it was asked, and that its connections are gone."""
    server = it.sick.server
    if fault.ends:
        assert await server.empties(0.5)
    if fault.asked is not None:
        assert fault.asked == (len(server.requests) or server.connections)
