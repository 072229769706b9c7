"""Isolation: a service that is killed takes one field, and nothing from the others."""

import asyncio
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import orjson
from graphql import NonNullTypeNode, ObjectTypeDefinitionNode, parse

from benchmarks.faults.client import Clients, Reply, clients, paced
from benchmarks.faults.compare import interleaved
from benchmarks.faults.conduct import DEAD, FAILS, GOOD, HANGS, Conduct, Manner
from benchmarks.faults.figure import Figure, exactly
from benchmarks.faults.rig import QUERY, Rig, rig
from benchmarks.faults.sibling import Beside, siblings
from benchmarks.process import ROOT

_NAMES: Final = ("satu", "dua", "tiga", "empat", "lima")
_SICK: Final = "sakit"
_WELL: Final = "sehat"
_KILLED: Final = {
    "dead": DEAD,
    "hanging": HANGS,
    "saying 500": FAILS,
    "closing": Conduct(Manner.CLOSE),
}
_CODED: Final = frozenset({"data", "errors", "extensions"})
_RATE: Final = 200.0
_SICK_RATE: Final = 50.0
_MOST: Final = 1.10
_BESIDE: Final = "beside a hung one / healthy"
_LETTING_GO: Final = 0.5
_IN_CODE: Final = frozenset({"opd"})
"""Roots of the shipped graph that no connector gives."""


@dataclass(frozen=True, slots=True)
class Size:
    """How often all are killed in turn, and how many pairs of so many seconds follow."""

    rounds: int
    pairs: int
    seconds: float
    timeout: float


FULL: Final = Size(3, 40, 4.0, 3.0)
QUICK: Final = Size(1, 2, 0.3, 0.2)


async def measure(*, quick: bool) -> list[Figure]:
    """Measure what is left of an answer, and how fast the others go on answering."""
    size = QUICK if quick else FULL
    figures = [exactly("non-null roots of shipped connectors", required_roots(), 0)]
    # a second is enough to see a hang, and a breaker would hide the later kills
    words = {"timeout": f"{size.timeout / 3:g}s", "breaker": "false"}
    with rig(dict.fromkeys(_NAMES, words)) as running:
        async with clients(running.gateway.port) as some:
            figures += await _kills(running, some, size)
    # Without a breaker the sick one's places are full all the time: the worst case.
    sick = {"timeout": f"{size.timeout:g}s", "breaker": "false"}
    with rig({_SICK: sick, _WELL: {}}) as running:
        async with clients(running.gateway.port) as some:
            await some.open(150)
            figures += siblings(_BESIDE, await _siblings(running, some, size), _MOST)
    return figures


# ------------------------------------------------------- what is left


async def _kills(running: Rig, some: Clients, size: Size) -> list[Figure]:
    """Kill each in each way, and compare the bytes of the answer with a healthy one's."""
    whole = await some.ask(_all())
    figures: list[Figure] = []
    for words, conduct in _KILLED.items():
        right = asked = 0
        for _ in range(size.rounds):
            for name in _NAMES:
                await running.behave(name, conduct)
                right += only_lost(whole, await some.ask(_all()), name)
                asked += 1
                await running.behave(name, GOOD)
        title = f"one error, the rest identical: {words}"
        figures.append(exactly(title, f"{right} of {asked}", f"{asked} of {asked}"))
    closed = await _cancelled(running, some, size)
    return [*figures, exactly("siblings cancelled", closed, 0)]


def _all() -> str:
    fields = (f'{name}(kode: "7") {{ kode nilai nama }}' for name in _NAMES)
    return f"{{ {' '.join(fields)} }}"


def only_lost(whole: Reply, reply: Reply, name: str) -> bool:
    """Tell whether one field is null, coded once at its path, and no other byte changed."""
    part = orjson.dumps({name: whole.data[name]})[1:-1]
    data = whole.body[: whole.body.rindex(b"}")].replace(
        part, b'"%b":null' % name.encode()
    )
    found = orjson.loads(reply.body)
    errors = found.get("errors", [])
    return (
        reply.body.startswith(data)
        and found.keys() <= _CODED
        and [[name]] == [one["path"] for one in errors]
        and errors[0]["extensions"]["code"].startswith("UPSTREAM_")
    )


async def _cancelled(running: Rig, some: Clients, size: Size) -> int:
    """Have one fail at once while its siblings still work; count theirs that are ended."""
    dead, *siblings = _NAMES
    await running.behave(dead, DEAD)
    for name in siblings:
        await running.behave(name, Conduct(delay=size.timeout / 10))
        await running.forget(name)
    await some.ask(_all())
    calls = [call for name in siblings for call in await running.calls(name)]
    return len(siblings) - sum(call.how == "answered" for call in calls)


def required_roots() -> int:
    """Count the roots of the shipped graph that a connector gives and may not be null."""
    told = subprocess.run(
        [sys.executable, "-m", "gateway", "sdl"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (query,) = (
        one
        for one in parse(told.stdout.decode()).definitions
        if isinstance(one, ObjectTypeDefinitionNode) and one.name.value == "Query"
    )
    return sum(
        isinstance(field.type, NonNullTypeNode) and field.name.value not in _IN_CODE
        for field in query.fields or ()
    )


# ------------------------------------------------------- how fast the others are


async def _siblings(
    running: Rig, some: Clients, size: Size
) -> Sequence[tuple[Beside, Beside]]:
    """Ask a healthy connector beside a healthy one and beside a hung one, in turns."""

    async def beside(conduct: Conduct) -> Beside:
        await running.behave(_SICK, conduct)
        sick = asyncio.ensure_future(
            paced(_asker(some, _SICK), _SICK_RATE, size.seconds)
        )
        replies = await paced(_asker(some, _WELL), _RATE, size.seconds)
        await sick
        await asyncio.sleep(_LETTING_GO)
        return Beside(replies)

    return await interleaved(partial(beside, GOOD), partial(beside, HANGS), size.pairs)


def _asker(some: Clients, name: str) -> "partial[asyncio.Future[Reply]]":
    return partial(_ask, some, name)


def _ask(some: Clients, name: str, number: int) -> "asyncio.Future[Reply]":
    return asyncio.ensure_future(some.ask(QUERY % name, kode=str(number)))
