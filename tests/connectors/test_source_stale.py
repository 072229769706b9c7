"""Stale answers of one operation: shown, renewed behind, in place of errors, for so long."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator
from typing import Any

import httpx
import pytest

from gateway.connectors.answer import Answer
from gateway.connectors.budget import Budget
from gateway.connectors.principal import Principal
from gateway.connectors.source import Caller
from gateway.errors import UpstreamRejected, UpstreamTimeout, UpstreamUnavailable
from gateway.observe import Fault
from tests.connectors.conftest import Seen
from tests.connectors.runtime import Runtime, anyone

STALE = """
    limits: {concurrency: 3, calls: 500}
    types:
      Buku:
        key: isbn
        fields: {isbn: ID!, judul: String}
        lookup: {call: "GET /buku/{isbn}", missing: 404, cache: {ttl: 10s, negative: 2s}}
        batch: {call: "GET /buku?isbn={isbn}", join: ",", match: isbn, size: 50}
      Kartu: {personal: true, fields: {nomor: ID!}}
    cache: {ttl: 10s, stale_while_revalidate: 20s, stale_if_error: 100s}
    queries:
      buku: {args: {q: String}, returns: "[Buku!]", call: "GET /b?q={q}"}
      hanyaGalat:
        returns: "[Buku!]"
        call: GET /galat
        cache: {stale_while_revalidate: 0}
      terakhir: {returns: "[Buku!]", call: GET /terakhir, cache: {ttl: 0, stale_if_error: 1m}}
      bawaan: {returns: "[Buku!]", call: GET /bawaan, missing: 404}
      kartu: {returns: "[Kartu!]", call: GET /kartu}
      bagian:
        args: {jenis: "[String!]!"}
        spread: {over: jenis}
        returns: "[Buku!]"
        call: GET /bagian?j={jenis}
