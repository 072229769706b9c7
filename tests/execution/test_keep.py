"""Views, whose bytes are shown and to whom: gateway/execution/keep.py."""

import asyncio
from collections.abc import AsyncGenerator

import pytest
from graphql.execution.values import VariableValues

from gateway.connectors.principal import ANONYMOUS, Principal
from gateway.execution.message import Request
from tests.execution.serving import Served, codes, served
from tests.execution.shelves import BOOKS, CONFIG, LINKED, SCRIPT, again


@pytest.fixture
async def desk() -> AsyncGenerator[Served]:
    """Open the gateway over the books."""
    async with served(CONFIG, SCRIPT) as one:
        yield one


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
    operation = desk.engine.planning.read(request)
    plan = desk.engine.planning.compiled(operation, VariableValues({}, {}), request)
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


async def test_responses_that_multiply() -> None:
    """Rows that link to each other in lists cannot fill the memory: TOO_COSTLY."""
    config = """
version: 1
connectors:
  a:
    opd: Dinas A
    url: http://a.test
    types:
      Simpul:
        key: kode
        fields: {kode: ID!, tetangga: {type: "[Simpul]", from: lain}}
        lookup: {in: simpul, match: kode}
    queries:
      simpul: {returns: "[Simpul]", call: GET /simpul}
"""
    names = [f"s{number}" for number in range(20)]
    script = {"/simpul": [{"kode": one, "lain": names} for one in names]}
    async with served(config, script) as desk:
        deep = "{ simpul " + "{ tetangga " * 9 + "{ kode }" + " }" * 9 + " }"
        assert {"simpul": None} == (found := await desk.ask(deep))["data"]
        assert [(["simpul"], "TOO_COSTLY")] == codes(found)
        flat = await desk.ask("{ simpul { tetangga { tetangga { kode } } } }")
    assert [{"kode": one} for one in names] == flat["data"]["simpul"][0]["tetangga"][0][
        "tetangga"
    ]


async def test_long_arguments_are_charged(desk: Served) -> None:
    """The arguments an answer is kept by count against the memory, as its body does."""
    long = "x" * 50_000
    desk.upstream.script[f"/buku?q={long}"] = []
    space = desk.engine._graph.sources._lines["a"].store.space
    await desk.reply("query($q: String) { buku(q: $q) { judul } }", {"q": long})
    assert space.used > len(long)
    before = space.used
    query = "query($q: String) { saring(judul: $q) { judul } }"
    await desk.reply(query, {"q": long})
    assert space.used > before + len(long)
