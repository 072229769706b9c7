"""Queries that are asked before the first client asks."""

import asyncio
from pathlib import Path

import pytest

from gateway.execution.message import Reply, Request
from gateway.observe import Fault, Reloaded, Warmed
from gateway.running.warming import Warming, matching
from tests.connectors.faulty import Peer
from tests.http.fakes import Noted
from tests.running.works import BUKU, PASAR, running, text

QUERY = "query Buku { daftarBuku { judul } } query Pasar { jumlahPasar }"


async def test_asked_before_anybody(tmp_path: Path) -> None:
    """Each query of a document is run once; a client then asks nobody."""
    folder = tmp_path / "q"
    folder.mkdir()
    (folder / "a.graphql").write_text(QUERY, "utf-8")
    async with running(tmp_path, warm=str(folder / "*.graphql")) as it:
        assert (1, 1) == (len(it.perpus.requests), len(it.pasar.requests))
        found = await it.ask("{ daftarBuku { judul } jumlahPasar }")
        told = await it.told(Warmed)
        it.file.write_text(
            text(BUKU, PASAR.replace("GET /jumlah", "GET /banyak")), "utf-8"
        )
        it.reload()
        await it.told(Reloaded)
        assert b"GET /banyak" in it.pasar.requests[-1]
    assert {"daftarBuku": [{"judul": "Padi"}], "jumlahPasar": 7} == found["data"]
    assert (1, ()) == (told.ran, told.failed)
    assert (1, 2) == (len(it.perpus.requests), len(it.pasar.requests))


async def test_what_fails_stops_nothing(tmp_path: Path) -> None:
    """Wrong documents and variables, mutations, and what is unreadable are named."""
    wrong = {
        "bukan.graphql": "apa { ",
        "gagal.graphql": "{ tidakAda }",
        "kosong.graphql": "fragment F on Query { jumlahPasar }",
        "ubah.graphql": "mutation { hapus }",
        "variabel.graphql": "query ($a: Int) { jumlahPasar @include(if: true) }",
        "variabel.json": "[]",
        "baik.graphql": "query Baik($ya: Boolean!) { jumlahPasar @include(if: $ya) }",
        "baik.json": '{"ya": true}',
        "besar.graphql": "#" * 300_000,
        "dalam.graphql": "query ($a: [Int]) { jumlahPasar @include(if: true) }",
        "dalam.json": "[" * 60_000 + "]" * 60_000,
        "terlalu.graphql": "{ a " * 20_000 + "}" * 20_000,
    }
    for name, content in wrong.items():
        (tmp_path / name).write_text(content, "utf-8")
    (tmp_path / "folder.graphql").mkdir()
    async with running(tmp_path, warm=str(tmp_path / "*.graphql")) as it:
        told = await it.told(Warmed)
        ready = await it.client.get("/readyz")
    assert 200 == ready.status_code
    assert 1 == told.ran
    assert {
        *(name for name in wrong if name.endswith("graphql")),
        "folder.graphql",
    } - {"baik.graphql"} == set(told.failed)
    assert 1 == len(it.pasar.requests)


class Weak:
    """An engine with a fault of its own."""

    async def execute(self, request: Request) -> Reply:
        raise ZeroDivisionError(request.operation_name)


async def test_a_fault_of_ours_stops_nothing(tmp_path: Path) -> None:
    """It is told, its document is named, and the others are asked."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.graphql").write_text("{ jumlahPasar }", "utf-8")
    noted = Noted()
    warming = Warming(str(tmp_path / "*.graphql"), 10.0, noted)
    await warming.warm(Weak())
    *faults, told = noted.events
    assert [Fault, Fault] == [type(one) for one in faults]
    assert isinstance(told, Warmed)
    assert (0, ("a.graphql", "b.graphql")) == (told.ran, told.failed)


async def test_bounded_in_time(tmp_path: Path) -> None:
    """A service that hangs holds the start up no longer than it may."""
    (tmp_path / "a.graphql").write_text("{ jumlahPasar }", "utf-8")

    async def hangs(peer: Peer) -> None:
        await peer.request()
        await asyncio.sleep(3600)

    async with running(
        tmp_path, warm=str(tmp_path / "*.graphql"), warm_timeout=0.2, talk=hangs
    ) as it:
        told = await it.told(Warmed)
    assert (0, ("a.graphql",)) == (told.ran, told.failed)
    assert told.seconds < 2


@pytest.mark.parametrize("pattern", ["", ".", "/tidak/ada/*.graphql", "**\0"])
def test_patterns_that_match_nothing(pattern: str) -> None:
    """They name no file, whatever they are."""
    assert [] == [one for one in matching(pattern) if one.is_file()]
