"""The shared tier as a connector's second tier, over a real server."""

import asyncio

import pytest

from gateway.connectors.freshness import Lifetime
from gateway.connectors.key import Key
from gateway.connectors.second import Kept
from gateway.connectors.shared.answers import SharedAnswers
from gateway.connectors.validators import Validators
from tests.connectors.shared.servers import Ask, Server, Worker, worker

KEY: Key = ("perpus.buku", None, ("ikan",))
ASK = Ask("perpus", KEY, ("rak",))
KEPT = Kept(
    b'[{"judul":"Ikan"}]', 20, 1_790_000_000.0, Lifetime(60, 5, 3600, 1), tags=("rak",)
)


async def put(one: Worker, second: SharedAnswers, kept: Kept = KEPT) -> None:
    """Put an answer as a source does: asked for, got, told."""
    for _ in range(200):
        await second.get({KEY: kept.tags})
        second.put(KEY, kept)
        await one.tier.idle()
        if await second.get({KEY: kept.tags}):
            return
        await asyncio.sleep(0.05)
    raise AssertionError(one.events)


@pytest.mark.parametrize(
    "validators",
    [
        None,
        Validators('"1"', None, "0af3"),
        Validators(None, "Sun, 22 Nov 2026 06:00:00 GMT", "0af3"),
    ],
)
async def test_an_answer_comes_back(
    valkey: Server, validators: Validators | None
) -> None:
    """Body, lifetime, validators and tags are as they were; the age is the server's."""
    kept = KEPT._replace(validators=validators)
    async with worker(valkey.url) as one:
        second = SharedAnswers(one.tier, "perpus", "perpus~1")
        await put(one, second, kept)
        (found,) = (await second.get({KEY: kept.tags})).values()
        assert kept == found._replace(age=0.0)
        assert 0 <= found.age < 30


async def test_another_declaration_is_another_answer(valkey: Server) -> None:
    """A connector that is declared otherwise gets nothing of the one before."""
    async with worker(valkey.url) as one:
        await put(one, SharedAnswers(one.tier, "perpus", "perpus~1"))
        other = SharedAnswers(one.tier, "perpus", "perpus~2")
        assert {} == await other.get({KEY: KEPT.tags})


async def test_only_what_was_asked_for_is_put(valkey: Server) -> None:
    """Without having looked nobody knows what was invalidated since: nothing is put."""
    async with worker(valkey.url) as one:
        second = SharedAnswers(one.tier, "perpus", "perpus~1")
        second.put(KEY, KEPT)
        await one.tier.idle()
        assert [] == valkey.names("e")


async def test_it_is_deleted_and_invalidated(valkey: Server) -> None:
    """What is forgotten by key, or by tag, is forgotten there."""
    async with worker(valkey.url) as one:
        second = SharedAnswers(one.tier, "perpus", "perpus~1")
        await put(one, second)
        second.delete([KEY])
        await one.tier.idle()
        assert {} == await second.get({KEY: KEPT.tags})
        await put(one, second)
        second.invalidate(["rak"])
        await one.tier.idle()
        assert {} == await second.get({KEY: KEPT.tags})
        await put(one, second)
        second.invalidate(None)
        await one.tier.idle()
        assert {} == await second.get({KEY: KEPT.tags})


async def test_one_claims(valkey: Server) -> None:
    """Of two processes one renews."""
    async with worker(valkey.url) as one, worker(valkey.url) as two:
        first = SharedAnswers(one.tier, "perpus", "perpus~1")
        second = SharedAnswers(two.tier, "perpus", "perpus~1")
        await one.ticket(ASK)
        await two.ticket(ASK)
        assert [True] == await first.claim([KEY], 60)
        assert [False] == await second.claim([KEY], 60)
        second.hold([KEY], 0)
        await two.tier.idle()
        assert [False] == await second.claim([KEY], 60)
        first.hold([KEY], 0)
        await one.tier.idle()
        assert [True] == await second.claim([KEY], 60)


async def test_what_failed_leaves_nothing_large(valkey: Server) -> None:
    """What was asked is not held by a call that fails, however much that was."""
    async with worker(valkey.url) as one:
        second = SharedAnswers(one.tier, "perpus", "perpus~1")
        key = ("perpus.buku", None, ("ikan" * 1000,))
        while (
            not one.tier.tickets
        ):  # a busy machine may have too little time for one look
            await second.get({key: ()})
        assert [one.tier.name("perpus", ("perpus~1", key))] == [*one.tier.tickets._held]


async def test_what_cannot_be_asked_for_is_not_put(valkey: Server) -> None:
    """A ticket from before the server was away is good for nothing."""
    async with worker(valkey.url) as one:
        second = SharedAnswers(one.tier, "perpus", "perpus~1")
        await second.get({KEY: KEPT.tags})
        link, one.keeper.link = one.keeper.link, None
        assert {} == await second.get({KEY: KEPT.tags})
        one.keeper.link = link
        second.put(KEY, KEPT)
        await one.tier.idle()
        assert [] == valkey.names("e")
