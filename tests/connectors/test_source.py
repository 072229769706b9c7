"""One operation as a source: keys, cache, single flight, principals, bounds."""

import asyncio
from collections.abc import Callable, Hashable, Mapping
from typing import TypeAlias

import httpx
import pytest

from gateway.connectors.principal import Principal
from gateway.errors import (
    Internal,
    TooCostly,
    Unauthenticated,
    UpstreamUnavailable,
)
from tests.connectors.runtime import Reply, Runtime, anyone, plain

DAFTAR = """
    limits: {concurrency: 3, calls: 50}
    types:
      Buku:
        key: isbn
        fields: {isbn: ID!, judul: String, tahun: Int}
      Kartu:
        personal: true
        key: nomor
        fields: {nomor: ID!, nama: String}
    queries:
      daftarBuku:
        args:
          q: String
          mentah: JSON
          tahun: {type: Int, min: 1900}
          judul: {type: String, length: 0..10}
        returns: "[Buku!]"
        call: GET /buku?q={q}&mentah={mentah}
        cache: {ttl: 60s}
        filter_by: {judul: {field: judul, how: contains}, tahun: {field: tahun, how: equals}}
      baru:
        args: {q: String}
        returns: "[Buku!]"
        call: GET /baru?q={q}
        cache: {ttl: 0s}
      ganda:
        args: {judul: String}
        returns: "[Buku!]"
        call: GET /ganda?q={judul}
        cache: {ttl: 60s}
        filter_by: [judul]
      kartuSaya:
        args: {q: String}
        returns: "[Kartu!]"
        call: GET /kartu?q={q}
        cache: {ttl: 60s}
"""
Calls: TypeAlias = Mapping[Hashable, Mapping[str, object]]
BUKU = [
    {"isbn": "1", "judul": "Padi", "tahun": 2001},
    {"isbn": "2", "judul": "Kopi", "tahun": 2002},
]
AYU = Principal("ayu")
BUDI = Principal("budi")


def books(_target: str) -> object:
    return BUKU


@pytest.fixture(params=[True, False], ids=["coalescing", "not coalescing"])
def open_runtime(request: pytest.FixtureRequest) -> Callable[[Reply], Runtime]:
    """Open a runtime, with and without joining concurrent operations."""
    return lambda reply: Runtime(DAFTAR, reply, coalesce=request.param)


# ------------------------------------------------------------------- cache


async def test_an_answer_is_kept_for_its_ttl() -> None:
    """Within ttl a call is made once, at its end once more."""
    runtime = Runtime(DAFTAR, books)
    assert BUKU == await runtime.ask("daftarBuku", q="a")
    runtime.clock.now += 59.9
    assert BUKU == await runtime.ask("daftarBuku", q="a")
    assert ["/buku?q=a"] == runtime.service.asked
    runtime.clock.now += 0.2
    await runtime.ask("daftarBuku", q="a")
    assert 2 == len(runtime.service.asked)


async def test_the_hit_rate_is_of_all_who_asked() -> None:
    """Whoever is not given a fresh answer from memory counts: one that failed, too."""
    down = False
    runtime = Runtime(
        DAFTAR, lambda _: httpx.Response(503) if down else [{"isbn": "1"}]
    )
    await runtime.ask("daftarBuku", q="a")
    assert 0.0 == runtime.store.hit_rate
    await runtime.ask("daftarBuku", q="a")
    assert 0.5 == runtime.store.hit_rate
    down = True
    for number in range(8):
        with pytest.raises(UpstreamUnavailable):
            await runtime.ask("daftarBuku", q=str(number))
    assert 0.1 == runtime.store.hit_rate


async def test_without_a_ttl_nothing_is_kept() -> None:
    """With a ttl of 0 each operation calls anew, and peek gives nothing."""
    runtime = Runtime(DAFTAR, books)
    await runtime.ask("baru")
    await runtime.ask("baru")
    assert 2 == len(runtime.service.asked)
    assert runtime.source("baru").peek({}, anyone().principal) is None
    assert runtime.store.space.used == 0


