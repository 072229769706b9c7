"""The seam of a second tier: what it is told, when it is asked, what it gives back."""

import asyncio
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import httpx
import pytest
from typing_extensions import override

from gateway.connectors.answer import Answer
from gateway.connectors.freshness import Lifetime
from gateway.connectors.key import Key
from gateway.connectors.line import Line
from gateway.connectors.memory import MemoryTier
from gateway.connectors.second import Kept, Wanted, packed
from gateway.connectors.store import Store
from gateway.connectors.value import BadValue
from tests.connectors.runtime import Clock, Runtime, anyone
from tests.connectors.shelf import Shelf, beside

SHARED = """
    types:
      Buku:
        key: isbn
        fields: {isbn: ID!, judul: String}
        lookup: {call: "GET /buku/{isbn}"}
        batch: {call: "GET /buku?isbn={isbn}", join: ";", match: isbn}
      Kartu: {personal: true, fields: {nomor: ID!}}
    cache: {ttl: 10s, stale_while_revalidate: 20s, stale_if_error: 100s, tags: [rak, "q-{q}"]}
    queries:
      buku: {args: {q: String}, returns: "[Buku!]", call: "GET /b?q={q}"}
      kartu: {args: {q: String}, returns: "[Kartu!]", call: "GET /kartu?q={q}"}
      kartuku: {returns: "[Kartu!]", call: "GET /k", cache: {ttl: 10s, shared: true, tags: []}}
      sendiri: {returns: "[Buku!]", call: "GET /b", cache: {ttl: 10s, shared: false, tags: []}}
      satu: {returns: Buku, call: "GET /s", missing: 404, cache: {negative: 0, tags: []}}
""".replace(
    'lookup: {call: "GET /buku/{isbn}"}',
    'lookup: {call: "GET /buku/{isbn}", cache: {tags: [rak]}}',
)


class Pair:
    """A second tier, and runtimes over it, as of several processes."""

    def __init__(self, reply: Any) -> None:
        self.clock = Clock()
        self.shelf = Shelf(self.clock)
        self.reply = reply

    def answer(self, target: str) -> object:
        """Answer as the service does now."""
        return self.reply(target)

    def open(self) -> Runtime:
        """Open another process's sources."""
        return beside(Runtime(SHARED, self.answer), self.shelf)


def rows(target: str) -> object:
    """Answer as a service with a batch."""
    _, _, keys = target.partition("isbn=")
    return [{"isbn": key, "judul": "a"} for key in unquote(keys or "1").split(";")]


async def test_what_one_process_got_another_has() -> None:
    """An answer that is kept by one process is got without a call by the next."""
    pair = Pair(rows)
    first, second = pair.open(), pair.open()
    shown = await first.ask("buku", q="a")
    pair.clock.now += 4
    assert shown == await second.ask("buku", q="a")
    assert [] == second.service.asked
    pair.clock.now += 5.9
    assert shown == await second.ask("buku", q="a")
    assert 2 == len(pair.shelf.asked)


async def test_it_is_heard_of() -> None:
    """How long ago what is read was got is told, once a read; of what is in memory nothing."""
    pair = Pair(rows)
    first, second = pair.open(), pair.open()
    heard: list[tuple[float, str | None]] = []
    lines: dict[str, Line] = second.sources._lines  # type: ignore[assignment]  # as they were made
    lines["perpus"] = replace(
        lines["perpus"], heard=lambda age, code: heard.append((age, code))
    )
    await first.find("Buku", "1")
    pair.clock.now += 3
    await first.find("Buku", "2")
    await second.find("Buku", "3")
    assert [] == heard
    pair.clock.now += 1
    for _ in range(2):
        await second.find("Buku", "1", "2")
    assert [(1.0, None)] == heard
    await first.ask("buku", q="b")
    answer = await second.source("buku").ask({"q": "b"}, anyone())
    (call,) = answer.calls
    call.misfit("buku", 1.0, 1)
    assert [(0.0, None), (0.0, "UPSTREAM_BAD_VALUE")] == heard[1:]


