"""Hot reload: a new configuration, or a wrong one, twice a second under load.

Three services: the block of one changes with every configuration, one keeps its answers,
one has failed and is left alone. What is theirs must outlive the reloads.
"""

import asyncio
import os
import signal
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import orjson

from benchmarks.ask import ask
from benchmarks.faults.client import Clients, Reply, clients, paced
from benchmarks.faults.conduct import FAILS
from benchmarks.faults.figure import Figure, at_most, exactly
from benchmarks.faults.rig import QUERY, Rig, Words, rig
from benchmarks.proc import resident

_CHANGED: Final = "berubah"
_KEPT: Final = "tetap"
_BROKEN: Final = "rusak"
_WORDS: Final[Mapping[str, Words]] = {
    _CHANGED: {"timeout": "3000ms"},
    _KEPT: {"cache": {"ttl": "1h"}},
    _BROKEN: {"breaker": {"open": "5m"}},
}
_WRONG_EVERY: Final = 4
_RATE: Final = 100.0
_PATIENCE: Final = 10.0  # seconds that a reload may take
_FILES: Final = 8
"""Open files that may have come: connections that are idle for now."""
_MEMORY: Final = 16.0  # MiB, from the first quarter of the reloads to their end
_MIB: Final = 1024 * 1024
_TOLD: Final = ("reloaded", "reload_failed")


@dataclass(frozen=True, slots=True)
class Size:
    """How many reloads, a quarter of them of a wrong file, and seconds between them."""

    reloads: int
    pause: float


FULL: Final = Size(200, 0.5)
QUICK: Final = Size(8, 0.1)


@dataclass(frozen=True, slots=True)
class State:
    """What the gateway holds: open files, and MiB."""

    files: int
    memory: float


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen: events of the log, notes of /readyz, states, answers and calls."""

    events: Counter[str]
    notes: int
    states: Sequence[State]
    replies: Sequence[Reply]
    calls: dict[str, int]
    open_still: bool


async def measure(*, quick: bool) -> list[Figure]:
    """Measure what is lost, and what is kept, while configurations come and go."""
    size = QUICK if quick else FULL
    with rig(_WORDS) as running:
        async with clients(running.gateway.port) as some:
            return figures(size, await _watched(running, some, size))


def figures(size: Size, seen: Seen) -> list[Figure]:
    """Compare what was seen with what is promised."""
    wrong = size.reloads // _WRONG_EVERY
    begun, ended = seen.states[len(seen.states) // 4], seen.states[-1]
    failed = sum(1 for one in seen.replies if one.status != 200 or one.codes)  # noqa: PLR2004 - RFC 9110 §15.3.1
    return [
        exactly("reloads", seen.events["reloaded"], size.reloads - wrong),
        exactly("wrong files refused", seen.events["reload_failed"], wrong),
        exactly("of these told of by /readyz", seen.notes, wrong),
        exactly(f"failed requests of {len(seen.replies):,}", failed, 0),
        exactly("calls for what was kept", seen.calls[_KEPT], 0),
        exactly("calls to what is left alone", seen.calls[_BROKEN], 0),
        exactly("left alone at the end", seen.open_still, expected=True),
        at_most("open files, more", ended.files - begun.files, _FILES),
        at_most("resident, more", ended.memory - begun.memory, _MEMORY, "MiB"),
    ]


async def _watched(running: Rig, some: Clients, size: Size) -> Seen:
    async def one(number: int) -> Reply:
        name = _KEPT if number % 2 else _CHANGED
        return await some.ask(QUERY % name, kode="1" if number % 2 else str(number))

    await some.open(10)
    await one(0)
    await one(1)
    await _break(running, some)
    for name in (_KEPT, _BROKEN):
        await running.forget(name)
    over = asyncio.Event()
    load = asyncio.create_task(_asked(one, over))
    states: list[State] = []
    notes = 0
    for number in range(size.reloads):
        notes += await _reload(running, number)
        states.append(state(running.gateway.pid))
        await asyncio.sleep(size.pause)
    over.set()
    replies = await load
    still = await some.ask(QUERY % _BROKEN, kode="0")
    return Seen(
        Counter(events(running.log)),
        notes,
        states,
        replies,
        {name: len(await running.calls(name)) for name in (_KEPT, _BROKEN)},
        still.codes == ("UPSTREAM_UNAVAILABLE",),
    )


async def _asked(
    one: Callable[[int], Awaitable[Reply]], over: asyncio.Event
) -> list[Reply]:
    """Ask a hundred times a second until it is over."""
    replies: list[Reply] = []
    while not over.is_set():
        replies += await paced(one, _RATE, 1.0)
    return replies


async def _break(running: Rig, some: Clients) -> None:
    """Have a service fail until it is left alone."""
    await running.behave(_BROKEN, FAILS)
    for number in range(40):
        await some.ask(QUERY % _BROKEN, kode=str(number))


async def _reload(running: Rig, number: int) -> bool:
    """Give it another file, now and then a wrong one; tell whether /readyz says so."""
    before = len(events(running.log))
    wrong = number % _WRONG_EVERY == _WRONG_EVERY - 1
    running.file.write_bytes(changed(running.file.read_bytes(), number, wrong=wrong))
    os.kill(running.gateway.pid, signal.SIGHUP)
    until = time.monotonic() + _PATIENCE
    while len(events(running.log)) == before and time.monotonic() < until:  # noqa: ASYNC110 - a log tells nobody
        await asyncio.sleep(0.02)
    told = await asyncio.to_thread(ask, running.gateway.port, "/readyz")
    return wrong and b"catatan" in told


def changed(file: bytes, number: int, *, wrong: bool) -> bytes:
    """Return a configuration of which one block is another; wrong with a word unknown."""
    config = orjson.loads(file)
    block = config["connectors"][_CHANGED]
    block.pop("batas", None)
    block["timeout"] = f"{3000 + number}ms"
    if wrong:
        block["batas"] = "1s"
    return orjson.dumps(config)


def events(log: Path) -> list[str]:
    """Return what the log tells of reloads."""
    found = (orjson.loads(line)["event"] for line in log.read_bytes().splitlines())
    return [event for event in found if event in _TOLD]


def state(pid: int) -> State:
    """Return what a process holds."""
    files = sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())
    return State(files, resident(pid) / _MIB)
