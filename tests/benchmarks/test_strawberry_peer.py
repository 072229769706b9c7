"""The Strawberry peer gives the right answers with as many calls as the floor."""

import aiohttp
import httpx
import pytest

from benchmarks.scenarios import SCENARIOS
from benchmarks.strawberry_peer import application

QUERIES = ("q1", "q2", "q3", "q4", "q5", "q6")


@pytest.mark.parametrize("key", QUERIES)
async def test_it_answers_rightly(upstream: str, key: str) -> None:
    """Each scenario's answer is right, each link batched into one call."""
    app = application(upstream)
    scenario = SCENARIOS[key]
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://x") as client,
        aiohttp.ClientSession() as session,
    ):
        response = await client.post("/graphql", json={"query": scenario.query})
        async with session.get(f"{upstream}/_calls") as counted:
            calls = int(await counted.text())
    assert {"data": scenario.expected()} == response.json()
    assert scenario.calls == calls


async def test_it_needs_its_lifespan(upstream: str) -> None:
    """Without a session a request is an error, not a session a request."""
    transport = httpx.ASGITransport(application(upstream))
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
        with pytest.raises(RuntimeError, match="lifespan"):
            await client.post("/graphql", json={"query": "{ __typename }"})