async def test_age_goes_along() -> None:
    """What was got elsewhere is as old here as it is there, and becomes stale with it."""
    pair = Pair(rows)
    first, second = pair.open(), pair.open()
    await first.ask("buku", q="a")
    pair.clock.now += 12
    answer = await second.source("buku").ask({"q": "a"}, anyone())
    assert answer.stale
    await second.source("buku").line.renewals.settle()
    assert [] == second.service.asked
    await second.source("buku").ask({"q": "a"}, anyone())
    await second.source("buku").line.renewals.settle()
    assert 1 == len(second.service.asked)


async def test_stands_in_for_errors() -> None:
    """After a restart in an outage the second tier's last good answer is shown."""
    pair = Pair(rows)
    await pair.open().ask("buku", q="a")
    pair.reply = lambda _: httpx.Response(503)
    pair.clock.now += 50
    answer = await pair.open().source("buku").ask({"q": "a"}, anyone())
    assert (True, "UPSTREAM_UNAVAILABLE") == (answer.stale, answer.reason)
    pair.clock.now += 61
    with pytest.raises(Exception, match="503"):
        await pair.open().ask("buku", q="a")
    assert 1 == len(pair.shelf.dropped)


async def test_how_old_what_is_kept_is() -> None:
    """What was recalled is no newer for that; what was got here since is."""
    pair = Pair(rows)
    await pair.open().ask("buku", q="a")
    pair.clock.now += 7
    here = pair.open()
    await here.ask("buku", q="a")
    assert 7 == here.store.newest
    await here.ask("buku", q="b")
    assert 0 == here.store.newest
    pair.clock.now += 1
    assert 1 == here.store.newest


async def test_recalled_and_found_bad() -> None:
    """An answer from elsewhere that breaks its types is let go of, there as well."""
    pair = Pair(rows)
    await pair.open().ask("buku", q="a")
    here = pair.open()
    answer = await here.source("buku").ask({"q": "a"}, anyone())
    (call,) = answer.calls
    call.misfit("buku", 1.0, 1)
    assert [answer.key] == pair.shelf.dropped
    pair.clock.now += 10
    assert None is here.store.old(answer.key or ())


async def test_keys_of_a_batch() -> None:
    """Of many keys those that are known elsewhere are not asked for."""
    pair = Pair(rows)
    first, second = pair.open(), pair.open()
    await first.find("Buku", "1", "2")
    found = await second.find("Buku", "1", "2", "3")
    assert ["1", "2", "3"] == [found[key]["isbn"] for key in ("1", "2", "3")]
    assert ["/buku?isbn=3"] == second.service.asked


async def test_keys_in_an_outage() -> None:
    """Keys known elsewhere stand in for the failure of their call."""
    pair = Pair(rows)
    await pair.open().find("Buku", "1")
    pair.reply = lambda _: httpx.Response(503)
    pair.clock.now += 50
    found = await pair.open().find("Buku", "1", "2")
    assert ({"isbn": "1", "judul": "a"}, "UPSTREAM_UNAVAILABLE") == (
        found["1"],
        found["2"],
    )


async def test_tags_and_subjects_go_along() -> None:
    """The tier is told an answer's tags, and which of what is shared is somebody's own."""
    pair = Pair(rows)
    runtime = pair.open()
    await runtime.ask("buku", q="a")
    await runtime.ask("buku")
    await runtime.ask("kartuku")
    told = [(kept.tags, kept.personal) for _, kept in pair.shelf.held.values()]
    assert [(("rak", "q-a"), False), (("rak",), False), ((), True)] == told


async def test_what_is_not_shared() -> None:
    """What is somebody's own, or said to be this process's alone, is not even asked for."""
    pair = Pair(rows)
    runtime = pair.open()
    await runtime.ask("kartu")
    await runtime.ask("sendiri")
    assert {} == pair.shelf.held
    assert [] == pair.shelf.asked


async def test_one_process_renews() -> None:
    """What another process is renewing is not asked for here: its answer is waited for."""
    pair = Pair(rows)
    first, second = pair.open(), pair.open()
    await first.ask("buku", q="a")
    await second.ask("buku", q="a")
    pair.clock.now += 12
    source = second.source("buku")
    pair.shelf.claim_for(60, *pair.shelf.held)
    answer = await source.ask({"q": "a"}, anyone())
    assert answer.stale
    (key,) = pair.shelf.held
    pair.shelf.put(key, pair.shelf.held[key][1])  # as the other process does
    await source.line.renewals.settle()
    assert [] == second.service.asked
    assert not (await source.ask({"q": "a"}, anyone())).stale


