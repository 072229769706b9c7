"""A write: what it may have changed is forgotten, here and wherever else it is kept."""

import asyncio
from collections.abc import Awaitable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from gateway.connectors.line import Line
from gateway.connectors.outgoing import Outgoing, Received
from gateway.connectors.template import Prepared
from gateway.connectors.writing import write
from gateway.errors import (
    CodedError,
    Sent,
    Unauthenticated,
    UpstreamTimeout,
    UpstreamUnavailable,
    UpstreamUnknown,
)
from tests.connectors.runtime import Clock, Runtime, anyone
from tests.connectors.shelf import Shelf, beside

PERPUS = """
    types: {Buku: {fields: {judul: String}}}
    queries:
      buku:
        args: {rak: ID}
        returns: "[Buku!]"
        call: GET /buku?r={rak}
        cache: {ttl: 60s, tags: ["rak-{rak}"]}
"""
POST = Outgoing("pinjam", Prepared("POST", "https://perpus.test/p", (), b"{}"), 3.0)
GIVEN: dict[str, Any] = {"rak": "a"}


class Desk:
    """Answers writes, and notes them; what is an error is raised."""

    def __init__(self, outcome: int | CodedError) -> None:
        self.outcome = outcome
        self.sent: list[Outgoing] = []
        self.hold: asyncio.Event | None = None

    async def __call__(self, outgoing: Outgoing) -> Received:
        self.sent.append(outgoing)
        if self.hold is not None:
            await self.hold.wait()
        if isinstance(self.outcome, CodedError):
            raise self.outcome
        return Received(self.outcome, None, b"{}")


def opened(desk: Desk, told: list[Sequence[str] | None]) -> tuple[Runtime, Line]:
    """Open sources with something kept, and their line for writes."""
    runtime = Runtime(PERPUS, lambda _: [{"judul": "Padi"}])
    line = runtime.source("buku").line
    return runtime, replace(line, send=desk, tell=told.append)


def kept(runtime: Runtime) -> bool:
    return runtime.source("buku").peek(GIVEN, anyone().principal) is not None


async def test_what_a_write_changed_is_forgotten() -> None:
    """Its tags are dropped here, others are told, and it is sent as what has an effect."""
    desk, told = Desk(201), list[Sequence[str] | None]()
    runtime, line = opened(desk, told)
    await runtime.ask("buku", **GIVEN)
    assert 201 == (await write(line, POST, ["rak-a"])).status
    assert not kept(runtime)
    assert [["rak-a"]] == told
    assert [False] == [one.repeatable for one in desk.sent]


@pytest.mark.parametrize(
    ("outcome", "forgets"),
    [
        (422, False),
        (UpstreamUnavailable("refused", sent=Sent.NO), False),
        (Unauthenticated("log in"), False),
        (UpstreamUnknown("lost"), True),
        (UpstreamTimeout("late", sent=Sent.YES), True),
    ],
    ids=["refused", "not sent", "nobody", "unknown", "late"],
)
async def test_what_may_have_been_carried_out(
    outcome: int | CodedError, *, forgets: bool
) -> None:
    """A failed write drops nothing, unless the service may have heeded it."""
    told = list[Sequence[str] | None]()
    runtime, line = opened(Desk(outcome), told)
    await runtime.ask("buku", **GIVEN)
    if isinstance(outcome, CodedError):
        with pytest.raises(type(outcome)):
            await write(line, POST, ["rak-a"])
    else:
        await write(line, POST, ["rak-a"])
    assert (not forgets, forgets) == (kept(runtime), bool(told))


async def test_who_goes_away_while_it_is_written() -> None:
    """Nobody waits for the outcome any more: it may have been carried out."""
    desk, told = Desk(201), list[Sequence[str] | None]()
    runtime, line = opened(desk, told)
    await runtime.ask("buku", **GIVEN)
    desk.hold = asyncio.Event()
    task = asyncio.create_task(_written(write(line, POST, ["rak-a"])))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert not kept(runtime)


async def _written(writing: Awaitable[Received]) -> Received:
    return await writing


async def test_what_was_asked_for_before_is_not_kept() -> None:
    """An answer that is under way while it is written may be older than the write."""
    runtime, line = opened(Desk(201), [])
    runtime.service.hold = asyncio.Event()
    reading = asyncio.create_task(runtime.ask("buku", **GIVEN))
    await asyncio.sleep(0.01)
    await write(line, POST, ["rak-a"])
    runtime.service.hold.set()
    await reading
    assert not kept(runtime)


async def test_a_write_without_tags() -> None:
    """What changes nothing that is kept drops nothing, and tells nobody."""
    told = list[Sequence[str] | None]()
    runtime, line = opened(Desk(201), told)
    await runtime.ask("buku", **GIVEN)
    await write(line, POST, [])
    assert (True, []) == (kept(runtime), told)


async def test_a_second_tier_tells_all() -> None:
    """Where processes share a tier, that is told, and nobody else has to be."""
    shelf, told = Shelf(Clock()), list[Sequence[str] | None]()
    runtime = beside(Runtime(PERPUS, lambda _: []), shelf)
    line = replace(runtime.source("buku").line, send=Desk(201), tell=told.append)
    await write(line, POST, ["rak-a"])
    assert ([["rak-a"]], []) == (shelf.dropped, told)
