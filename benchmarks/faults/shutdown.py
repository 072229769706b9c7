"""Shutdown: what is sent to a gateway that stops is answered.

Clients keep their connections, think a moment between two questions, and go elsewhere
when they are told to (`Connection: close`), as a browser and a load balancer do.
"""

import asyncio
import os
import signal
import time
from dataclasses import dataclass, field
from random import Random
from typing import Final

from benchmarks.faults.client import Line, message
from benchmarks.faults.conduct import Conduct
from benchmarks.faults.figure import Figure, at_least, exactly
from benchmarks.faults.rig import QUERY, Rig, rig

_NAME: Final = "dinas"
_CLIENTS: Final = 50
_WORDS: Final = {"limits": {"concurrency": "64"}}
_BEFORE: Final = 0.5
_LATE: Final = Conduct(delay=0.05)
"""So that there always is something on its way."""


@dataclass(frozen=True, slots=True)
class Size:
    """How often it is stopped; seconds that it drains and that clients think at most."""

    rounds: int
    drain: float
    thought: float


FULL: Final = Size(20, 6.0, 2.0)
QUICK: Final = Size(1, 0.5, 0.2)


@dataclass(slots=True)
class Tally:
    """What became of requests: `after` were answered after the signal."""

    answered: int = 0
    after: int = 0
    wrong: int = 0
    lost: int = 0
    ends: list[int | None] = field(default_factory=list)


async def measure(*, quick: bool) -> list[Figure]:
    """Measure what is lost when a gateway under load is told to stop."""
    size = QUICK if quick else FULL
    tally, chance = Tally(), Random(1)  # noqa: S311 - when clients ask
    for _ in range(size.rounds):
        with rig({_NAME: _WORDS}, GATEWAY_DRAIN_TIME=f"{size.drain:g}s") as running:
            await running.behave(_NAME, _LATE)
            await _stop(running, size, tally, chance)
    return [
        exactly(f"sent, not answered, of {tally.answered:,}", tally.lost, 0),
        exactly("answered wrongly", tally.wrong, 0),
        at_least("answered after SIGTERM", tally.after, _CLIENTS * size.rounds),
        exactly("status at the end", set(tally.ends), {0}),
    ]


async def _stop(running: Rig, size: Size, tally: Tally, chance: Random) -> None:
    told = asyncio.Event()
    asking = [
        asyncio.create_task(
            _client(running.gateway.port, tally, told, _Thoughts(size.thought, chance))
        )
        for _ in range(_CLIENTS)
    ]
    await asyncio.sleep(_BEFORE)
    os.kill(running.gateway.pid, signal.SIGTERM)
    told.set()
    await asyncio.gather(*asking)
    tally.ends.append(await asyncio.to_thread(running.gateway.ended))


@dataclass(frozen=True, slots=True)
class _Thoughts:
    """For how many seconds a client thinks before it asks."""

    most: float
    chance: Random

    def next(self) -> float:
        return self.chance.uniform(0, self.most)


async def _client(
    port: int, tally: Tally, told: asyncio.Event, thoughts: _Thoughts
) -> None:
    """Ask until told to go elsewhere."""
    loop = asyncio.get_running_loop()
    _, line = await loop.create_connection(Line, "127.0.0.1", port)
    asked = message(QUERY % _NAME, {"kode": "1"})
    until = time.monotonic() + 60
    while time.monotonic() < until:
        reply = await line.ask(asked)
        if not reply.status:
            tally.lost += 1
            return
        tally.answered += 1
        tally.after += told.is_set()
        tally.wrong += reply.codes != ()
        if b"\r\nconnection: close" in reply.head:
            return
        await asyncio.sleep(thoughts.next())
        if not line.open:  # closed while nothing was on its way
            return
