"""Views: gateway/execution/keep.py, and view.py, through the engine."""

import asyncio
from collections.abc import AsyncGenerator

import pytest
from graphql.execution.values import VariableValues

from gateway.connectors.answer import Answer
from gateway.connectors.principal import ANONYMOUS, Principal
from gateway.errors import UpstreamUnavailable
from gateway.execution.message import Request
from gateway.execution.view import View
from tests.execution.serving import Served, codes, served

CONFIG = """
version: 1
connectors:
  a:
    opd: Dinas A
    url: http://a.test
    cache: {ttl: 10m}
    types:
      Buku:
        fields:
          judul: String
          rak: {type: Rak, from: kd}
          harga: Int
          peminjam: {type: String, personal: true}
    queries:
      buku: {args: {q: String}, returns: "[Buku!]", call: "GET /buku?q={q}"}
      saring: {args: {judul: String}, returns: "[Buku!]", call: GET /buku, filter_by: judul}
      wajib: {returns: Int!, call: GET /wajib, force: true}
      baru: {returns: Int, call: GET /baru, cache: {ttl: 0}}
  b:
    opd: Dinas B
    url: http://b.test
    cache: {ttl: 10m}
    types:
      Rak:
        key: kode
        fields: {kode: ID!, nama: String, kunci: {type: String, personal: true}}
        lookup: {call: "GET /rak/{kode}"}
      Catatan: {fields: {isi: String}}
    queries:
      catatan:
        args: {judul: String!, n: Int}
        returns: "[Catatan!]"
        call: GET /catatan/{judul}?n={n}
        expose: false
extend:
  Buku:
    catatan: {query: b.catatan, with: {judul: judul}}
"""
BOOKS = [{"judul": "Satu", "kd": 1}, {"judul": "Dua", "kd": 2}]
SCRIPT = {
    "/buku": BOOKS,
    "/buku?q=x": [],
    "/rak/1": {"kode": 1, "nama": "Atas", "kunci": "k1"},
    "/rak/2": {"kode": 2, "nama": "Bawah", "kunci": "k2"},
    "/wajib": None,
    "/baru": 7,
    "/catatan/Satu": [{"isi": "s"}],
    "/catatan/Dua": [{"isi": "d"}],
    "/catatan/Satu?n=1": [{"isi": "s1"}],
    "/catatan/Dua?n=1": [{"isi": "d1"}],
}
LINKED = "{ buku { judul rak { nama } } }"


@pytest.fixture
async def desk() -> AsyncGenerator[Served]:
    """Open the gateway over the books."""
    async with served(CONFIG, SCRIPT) as one:
        yield one


async def again(desk: Served, query: str, **more: object) -> tuple[bytes, list[str]]:
    """Ask once more; return the bytes and what the upstream was asked for them."""
    desk.upstream.asked.clear()
    reply = await desk.reply(query, **more)  # type: ignore[arg-type] # words of a Request
    return bytes(reply.body), sorted(desk.upstream.asked)


def _views(desk: Served) -> int:
    """Count the views that the answers of the first service keep."""
    store = desk.engine._graph.sources._lines["a"].store
    answers = [entry.value for entry in store._entries.values()]
    return sum(
        isinstance(one, View)
        for answer in answers
        if isinstance(answer, Answer)
        for one in answer.made.values()
    )


@pytest.mark.parametrize(
    "query",
    [
        "{ buku { judul } }",
        "{ __typename a: buku { judul } b: buku { judul rak { nama } } }",
        LINKED,
        '{ saring(judul: "Satu") { judul rak { nama } } }',
        "{ buku { judul catatan { isi } } }",
    ],
)
async def test_warm_answers_are_the_same_bytes(desk: Served, query: str) -> None:
    """What is kept whole is answered again byte for byte, without a call."""
    cold = bytes((await desk.reply(query)).body)
    assert b'"errors"' not in cold
    assert (cold, []) == await again(desk, query)
    assert 0 == desk.seen.ended()[-1].calls


async def test_warm_answers_by_variables(desk: Served) -> None:
    """Arguments from variables find the answer of just these arguments."""
    query = "query($q: String) { buku(q: $q) { judul } }"
    full = await desk.ask(query)
    assert {"data": {"buku": []}} == await desk.ask(query, {"q": "x"})
    desk.upstream.asked.clear()
    assert full == await desk.ask(query, {"q": None})
    assert {"data": {"buku": []}} == await desk.ask(query, {"q": "x"})
    assert [] == desk.upstream.asked