async def test_that_there_is_none_is_kept_as_well() -> None:
    """A null answer is an answer: within ttl it is not asked for again."""
    runtime = Runtime(DAFTAR, lambda _: None)
    assert [] == await runtime.ask("daftarBuku")
    assert [] == await runtime.ask("daftarBuku")
    assert 1 == len(runtime.service.asked)


async def test_a_failure_is_not_kept() -> None:
    """After a failure the next operation asks again, and is answered."""
    replies = iter([httpx.Response(503), BUKU])
    runtime = Runtime(DAFTAR, lambda _: next(replies))
    with pytest.raises(UpstreamUnavailable):
        await runtime.ask("daftarBuku")
    assert BUKU == await runtime.ask("daftarBuku")


@pytest.mark.parametrize("value", [{"data": []}, "[]", 7, 1.5, True])
async def test_what_is_no_list_is_not_kept(value: object) -> None:
    """Something else in a list's place is shown as it came, and asked for anew."""
    answers: list[object] = [BUKU, value, value, BUKU]
    runtime = Runtime(DAFTAR, lambda _: answers.pop(0))
    for seconds, shown in ((0, BUKU), (61, value), (0, value), (0, BUKU)):
        runtime.clock.now += seconds
        assert shown == await runtime.ask("daftarBuku")


async def test_absent_and_null_arguments_make_one_call() -> None:
    """An absent argument leaves its parameter out, as a null does; one key."""
    runtime = Runtime(DAFTAR, books)
    await runtime.ask("daftarBuku")
    await runtime.ask("daftarBuku", q=None)
    assert ["/buku"] == runtime.service.asked


@pytest.mark.parametrize("text", ["\0absent", "", "None", "null"])
async def test_no_text_passes_for_an_absent_argument(text: str) -> None:
    """Whatever a client writes, its answer is never that of an absent argument."""
    runtime = Runtime(DAFTAR, lambda target: [{"isbn": target}])
    planted = await runtime.ask("daftarBuku", q=text)
    assert planted != await runtime.ask("daftarBuku")


# ------------------------------------------------------------- single flight


async def test_a_thousand_concurrent_misses_are_one_call() -> None:
    """1,000 operations that want the same at once make exactly 1 upstream call."""
    runtime = Runtime(DAFTAR, books)
    runtime.service.hold = asyncio.Event()
    waiting = [asyncio.create_task(runtime.ask("daftarBuku")) for _ in range(1000)]
    await asyncio.sleep(0.01)
    runtime.service.hold.set()
    found = await asyncio.gather(*waiting)
    assert 1 == len(runtime.service.asked)
    assert all(one is found[0] for one in found)


@pytest.mark.parametrize("reply", [httpx.Response(500), None])
async def test_concurrent_misses_share_failures_and_nulls(reply: object) -> None:
    """100 concurrent misses are 1 call also when it fails or gives null."""
    runtime = Runtime(DAFTAR, lambda _: reply)
    found = await asyncio.gather(
        *(runtime.ask("daftarBuku") for _ in range(100)), return_exceptions=True
    )
    assert 1 == len(runtime.service.asked)
    assert 1 == len({type(one) for one in found})


async def test_the_first_caller_may_go_away() -> None:
    """When the caller who began a call is cancelled, the others get the answer."""
    runtime = Runtime(DAFTAR, books)
    runtime.service.hold = asyncio.Event()
    first, second = (asyncio.create_task(runtime.ask("baru")) for _ in range(2))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.sleep(0)
    runtime.service.hold.set()
    assert BUKU == await second
    assert first.cancelled()
    assert 1 == len(runtime.service.asked)


async def test_the_last_caller_ends_the_call() -> None:
    """When nobody waits any more, the upstream call is cancelled."""
    runtime = Runtime(DAFTAR, books)
    runtime.service.hold = asyncio.Event()
    only = asyncio.create_task(runtime.ask("baru"))
    await asyncio.sleep(0.01)
    assert 1 == runtime.service.now
    only.cancel()
    await asyncio.sleep(0.01)
    assert 0 == runtime.service.now


# --------------------------------------------------------- within an operation


