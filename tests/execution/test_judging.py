"""Answers that mostly break their types count as failed calls: gateway/execution/judging.py."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass

import httpx
import pytest

from gateway.observe import BreakerOpened, Misfit
from tests.connectors.runtime import Clock
from tests.execution.serving import Served, codes, served

CONFIG = """
version: 1
defaults: {cache: {ttl: 0}, breaker: {minimum: 3}}
connectors:
  a:
    opd: Dinas A
    url: http://a.test
    types:
      Buku: {fields: {kode: ID!, judul: String, harga: Int, rak: {type: Rak, from: rak}, kota: {type: Kota, from: kode}}}
    queries:
      buku: {args: {nomor: Int}, returns: "[Buku!]", call: "GET /buku?n={nomor}"}
      tersimpan: {returns: "[Buku!]", call: GET /buku?n=0, cache: {ttl: 10s}}
      sebentar: {returns: "[Buku!]", call: GET /buku?n=0, cache: {ttl: 60s, negative: 2s}}
      bagian:
        args: {nomor: "[Int!]!"}
        spread: {over: nomor}
        returns: "[Buku!]"
        call: GET /buku?n={nomor}
        cache: {ttl: 60s, negative: 2s}
      halaman:
        args: {nomor: Int}
        returns: "[Buku!]"
        call: GET /buku?n={nomor}
        pages: none
      berhalaman:
        returns: "[Buku!]"
        call: GET /buku?n={page}
        pages: {style: page, start: 0, size: 2}
        cache: {ttl: 10s}
  b:
    opd: Dinas B
    url: http://b.test
    cache: {ttl: 10s}
    types:
      Rak: {key: kode, fields: {kode: ID!, nama: Int}, lookup: {in: daftarRak, match: kode}}
      Kota:
        key: kode
        fields: {kode: ID!, nama: Int!}
        batch: {call: "GET /kota?k={kode}", match: kode, size: 2}
    queries:
      daftarRak: {returns: "[Rak!]", call: GET /rak}
  bebas:
    opd: Dinas Bebas
    url: http://bebas.test
    breaker: false
    queries:
      acak: {returns: "[Int!]", call: GET /acak}
