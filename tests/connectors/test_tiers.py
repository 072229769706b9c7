"""What is kept stands in for failures: for so long, for whom, whole or in part."""

import asyncio
from collections.abc import AsyncGenerator

import httpx
import pytest

from gateway.errors import UpstreamRejected, UpstreamTimeout, UpstreamUnavailable
from tests.connectors.runtime import Runtime, anyone
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


async def test_never_across_users(runtime: Runtime, library: Library) -> None:
    """A stale answer that is somebody's own stands in for nobody else's."""
    await got(runtime, "kartu", who="ayu")
    library.down = httpx.Response(503)
    runtime.clock.now += 60
    assert (await got(runtime, "kartu", who="ayu")).stale
    with pytest.raises(UpstreamUnavailable):
        await got(runtime, "kartu", who="budi")


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
    assert 0 == len(runtime.store)