async def test_renews_when_nobody_else_does() -> None:
    """Where the other process fails, its claim ends, and this one takes over."""
    pair = Pair(rows)
    runtime = pair.open()
    await runtime.ask("buku", q="a")
    pair.clock.now += 12
    pair.shelf.claim_for(60, *pair.shelf.held)
    source = runtime.source("buku")
    await source.ask({"q": "a"}, anyone())
    await asyncio.sleep(0)
    pair.shelf.claimed.clear()
    await source.line.renewals.settle()
    assert 2 == len(runtime.service.asked)


@pytest.mark.parametrize("batched", [False, True], ids=["alone", "in a batch"])
async def test_a_claim_ends_with_its_renewal(*, batched: bool) -> None:
    """What was renewed may be claimed at once, what could not be a second later."""
    pair = Pair(rows)
    runtime = pair.open()

    async def ask() -> None:
        await (runtime.find("Buku", "1") if batched else runtime.ask("buku", q="a"))
        await runtime.source("buku").line.renewals.settle()

    await ask()
    for _ in range(3):
        pair.clock.now += 11
        await ask()
    assert 4 == len(runtime.service.asked)
    assert [0.0] == [at - pair.clock.now for at in pair.shelf.claimed.values()]
    pair.clock.now += 11
    pair.reply = lambda _: httpx.Response(503)
    await ask()
    assert [1.0] == [at - pair.clock.now for at in pair.shelf.claimed.values()]


async def test_keys_that_are_renewed_elsewhere() -> None:
    """Of a batch's stale keys this process asks for those that no other does."""
    pair = Pair(rows)
    runtime = pair.open()
    await runtime.find("Buku", "1", "2")
    pair.clock.now += 12
    pair.shelf.claim_for(60, next(iter(pair.shelf.held)))
    await runtime.find("Buku", "1", "2")
    await runtime.source("buku").line.renewals.settle()
    assert "/buku?isbn=2" == runtime.service.asked[-1]
    pair.shelf.claim_for(60, *pair.shelf.held)
    pair.clock.now += 12
    await runtime.find("Buku", "1", "2")
    await runtime.source("buku").line.renewals.settle()
    assert 2 == len(runtime.service.asked)


async def test_what_is_renewed_elsewhere_is_not_claimed_by_everybody() -> None:
    """While another process renews a batch's keys this one looks once a second, and no more."""
    pair = Pair(rows)
    runtime = pair.open()
    await runtime.find("Buku", "1", "2")
    pair.clock.now += 12
    pair.shelf.claim_for(60, *pair.shelf.held)
    for _ in range(40):
        await runtime.find("Buku", "1", "2")
        await runtime.source("buku").line.renewals.settle()
        pair.clock.now += 0.125
    assert (1, 5) == (len(runtime.service.asked), pair.shelf.claims)


async def test_invalidation_reaches_it() -> None:
    """What is dropped here by order is dropped there."""
    pair = Pair(rows)
    line = pair.open().source("buku").line
    line.invalidate(["rak"])
    line.invalidate(None)
    assert [["rak"], None] == pair.shelf.dropped


async def test_a_no_is_forgotten_there_too() -> None:
    """What its service takes back is deleted."""
    pair = Pair(rows)
    runtime = pair.open()
    await runtime.ask("buku")
    pair.reply = lambda _: httpx.Response(410)
    pair.clock.now += 40
    with pytest.raises(Exception, match="410"):
        await runtime.ask("buku")
    assert 1 == len(pair.shelf.dropped)


async def test_what_is_there_no_more_is_forgotten_there_too() -> None:
    """That there is none is not kept where it is not to be; nor is what there was, anywhere."""
    pair = Pair(lambda _: {"isbn": "1", "judul": "a"})
    runtime = pair.open()
    await runtime.ask("satu")
    pair.reply = lambda _: httpx.Response(404)
    pair.clock.now += 12
    assert {"isbn": "1", "judul": "a"} == await runtime.ask("satu")
    await runtime.source("satu").line.renewals.settle()
    assert None is await runtime.ask("satu")
    await runtime.ask("satu")
    assert 1 == len(pair.shelf.dropped)