"""
ROW = {"kode": "1", "judul": "Satu", "harga": 5, "rak": "r"}
"""A sound row."""


@dataclass
class Desk:
    """An engine, and the clock of what it keeps."""

    served: Served
    clock: Clock

    async def books(
        self, rows: object, text: str = "{ buku(nomor: 0) { judul harga } }"
    ) -> list[str]:
        """Ask for books, which are these rows; return the codes of the errors."""
        self.served.upstream.script["/buku?n=0"] = rows
        return [code for _, code in codes(await self.served.ask(text))]

    def misfits(self) -> list[tuple[str, float, int]]:
        """Return what was told of answers that break their types."""
        events = self.served.seen.events
        return [
            (one.operation, one.bad, one.rows)
            for one in events
            if isinstance(one, Misfit)
        ]

    def opened(self) -> list[str]:
        """Return the connectors whose breakers opened."""
        events = self.served.seen.events
        return [one.connector for one in events if isinstance(one, BreakerOpened)]


@pytest.fixture
async def desk() -> AsyncGenerator[Desk]:
    """Open the gateway over the agencies."""
    clock = Clock()
    async with served(CONFIG, {"/acak": ["x"]}, clock=clock) as one:
        yield Desk(one, clock)


async def test_junk_in_place_of_rows(desk: Desk) -> None:
    """A service that gives rows which are none is left alone like one that is down."""
    junk = [{"galat": "x"}] * 4
    for _ in range(3):
        assert ["UPSTREAM_BAD_VALUE"] == await desk.books(
            junk, "{ buku(nomor: 0) { kode } }"
        )
    assert [("buku", 4.0, 4)] * 3 == desk.misfits()
    assert ["a"] == desk.opened()
    assert ["UPSTREAM_UNAVAILABLE"] == await desk.books([ROW])


async def test_a_field_that_changed(desk: Desk) -> None:
    """F26: one value of several that cannot be read closes nothing, whatever is selected."""
    changed = [{**ROW, "harga": "mahal"}] * 3
    for _ in range(5):
        found = await desk.books(changed, "{ buku(nomor: 0) { harga } }")
        assert ["UPSTREAM_BAD_VALUE"] * 3 == found
    assert [] == desk.misfits()
    assert [] == desk.opened()


async def test_a_few_bad_rows(desk: Desk) -> None:
    """Half of the rows may be broken; one more, and the call has failed."""
    await desk.books([ROW, {}], "{ buku(nomor: 0) { kode } }")
    assert [] == desk.misfits()
    await desk.books([ROW, {}, {}], "{ buku(nomor: 0) { kode } }")
    assert [("buku", 2.0, 3)] == desk.misfits()


async def test_what_is_not_asked_for_is_not_judged(desk: Desk) -> None:
    """Whoever meets no bad value causes no look at the answer."""
    junk = [{"judul": "Satu"}] * 4
    for _ in range(4):
        assert [] == await desk.books(junk, "{ buku(nomor: 0) { judul } }")
    assert [] == desk.misfits()


async def test_an_answer_is_judged_once(desk: Desk) -> None:
    """What is kept and shown again counts no second time."""
    for text in ("{ tersimpan { kode } }", "{ tersimpan { kode judul } }") * 2:
        assert ["UPSTREAM_BAD_VALUE"] == await desk.books([{}], text)
    assert [("tersimpan", 1.0, 1)] == desk.misfits()
    assert ["/buku?n=0"] == desk.served.upstream.asked


async def test_pages(desk: Desk) -> None:
    """A connection is judged by its nodes, and its call counted."""
    text = "{ halaman(nomor: 0) { nodes { kode } } }"
    for _ in range(3):
        await desk.books([{}, {}], text)
    assert [("halaman", 2.0, 2)] * 3 == desk.misfits()
    assert ["a"] == desk.opened()


async def test_a_list_that_is_searched(desk: Desk) -> None:
    """Rows found in a list are judged with the list, by its own operation."""
    script = desk.served.upstream.script
    script["/rak"] = [{"kode": "r", "nama": "kiri"}, {"nama": 1}, {"nama": 2}]
    await desk.books([ROW], "{ buku(nomor: 0) { rak { nama } } }")
    assert [("daftarRak", 2.5, 3)] == desk.misfits()


async def test_a_batch_is_one_call(desk: Desk) -> None:
    """All keys of a batch are judged together, and count once."""
    script = desk.served.upstream.script
    script["/kota?k=1&k=2"] = script["/kota?k=1,2"] = [
        {"kode": "1", "nama": "x"},
        {"kode": "2", "nama": "y"},
    ]
    rows = [ROW, {**ROW, "kode": "2"}]
    await desk.books(rows, "{ buku(nomor: 0) { kota { nama } } }")
    assert [(2.0, 2)] == [one[1:] for one in desk.misfits()]


async def test_without_a_breaker(desk: Desk) -> None:
    """Where there is no breaker nothing is judged."""
    found = codes(await desk.served.ask("{ acak }"))
    assert [(["acak"], "UPSTREAM_BAD_VALUE")] == found
    assert [] == desk.misfits()


async def test_long_after(desk: Desk) -> None:
    """What a call gave long ago says nothing of how its service is now."""
    graph = desk.served.engine.graph
    state = graph.sources._lines["a"].resilience
    assert state is not None
    await desk.books([ROW])
    call = state.latest
    assert call is not None
    call.at -= 60.0
    call.misfit("buku", 1.0, 1)
    assert state.describe()[0].endswith("0 dari 1 gagal")


async def test_the_last_good_answer_stays(desk: Desk) -> None:
    """What mostly breaks its types takes nobody's place: the good one stands in, marked."""
    text = "{ tersimpan { kode judul } }"
    await desk.books([ROW], text)
    desk.served.upstream.script["/buku?n=0"] = [{"galat": "x"}] * 4
    desk.clock.now += 10
    for _ in range(2):
        found = await desk.served.ask(text)
        assert {"tersimpan": [{"kode": "1", "judul": "Satu"}]} == found["data"]
        (told,) = found["extensions"]["sources"]
        assert ("STALE", "UPSTREAM_BAD_VALUE") == (told["state"], told["reason"])
    assert [("tersimpan", 4.0, 4)] == desk.misfits()


