"""Stale answers are shown, and renewed behind whoever is given them."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import suppress

import httpx
import pytest

from gateway.errors import (
    Unauthenticated,
    UpstreamRejected,
    UpstreamTimeout,
    UpstreamUnavailable,
)
from gateway.observe import Fault
from tests.connectors.conftest import Seen
from tests.connectors.runtime import HEAD, Runtime
from tests.connectors.staling import STALE, Library, got, settle, told


@pytest.fixture
def library() -> Library:
    """Open the library."""
    return Library()


@pytest.fixture
async def runtime(library: Library) -> AsyncGenerator[Runtime]:
    """Open the sources over it."""
    made = Runtime(STALE, library)
    yield made
    await settle(made)


async def test_shown_at_once_and_renewed(runtime: Runtime, library: Library) -> None:
    """A stale answer is given without waiting, and the next caller has the new one."""
    assert ("1", False, None) == told(await got(runtime))
    library.version = 2
    runtime.clock.now += 10
    runtime.service.hold = asyncio.Event()
    assert ("1", True, None) == told(await got(runtime))
    runtime.service.hold.set()
    await settle(runtime)
    assert ("2", False, None) == told(await got(runtime))
    assert 2 == len(runtime.service.asked)


async def test_one_renewal_a_key(runtime: Runtime) -> None:
    """However many are given a stale answer, one call renews it; other keys have theirs."""
    await got(runtime, q="a")
    await got(runtime, q="b")
    runtime.clock.now += 10
    runtime.service.hold = asyncio.Event()
    for _ in range(200):
        assert (await got(runtime, q="a")).stale
        assert (await got(runtime, q="b")).stale
    await asyncio.sleep(0)
    runtime.service.hold.set()
    await settle(runtime)
    assert {"/b?q=a": 2, "/b?q=b": 2} == Counter(runtime.service.asked)


async def test_renewals_are_bounded(library: Library) -> None:
    """A connector's renewals are so many at once; the others' turn comes later."""
    runtime = Runtime(STALE, library)
    runtime.source("buku").line.renewals._most = 2
    for number in range(30):
        await got(runtime, q=str(number))
    runtime.clock.now += 10
    runtime.service.asked.clear()
    runtime.service.hold = asyncio.Event()
    for number in range(30):
        await got(runtime, q=str(number))
    await asyncio.sleep(0.01)
    assert 2 == len(runtime.service.asked)
    runtime.service.hold.set()
    await settle(runtime)


async def test_the_renewal_outlives_its_cause(runtime: Runtime) -> None:
    """Who was given the stale answer may go; the call goes on, and is one."""
    await got(runtime)
    runtime.clock.now += 10
    runtime.service.hold = asyncio.Event()
    task = asyncio.create_task(got(runtime))
    await asyncio.sleep(0)
    task.cancel()
    runtime.service.hold.set()
    await asyncio.gather(task, return_exceptions=True)
    await settle(runtime)
    assert not (await got(runtime)).stale
    assert 2 == len(runtime.service.asked)


async def test_attempts_in_an_outage(runtime: Runtime, library: Library) -> None:
    """In an outage all are served, with the reason, and one attempt a second is made."""
    await got(runtime)
    library.down = UpstreamUnavailable("down")
    runtime.clock.now += 10
    assert ("1", True, None) == told(await got(runtime))
    for _ in range(40):
        await settle(runtime)
        runtime.clock.now += 0.125
        assert ("1", True, "UPSTREAM_UNAVAILABLE") == told(await got(runtime))
    await settle(runtime)
    assert 1 + 1 + 5 == len(runtime.service.asked)


@pytest.mark.parametrize("batched", [False, True], ids=["alone", "in a batch"])
async def test_a_renewal_is_not_sent_again(library: Library, *, batched: bool) -> None:
    """Nobody waits for it, and its next attempt is a second away; a caller's call is."""
    runtime = Runtime(STALE, library, head=HEAD.replace("retry: false", "timeout: 3s"))

    async def ask() -> None:
        await (runtime.find("Buku", "1") if batched else got(runtime))

    await ask()
    runtime.clock.now += 15
    library.down = httpx.Response(503)
    await ask()
    await settle(runtime)
    assert 2 == len(runtime.service.asked)
    runtime.clock.now += 1000
    with suppress(UpstreamUnavailable):
        await ask()
    assert 4 == len(runtime.service.asked)


async def test_a_fault_of_ours_is_told(library: Library) -> None:
    """A renewal that breaks is a fault for the log, and the answer stays."""
    runtime = Runtime(STALE, library)
    seen = Seen()
    runtime.source("buku").line.renewals._observer = seen
    await got(runtime)
    runtime.clock.now += 10
    library.down = ZeroDivisionError()
    assert (await got(runtime)).stale
    await settle(runtime)
    assert [Fault] == [type(one) for one in seen.events]


