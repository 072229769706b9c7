"""Operations answered from what is kept: gateway/execution/warm.py."""

from collections.abc import AsyncGenerator

import pytest

from gateway.connectors.principal import Principal
from gateway.execution.message import Reply, Request, Share
from tests.connectors.runtime import Clock
from tests.execution.serving import Served, served
from tests.execution.test_stale import CONFIG, SCRIPT

QUERY = "{ buku { judul } }"
BOTH = "{ buku { judul } saring { judul } }"


@pytest.fixture
def clock() -> Clock:
    """Make the clock of what is kept."""
    return Clock()


@pytest.fixture
async def desk(clock: Clock) -> AsyncGenerator[Served]:
    """Open the gateway, which has just fetched what both queries show."""
    async with served(CONFIG, SCRIPT, clock=clock) as one:
        await one.reply(BOTH)
        yield one


@pytest.mark.parametrize("query", [QUERY, BOTH])
async def test_at_once(desk: Served, query: str) -> None:
    """What is kept is replied without waiting."""
    assert isinstance(desk.engine.begin(Request(query)), Reply)


@pytest.mark.parametrize(
    "asks", [Request(QUERY, sources=True), Request(QUERY, plan=True)]
)
async def test_who_is_told_waits(desk: Served, asks: Request) -> None:
    """Who asks for the sources or the plan is not answered from the kept bytes."""
    begun = desk.engine.begin(asks)
    assert not isinstance(begun, Reply)
    assert b'"extensions":' in (await begun).body


async def test_what_holds_for_a_moment(desk: Served, clock: Clock) -> None:
    """A reply is the same object until what it says in whole seconds is another."""
    clock.now += 0.5
    first = await desk.reply(QUERY)
    assert Share(0.5, 9.5, 20, 100) == first.share == (await desk.reply(BOTH)).share
    clock.now += 0.25
    assert first is await desk.reply(QUERY)
    assert first.share == (await desk.reply(BOTH)).share
    clock.now += 0.25
    assert Share(1, 9, 20, 100) == (await desk.reply(QUERY)).share
    assert Share(1, 9, 20, 100) == (await desk.reply(BOTH)).share


async def test_what_is_shown_otherwise(desk: Served) -> None:
    """The reply that is kept for others is neither the operator's nor anybody's who is known."""
    public = await desk.reply(QUERY)
    operator = await desk.reply(QUERY, operator=True)
    known = await desk.reply(QUERY, principal=Principal("ayu", "t"))
    assert public.body == operator.body == known.body
    assert public.share is not None
    assert operator.share is known.share is None


async def test_errors_are_told_each_time(clock: Clock) -> None:
    """A kept reply with errors is for nobody else, and its errors count every time."""
    script = {**SCRIPT, "/buku": [{"judul": {}}]}
    async with served(CONFIG, script, clock=clock) as desk:
        replies = [await desk.reply(QUERY) for _ in range(3)]
    assert ["/buku"] == desk.upstream.asked
    assert [1, 1, 1] == [one.errors for one in desk.seen.ended()]
    assert [None] * 3 == [one.share for one in replies]
