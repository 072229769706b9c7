"""The floor gives the right answers with as many calls as it should."""

from collections.abc import AsyncGenerator

import aiohttp
import httpx
import pytest

from benchmarks.floor import Floor
from benchmarks.scenarios import SCENARIOS

QUERIES = ("q1", "q2", "q3", "q4", "q5", "q6")


@pytest.fixture
async def floor(upstream: str) -> AsyncGenerator[Floor]:
    """Open a floor over the upstream."""
    floor = Floor(upstream)
    await floor.open()
    yield floor
    await floor.close()


async def calls(upstream: str) -> int:
    """Ask the upstream how many calls it answered."""
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{upstream}/_calls") as response,
    ):
        return int(await response.text())


@pytest.mark.parametrize("key", QUERIES)
async def test_it_answers_rightly(floor: Floor, upstream: str, key: str) -> None:
    """Each scenario's answer is equal to the one worked out apart."""
    scenario = SCENARIOS[key]
    transport = httpx.ASGITransport(floor)
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
        response = await client.post("/graphql", content=scenario.body)
    assert {"data": scenario.expected()} == response.json()
    assert scenario.calls == await calls(upstream)


async def test_it_needs_its_lifespan(upstream: str) -> None:
    """Without a session a call is an error, not a session a request."""
    transport = httpx.ASGITransport(Floor(upstream))
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
        with pytest.raises(RuntimeError, match="lifespan"):
            await client.post("/graphql", content=SCENARIOS["q1"].body)
