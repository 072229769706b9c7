"""Stale answers in a response: shown at once, told of, and never kept as fresh bytes."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Any

import orjson
import pytest

from gateway.errors import UpstreamUnavailable
from tests.connectors.runtime import Clock
from tests.execution.serving import Served, codes, served

CONFIG = """
version: 1
defaults: {cache: {ttl: 10s, stale_while_revalidate: 20s, stale_if_error: 100s}}
connectors:
  a:
    opd: Dinas A
    url: http://a.test
    types:
      Buku: {fields: {judul: String, rak: {type: Rak, from: rak}}}
    queries:
      buku: {returns: "[Buku!]", call: GET /buku}
      kini: {returns: "[Buku!]", call: GET /kini, cache: {ttl: 0}}
      saring:
        args: {judul: String}
        returns: "[Buku!]"
        call: GET /buku
        filter_by: [judul]
  b:
    opd: Dinas B
    url: http://b.test
    types:
      Rak: {key: kode, fields: {kode: ID!, nama: String}, lookup: {call: "GET /rak/{kode}"}}
"""
SCRIPT = {
    "/buku": [{"judul": "Satu", "rak": "1"}],
    "/kini": [{"judul": "Kini"}],
    "/rak/1": {"kode": "1", "nama": "Kiri"},
}
LINKED = "{ buku { judul rak { nama } } }"


@dataclass
class Desk:
    """An engine and the clock of what it keeps."""

    served: Served
    clock: Clock

    async def ask(self, query: str, **more: Any) -> dict[str, Any]:
        """Execute an operation, and wait for what it renews."""
        found: dict[str, Any] = orjson.loads(
            (await self.served.reply(query, **more)).body
        )
        for line in self.served.engine._graph.sources._lines.values():
            await line.renewals.settle()
        return found

    def down(self) -> None:
        """Let both services fail."""
        for target in self.served.upstream.script:
            self.served.upstream.script[target] = UpstreamUnavailable("down")


@pytest.fixture
async def desk() -> AsyncGenerator[Desk]:
    """Open the gateway over both services."""
    clock = Clock()
    async with served(CONFIG, SCRIPT, clock=clock) as one:
        yield Desk(one, clock)


def states(response: dict[str, Any]) -> dict[str, tuple[str, str | None]]:
    """Return the state and reason of each operation that is told of."""
    return {
        one["operation"]: (one["state"], one["reason"])
        for one in response.get("extensions", {}).get("sources", [])
    }


async def test_stale_is_told(desk: Desk) -> None:
    """A stale answer is shown with its state and time; the next is fresh and says nothing."""
    fresh = await desk.ask("{ buku { judul } }")
    assert {"data"} == set(fresh)
    desk.served.upstream.script["/buku"] = [{"judul": "Dua"}]
    desk.clock.now += 10
    stale = await desk.ask("{ buku { judul } }")
    assert fresh["data"] == stale["data"]
    (entry,) = stale["extensions"]["sources"]
    assert ("STALE", None, ["buku"]) == (
        entry["state"],
        entry["reason"],
        entry["paths"],
    )
    assert entry["asOf"].endswith("+07:00")
    assert {"data": {"buku": [{"judul": "Dua"}]}} == await desk.ask(
        "{ buku { judul } }"
    )


async def test_outage(desk: Desk) -> None:
    """In an outage everything known is shown, with the reason; afterwards it is an error."""
    fresh = await desk.ask(LINKED)
    desk.down()
    desk.clock.now += 50
    for _ in range(3):
        found = await desk.ask(LINKED)
        assert fresh["data"] == found["data"]
        reason = ("STALE", "UPSTREAM_UNAVAILABLE")
        assert {"buku": reason, "lookupRak": reason} == states(found)
    desk.clock.now += 61
    found = await desk.ask(LINKED)
    assert [(["buku"], "UPSTREAM_UNAVAILABLE")] == codes(found)
    assert {"buku": ("FAILED", "UPSTREAM_UNAVAILABLE")} == states(found)


async def test_one_part_is_stale(desk: Desk) -> None:
    """A view made of a stale part is not kept: what is renewed is shown at once."""
    await desk.ask("{ buku { judul rak { nama } } }")
    desk.served.upstream.script["/rak/1"] = {"kode": "1", "nama": "Kanan"}
    desk.clock.now += 9
    await desk.ask("{ saring { judul } }")  # fetched later, so fresh for longer
    desk.clock.now += 1
    query = "{ saring { judul rak { nama } } }"
    found = await desk.ask(query)
    assert {"saring": ("FRESH", None)} != states(found)
    assert "STALE" == states(found)["lookupRak"][0]
    assert "Kiri" == found["data"]["saring"][0]["rak"]["nama"]
    found = await desk.ask(query)
    assert "Kanan" == found["data"]["saring"][0]["rak"]["nama"]
    assert {} == states(found)


async def test_warm_neighbours_are_told_of_too(desk: Desk) -> None:
    """Beside a stale root the state of a root from memory stands as well."""
    await desk.ask("{ buku { judul } }")
    desk.clock.now += 5
    await desk.ask("{ saring { judul } }")
    desk.clock.now += 5
    found = await desk.ask("{ buku { judul } saring { judul } }")
    assert {"buku": ("STALE", None), "saring": ("CACHED", None)} == states(found)


async def test_filtered_rows_of_a_stale_list(desk: Desk) -> None:
    """What is filtered of a stale list is as stale as the list."""
    await desk.ask('{ saring(judul: "Satu") { judul } }')
    desk.down()
    desk.clock.now += 50
    found = await desk.ask('{ saring(judul: "Satu") { judul } }')
    assert [{"judul": "Satu"}] == found["data"]["saring"]
    assert ("STALE", "UPSTREAM_UNAVAILABLE") == states(found)["saring"]


async def test_just_fetched_is_fresh(desk: Desk) -> None:
    """What is fetched for an operation is FRESH in it, and CACHED in the next."""
    found = await desk.ask("{ buku { judul } kini { judul } }", sources=True)
    assert {"buku": ("FRESH", None), "kini": ("FRESH", None)} == states(found)
    desk.clock.now += 1
    found = await desk.ask("{ buku { judul } kini { judul } }", sources=True)
    assert {"buku": ("CACHED", None), "kini": ("FRESH", None)} == states(found)


async def test_bytes_of_a_stale_answer_are_kept_apart(desk: Desk) -> None:
    """While it is stale the same bytes are sent again, and never as if they were fresh."""
    await desk.ask("{ buku { judul } }")
    desk.down()
    desk.clock.now += 10
    first = await desk.ask("{ buku { judul } }")
    second = await desk.ask("{ buku { judul } }")
    assert ("STALE", None) == states(first)["buku"]
    assert ("STALE", "UPSTREAM_UNAVAILABLE") == states(second)["buku"]


async def test_a_wall_clock_that_jumps(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An hour's jump of the wall clock, either way, changes no state."""
    await desk.ask("{ buku { judul } }")
    desk.clock.now += 1
    for hours in (1, -1):
        monkeypatch.setattr("time.time", lambda hours=hours: 1.8e9 + 3600 * hours)
        found = await desk.ask("{ buku { judul } }", sources=True)
        assert {"buku": ("CACHED", None)} == states(found)
    assert ["/buku"] == desk.served.upstream.asked
