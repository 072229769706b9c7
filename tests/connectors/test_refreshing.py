"""One answer that is fetched by the clock: gateway/connectors/refreshing.py."""

import asyncio
import datetime as dt
from collections.abc import Hashable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

import httpx
import pytest

from gateway.connectors.freshness import State
from gateway.connectors.line import Line
from gateway.connectors.readers.zones import WIB
from gateway.connectors.refreshing import Refreshing
from gateway.connectors.rounds import Round
from gateway.connectors.schedule import scheduled
from gateway.errors import UpstreamRejected, UpstreamTimeout, UpstreamUnavailable
from tests.connectors.runtime import Clock, Runtime, anyone
from tests.connectors.shelf import Shelf, beside

NIGHTLY: Final = """
    types:
      Buku: {key: isbn, fields: {isbn: ID!, judul: String}, lookup: {in: semua, match: isbn}}
    cache: {ttl: 10s, stale_if_error: 1h}
    timeout: 100ms
    queries:
      semua: {returns: "[Buku!]", call: GET /b, refresh: {every: 15m, timeout: 5s}}
      satu: {args: {isbn: ID!}, returns: Buku, in: semua, match: isbn}
      malam: {returns: Int, call: GET /m, refresh: {every: 15m, between: 21:00-04:30}}
      hari:
        args: {dari: Date!, sampai: Date!}
        spread: {over: hari, from: dari, to: sampai}
        returns: "[Buku!]"
        call: GET /h?t={hari}
        refresh: {every: 15m, with: {dari: 2026-03-01, sampai: 2026-03-02}}
      halaman:
        returns: "[Buku!]"
        call: GET /p?page={page}&n={size}
        pages: {style: page, size: 2, as: list}
        refresh: 15m
"""


class Wall:
    """The time of day, which passes when told."""

    def __init__(self, hour: int) -> None:
        self.now = dt.datetime(2026, 3, 1, hour, tzinfo=WIB)

    def __call__(self, zone: dt.timezone) -> dt.datetime:
        """Return it in a zone."""
        return self.now.astimezone(zone)


class Library:
    """A service whose rows change; `down` fails every call."""

    def __init__(self) -> None:
        self.version = 1
        self.down: Exception | httpx.Response | None = None
        self.size = 1

    def __call__(self, target: str) -> object:
        """Answer as it is now."""
        if self.down is not None:
            return self.down
        if target == "/m":
            return self.version
        return [{"isbn": f"{n}", "judul": f"{self.version}"} for n in range(self.size)]


def over(runtime: Runtime, **changes: Any) -> Runtime:
    """Change the line of a runtime before it is used."""
    lines: dict[str, Line] = runtime.sources._lines  # type: ignore[assignment]  # as they were made
    lines["perpus"] = replace(lines["perpus"], **changes)
    return runtime


def refreshing(
    runtime: Runtime, name: str, arguments: Mapping[str, Any] = MappingProxyType({})
) -> Refreshing:
    """Return what fetches a query's answer by the clock."""
    refresh = runtime.query(name).refresh
    assert refresh is not None
    return Refreshing(runtime.source(name), arguments, scheduled(refresh), Round(name))


async def test_fetched_although_it_is_fresh() -> None:
    """What is kept is shown until the new is here; the next is due after the interval."""
    library = Library()
    runtime = Runtime(NIGHTLY, library)
    one = refreshing(runtime, "semua")
    assert 0 == one.wait()
    assert not await one.fetch(0.0)
    library.version = 2
    runtime.clock.now += 100
    assert 800 == one.wait()
    assert [{"isbn": "0", "judul": "1"}] == await runtime.ask("semua")
    runtime.service.hold = asyncio.Event()
    task = asyncio.create_task(one.fetch(0.0))
    await asyncio.sleep(0)
    assert [{"isbn": "0", "judul": "1"}] == await runtime.ask("semua")
    assert one.round.running
    runtime.service.hold.set()
    await task
    assert [{"isbn": "0", "judul": "2"}] == await runtime.ask("semua")
    assert (["/b", "/b"], 900.0) == (runtime.service.asked, one.wait())


async def test_what_may_have_changed_is_due() -> None:
    """Where news of it was missed it is fetched at once, as old as it may be, and here."""
    library = Library()
    clock = Clock()
    shelf = Shelf(clock)
    runtime = beside(Runtime(NIGHTLY, library), shelf)
    one = refreshing(runtime, "semua")
    await one.fetch(0.0)
    clock.now += 100
    assert 800 == one.wait()
    for answer in runtime.store.doubt():
        answer.doubt()
    shelf.held.clear()
    assert 0 == one.wait()
    assert not await one.fetch(0.0)
    assert ["/b", "/b"] == runtime.service.asked


