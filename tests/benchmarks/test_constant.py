"""The limits: a constant, and ready bytes."""

import httpx
import pytest
from starlette.types import ASGIApp

from benchmarks.constant import limit, ready, ready_route
from benchmarks.scenarios import SCENARIOS


async def post(app: ASGIApp, body: bytes) -> object:
    """Post a body and decode the answer."""
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
        return (await client.post("/graphql", content=body)).json()


async def test_the_limit_answers_a_constant() -> None:
    """Whatever is asked, a few constant bytes come back."""
    expected = {"data": {"__typename": "Query"}}
    assert expected == await post(limit(), b"anything")


@pytest.mark.parametrize("app", [ready(), ready_route()], ids=["raw", "route"])
@pytest.mark.parametrize("key", SCENARIOS)
async def test_ready_bytes_are_the_right_answer(app: ASGIApp, key: str) -> None:
    """The query's text picks the right answer."""
    expected = {"data": SCENARIOS[key].expected()}
    assert expected == await post(app, SCENARIOS[key].body)
