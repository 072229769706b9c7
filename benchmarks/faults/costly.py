"""Answers that cost processor: what a sibling's callers notice of them.

A large answer costs something whoever gives it. What counts is what more a bad one does:
it is compared with a good one that is as long.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from benchmarks.faults.client import Clients, Reply, clients, paced
from benchmarks.faults.compare import interleaved
from benchmarks.faults.conduct import Conduct, Manner
from benchmarks.faults.figure import Figure, exactly
from benchmarks.faults.rig import QUERY, Rig, Words, rig
from benchmarks.faults.sibling import Beside, siblings
from benchmarks.faults.told import otherwise

_WELL: Final = "sehat"
_OBJECT: Final = "berat"
_LIST: Final = "deret"
_RATE: Final = 200.0
_SICK_RATE: Final = 2.0
_MOST: Final = 1.10
_LETTING_GO: Final = 0.2
_ROWS: Final = "query ($kode: ID!) { %s(kode: $kode) { nilai } }"


@dataclass(frozen=True, slots=True)
class Kind:
    """A bad answer: whose, how it is asked for, the good one, and what is told of it."""

    words: str
    name: str
    query: str
    good: Manner
    bad: Manner
    codes: tuple[str, ...]


KINDS: Final = (
    Kind("NaN", _OBJECT, QUERY, Manner.LARGE, Manner.NAN, ("UPSTREAM_BAD_BODY", "OK")),
    Kind(
        *("unclosed JSON", _OBJECT, QUERY, Manner.LARGE, Manner.UNCLOSED),
        ("UPSTREAM_BAD_BODY",),
    ),
    Kind(
        *("retyped values", _LIST, _ROWS, Manner.ROWS, Manner.RETYPED),
        ("UPSTREAM_BAD_VALUE",),
    ),
)


async def beside(pairs: int, seconds: float) -> list[Figure]:
    """Compare the p99 of a healthy connector beside bad answers and beside good ones."""
    figures: list[Figure] = []
    with rig(connectors()) as running:
        async with clients(running.gateway.port) as some:
            await some.open(50)
            for kind in KINDS:
                figures += await _kind(running, some, kind, (pairs, seconds))
    return figures


def connectors() -> dict[str, Words]:
    """Return a healthy connector, one of a large object, and one of many rows.

    Without a breaker, which would ask no more for what is bad.
    """
    rows = {
        "args": {"kode": "ID!"},
        "returns": f"[{_LIST.capitalize()}!]",
        "call": "GET /data/{kode}",
    }
    return {
        _WELL: {},
        _OBJECT: {"breaker": "false"},
        _LIST: {"breaker": "false", "queries": {_LIST: rows}},
    }


async def _kind(
    running: Rig, some: Clients, kind: Kind, length: tuple[int, float]
) -> list[Figure]:
    pairs, seconds = length
    told: list[Reply] = []

    async def well(number: int) -> Reply:
        return await some.ask(QUERY % _WELL, kode=str(number))

    async def sick(number: int) -> Reply:
        return await some.ask(kind.query % kind.name, kode=str(number))

    async def run(manner: Manner) -> Beside:
        await running.behave(kind.name, Conduct(manner))
        asking = asyncio.ensure_future(paced(sick, _SICK_RATE, seconds))
        replies = await paced(well, _RATE, seconds)
        got = await asking
        await asyncio.sleep(_LETTING_GO)
        if manner is kind.bad:
            told.extend(got)
        return Beside(replies)

    runs = await interleaved(partial(run, kind.good), partial(run, kind.bad), pairs)
    return [
        *siblings(f"2 MB of {kind.words} / good", runs, _MOST),
        exactly(f"told otherwise of 2 MB of {kind.words}", amiss(told, kind), "none"),
    ]


def amiss(told: Sequence[Reply], kind: Kind) -> str:
    """Say what else was told of bad answers; several errors of one code are one."""
    alike = {",".join(one.codes) for one in told if len(set(one.codes)) == 1}
    known = [one for one in alike if one.split(",")[0] in kind.codes]
    return otherwise(told, *kind.codes, *known) or "none"