async def test_what_only_this_process_can_hold_takes_the_place_of_what_others_had() -> (
    None
):
    """What is no JSON is no record: what was there before it does not stay there."""
    pair = Pair(lambda _: {"isbn": "1", "judul": "a"})
    runtime = pair.open()
    await runtime.ask("satu")
    pair.reply = lambda _: httpx.Response(200, text='{"isbn": "1", "judul": NaN}')
    pair.clock.now += 40
    await runtime.ask("satu")
    assert 1 == len(pair.shelf.dropped)


async def test_nothing_older_takes_the_place_of_newer() -> None:
    """The memory's own answer is not replaced by one that is older."""
    pair = Pair(rows)
    runtime = pair.open()
    await runtime.ask("buku")
    (at, kept), key = next(iter(pair.shelf.held.values())), next(iter(pair.shelf.held))
    pair.shelf.held[key] = at - 5, kept._replace(body=b'[{"isbn":"0"}]')
    pair.reply = lambda _: httpx.Response(503)
    pair.clock.now += 40
    answer = await runtime.source("buku").ask({}, anyone())
    assert [{"isbn": "1", "judul": "a"}] == answer.value


class Slow(Shelf):
    """A second tier whose answer takes a turn of the loop."""

    @override
    async def get(self, wanted: Wanted) -> dict[Key, Kept]:
        found = await super().get(wanted)
        await asyncio.sleep(0)
        return found


async def test_what_another_caller_was_given_meanwhile_is_given_to_all() -> None:
    """Those who ask by themselves at once find the memory's own, and make no call."""
    pair = Pair(rows)
    pair.shelf = Slow(pair.clock)
    await pair.open().ask("buku")
    second = pair.open()
    lines: dict[str, Line] = second.sources._lines  # type: ignore[assignment]  # as they were made
    lines["perpus"] = replace(lines["perpus"], flights=None)
    asked = await asyncio.gather(*(second.ask("buku") for _ in range(3)))
    assert [[{"isbn": "1", "judul": "a"}]] * 3 == list(asked)
    assert [] == second.service.asked
    assert 3 == len(pair.shelf.asked) - 1


@pytest.mark.parametrize("body", [b"{", b""])
async def test_what_cannot_be_read_is_none(body: bytes) -> None:
    """A value that is no JSON is a miss, and is deleted."""
    pair = Pair(rows)
    runtime = pair.open()
    key = runtime.source("buku").key({}, anyone().principal)
    pair.shelf.put(key, Kept(body, 1, 0.0, Lifetime(60)))
    assert [{"isbn": "1", "judul": "a"}] == await runtime.ask("buku")
    assert [key] == pair.shelf.dropped


async def test_what_is_too_large_for_the_memory() -> None:
    """An answer that no longer fits the memory is asked of its service."""
    pair = Pair(rows)
    runtime = pair.open()
    key = runtime.source("buku").key({}, anyone().principal)
    pair.shelf.put(key, Kept(b"[]", 2**20, 0.0, Lifetime(60)))
    assert [{"isbn": "1", "judul": "a"}] == await runtime.ask("buku")


def test_what_is_no_json_is_not_put() -> None:
    """Values that only this process can hold stay here, and answers that are not kept."""
    answer = Answer([BadValue()], 1, 0.0, ("k",))
    assert packed(answer, (), personal=False) is None
    answer.keep(Store(MemoryTier(2**20), "a"), Lifetime(1))
    assert packed(answer, (), personal=False) is None


async def test_what_was_dropped_meanwhile() -> None:
    """An answer that comes from the tier after an invalidation is not believed."""
    pair = Pair(rows)
    await pair.open().ask("buku")
    runtime = pair.open()
    get = pair.shelf.get

    async def slow(wanted: Wanted) -> dict[Key, Kept]:
        runtime.store.clear()
        return await get(wanted)

    pair.shelf.get = slow  # type: ignore[method-assign]  # a tier that is overtaken
    await runtime.ask("buku")
    assert ["/b"] == runtime.service.asked
