"""How long a view holds, and what takes its place: gateway/execution/keep.py."""

import asyncio
from collections.abc import AsyncGenerator

import pytest

from gateway.connectors.answer import Answer
from gateway.errors import UpstreamUnavailable
from gateway.execution.view import View
from tests.execution.serving import Served, codes, served
from tests.execution.shelves import BOOKS, CONFIG, LINKED, SCRIPT, again


@pytest.fixture
async def desk() -> AsyncGenerator[Served]:
    """Open the gateway over the books."""
    async with served(CONFIG, SCRIPT) as one:
        yield one


def _views(desk: Served) -> int:
    """Count the views that the answers of the first service keep."""
    store = desk.engine._graph.sources._lines["a"].store
    answers = [entry.value for entry in store._entries.values()]
    return sum(
        isinstance(one, View)
        for answer in answers
        if isinstance(answer, Answer)
        for one in answer.made.values()
    )


async def test_a_nested_answer_that_is_gone(desk: Served) -> None:
    """A view holds no longer than any answer it was made of."""
    cold = bytes((await desk.reply(LINKED)).body)
    desk.forget("b")
    assert (cold, ["/rak/1", "/rak/2"]) == await again(desk, LINKED)
    assert (cold, []) == await again(desk, LINKED)


async def test_a_nested_answer_that_was_replaced(desk: Served) -> None:
    """A view is not used once one of its answers was fetched anew by another query."""
    await desk.reply(LINKED)
    desk.forget("b")
    desk.upstream.script["/rak/1"] = {"kode": 1, "nama": "Baru"}
    await desk.reply("{ buku { rak { kode nama } } }")
    shown = await desk.ask(LINKED)
    assert {"nama": "Baru"} == shown["data"]["buku"][0]["rak"]


async def test_views_are_renewed(desk: Served) -> None:
    """After a nested answer has gone the next view takes the old one's place."""
    await desk.reply(LINKED)
    desk.forget("b")
    await desk.reply(LINKED)
    first, second = await desk.reply(LINKED), await desk.reply(LINKED)
    assert first.body is second.body


async def test_views_with_errors_take_the_place_of_those_without(desk: Served) -> None:
    """What a renewed view has to tell does not wait behind the old view."""
    await desk.reply(LINKED)
    desk.forget("b")
    desk.upstream.script["/rak/1"] = {"kode": 1, "nama": []}
    cold = bytes((await desk.reply(LINKED)).body)
    assert b'"UPSTREAM_BAD_VALUE"' in cold
    assert (cold, []) == await again(desk, LINKED)
    assert 1 == _views(desk)


async def test_renewed_views_are_charged_once(desk: Served) -> None:
    """However often a view is renewed, its answer's memory does not grow."""
    await desk.reply(LINKED)
    (entry,) = desk.engine._graph.sources._lines["a"].store._entries.values()
    size = entry.size
    for _ in range(3):
        desk.forget("b")
        await desk.reply(LINKED)
    assert size == entry.size


async def test_the_first_answer_that_is_gone(desk: Served) -> None:
    """A view lives in its first answer and goes with it."""
    await desk.reply(LINKED)
    desk.forget("a")
    assert ["/buku"] == (await again(desk, LINKED))[1]


async def test_answers_expire() -> None:
    """A view is gone when its answer's time is over."""
    text = CONFIG.replace("cache: {ttl: 10m}", "cache: {ttl: 20ms}", 1)
    async with served(text, SCRIPT) as desk:
        await desk.reply("{ buku { judul } }")
        await asyncio.sleep(0.03)
        assert ["/buku"] == (await again(desk, "{ buku { judul } }"))[1]


async def test_a_failed_link_is_not_kept(desk: Served) -> None:
    """A view that lacks what failed is made anew."""
    desk.upstream.script["/rak/2"] = UpstreamUnavailable("down")
    assert 1 == len(codes(await desk.ask(LINKED)))
    desk.upstream.script["/rak/2"] = SCRIPT["/rak/2"]
    assert "errors" not in await desk.ask(LINKED)


async def test_a_root_that_failed_is_not_kept(desk: Served) -> None:
    """A failure is asked again."""
    desk.upstream.script["/buku"] = OSError("down")
    assert [(["buku"], "INTERNAL")] == codes(await desk.ask("{ buku { judul } }"))
    desk.upstream.script["/buku"] = BOOKS
    assert "errors" not in await desk.ask("{ buku { judul } }")
