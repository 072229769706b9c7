"""F37-F39: agencies that come and go, all at once or for everybody."""

import asyncio
import time
from contextlib import AsyncExitStack
from itertools import pairwise
from typing import Any

import httpx

from gateway.connectors.breaker import Phase
from gateway.observe import BreakerClosed, BreakerOpened
from tests.connectors.faulty import Peer
from tests.connectors.runtime import Clock
from tests.faults.agency import JSON, agency, number_of, row, well
from tests.faults.promises import recovered
from tests.faults.ward import TTL, Setting, Ward, graph_of, ward

UNAVAILABLE = "UPSTREAM_UNAVAILABLE"
WINDOW = 1.0


async def fails(peer: Peer) -> None:
    """Answer every request with 500."""
    while True:
        await peer.request()
        peer.send(b"HTTP/1.1 500 Galat\r\nContent-Length: 0\r\n\r\n")


async def test_f37_flaps() -> None:
    """F37: an agency that comes and goes faster than the window turns it once a window.

    While the breaker is open no more than a few probes a window get through.
    """
    setting = Setting(
        breaker="{window: 1s, minimum: 5, open: 500ms..2s}", more="retry: false"
    )
    async with ward(setting) as it:
        began = time.monotonic()
        asking = asyncio.create_task(_asked_steadily(it, began + 5))
        while not asking.done():
            for talk in (fails, well):
                await it.sick.turn(talk)
                await asyncio.sleep(0.2)
        turns, requests = await asking, len(it.sick.server.requests)
    assert turns
    assert all(later - earlier >= WINDOW for earlier, later in pairwise(turns))
    assert requests < 250 / 2


async def _asked_steadily(it: Ward, until: float) -> list[float]:
    """Ask fifty times a second; return when the breaker turned, in seconds."""
    turns: list[float] = []
    number = known = 0
    asked: set[asyncio.Task[object]] = set()
    while time.monotonic() < until:
        number += 1
        asked.add(asyncio.create_task(it.ask(number)))
        await asyncio.sleep(0.02)
        found = it.events(BreakerOpened) + it.events(BreakerClosed)
        turns += [time.monotonic()] * (len(found) - known)
        known = len(found)
    await asyncio.gather(*asked)
    return turns


CONNECTOR = """
  opd{n}:
    opd: Dinas {n}
    url: {url}
    network: loopback
    queries:
      obat{n}: {{args: {{n: Int!}}, returns: "[Barang!]", call: "GET /a?n={{n}}"{cache}}}
"""
MANY = 15


async def test_f38_all_are_down() -> None:
    """F38: with all fifteen down every query is answered at once, stale where that may be.

    The gateway says that it is ready all the while.
    """
    head = "version: 1\ntypes: {Barang: {fields: {nama: String}}}\nconnectors:"
    async with AsyncExitStack() as stack:
        every = [await stack.enter_async_context(agency()) for _ in range(MANY)]
        kept = ", cache: {ttl: 10s, stale_if_error: 1h}"
        text = head + "".join(
            CONNECTOR.format(n=n, url=one.server.url, cache=kept if n % 2 else "")
            for n, one in enumerate(every)
        )
        clock = Clock()
        client = await stack.enter_async_context(graph_of(text, clock))
        fields = " ".join(f"obat{n}(n: 1) {{ nama }}" for n in range(MANY))
        healthy, _ = await _timed(client, f"{{ {fields} }}")
        clock.now += TTL
        for one in every:
            await one.close()
        for round_ in range(3):
            found, seconds = await _timed(client, f"{{ {fields} }}")
            for n in range(MANY):
                shown = healthy["data"][f"obat{n}"] if n % 2 else None
                assert shown == found["data"][f"obat{n}"]
            codes = {one["extensions"]["code"] for one in found["errors"]}
            assert (8, {UNAVAILABLE}) == (len(found["errors"]), codes)
            assert seconds < 1.0, round_
            assert 200 == (await client.get("/readyz")).status_code
        for one in every:
            await one.open()
        await asyncio.sleep(0.05)
        found, _ = await _timed(client, f"{{ {fields} }}")
    assert healthy["data"] == found["data"]


async def _timed(client: httpx.AsyncClient, query: str) -> tuple[dict[str, Any], float]:
    began = time.monotonic()
    answer = await client.post("/graphql", json={"query": query})
    found: dict[str, Any] = answer.json()
    return found, time.monotonic() - began


async def test_f39_a_herd_at_recovery() -> None:
    """F39: of five hundred who wait for an agency to heal a few probe, then more may.

    Never are there more calls than places, and in the end everybody is answered.
    """
    setting = Setting(
        limits="{concurrency: 20, queue: 100, wait: 9s}",
        breaker="{window: 2s, minimum: 5, open: 300ms, probes: 2}",
        more="retry: false",
    )
    async with ward(setting) as it:
        await it.sick.turn(fails)
        await asyncio.gather(*map(it.ask, range(10)))
        assert Phase.OPEN is it.defences.phase
        await it.sick.turn(_slowly)
        it.sick.forget()
        await asyncio.sleep(0.35)
        told = await asyncio.gather(*map(it.ask, range(100, 600)))
        probed = [one for one in told if not one.codes()]
        assert 1 <= len(it.sick.server.requests) <= 20
        assert len(probed) == len(it.sick.server.requests)
        await recovered(it)
        await _closed(it)
        told = await asyncio.gather(*map(it.ask, range(1000, 1100)))
        assert it.sick.most <= 20
    assert [[]] * 100 == [one.codes() for one in told]


async def _closed(it: Ward) -> None:
    """Ask until the breaker is closed, at most 10 s."""
    number = 10_000
    async with asyncio.timeout(10):
        while it.defences.phase is not Phase.CLOSED:
            number += 1
            await it.ask(number)


async def _slowly(peer: Peer) -> None:
    while True:
        number = number_of(await peer.request())
        await asyncio.sleep(0.02)
        peer.answer(row(number), JSON)
