"""Batches are asked on condition: what one request gave for all its keys has not changed."""

from collections.abc import Sequence

import httpx
import pytest

from gateway.connectors.answer import Answer
from tests.connectors.headers import TAG, conditions, opened, reply
from tests.connectors.runtime import Runtime, anyone

PAIR = [{"isbn": "1"}, {"isbn": "2"}]


async def asked(runtime: Runtime, *keys: str) -> list[Answer]:
    """Ask for books."""
    batch = runtime.sources.batch(runtime.lookup("Buku"))
    found = await batch.many({key: {"isbn": key} for key in keys}, anyone())
    return [one for one in found.values() if isinstance(one, Answer)]


def isbns(answers: Sequence[Answer]) -> list[object]:
    return [one.value for one in answers]


async def test_the_same_keys() -> None:
    """For the same keys the service is asked whether its answer changed; 304 keeps it."""
    runtime = opened(reply(rows=PAIR, etag='"1"'), reply(304), reply(etag='"2"'))
    first = await asked(runtime, "1", "2")
    made = first[0].once("index", object)
    runtime.clock.now += 60
    again = await asked(runtime, "1", "2")
    assert PAIR == isbns(again)
    assert made is again[0].once("index", object)
    assert again[0].as_of > first[0].as_of
    runtime.clock.now += 59.9
    assert again == await asked(runtime, "1", "2")
    runtime.clock.now += 0.2
    assert [{"isbn": "1"}, None] == isbns(await asked(runtime, "1", "2"))
    assert [{}, TAG, TAG] == conditions(runtime)


async def test_keys_that_there_are_none_of() -> None:
    """A key without a row is as unchanged as its neighbours."""
    runtime = opened(reply(etag='"1"'), reply(304))
    await asked(runtime, "1", "9")
    runtime.clock.now += 60
    assert [{"isbn": "1"}, None] == isbns(await asked(runtime, "1", "9"))
    assert [{}, TAG] == conditions(runtime)


@pytest.mark.parametrize("keys", ["1", "21", "13"])
async def test_other_keys(keys: str) -> None:
    """Another request for some of the keys, or in another order, is asked whole."""
    runtime = opened(reply(rows=PAIR, etag='"1"'), reply(rows=PAIR, etag='"1"'))
    await asked(runtime, "1", "2")
    runtime.clock.now += 60
    await asked(runtime, *keys)
    assert [{}, {}] == conditions(runtime)


async def test_each_chunk_for_itself() -> None:
    """Of several requests each has its own validators, and its own answer."""
    rows = [{"isbn": "3"}]
    runtime = opened(
        reply(rows=PAIR, etag='"1"'),
        reply(rows=rows, etag='"2"'),
        reply(304),
        reply(rows=[{"isbn": "3", "judul": "baru"}], etag='"3"'),
    )
    await asked(runtime, "1", "2", "3")
    runtime.clock.now += 60
    found = await asked(runtime, "1", "2", "3")
    assert [*PAIR, {"isbn": "3", "judul": "baru"}] == isbns(found)
    assert [{}, {}, TAG, {"if-none-match": '"2"'}] == conditions(runtime)


async def test_what_a_batch_gave_is_no_single_answer() -> None:
    """The validators of a batch are not those of one of its keys."""
    runtime = opened(reply(rows=PAIR, etag='"1"'), reply(rows={"isbn": "1"}))
    await asked(runtime, "1", "2")
    runtime.clock.now += 60
    source = runtime.sources.of(runtime.lookup("Buku"))
    assert {"isbn": "1"} == (await source.ask({"isbn": "1"}, anyone())).value
    assert [{}, {}] == conditions(runtime)


async def test_what_was_dropped_is_asked_whole() -> None:
    """Where one of the keys is not kept any more, nothing is asked on condition."""
    runtime = opened(reply(rows=PAIR, etag='"1"'), reply(rows=PAIR, etag='"1"'))
    await asked(runtime, "1", "2")
    runtime.clock.now += 60
    source = runtime.sources.of(runtime.lookup("Buku"))
    runtime.store.drop(source.key({"isbn": "2"}, anyone().principal))
    assert PAIR == isbns(await asked(runtime, "1", "2"))
    assert [{}, {}] == conditions(runtime)


async def test_a_failure_is_no_304() -> None:
    """Where the service fails its last answer stands in, and is asked about again."""
    runtime = opened(
        reply(rows=PAIR, etag='"1"'), httpx.Response(503), reply(304, etag='"1"')
    )
    await asked(runtime, "1", "2")
    runtime.clock.now += 60
    assert [True, True] == [one.stale for one in await asked(runtime, "1", "2")]
    runtime.clock.now += 31
    again = await asked(runtime, "1", "2")
    assert [(False, one) for one in PAIR] == [(one.stale, one.value) for one in again]
    assert [{}, TAG, TAG] == conditions(runtime)