async def test_a_failure_keeps_the_old() -> None:
    """It is shown as new until the next would have come, then as stale, then no more."""
    library = Library()
    runtime = over(Runtime(NIGHTLY, library), wall=Wall(22))
    one = refreshing(runtime, "malam")
    await one.fetch(0.0)
    library.down = httpx.Response(503, headers={"retry-after": "20"})
    runtime.clock.now += 900
    with pytest.raises(UpstreamUnavailable):
        await one.fetch(0.0)
    assert (1, "UPSTREAM_UNAVAILABLE", 20.0) == (
        one.round.failures,
        one.round.code,
        one.wait(),
    )
    source, states = runtime.source("malam"), []
    for seconds in (119, 1, 3598, 2):
        runtime.clock.now += seconds
        old = source.old({}, anyone().principal)
        states.append(None if old is None else old.step().state)
    assert [
        State.FRESH,
        State.STALE_WHILE_REVALIDATE,
        State.STALE_WHILE_REVALIDATE,
        None,
    ] == states


async def test_what_is_refused_for_once_is_not_forgotten() -> None:
    """A no by night may be the service's own trouble: the old answer stays."""
    library = Library()
    runtime = Runtime(NIGHTLY, library)
    one = refreshing(runtime, "semua")
    await one.fetch(0.0)
    library.down = httpx.Response(422)
    with pytest.raises(UpstreamRejected):
        await one.fetch(0.0)
    assert [{"isbn": "0", "judul": "1"}] == await runtime.ask("semua")
    assert 15.0 == one.wait()


async def test_a_fault_of_ours_waits_like_any() -> None:
    """It does not begin again at once."""
    runtime = Runtime(NIGHTLY, Library())
    runtime.service.reply = lambda _: RuntimeError("kesalahan di gateway")
    one = refreshing(runtime, "semua")
    with pytest.raises(RuntimeError):
        await one.fetch(0.0)
    assert ("INTERNAL", 15.0, False) == (one.round.code, one.wait(), one.round.running)


async def test_only_at_night() -> None:
    """By day it is waited for; what was got at night lasts the whole day."""
    library, wall = Library(), Wall(12)
    runtime = over(Runtime(NIGHTLY, library), wall=wall)
    one = refreshing(runtime, "malam")
    assert 9 * 3600 == one.wait()
    wall.now += dt.timedelta(hours=16.4)  # 04:24
    assert 0 == one.wait()
    await one.fetch(0.0)
    runtime.clock.now += 12 * 3600
    wall.now += dt.timedelta(hours=12)
    assert 1 == await runtime.ask("malam")
    answer = runtime.source("malam").peek({}, anyone().principal)
    assert answer is not None
    assert not answer.stale
    assert (4.6 * 3600, ["/m"]) == (one.wait(), runtime.service.asked)


async def test_what_was_forgotten_is_fetched_soon() -> None:
    """A purge leaves nothing: it is due again, though not all the time."""
    runtime = Runtime(NIGHTLY, Library())
    one = refreshing(runtime, "semua")
    await one.fetch(0.0)
    runtime.store.clear()
    runtime.clock.now += 20
    assert 40 == one.wait()


async def test_all_its_parts() -> None:
    """A composed answer is fetched whole, each part with the long deadline."""
    library = Library()
    runtime = Runtime(NIGHTLY, library)
    arguments: dict[str, Any] = {"dari": "2026-03-01", "sampai": "2026-03-02"}
    one = refreshing(runtime, "hari", arguments)
    await one.fetch(0.0)
    library.version = 2
    await one.fetch(0.0)
    assert 4 == len(runtime.service.asked)
    rows: Any = await runtime.ask("hari", **arguments)
    assert ["2", "2"] == [row["judul"] for row in rows]
    assert 4 == len(runtime.service.asked)


async def test_all_its_pages() -> None:
    """Pages that are kept are asked for anew; one that fails is a failure."""
    library = Library()
    library.size = 2
    runtime = Runtime(NIGHTLY, library)
    one = refreshing(runtime, "halaman", {"limit": 4})
    await one.fetch(0.0)
    library.version = 2
    await one.fetch(0.0)
    rows: Any = await runtime.ask("halaman", limit=4)
    assert ({"2"}, 4) == ({r["judul"] for r in rows}, len(runtime.service.asked))
    runtime.service.reply = lambda target: (
        httpx.Response(503) if "page=2" in target else library(target)
    )
    with pytest.raises(UpstreamUnavailable):
        await one.fetch(0.0)