async def test_nobody_waits_twice(runtime: Runtime, library: Library) -> None:
    """After one failure the next callers are served at once, one attempt a second behind."""
    await got(runtime, "hanyaGalat")
    library.down = UpstreamTimeout("late")
    runtime.clock.now += 20
    runtime.service.asked.clear()
    assert (await got(runtime, "hanyaGalat")).stale
    runtime.service.hold = asyncio.Event()
    for _ in range(100):
        runtime.clock.now += 0.01
        assert (await got(runtime, "hanyaGalat")).stale
    await asyncio.sleep(0)
    runtime.service.hold.set()
    await settle(runtime)
    assert 2 == len(runtime.service.asked)


async def test_asked_again_when_the_outage_is_long_ago(
    runtime: Runtime, library: Library
) -> None:
    """Half a minute after the last failure the next caller waits for an answer."""
    await got(runtime, "hanyaGalat")
    library.down = UpstreamTimeout("late")
    runtime.clock.now += 20
    await got(runtime, "hanyaGalat")
    library.down, library.version = None, 2
    runtime.clock.now += 30
    assert ("2", False, None) == told(await got(runtime, "hanyaGalat"))


async def test_renewed_for_its_own_user(runtime: Runtime, library: Library) -> None:
    """A renewal is asked for, and kept, in the name of who was given the stale answer."""
    await got(runtime, "kartu", who="ayu")
    await got(runtime, "kartu", who="budi")
    library.version = 2
    runtime.clock.now += 10
    await got(runtime, "kartu", who="ayu")
    await settle(runtime)
    assert ("2", False, None) == told(await got(runtime, "kartu", who="ayu"))
    assert ("1", True, None) == told(await got(runtime, "kartu", who="budi"))


async def test_keys_of_a_batch(library: Library) -> None:
    """Stale keys are shown and renewed in one call; new ones are asked for."""
    text = STALE.replace("cache: {ttl: 10s, negative: 2s}", "cache: {ttl: 10s}")
    other = Runtime(text, library)
    await other.find("Buku", "1", "2")
    library.version = 2
    other.clock.now += 10
    found = await other.find("Buku", "1", "2", "3")
    assert ["1", "1", "2"] == [found[key]["judul"] for key in ("1", "2", "3")]
    await settle(other)
    assert ["/buku?isbn=1%2C2", "/buku?isbn=1%2C2", "/buku?isbn=3"] == sorted(
        other.service.asked
    )
    assert "2" == (await other.find("Buku", "1"))["1"]["judul"]
    assert 3 == len(other.service.asked)


async def test_a_no_behind_somebody_forgets(runtime: Runtime, library: Library) -> None:
    """A renewal that is refused takes the stale answer away."""
    await got(runtime)
    library.down = httpx.Response(410)
    runtime.clock.now += 10
    assert (await got(runtime)).stale
    await settle(runtime)
    with pytest.raises(UpstreamRejected):
        await got(runtime)


OWN = """
    auth: {kind: forward}
    types: {Kartu: {personal: true, fields: {nomor: ID!}}}
    cache: {ttl: 10s, stale_while_revalidate: 100s}
    queries:
      buku: {returns: "[Kartu!]", call: GET /kartu}
"""


async def test_a_login_that_is_refused_shows_nothing() -> None:
    """Whose token the service no longer takes is shown once what it gave before."""
    refuses = False
    runtime = Runtime(
        OWN, lambda _: httpx.Response(401) if refuses else [{"nomor": "1"}]
    )
    await got(runtime, who="ayu")
    runtime.clock.now += 11
    refuses = True
    assert (await got(runtime, who="ayu")).stale
    await settle(runtime)
    with pytest.raises(Unauthenticated):
        await got(runtime, who="ayu")


NEVER = """
    types:
      Buku:
        key: isbn
        fields: {isbn: ID!, judul: String}
        lookup: {call: "GET /buku/{isbn}"}
        batch: {call: "GET /buku?isbn={isbn}", join: ",", match: isbn}
    cache: {ttl: 10s, stale_while_revalidate: 100s, follow: headers}
    queries:
      buku: {args: {q: String}, returns: "[Buku!]", call: "GET /b?q={q}"}
"""


@pytest.mark.parametrize("batched", [False, True], ids=["alone", "in a batch"])
@pytest.mark.parametrize(
    "news",
    [
        ZeroDivisionError(),
        httpx.Response(200, text="[]", headers={"cache-control": "no-store"}),
    ],
    ids=["a fault of ours", "not to be kept"],
)
async def test_once_a_second_whatever_comes_of_it(
    library: Library, news: Exception | httpx.Response, *, batched: bool
) -> None:
    """A renewal that neither renews nor fails as services do is paced as any other."""
    runtime = Runtime(NEVER, library)

    async def ask() -> None:
        await (runtime.find("Buku", "1") if batched else got(runtime))
        await settle(runtime)

    await ask()
    runtime.clock.now += 11
    library.down = news
    for _ in range(20):
        await ask()
    assert 2 == len(runtime.service.asked)
    runtime.clock.now += 1
    await ask()
    assert 3 == len(runtime.service.asked)