async def test_one_operation_makes_a_call_once(
    open_runtime: Callable[[Reply], Runtime],
) -> None:
    """Two fields of an operation that ask the same share one call and its cost."""
    runtime = open_runtime(books)
    caller = anyone(most=1)
    found = await asyncio.gather(
        runtime.ask("baru", caller, q="a"), runtime.ask("baru", caller, q="a")
    )
    assert found[0] is found[1]
    assert await runtime.ask("baru", caller, q="a") is found[0]
    assert ["/baru?q=a"] == runtime.service.asked
    assert 1 == caller.budget.spent


async def test_one_operation_does_not_repeat_a_failure(
    open_runtime: Callable[[Reply], Runtime],
) -> None:
    """A call that failed fails every field of the operation that asks the same."""
    runtime = open_runtime(lambda _: httpx.Response(500))
    caller = anyone()
    for _ in range(2):
        with pytest.raises(UpstreamUnavailable):
            await runtime.ask("baru", caller)
    assert 1 == len(runtime.service.asked)


async def test_other_operations_ask_for_themselves() -> None:
    """Where nothing is kept nor joined, each operation makes its own call."""
    runtime = Runtime(DAFTAR, books, coalesce=False)
    await asyncio.gather(runtime.ask("baru"), runtime.ask("baru"))
    assert 2 == len(runtime.service.asked)


async def twins(
    runtime: Runtime, hold: asyncio.Event
) -> tuple[asyncio.Task[object], asyncio.Task[object]]:
    """Ask twice for one caller; the one call they wait for is answered when told."""
    runtime.service.hold = hold
    caller = anyone()
    first = asyncio.create_task(runtime.ask("baru", caller))
    twin = asyncio.create_task(runtime.ask("baru", caller))
    await asyncio.sleep(0.01)
    return first, twin


async def test_a_field_that_goes_does_not_take_its_twin_along(
    open_runtime: Callable[[Reply], Runtime],
) -> None:
    """When the waiting twin is cancelled, the caller still gets the answer."""
    hold = asyncio.Event()
    first, twin = await twins(open_runtime(books), hold)
    twin.cancel()
    await asyncio.sleep(0)
    hold.set()
    assert BUKU == await first


async def test_a_call_that_was_given_up_is_no_answer(
    open_runtime: Callable[[Reply], Runtime],
) -> None:
    """When the caller is cancelled alone, its twin fails as INTERNAL, at once."""
    first, twin = await twins(open_runtime(books), asyncio.Event())
    first.cancel()
    with pytest.raises(Internal):
        await twin


# ------------------------------------------------------------ local arguments


async def test_local_arguments_filter_one_kept_answer() -> None:
    """Filters work here on one call's answer; null and absent filter nothing."""
    runtime = Runtime(DAFTAR, books)
    assert BUKU[:1] == await runtime.ask("daftarBuku", judul="pad")
    assert BUKU[1:] == await runtime.ask("daftarBuku", tahun=2002)
    assert [] == await runtime.ask("daftarBuku", judul="pad", tahun=2002)
    assert BUKU == await runtime.ask("daftarBuku", judul=None)
    assert 1 == len(runtime.service.asked)


async def test_a_filtered_answer_is_made_once() -> None:
    """Equal local arguments give the same object: it is filtered once."""
    runtime = Runtime(DAFTAR, books)
    once = await runtime.ask("daftarBuku", judul="pad")
    assert once is await runtime.ask("daftarBuku", judul="pad")


async def test_an_argument_may_go_upstream_and_filter() -> None:
    """An argument in the call that `filter_by` names as well does both."""
    runtime = Runtime(DAFTAR, books)
    assert BUKU[:1] == await runtime.ask("ganda", judul="Padi")
    assert ["/ganda?q=Padi"] == runtime.service.asked


# ---------------------------------------------------------------- principals


async def test_one_persons_answer_is_never_anothers() -> None:
    """Two users mix 1,000 requests for personal rows: none is the other's."""
    runtime = Runtime(DAFTAR, books)
    count = 0

    def numbered(target: str) -> object:
        nonlocal count
        count += 1
        return [{"nomor": str(count), "target": target}]

    runtime.service.reply = numbered
    asked = [AYU, BUDI] * 500
    found = await asyncio.gather(
        *(runtime.ask("kartuSaya", anyone(principal=one)) for one in asked)
    )
    ayu, budi = found[0], found[1]
    assert ayu != budi
    assert 0 == sum(one is not (ayu, budi)[i % 2] for i, one in enumerate(found))
    assert 2 == len(runtime.service.asked)