"""


class Library:
    """What the service answers; `down` fails every call, `version` changes the rows."""

    def __init__(self) -> None:
        self.version = 1
        self.down: Exception | httpx.Response | None = None

    def __call__(self, target: str) -> object:
        if self.down is not None:
            return self.down
        if target.startswith("/buku?isbn="):
            keys = target.removeprefix("/buku?isbn=").split("%2C")
            return [{"isbn": key, "judul": f"{self.version}"} for key in keys]
        return [{"isbn": "1", "judul": f"{self.version}"}]


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


async def settle(runtime: Runtime) -> None:
    """Wait for what is being renewed."""
    await runtime.source("buku").line.renewals.settle()


async def got(
    runtime: Runtime, name: str = "buku", who: str | None = None, **arguments: object
) -> Answer:
    """Ask a query and return its answer."""
    caller = Caller(Principal(who, who), Budget(500))
    return await runtime.source(name).ask(arguments, caller)


def told(answer: Answer) -> tuple[object, bool, str | None]:
    """Return what an answer shows: its version, whether it is stale, and why."""
    rows: Any = answer.value
    return rows[0]["judul"], answer.stale, answer.reason


# ------------------------------------------------------ while it is renewed


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


# ------------------------------------------------------ instead of an error


async def test_stands_in_for_errors(runtime: Runtime, library: Library) -> None:
    """Past renewal the service is asked; its failure is replaced up to the bound."""
    await got(runtime)
    library.down = UpstreamTimeout("late")
    runtime.clock.now += 109.9
    assert ("1", True, "UPSTREAM_TIMEOUT") == told(await got(runtime))
    runtime.clock.now += 0.2
    with pytest.raises(UpstreamTimeout):
        await got(runtime)
    library.down = None
    library.version = 2
    assert ("2", False, None) == told(await got(runtime))


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


async def test_an_hour_by_default(library: Library) -> None:
    """Where nothing but a ttl is said an answer stands in for errors for an hour."""
    text = STALE.replace("stale_while_revalidate: 20s, stale_if_error: 100s", "")
    text = text.replace("ttl: 10s, }", "ttl: 10s}")
    other = Runtime(text, library)
    await got(other, "bawaan")
    library.down = UpstreamTimeout("late")
    other.clock.now += 3609
    assert (await got(other, "bawaan")).stale
    other.clock.now += 2
    with pytest.raises(UpstreamTimeout):
        await got(other, "bawaan")


async def test_the_last_good_answer(runtime: Runtime, library: Library) -> None:
    """With `ttl: 0` every call asks, and the last good answer is for failures alone."""
    await got(runtime, "terakhir")
    library.version = 2
    assert ("2", False, None) == told(await got(runtime, "terakhir"))
    library.down = httpx.Response(503)
    assert ("2", True, "UPSTREAM_UNAVAILABLE") == told(await got(runtime, "terakhir"))


@pytest.mark.parametrize(
    "down",
    [
        httpx.Response(429),
        httpx.Response(401),
        httpx.Response(302, headers={"location": "http://x"}),
        httpx.Response(200, text="<html>"),
    ],
    ids=["busy", "credential", "redirect", "html"],
)
async def test_whatever_keeps_a_service_from_answering(
    runtime: Runtime, library: Library, down: httpx.Response
) -> None:
    """Haste, our credential, a redirect and a maintenance page are excused."""
    await got(runtime, "terakhir")
    library.down = down
    assert (await got(runtime, "terakhir")).stale


async def test_a_no_is_an_answer(runtime: Runtime, library: Library) -> None:
    """What a service refuses is not shown from before, then or later."""
    await got(runtime, "terakhir")
    library.down = httpx.Response(422)
    with pytest.raises(UpstreamRejected):
        await got(runtime, "terakhir")
    library.down = httpx.Response(503)
    with pytest.raises(UpstreamUnavailable):
        await got(runtime, "terakhir")


async def test_a_no_behind_somebody_forgets(runtime: Runtime, library: Library) -> None:
    """A renewal that is refused takes the stale answer away."""
    await got(runtime)
    library.down = httpx.Response(410)
    runtime.clock.now += 10
    assert (await got(runtime)).stale
    await settle(runtime)
    with pytest.raises(UpstreamRejected):
        await got(runtime)


async def test_there_is_none_replaces(runtime: Runtime, library: Library) -> None:
    """ "There is none" is news: it takes the place of what was, for its own short time."""
    await got(runtime, "bawaan")
    library.down = httpx.Response(404)
    runtime.clock.now += 40
    answer = await got(runtime, "bawaan")
    assert ([], False) == (answer.value, answer.stale)
    runtime.clock.now += 9.9
    await got(runtime, "bawaan")
    assert 2 == len(runtime.service.asked)
    runtime.clock.now += 0.2
    library.down = httpx.Response(503)
    with pytest.raises(UpstreamUnavailable):
        await got(runtime, "bawaan")


# ------------------------------------------------------ whose it is


async def test_never_across_users(runtime: Runtime, library: Library) -> None:
    """A stale answer that is somebody's own stands in for nobody else's."""
    await got(runtime, "kartu", who="ayu")
    library.down = httpx.Response(503)
    runtime.clock.now += 60
    assert (await got(runtime, "kartu", who="ayu")).stale
    with pytest.raises(UpstreamUnavailable):
        await got(runtime, "kartu", who="budi")


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


# ------------------------------------------------------ many keys, parts


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


async def test_keys_in_an_outage(library: Library) -> None:
    """Each key that was known is shown; one that was not is an error, and alone."""
    text = STALE.replace(
        "cache: {ttl: 10s, negative: 2s}", "cache: {stale_while_revalidate: 0}"
    )
    runtime = Runtime(text, library)
    await runtime.find("Buku", "1", "2")
    library.down = httpx.Response(503)
    runtime.clock.now += 20
    found = await runtime.find("Buku", "1", "2", "3")
    assert "UPSTREAM_UNAVAILABLE" == found["3"]
    assert ["1", "1"] == [found[key]["judul"] for key in ("1", "2")]
    calls = len(runtime.service.asked)
    assert "1" == (await runtime.find("Buku", "1"))["1"]["judul"]
    assert calls == len(runtime.service.asked)
    runtime.clock.now += 1
    await runtime.find("Buku", "1", "2")
    await runtime.find("Buku", "1", "2")
    await settle(runtime)
    assert calls + 1 == len(runtime.service.asked)


async def test_a_key_twice_in_one_operation(library: Library) -> None:
    """An operation that asks for a key twice makes one attempt, and shows it twice."""
    runtime = Runtime(STALE, library)
    source = runtime.source("terakhir")
    await source.ask({}, anyone())
    library.down = httpx.Response(503)
    runtime.service.asked.clear()
    caller = anyone()
    answers = await asyncio.gather(*(source.ask({}, caller) for _ in range(3)))
    assert [True] * 3 == [one.stale for one in answers]
    assert 1 == len(runtime.service.asked)


async def test_what_is_made_of_stale_parts(runtime: Runtime, library: Library) -> None:
    """A whole is stale where a part is, is not kept, and is as old as its oldest part."""
    first = await got(runtime, "bagian", jenis=["a", "b"])
    assert (False, True) == (first.stale, first.kept)
    library.version = 2
    runtime.clock.now += 10
    await got(runtime, "bagian", jenis=["c"])
    stale = await got(runtime, "bagian", jenis=["b", "c"])
    assert (True, False) == (stale.stale, stale.kept)
    assert [{"isbn": "1", "judul": "1"}, {"isbn": "1", "judul": "2"}] == stale.value
    await settle(runtime)
    renewed = await got(runtime, "bagian", jenis=["b", "c"])
    assert (False, True) == (renewed.stale, renewed.kept)


async def test_negative_answers_of_a_batch() -> None:
    """A key that there is none for is asked again after `negative`, its neighbours not."""
    runtime = Runtime(STALE, lambda _: [{"isbn": "1", "judul": "1"}])
    assert {"1": {"isbn": "1", "judul": "1"}, "9": None} == await runtime.find(
        "Buku", "1", "9"
    )
    runtime.clock.now += 2
    await runtime.find("Buku", "1", "9")
    assert ["/buku?isbn=1%2C9", "/buku?isbn=9"] == runtime.service.asked


async def test_errors_are_never_kept(runtime: Runtime, library: Library) -> None:
    """Whatever fails is asked again: a refusal, junk."""
    for down in (
        httpx.Response(503),
        httpx.Response(422),
        httpx.Response(200, text="<html>"),
    ):
        library.down = down
        with pytest.raises(Exception, match=r"service|answer|body"):
            await got(runtime)
    assert 3 == len(runtime.service.asked)
    assert 0 == runtime.store.space.puts