async def test_an_index_is_made_once() -> None:
    """Lookups among refreshed rows make their index once for each new answer."""
    library = Library()
    runtime = Runtime(NIGHTLY, library)
    one = refreshing(runtime, "semua")
    local = runtime.sources.local(runtime.lookup("Buku"))
    for version in ("1", "2"):
        library.version = int(version)
        await one.fetch(0.0)
        calls: dict[Hashable, Any] = {"0": {"isbn": "0"}}
        made = [local._indexed(await runtime.source("semua").ask({}, anyone()))]
        for _ in range(3):
            outcome: Any = (await local.many(calls, anyone()))["0"]
            assert {"isbn": "0", "judul": version} == outcome.value
            made.append(local._indexed(await runtime.source("semua").ask({}, anyone())))
        assert 1 == len({id(index) for index in made})
    assert 2 == len(runtime.service.asked)


class Pair:
    """Two processes over one tier; the second waits for what the first has begun to fetch."""

    def __init__(self) -> None:
        library = Library()
        self.shelf = Shelf(Clock())
        self.first = beside(Runtime(NIGHTLY, library), self.shelf)
        self.second = beside(Runtime(NIGHTLY, library), self.shelf)
        self.one = refreshing(self.first, "semua")
        self.other = refreshing(self.second, "semua")
        self.answered = self.first.service.hold = asyncio.Event()

    async def begin(self) -> tuple[asyncio.Task[bool], asyncio.Task[bool]]:
        """Begin both, the first of which holds its service's answer back."""
        fetching = asyncio.create_task(self.one.fetch(0.0))
        await asyncio.sleep(0)
        waiting = asyncio.create_task(self.other.fetch(0.0))
        await asyncio.sleep(0.01)
        return fetching, waiting


async def test_what_another_process_fetched_is_taken() -> None:
    """One of two processes asks the service; the other takes its answer when it has it."""
    pair = Pair()
    fetching, waiting = await pair.begin()
    assert [] == pair.second.service.asked
    pair.answered.set()
    assert (False, True) == (await fetching, await waiting)
    assert ([{"isbn": "0", "judul": "1"}], []) == (
        await pair.second.ask("semua"),
        pair.second.service.asked,
    )
    # What is young there is not fetched again, what is not is.
    pair.shelf.clock.now += 440
    assert not pair.second.service.asked
    pair.shelf.clock.now += 20
    pair.shelf.claimed.clear()
    assert not await pair.other.fetch(0.0)
    assert ["/b"] == pair.second.service.asked


async def test_a_claim_lasts_as_long_as_its_fetch() -> None:
    """However slow a service is, one process asks; one that died lets the next."""
    pair = Pair()
    brief = replace(pair.one.schedule, timeout=0.06)
    pair.one = replace(pair.one, schedule=brief)
    fetching, waiting = await pair.begin()
    for _ in range(10):
        pair.shelf.clock.now += 0.03
        await asyncio.sleep(0.03)
        assert not (await pair.shelf.claim([pair.one.key], 60))[0]
    assert [] == pair.second.service.asked
    fetching.cancel()
    waiting.cancel()
    await asyncio.gather(fetching, waiting, return_exceptions=True)
    pair.shelf.clock.now += 0.06
    assert [True] == await pair.shelf.claim([pair.one.key], 60)


async def test_a_request_does_not_cut_it_short() -> None:
    """Who asks while it is fetched waits no longer than a request, and joins it."""
    runtime = Runtime(NIGHTLY, Library())
    runtime.service.hold = asyncio.Event()
    one = refreshing(runtime, "semua")
    task = asyncio.create_task(one.fetch(0.0))
    with pytest.raises(UpstreamTimeout):
        await runtime.ask("semua")
    runtime.service.hold.set()
    assert not await task
    assert ["/b"] == runtime.service.asked


async def test_what_a_client_was_given_meanwhile_is_taken() -> None:
    """Where a client here asks first for what the other process fetched, it is taken, too."""
    pair = Pair()
    fetching, waiting = await pair.begin()
    pair.answered.set()
    await fetching
    assert [{"isbn": "0", "judul": "1"}] == await pair.second.ask("semua")
    async with asyncio.timeout(2):
        assert await waiting
    assert [] == pair.second.service.asked
