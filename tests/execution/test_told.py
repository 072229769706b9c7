"""How old a row is, told in the response: gateway/execution/told.py."""

from typing import Any

import pytest

from gateway.errors import UpstreamUnavailable
from tests.connectors.runtime import Clock
from tests.execution.serving import Served, served

CONFIG = """
version: 1
defaults: {cache: {ttl: 10s, stale_while_revalidate: 0, stale_if_error: 100s}}
connectors:
  a:
    opd: Dinas A
    url: http://a.test
    interfaces:
      Ada:
        discriminate: {path: judul, cases: {Satu: Buku}}
        fields: {segar: {type: Kesegaran, freshness: true}}
    types:
      Buku:
        implements: [Ada]
        fields:
          judul: String
          rak: {type: Rak, from: rak}
          isi: {type: Isi, embed: true}
          segar: {type: Kesegaran, freshness: true}
      Isi: {fields: {bab: Int, segar: {type: Kesegaran, freshness: true}}}
    queries:
      buku: {returns: "[Buku!]", call: GET /buku}
      ada: {returns: "[Ada!]", call: GET /buku}
      diRak: {args: {rak: ID}, returns: "[Buku!]", call: "GET /di?rak={rak}"}
      kini: {returns: "[Buku!]", call: GET /buku, cache: {ttl: 0}}
      bagian:
        args: {j: "[String!]!"}
        spread: {over: j}
        returns: "[Buku!]"
        call: GET /bagian?j={j}
  b:
    opd: Dinas B
    url: http://b.test
    types:
      Rak:
        key: kode
        fields: {kode: ID!, segar: {type: Kesegaran, freshness: true}}
        lookup: {call: "GET /rak/{kode}"}
extend: {Rak: {isinya: {query: a.diRak, with: {rak: kode}}}}
"""
BOOK = {"judul": "Satu", "rak": "1", "isi": {"bab": 1}}
SCRIPT = {
    "/buku": [BOOK, {**BOOK, "rak": "2"}],
    "/di?rak=1": [BOOK],
    "/di?rak=2": [],
    "/rak/1": {"kode": "1"},
    "/rak/2": {"kode": "2"},
    "/bagian?j=x": [BOOK],
    "/bagian?j=y": [BOOK],
}
ALL = "{ keadaan umur pada sebab }"


async def asked(desk: Served, query: str) -> Any:
    """Return the data of a query."""
    return (await desk.ask(query))["data"]


async def test_told_anew_each_time() -> None:
    """The same question is told another age later, without another call."""
    clock = Clock()
    async with served(CONFIG, SCRIPT, clock=clock) as desk:
        query = "{ buku { segar { keadaan umur } } }"
        first = await asked(desk, query)
        clock.now += 4.2
        second = await asked(desk, query)
    assert {"keadaan": "BARU", "umur": 0} == first["buku"][0]["segar"]
    assert {"keadaan": "SIMPANAN", "umur": 4} == second["buku"][1]["segar"]
    assert ["/buku"] == desk.upstream.asked


async def test_each_row_of_its_own_answer() -> None:
    """Keys that were fetched at other times are of other ages, in one list."""
    clock = Clock()
    async with served(CONFIG, SCRIPT, clock=clock) as desk:
        desk.upstream.script["/buku"] = [BOOK]
        await desk.reply("{ kini { rak { kode } } }")
        desk.upstream.script["/buku"] = SCRIPT["/buku"]
        clock.now += 3
        found = await asked(desk, "{ kini { segar { umur } rak { segar { umur } } } }")
    ages = [
        (one["segar"]["umur"], one["rak"]["segar"]["umur"]) for one in found["kini"]
    ]
    assert [(0, 3), (0, 0)] == ages


async def test_in_the_end_it_is_stale() -> None:
    """In an outage the last good rows say so, with the reason and since when."""
    clock = Clock()
    async with served(CONFIG, SCRIPT, clock=clock) as desk:
        fresh = await asked(desk, f"{{ ada {{ segar {ALL} }} }}")
        for target in desk.upstream.script:
            desk.upstream.script[target] = UpstreamUnavailable("down")
        clock.now += 60
        stale = await asked(desk, f"{{ ada {{ segar {ALL} }} }}")
    assert {
        "keadaan": "LAMA",
        "umur": 60,
        "pada": fresh["ada"][0]["segar"]["pada"],
        "sebab": "UPSTREAM_UNAVAILABLE",
    } == stale["ada"][0]["segar"]


async def test_below_a_row() -> None:
    """An object within a row is as old as the row, also after a link beside it."""
    clock = Clock()
    async with served(CONFIG, SCRIPT, clock=clock) as desk:
        await desk.reply("{ buku { judul } }")
        clock.now += 5
        query = "{ buku { rak { segar { umur } isinya { isi { segar { umur } } } } isi { segar { umur } } } }"
        (row, _) = (await asked(desk, query))["buku"]
    assert (0, 0, 5) == (
        row["rak"]["segar"]["umur"],
        row["rak"]["isinya"][0]["isi"]["segar"]["umur"],
        row["isi"]["segar"]["umur"],
    )


async def test_what_is_made_of_several_calls() -> None:
    """A whole is as old as its oldest part."""
    clock = Clock()
    async with served(CONFIG, SCRIPT, clock=clock) as desk:
        await desk.reply('{ bagian(j: ["x"]) { judul } }')
        clock.now += 5
        query = '{ bagian(j: ["x", "y"]) { segar { keadaan umur } } }'
        found = await asked(desk, query)
        desk.upstream.script["/bagian?j=y"] = UpstreamUnavailable("down")
        clock.now += 6
        stale = await asked(desk, query)
    assert {"keadaan": "SIMPANAN", "umur": 5} == found["bagian"][1]["segar"]
    assert "BARU" != stale["bagian"][0]["segar"]["keadaan"]


@pytest.mark.parametrize(
    "query", ["{ buku { segar { umur } } }", "{ kini { segar { umur } } }"]
)
async def test_kept_by_nobody(query: str) -> None:
    """What tells its age is not for caches on the way."""
    async with served(CONFIG, SCRIPT) as desk:
        assert (await desk.reply(query, queries_only=True)).share is None


async def test_views_of_others_stay_warm() -> None:
    """A selection that does not ask for it is answered from kept bytes as ever."""
    async with served(CONFIG, SCRIPT) as desk:
        await desk.reply("{ buku { segar { umur } } }")
        first = await desk.reply("{ buku { judul } }")
        assert first.body is (await desk.reply("{ buku { judul } }")).body
