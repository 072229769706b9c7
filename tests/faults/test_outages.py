"""F38: all agencies are down."""

import asyncio
import time
from contextlib import AsyncExitStack
from typing import Any

import httpx

from tests.connectors.runtime import Clock
from tests.faults.agency import agency
from tests.faults.ward import TTL, graph_of

UNAVAILABLE = "UPSTREAM_UNAVAILABLE"


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
