"""The shared tier as a connector's second tier, over a real server."""

import asyncio

import pytest

from gateway.connectors.answer import Validators
from gateway.connectors.freshness import Lifetime
from gateway.connectors.key import Key
from gateway.connectors.second import Kept
from gateway.connectors.shared import answers
from gateway.connectors.shared.answers import SharedAnswers
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


async def test_rights_to_put_are_bounded(
    valkey: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Calls that fail leave no more than so many of them behind."""
    monkeypatch.setattr(answers, "_MOST_TICKETS", 3)
    async with worker(valkey.url) as one:
        second = SharedAnswers(one.tier, "perpus", "perpus~1")
        for number in range(10):
            await second.get({("q", None, (number,)): ()})
        assert len(second._tickets) <= 3
