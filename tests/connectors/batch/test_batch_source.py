"""A batch as a source: what is kept of each key, and shared."""

import asyncio

import httpx
import pytest

from gateway.connectors.principal import Principal
from tests.connectors.batch.perpus import PERPUS, asked_for, book, books
from tests.connectors.runtime import Runtime, anyone, plain


async def test_each_key_is_kept_on_its_own() -> None:
    """Keys asked for before are not asked again, missing ones included."""
    runtime = Runtime(PERPUS, lambda target: [] if "0" in target else books(target))
    await runtime.find("Buku", "0")
    await runtime.find("Buku", "1", "2")
    assert {"0": None, "2": book("2"), "3": book("3")} == await runtime.find(
        "Buku", "0", "2", "3"
    )
    assert ["/buku?isbn=0", "/buku?isbn=1%2C2", "/buku?isbn=3"] == runtime.service.asked


async def test_every_key_counts_for_the_hit_rate() -> None:
    """Each key that was not kept is a miss of its own, in a failed call too."""
    replies = iter([books("/buku?isbn=1%2C2"), httpx.Response(500)])
    runtime = Runtime(PERPUS, lambda _: next(replies))
    await runtime.find("Buku", "1", "2")
    await runtime.find("Buku", "1", "2", "3", "4")
    assert 2 / 6 == runtime.store.hit_rate


async def test_a_batch_and_a_single_lookup_share_what_is_kept() -> None:
    """What a batch fetched a single lookup finds, and the other way round."""
    runtime = Runtime(PERPUS, books)
    await runtime.find("Buku", "1")
    source = runtime.sources.of(runtime.lookup("Buku"))
    assert book("1") == (await source.ask({"isbn": "1"}, anyone())).value
    await source.ask({"isbn": "5"}, anyone())
    assert {"5": {"isbn": "5", "judul": "satu"}} == await runtime.find("Buku", "5")
    assert ["/buku?isbn=1", "/buku/5"] == runtime.service.asked


async def test_text_and_number_keys_are_kept_apart() -> None:
    """ "7" and 7 are different keys of the cache."""
    source = Runtime(PERPUS, books).sources.of(Runtime(PERPUS, books).lookup("Rak"))
    nobody = anyone().principal
    assert source.key({"nomor": 7}, nobody) != source.key({"nomor": "7"}, nobody)


async def test_keys_of_another_person_are_asked_for_again() -> None:
    """Rows that are somebody's own are kept for that person only."""
    runtime = Runtime(
        PERPUS, lambda _: [{"nomor": "1", "nama": str(len(runtime.service.asked))}]
    )
    ayu, budi = Principal("ayu"), Principal("budi")
    first = await runtime.find("Kartu", "1", by="nomor", caller=anyone(principal=ayu))
    other = await runtime.find("Kartu", "1", by="nomor", caller=anyone(principal=budi))
    again = await runtime.find("Kartu", "1", by="nomor", caller=anyone(principal=ayu))
    assert [{"1": {"nomor": "1", "nama": "1"}}, first] == [first, again]
    assert {"1": {"nomor": "1", "nama": "2"}} == other


async def test_a_failure_is_asked_for_again() -> None:
    """The next operation asks again for the keys of a call that failed."""
    replies = iter([httpx.Response(500), [book("1")]])
    runtime = Runtime(PERPUS, lambda _: next(replies))
    assert {"1": "UPSTREAM_UNAVAILABLE"} == await runtime.find("Buku", "1")
    assert {"1": book("1")} == await runtime.find("Buku", "1")


async def test_concurrent_operations_share_a_batch() -> None:
    """A hundred operations that ask for the same keys at once make one call."""
    runtime = Runtime(PERPUS, books)
    found = await asyncio.gather(*(runtime.find("Buku", "1", "2") for _ in range(100)))
    assert [{"1": book("1"), "2": book("2")}] * 100 == found
    assert 1 == len(runtime.service.asked)


@pytest.mark.parametrize("coalesce", [True, False])
async def test_one_operation_asks_for_a_key_once(coalesce: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Fields of one operation whose keys overlap ask only for what is new."""
    runtime = Runtime(
        PERPUS, lambda t: [{"nomor": n} for n in asked_for(t, "n")], coalesce=coalesce
    )
    caller = anyone()
    found = await asyncio.gather(
        runtime.find("Rak", 1, 2, by="nomor", caller=caller),
        runtime.find("Rak", 2, 3, by="nomor", caller=caller),
    )
    assert [
        {1: {"nomor": "1"}, 2: {"nomor": "2"}},
        {3: {"nomor": "3"}, 2: {"nomor": "2"}},
    ] == list(found)
    assert {2: {"nomor": "2"}} == await runtime.find(
        "Rak", 2, by="nomor", caller=caller
    )
    assert ["/rak?n=1&n=2", "/rak?n=3"] == runtime.service.asked
    assert 2 == caller.budget.spent


async def test_an_operation_with_one_fetch_needs_no_memory() -> None:
    """Where nothing can be asked twice a batch answers without remembering."""
    runtime = Runtime(PERPUS, lambda t: [{"nomor": n} for n in asked_for(t, "n")])
    caller = anyone()._replace(asked=None)
    found = await runtime.find("Rak", 1, 2, by="nomor", caller=caller)
    assert {1: {"nomor": "1"}, 2: {"nomor": "2"}} == found


async def test_one_operation_does_not_mix_other_arguments() -> None:
    """The same keys with other arguments are other calls of the operation."""
    runtime = Runtime(PERPUS, lambda target: [{"isbn": target, "d": {"rak": "a"}}])
    batch = runtime.sources.batch(runtime.query("menurutRak"))
    caller = anyone()
    found = [
        plain(await batch.many({"a": {"rak": "a", "bahasa": one}}, caller))
        for one in ("id", "en")
    ]
    assert ["/banyak?r=a&b=id", "/banyak?r=a&b=en"] == [
        one["a"][0]["isbn"] for one in found
    ]


async def test_a_fault_of_ours_is_told_to_those_who_wait() -> None:
    """An exception that is none of ours ends the batch; who shares it has INTERNAL."""
    runtime = Runtime(PERPUS, lambda _: ZeroDivisionError())
    caller = anyone()
    found = await asyncio.gather(
        runtime.find("Buku", *"1234", caller=caller),
        runtime.find("Buku", "1", caller=caller),
        return_exceptions=True,
    )
    assert isinstance(found[0], ZeroDivisionError)
    assert {"1": "INTERNAL"} == found[1]
    assert 2 == len(runtime.service.asked)
