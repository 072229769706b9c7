"""What the edge refuses when it has too much to do, and what it never does."""

import asyncio
from dataclasses import dataclass, field

from typing_extensions import override

from gateway.execution.message import Reply, Request
from gateway.http.front import Crowd, Front
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
    assert [Overloaded(2, 2, 0)] == noted.events


async def test_more_than_may_be_active() -> None:
    """What comes above the limit waits to begin, and is answered; who is refused is not begun."""
    engine = Slow()
    front = fakes.front_of(engine, valve=Valve(Bound(first=2)))
    valve = front.valve
    async with opened(front) as client:
        asked = [
            asyncio.create_task(client.post(GRAPHQL, json={"query": "{a}"}))
            for _ in range(5)
        ]
        while valve.waiting < 3:  # noqa: ASYNC110 - a test polls
            await asyncio.sleep(0.001)
        known = await client.post(GRAPHQL, json={"query": "{dikenal}"})
        engine.go.set()
        answered = await asyncio.gather(*asked)
    assert [200] * 6 == [one.status_code for one in (known, *answered)]
    assert (0, 0, 0) == (valve.work, valve.waiting, valve.shed)


async def test_one_that_need_not_wait_after_all() -> None:
    """What is answered at once when its turn comes gives its place back."""
    front = fakes.front_of(AtOnce(), valve=Valve(Bound(first=1)))
    async with opened(front) as client:
        front.valve.queue()  # somebody is before it
        asked = asyncio.create_task(client.post(GRAPHQL, json={"query": "{a}"}))
        while front.valve.waiting < 2:  # noqa: ASYNC110 - a test polls
            await asyncio.sleep(0.001)
        front.valve.unqueue()
        assert 200 == (await asked).status_code
    assert (0, 0) == (front.valve.work, front.valve.waiting)


class AtOnce(FakeEngine):
    """Answers without waiting."""

    @override
    def begin(self, request: Request) -> Reply:  # type: ignore[override] # as engines may
        return self.reply


def test_too_many_connections() -> None:
    """Of too many connections those are turned away that are too many, and some cut off."""
    front = fakes.front_of(FakeEngine())
    front.most = 10
    found = [front.crowd(count) for count in (10, 11, 27, 28)]
    turned = Crowd.TURNED_AWAY
    assert [Crowd.WELCOME, turned, turned, Crowd.CUT] == found


async def test_relief_is_told() -> None:
    """When nothing was refused for a while, it is told how much was."""
    noted = Noted()
    front: Front = fakes.front_of(FakeEngine(), noted)
    async with opened(front):
        for _ in range(3):
            front.valve.turn_away()
        async with asyncio.timeout(30):
            while Relieved(3) not in noted.events:  # noqa: ASYNC110 - a test polls
                await asyncio.sleep(0.1)
    assert [Overloaded(0, 100, 3), Relieved(3)] == noted.events