async def test_nested_arguments_by_variables(desk: Served) -> None:
    """A nested argument's variable is part of what a view is kept by."""
    query = "query($n: Int) { buku { catatan(n: $n) { isi } } }"
    first = await desk.ask(query)
    second = await desk.ask(query, {"n": 1})
    assert ["s", "d"] == [one["catatan"][0]["isi"] for one in first["data"]["buku"]]
    assert ["s1", "d1"] == [one["catatan"][0]["isi"] for one in second["data"]["buku"]]
    desk.upstream.asked.clear()
    assert first == await desk.ask(query)
    assert second == await desk.ask(query, {"n": 1})
    assert [] == desk.upstream.asked


async def test_a_nested_answer_that_is_gone(desk: Served) -> None:
    """A view holds no longer than any answer it was made of."""
    cold = bytes((await desk.reply(LINKED)).body)
    desk.forget("b")
    assert (cold, ["/rak/1", "/rak/2"]) == await again(desk, LINKED)
    assert (cold, []) == await again(desk, LINKED)


async def test_a_nested_answer_that_was_replaced(desk: Served) -> None:
    """A view is not used once one of its answers was fetched anew by another query."""
    await desk.reply(LINKED)
    desk.forget("b")
    desk.upstream.script["/rak/1"] = {"kode": 1, "nama": "Baru"}
    await desk.reply("{ buku { rak { kode nama } } }")
    shown = await desk.ask(LINKED)
    assert {"nama": "Baru"} == shown["data"]["buku"][0]["rak"]


async def test_views_are_renewed(desk: Served) -> None:
    """After a nested answer has gone the next view takes the old one's place."""
    await desk.reply(LINKED)
    desk.forget("b")
    await desk.reply(LINKED)
    first, second = await desk.reply(LINKED), await desk.reply(LINKED)
    assert first.body is second.body


async def test_views_with_errors_take_the_place_of_those_without(desk: Served) -> None:
    """What a renewed view has to tell does not wait behind the old view."""
    await desk.reply(LINKED)
    desk.forget("b")
    desk.upstream.script["/rak/1"] = {"kode": 1, "nama": []}
    cold = bytes((await desk.reply(LINKED)).body)
    assert b'"UPSTREAM_BAD_VALUE"' in cold
    assert (cold, []) == await again(desk, LINKED)
    assert 1 == _views(desk)


async def test_renewed_views_are_charged_once(desk: Served) -> None:
    """However often a view is renewed, its answer's memory does not grow."""
    await desk.reply(LINKED)
    (entry,) = desk.engine._graph.sources._lines["a"].store._entries.values()
    size = entry.size
    for _ in range(3):
        desk.forget("b")
        await desk.reply(LINKED)
    assert size == entry.size


async def test_the_first_answer_that_is_gone(desk: Served) -> None:
    """A view lives in its first answer and goes with it."""
    await desk.reply(LINKED)
    desk.forget("a")
    assert ["/buku"] == (await again(desk, LINKED))[1]


async def test_answers_expire() -> None:
    """A view is gone when its answer's time is over."""
    text = CONFIG.replace("cache: {ttl: 10m}", "cache: {ttl: 20ms}", 1)
    async with served(text, SCRIPT) as desk:
        await desk.reply("{ buku { judul } }")
        await asyncio.sleep(0.03)
        assert ["/buku"] == (await again(desk, "{ buku { judul } }"))[1]


async def test_equal_selections_share_their_bytes(desk: Served) -> None:
    """Two documents that show the same use one view, whatever else they ask."""
    await desk.reply("{ buku { judul harga } }")
    desk.upstream.asked.clear()
    text = "query Lain { __typename buku { ...F } } fragment F on Buku { judul harga }"
    shown = await desk.ask(text)
    assert BOOKS[0]["judul"] == shown["data"]["buku"][0]["judul"]
    assert [] == desk.upstream.asked


async def test_aliases_tell_selections_apart(desk: Served) -> None:
    """Other response keys are other bytes of the same answer."""
    await desk.reply("{ buku { judul } }")
    shown = await desk.ask("{ buku { nama: judul } }")
    assert {"nama": "Satu"} == shown["data"]["buku"][0]
    assert ["/buku"] == desk.upstream.asked


async def test_errors_stay_with_their_document(desk: Served) -> None:
    """A view with errors is for its own document: others have other locations."""
    desk.upstream.script["/buku"] = [{"judul": "Satu", "harga": "mahal"}]
    one, other = "{ buku { harga } }", "{\n  buku { harga } }"
    first = bytes((await desk.reply(one)).body)
    second = await desk.ask(other)
    assert [{"line": 2, "column": 10}] == second["errors"][0]["locations"]
    assert (first, []) == await again(desk, one)
    assert [(["buku", 0, "harga"], "UPSTREAM_BAD_VALUE")] == codes(second)


async def test_a_failed_link_is_not_kept(desk: Served) -> None:
    """A view that lacks what failed is made anew."""
    desk.upstream.script["/rak/2"] = UpstreamUnavailable("down")
    assert 1 == len(codes(await desk.ask(LINKED)))
    desk.upstream.script["/rak/2"] = SCRIPT["/rak/2"]
    assert "errors" not in await desk.ask(LINKED)


