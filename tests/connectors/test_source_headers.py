"""Upstream headers, validators and 304: `follow: headers`."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

import httpx
import pytest
from typing_extensions import override

from gateway.connectors.answer import Answer
from gateway.errors import UpstreamBlocked, UpstreamUnavailable
from tests.connectors.runtime import Runtime, Service, anyone

FOLLOWING = """
    types:
      Buku:
        key: isbn
        fields: {isbn: ID!}
        lookup: {call: "GET /buku/{isbn}"}
        batch: {call: "GET /buku?isbn={isbn}", join: ",", match: isbn}
    cache: {ttl: 60s, stale_if_error: 100s, follow: headers}
    queries:
      buku: {returns: "[Buku!]", call: GET /b}
      bebas: {returns: "[Buku!]", call: GET /c, cache: {follow: none}}
"""
ROWS = [{"isbn": "1"}]


class Asked(Service):
    """Answers by headers and status, and notes what it was asked with."""

    def __init__(self, *replies: httpx.Response) -> None:
        super().__init__(lambda _: next(self.replies))
        self.replies = iter(replies)
        self.headers: list[httpx.Headers] = []

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.headers.append(request.headers)
        return await super().handle_async_request(request)

    def conditions(self) -> list[Mapping[str, str]]:
        """Return the conditions of each request."""
        return [
            {k: v for k, v in one.items() if k.startswith("if-")}
            for one in self.headers
        ]


def reply(status: int = 200, rows: object = None, **headers: str) -> httpx.Response:
    """Make an answer with headers."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if status == httpx.codes.NOT_MODIFIED:
        return httpx.Response(status, headers=named)
    return httpx.Response(status, headers=named, json=rows or ROWS)


Open = Callable[..., Runtime]


@pytest.fixture
def opened() -> Open:
    """Open the sources over some replies."""

    def make(*replies: httpx.Response) -> Runtime:
        runtime = Runtime(FOLLOWING, lambda _: None)
        runtime.service.__class__ = Asked
        runtime.service.__init__(*replies)  # type: ignore[misc]  # in the place of the one there
        return runtime

    return make


async def got(runtime: Runtime, name: str = "buku") -> Answer:
    """Ask a query."""
    return await runtime.source(name).ask({}, anyone())


async def test_ttl_by_header(opened: Open) -> None:
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


async def test_headers_are_not_read_unless_told(opened: Open) -> None:
    """Without `follow` an answer is kept whatever its service says of that."""
    runtime = opened(reply(cache_control="no-store"))
    await got(runtime, "bebas")
    assert (await got(runtime, "bebas")).kept


async def test_no_store(opened: Open) -> None:
    """What may not be stored is not, not even for failures."""
    runtime = opened(reply(cache_control="no-store"), httpx.Response(503))
    assert not (await got(runtime)).kept
    with pytest.raises(UpstreamUnavailable):
        await got(runtime)


async def test_not_modified(opened: Open) -> None:
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
    service = runtime.service
    assert isinstance(service, Asked)
    tag = {"if-none-match": '"1"'}
    assert [{}, tag, tag] == service.conditions()


async def test_what_was_derived_stays(opened: Open) -> None:
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


async def test_no_cache_asks_each_time(opened: Open) -> None:
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


async def test_a_304_nobody_asked_for(opened: Open) -> None:
    """Without a condition 304 is as wrong as any redirect."""
    with pytest.raises(UpstreamBlocked):
        await got(opened(reply(304)))


async def test_a_batch_obeys(opened: Open) -> None:
    """The keys of a batch live as long as its headers say, and are asked whole again."""
    runtime = opened(*[reply(cache_control="max-age=5", etag='"1"')] * 2)
    await runtime.find("Buku", "1")
    runtime.clock.now += 5
    await runtime.find("Buku", "1")
    service = runtime.service
    assert isinstance(service, Asked)
    assert [{}, {}] == service.conditions()


async def test_a_drop_while_it_is_fetched(opened: Open) -> None:
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
