"""Many keys in chunks: bounded, each failing alone, bad keys left out."""

from collections.abc import Hashable, Mapping
from dataclasses import replace

import httpx

from gateway.connectors.batch.request import BatchRequest
from gateway.connectors.batch.source import BatchSource
from gateway.connectors.template import Prepared
from gateway.errors import BadInput, TooCostly
from tests.connectors.batch.perpus import ISI, PERPUS, book, books, group
from tests.connectors.runtime import Runtime, anyone, plain


async def test_no_keys_make_no_call() -> None:
    """A batch of nothing asks nothing."""
    runtime = Runtime(PERPUS, books)
    assert {} == await runtime.find("Buku")
    assert [] == runtime.service.asked


async def test_keys_go_in_chunks() -> None:
    """Seven keys at three a call are three calls, two of them at once at most."""
    runtime = Runtime(PERPUS, books)
    keys = [str(n) for n in range(7)]
    assert {key: book(key) for key in keys} == await runtime.find("Buku", *keys)
    asked = sorted(runtime.service.asked)
    assert [
        "/buku?isbn=0%2C1%2C2",
        "/buku?isbn=3%2C4%2C5",
        "/buku?isbn=6",
    ] == asked
    assert 2 == runtime.service.most


async def test_a_chunk_fails_alone() -> None:
    """The keys of a chunk that fails have its error, the others their rows."""
    runtime = Runtime(
        PERPUS, lambda target: httpx.Response(500) if "4" in target else books(target)
    )
    found = await runtime.find("Buku", "1", "2", "3", "4")
    assert {
        "1": book("1"),
        "2": book("2"),
        "3": book("3"),
        "4": "UPSTREAM_UNAVAILABLE",
    } == found


async def test_the_budget_may_end_midway() -> None:
    """Chunks past the operation's bound fail as TOO_COSTLY, those before stand."""
    runtime = Runtime(PERPUS, books)
    found = await runtime.find("Buku", *"123456", caller=anyone(most=1))
    assert [book("1"), book("2"), book("3")] == list(found.values())[:3]
    assert [TooCostly.code] * 3 == list(found.values())[3:]
    assert 1 == len(runtime.service.asked)


async def test_a_key_with_the_separator_fails_alone() -> None:
    """A key that holds what joins keys is refused; it smuggles no second key in."""
    runtime = Runtime(PERPUS, books)
    found = await runtime.find("Buku", "1", "2,3", "4")
    assert {"1": book("1"), "2,3": BadInput.code, "4": book("4")} == found
    assert ["/buku?isbn=1%2C4"] == runtime.service.asked


async def test_keys_that_are_all_refused_make_no_call() -> None:
    """Where no key may be sent, nothing is sent and nothing is spent."""
    runtime = Runtime(PERPUS, books)
    caller = anyone()
    found = await runtime.find("Buku", "1,2", "3,4", caller=caller)
    assert {"1,2": BadInput.code, "3,4": BadInput.code} == found
    assert 0 == caller.budget.spent


async def test_keys_that_cannot_go_together_all_fail() -> None:
    """Where each key may be sent, but not with the others, all have that error."""
    runtime = Runtime(PERPUS, books)
    batch = runtime.sources.batch(runtime.lookup("Buku"))

    def prepare(given: Mapping[str, object]) -> Prepared:
        keys = given["isbn"]
        if isinstance(keys, list) and len(keys) > 1:
            raise BadInput("too long")
        return batch.recipe.prepare(given)

    recipe = replace(batch.recipe, prepare=prepare)
    narrow = BatchSource(BatchRequest(batch.source, recipe))
    calls: dict[Hashable, dict[str, object]] = {k: {"isbn": k} for k in ("1", "2")}
    found = plain(await narrow.many(calls, anyone()))
    assert {"1": BadInput.code, "2": BadInput.code} == found
    assert [] == runtime.service.asked


async def test_keys_are_checked_one_by_one() -> None:
    """A key that breaks its argument's pattern fails alone."""
    runtime = Runtime(PERPUS, lambda _: ISI)
    assert {"a": [ISI[1], ISI[0]], "SALAH": BadInput.code} == await group(
        runtime, "a", "SALAH"
    )