async def test_one_persons_logins_are_told_apart() -> None:
    """A login that a service refuses does not fail another of the same person's."""
    replies = iter([httpx.Response(401), BUKU])
    runtime = Runtime(f"    auth: forward{DAFTAR}", lambda _: next(replies))
    old, new = (Principal("ayu", token) for token in ("lama", "baru"))
    refused, found = await asyncio.gather(
        runtime.ask("kartuSaya", anyone(principal=old)),
        runtime.ask("kartuSaya", anyone(principal=new)),
        return_exceptions=True,
    )
    assert isinstance(refused, Unauthenticated)
    assert BUKU == found


async def test_public_answers_are_shared_by_everybody() -> None:
    """An operation without personal data has one answer for all principals."""
    runtime = Runtime(DAFTAR, books)
    for principal in (AYU, BUDI, anyone().principal):
        await runtime.ask("daftarBuku", anyone(principal=principal))
    assert 1 == len(runtime.service.asked)


@pytest.mark.parametrize("subject", ["1", "ayu"])
async def test_a_subject_is_no_argument(subject: str) -> None:
    """A subject and an argument never run together in a key."""
    source = Runtime(DAFTAR, books).source("kartuSaya")
    assert source.key({"q": subject}, Principal("x")) != source.key(
        {"q": "x"}, Principal(subject)
    )


# ----------------------------------------------------------------------- each


async def test_each_asks_once_for_every_key_within_bounds() -> None:
    """Without a batch each key is one call, as many at once as is allowed."""
    runtime = Runtime(DAFTAR, lambda target: [{"isbn": target}])
    calls: Calls = {str(n): {"q": str(n)} for n in range(10)}
    found = plain(await runtime.source("baru").each(calls, anyone()))
    assert {str(n): [{"isbn": f"/baru?q={n}"}] for n in range(10)} == found
    assert 10 == len(runtime.service.asked)
    assert 3 == runtime.service.most


async def test_each_key_fails_alone() -> None:
    """A key that fails takes no other along."""
    runtime = Runtime(
        DAFTAR, lambda target: httpx.Response(500) if "1" in target else BUKU
    )
    found = await runtime.source("baru").each({1: {"q": "1"}, 2: {"q": "2"}}, anyone())
    assert {1: "UPSTREAM_UNAVAILABLE", 2: BUKU} == plain(found)


async def test_each_stops_at_the_budget() -> None:
    """Calls past the operation's bound are refused, those before are answered."""
    runtime = Runtime(DAFTAR, books)
    calls: Calls = {n: {"q": str(n)} for n in range(5)}
    found = plain(await runtime.source("baru").each(calls, anyone(most=3)))
    assert [BUKU] * 3 + [TooCostly.code] * 2 == list(found.values())
    assert 3 == len(runtime.service.asked)


async def test_each_takes_kept_answers_without_waiting() -> None:
    """Keys whose answers are kept cost neither a call nor a place."""
    runtime = Runtime(DAFTAR, books)
    await runtime.ask("daftarBuku", q="a")
    caller = anyone(most=1)
    calls: Calls = {one: {"q": one} for one in ("a", "b")}
    found = plain(await runtime.source("daftarBuku").each(calls, caller))
    assert {"a": BUKU, "b": BUKU} == found


async def test_a_fault_of_ours_waits_for_its_siblings() -> None:
    """An exception that is none of ours is raised when all calls have ended."""
    runtime = Runtime(
        DAFTAR, lambda target: ZeroDivisionError() if "1" in target else BUKU
    )
    with pytest.raises(ZeroDivisionError):
        await runtime.source("baru").each(
            {n: {"q": str(n)} for n in (1, 2, 3)}, anyone()
        )
    assert 3 == len(runtime.service.asked)
    assert 0 == runtime.service.now
