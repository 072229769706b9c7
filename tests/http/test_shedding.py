"""What the edge refuses when it has too much to do, and what it never does."""

import asyncio
from dataclasses import dataclass, field

from typing_extensions import override

from gateway.execution.message import Reply, Request
from gateway.http.front import Front
from gateway.http.valve import Bound, Valve
from gateway.observe import Overloaded, Relieved
from tests.http import fakes
from tests.http.fakes import FakeEngine, Noted, code_of, opened

GRAPHQL = "/graphql"


@dataclass
class Slow(FakeEngine):
    """Answers when it is let go."""

    go: asyncio.Event = field(default_factory=asyncio.Event)

    @override
    async def begin(self, request: Request) -> Reply:
        await self.go.wait()
        return await super().begin(request)


async def test_more_than_there_may_be() -> None:
    """What is above the limit is refused at once; health, and what is at hand, are answered."""
    engine, noted = Slow(), Noted()
    front = fakes.front_of(engine, noted, valve=Valve(Bound(most=2)))
    async with opened(front) as client:
        waiting = [
            asyncio.create_task(client.post(GRAPHQL, json={"query": "{a}"}))
            for _ in range(2)
        ]
        while not front.valve.full:  # noqa: ASYNC110 - a test polls
            await asyncio.sleep(0.01)
        shed = await client.post(GRAPHQL, json={"query": "{a}"})
        known = await client.post(GRAPHQL, json={"query": "{dikenal}"})
        alive = [await client.get(path) for path in ("/healthz", "/readyz")]
        await asyncio.sleep(0.12)
        engine.go.set()
        answered = await asyncio.gather(*waiting)
        after = await client.post(GRAPHQL, json={"query": "{a}"})
    assert (503, "1") == (shed.status_code, shed.headers["retry-after"])
    assert "RATE_LIMITED" == code_of(shed)
    assert 1 == shed.json()["errors"][0]["extensions"]["retryAfter"]
    assert [200] * 6 == [one.status_code for one in (known, *alive, *answered, after)]
    assert [Overloaded(2, 2)] == noted.events


async def test_too_many_connections() -> None:
    """With too many, requests are refused and their connections closed, until it is over."""
    front = fakes.front_of(FakeEngine())
    front.most = 10
    async with opened(front) as client:
        assert (False, True) == (front.crowd(11), front.crowd(40))
        shed = await client.post(GRAPHQL, json={"query": "{a}"})
        alive = await client.get("/healthz")
        front.crowd(10)
        after = await client.post(GRAPHQL, json={"query": "{a}"})
    assert (503, "close") == (shed.status_code, shed.headers["connection"])
    assert (200, 200) == (alive.status_code, after.status_code)
    assert "connection" not in after.headers


async def test_relief_is_told() -> None:
    """When nothing was refused for a while, it is told how much was."""
    noted = Noted()
    front: Front = fakes.front_of(FakeEngine(), noted)
    async with opened(front) as client:
        front.crowd(10**6)
        for _ in range(3):
            await client.post(GRAPHQL, json={"query": "{a}"})
        front.crowd(0)
        async with asyncio.timeout(30):
            while Relieved(3) not in noted.events:  # noqa: ASYNC110 - a test polls
                await asyncio.sleep(0.1)