async def test_a_root_that_failed_is_not_kept(desk: Served) -> None:
    """A failure is asked again."""
    desk.upstream.script["/buku"] = OSError("down")
    assert [(["buku"], "INTERNAL")] == codes(await desk.ask("{ buku { judul } }"))
    desk.upstream.script["/buku"] = BOOKS
    assert "errors" not in await desk.ask("{ buku { judul } }")


async def test_what_is_not_cached_is_asked(desk: Served) -> None:
    """An operation without a ttl is asked every time, its neighbours are not."""
    query = "{ baru buku { judul } }"
    cold = bytes((await desk.reply(query)).body)
    assert (cold, ["/baru"]) == await again(desk, query)


async def test_broken_roots_stay_broken(desk: Served) -> None:
    """A kept view of a null in a non-null root still nulls the data."""
    first = bytes((await desk.reply("{ wajib }")).body)
    assert first.startswith(b'{"data":null,"errors":')
    assert (first, []) == await again(desk, "{ wajib }")


async def test_personal_data_is_one_persons(desk: Served) -> None:
    """Personal data nested in an answer that all share is shown to its asker only."""
    query = "{ buku { judul rak { kunci } } }"
    one, two = Principal("satu"), Principal("dua")
    first = await desk.ask(query, principal=one)
    assert "k1" == first["data"]["buku"][0]["rak"]["kunci"]
    desk.upstream.script["/rak/1"] = {"kode": 1, "kunci": "milik dua"}
    second = await desk.ask(query, principal=two)
    assert "milik dua" == second["data"]["buku"][0]["rak"]["kunci"]
    assert first == await desk.ask(query, principal=one)
    nobody = await desk.ask(query, principal=ANONYMOUS)
    assert {None} == {row["rak"]["kunci"] for row in nobody["data"]["buku"]}
    assert {"UNAUTHENTICATED"} == {code for _, code in codes(nobody)}


async def test_personal_views_are_warm_for_their_person(desk: Served) -> None:
    """The same person is answered from the memory."""
    query = "{ buku { peminjam } }"
    await desk.reply(query, principal=Principal("satu"))
    assert [] == (await again(desk, query, principal=Principal("satu")))[1]
    assert ["/buku"] == (await again(desk, query, principal=Principal("dua")))[1]


async def test_concurrent_requests_make_one_view(desk: Served) -> None:
    """Those who wait for the same answer share its bytes, and one call."""
    replies = await asyncio.gather(
        *(desk.reply("{ buku { judul } }") for _ in range(5))
    )
    assert 1 == len({bytes(one.body) for one in replies})
    assert 1 == len({id(one.body) for one in replies})
    assert ["/buku"] == desk.upstream.asked


async def test_refused_arguments_are_never_warm() -> None:
    """A null that a default forbids is refused for each request."""
    text = CONFIG.replace("{q: String}", "{q: {type: String!, default: x}}")
    async with served(text, SCRIPT) as other:
        query = 'query($q: String = "x") { buku(q: $q) { judul } }'
        assert "errors" not in await other.ask(query)
        assert [(["buku"], "BAD_USER_INPUT")] == codes(
            await other.ask(query, {"q": None})
        )
        assert ["/buku?q=x"] == other.upstream.asked


async def test_what_json_cannot_hold(desk: Served) -> None:
    """A root whose value cannot be written as JSON has failed; its siblings live."""
    query = "{ baru buku { judul } }"
    request = Request(query)
    operation = desk.engine.read(request)
    plan = desk.engine.compiled(operation, VariableValues({}, {}), request)
    object.__setattr__(plan.roots[0], "project", lambda _run: {1, 2})
    found = await desk.ask(query)
    assert {"baru": None, "buku": [{"judul": "Satu"}, {"judul": "Dua"}]} == found[
        "data"
    ]
    assert [(["baru"], "UPSTREAM_BAD_VALUE")] == codes(found)


async def test_concurrent_persons_are_not_joined(desk: Served) -> None:
    """Two people who ask for personal data at once get their own answers."""
    secrets = iter(["pertama", "kedua"])

    async def told() -> list[dict[str, str]]:
        secret = next(secrets)
        await asyncio.sleep(0.01)
        return [{"peminjam": secret}]

    desk.upstream.script["/buku"] = told
    asked = [Principal("satu"), Principal("dua"), Principal("satu")]
    found = await asyncio.gather(
        *(desk.ask("{ buku { peminjam } }", principal=one) for one in asked)
    )
    shown = [one["data"]["buku"][0]["peminjam"] for one in found]
    assert ["pertama", "kedua", "pertama"] == shown
