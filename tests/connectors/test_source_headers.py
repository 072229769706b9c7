"""Upstream headers, validators and 304: `follow: headers`."""

import asyncio
from typing import Any

import httpx
import pytest

from gateway.connectors.answer import Answer
from gateway.errors import UpstreamBlocked, UpstreamUnavailable
from tests.connectors.headers import ROWS, TAG, conditions, opened, reply
from tests.connectors.runtime import Runtime, anyone


async def got(runtime: Runtime, name: str = "buku") -> Answer:
    """Ask a query."""
    return await runtime.source(name).ask({}, anyone())


async def test_ttl_by_header() -> None:
    """max-age shortens the ttl that is declared, and never lengthens it."""
    runtime = opened(
        reply(cache_control="max-age=5"), reply(cache_control="max-age=600"), reply()
    )
    await got(runtime)
    runtime.clock.now += 5
    await got(runtime)
    runtime.clock.now += 59.9
    await got(runtime)
    assert 2 == len(runtime.service.asked)
    runtime.clock.now += 0.2
    await got(runtime)
    assert 3 == len(runtime.service.asked)


async def test_a_304_that_does_not_say_how_long() -> None:
    """What the answer that it confirms was allowed still holds; the next 200 says anew."""
    runtime = opened(
        reply(etag='"1"', cache_control="max-age=5"),
        reply(304, etag='"1"'),
        reply(304, etag='"1"', cache_control="max-age=30"),
        reply(304, etag='"1"'),
        reply(etag='"2"'),
        reply(),
    )
    await got(runtime)
    for count, seconds in ((2, 5), (3, 5), (4, 30), (5, 30), (6, 60)):
        runtime.clock.now += seconds - 0.1
        await got(runtime)
        assert count - 1 == len(runtime.service.asked)
        runtime.clock.now += 0.1
        await got(runtime)
        assert count == len(runtime.service.asked)


async def test_headers_are_not_read_unless_told() -> None:
    """Without `follow` an answer is kept whatever its service says of that."""
    runtime = opened(reply(cache_control="no-store"))
    await got(runtime, "bebas")
    assert (await got(runtime, "bebas")).kept


async def test_no_store() -> None:
    """What may not be stored is not, not even for failures."""
    runtime = opened(reply(cache_control="no-store"), httpx.Response(503))
    assert not (await got(runtime)).kept
    with pytest.raises(UpstreamUnavailable):
        await got(runtime)


async def test_not_modified() -> None:
    """A stale answer with a validator is asked about; 304 makes it fresh as it is."""
    runtime = opened(
        reply(etag='"1"'), reply(304), reply(etag='"2"', rows=[{"isbn": "2"}])
    )
    first = await got(runtime)
    runtime.clock.now += 60
    again = await got(runtime)
    assert (first.value, False) == (again.value, again.stale)
    assert again.as_of > first.as_of
    runtime.clock.now += 59.9
    assert again is await got(runtime)
    runtime.clock.now += 0.2
    assert [{"isbn": "2"}] == (await got(runtime)).value
    assert [{}, TAG, TAG] == conditions(runtime)


async def test_what_was_derived_stays() -> None:
    """What was made of an answer is not made again when it has not changed."""
    runtime = opened(
        reply(last_modified="Tue, 15 Nov 1994 08:00:00 GMT"),
        reply(304, cache_control="max-age=9"),
    )
    made = (await got(runtime)).once("index", object)
    runtime.clock.now += 60
    answer = await got(runtime)
    assert made is answer.once("index", object)
    runtime.clock.now += 9
    assert not answer.current


async def test_no_cache_asks_each_time() -> None:
    """`no-cache` with a validator: every call asks, and none gets the body again."""
    runtime = opened(
        reply(cache_control="no-cache", etag='"1"'),
        reply(304, cache_control="no-cache", etag='"1"'),
        httpx.Response(503),
    )
    await got(runtime)
    assert ROWS == (await got(runtime)).value
    with pytest.raises(UpstreamUnavailable):  # it must not be shown unasked
        await got(runtime)


async def test_a_304_nobody_asked_for() -> None:
    """Without a condition 304 is as wrong as any redirect."""
    with pytest.raises(UpstreamBlocked):
        await got(opened(reply(304)))


async def test_only_a_get_is_conditional() -> None:
    """A read over POST is asked whole again: its service would refuse the condition."""
    runtime = opened(*[reply(etag='"1"')] * 2)
    await got(runtime, "cari")
    runtime.clock.now += 60
    await got(runtime, "cari")
    assert [{}, {}] == conditions(runtime)


async def test_asked_though_it_may_not_be_shown() -> None:
    """An answer that stands in for no error is still asked about, and is not shown unasked."""
    runtime = opened(reply(etag='"1"'), reply(304), httpx.Response(503))
    await got(runtime, "sebentar")
    runtime.clock.now += 60
    assert ROWS == (await got(runtime, "sebentar")).value
    runtime.clock.now += 60
    with pytest.raises(UpstreamUnavailable):
        await got(runtime, "sebentar")
    assert [{}, TAG, TAG] == conditions(runtime)


async def test_there_is_none_may_be_unchanged() -> None:
    """ "There is none" is asked about like any answer."""
    runtime = opened(
        httpx.Response(200, headers={"etag": '"1"'}, content=b"null"), reply(304)
    )
    assert (await got(runtime, "satu")).value is None
    runtime.clock.now += 60
    assert (await got(runtime, "satu")).value is None
    assert [{}, TAG] == conditions(runtime)


async def test_a_drop_while_it_is_fetched() -> None:
    """What was asked for before an invalidation is shown, not kept, and not shared after."""
    runtime = opened(reply(), reply(rows=[{"isbn": "2"}]))
    runtime.service.hold = asyncio.Event()
    first = asyncio.create_task(got(runtime))
    await asyncio.sleep(0.01)
    runtime.source("buku").line.invalidate(None)
    second = asyncio.create_task(got(runtime))
    await asyncio.sleep(0.01)
    runtime.service.hold.set()
    found: list[Any] = [(await one).value for one in (first, second)]
    assert [ROWS, [{"isbn": "2"}]] == found
    assert [{"isbn": "2"}] == (await got(runtime)).value
    assert 2 == len(runtime.service.asked)