async def test_no_longer_than_that_there_is_none(desk: Desk) -> None:
    """Without a good one before it is shown, but kept as briefly as that there is none."""
    text = "{ sebentar { kode } }"
    assert ["UPSTREAM_BAD_VALUE"] == await desk.books([{}], text)
    desk.clock.now += 1.9
    assert ["UPSTREAM_BAD_VALUE"] == await desk.books([ROW], text)
    desk.clock.now += 0.2
    assert [] == await desk.books([ROW], text)


async def test_parts_are_let_go_of_too(desk: Desk) -> None:
    """What an answer of several calls is made of is asked for again as soon."""
    text = "{ bagian(nomor: [0]) { kode } }"
    assert ["UPSTREAM_BAD_VALUE"] == await desk.books([{}], text)
    desk.clock.now += 2.1
    assert [] == await desk.books([ROW], text)


async def test_a_good_page_stays(desk: Desk) -> None:
    """A page that mostly breaks its types does not take the place of a good one either."""
    text = "{ berhalaman(first: 1) { nodes { kode } } }"
    desk.served.upstream.script["/buku?n=1"] = []
    await desk.books([ROW], text)
    desk.served.upstream.script["/buku?n=0"] = [{"galat": "x"}]
    desk.clock.now += 10
    found = await desk.served.ask(text)
    assert [{"kode": "1"}] == found["data"]["berhalaman"]["nodes"]
    assert [("berhalaman", 1.0, 1)] == desk.misfits()


async def test_good_rows_of_a_batch_stay(desk: Desk) -> None:
    """What is known of a batch's keys stays; what is not is shown as it came, and not kept."""
    script, text = desk.served.upstream.script, "{ buku(nomor: 0) { kota { nama } } }"
    script["/kota?k=1"] = [{"kode": "1", "nama": 7}]
    await desk.books([ROW], text)
    script["/kota?k=1&k=2"] = script["/kota?k=1,2"] = [{"kode": "1"}, {"kode": "2"}]
    script["/kota?k=2"] = [{"kode": "2", "nama": 8}]
    desk.clock.now += 10
    both = [ROW, {**ROW, "kode": "2"}]
    assert ["UPSTREAM_BAD_VALUE"] == await desk.books(both, text)
    assert [(2.0, 2)] == [one[1:] for one in desk.misfits()]
    found = await desk.served.ask(text)
    assert [7, 8] == [one["kota"]["nama"] for one in found["data"]["buku"]]


async def test_a_bad_row_of_many_stays_kept(desk: Desk) -> None:
    """One bad row shortens nothing, nor does it keep the good ones from being renewed."""
    text = "{ tersimpan { kode judul } }"
    await desk.books([ROW] * 3, text)
    desk.clock.now += 10
    await desk.books([{}, ROW, {**ROW, "judul": "Dua"}], text)
    desk.clock.now += 9.9
    found = await desk.served.ask(text)
    assert ["Satu", "Dua"] == [one["judul"] for one in found["data"]["tersimpan"]]
    assert 2 == len(desk.served.upstream.asked)


async def test_the_operator_sees_what_nobody_could_read(desk: Desk) -> None:
    """F22: a page in place of data is the connector's last error, and was no success."""
    await desk.books([ROW])
    desk.clock.now += 60
    shown = '{ opd(konektor: "a") { keadaan galatTerakhir terakhirBerhasil } }'
    before = (await desk.served.ask(shown))["data"]["opd"][0]["terakhirBerhasil"]
    page = httpx.Response(200, text="<html>", headers={"content-type": "text/html"})
    desk.served.upstream.script["/buku?n=0"] = page
    await desk.served.ask("{ buku(nomor: 0) { judul } }")
    assert {
        "keadaan": "GANGGUAN",
        "galatTerakhir": "UPSTREAM_BAD_BODY",
        "terakhirBerhasil": before,
    } == (await desk.served.ask(shown))["data"]["opd"][0]


async def test_the_operator_sees_it(desk: Desk) -> None:
    """The connector's last error is the code of the values."""
    await desk.books([{}], "{ buku(nomor: 0) { kode } }")
    found = await desk.served.ask('{ opd(konektor: "a") { keadaan galatTerakhir } }')
    (one,) = found["data"]["opd"]
    assert {"keadaan": "GANGGUAN", "galatTerakhir": "UPSTREAM_BAD_VALUE"} == one
