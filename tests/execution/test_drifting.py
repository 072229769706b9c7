"""F26: a key that a service sends no more is told of, by call, batch and page."""

from typing import Any

from gateway.observe import Drifted
from tests.execution.serving import Seen, served

CONFIG = """
version: 1
defaults: {cache: {ttl: 0}}
connectors:
  a:
    opd: Dinas A
    url: http://a.test
    types:
      Buku: {fields: {kode: ID!, judul: String, kota: Kota}}
      Kota:
        key: kode
        fields: {kode: ID!, nama: String}
        batch: {call: "GET /kota?k={kode}", match: kode, size: 50}
    queries:
      buku: {returns: "[Buku!]", call: GET /buku}
      rak: {returns: "[Buku!]", call: GET /rak, shape: [{flatten: {at: data.isi}}]}
      halaman: {returns: "[Buku!]", call: "GET /halaman?p={page}", pages: {style: page, start: 0, size: 50}}
"""
BOOK = {"kode": "1", "judul": "Satu", "kota": "k"}
TOWN = {"kode": "k", "nama": "Metro"}
QUERY = "{ buku { kota { nama } } halaman { nodes { judul } } opd { rincian } }"


def without(row: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != key}


def losses(seen: Seen) -> list[tuple[str, str, bool]]:
    """Return what was told."""
    events = [one for one in seen.events if isinstance(one, Drifted)]
    return [(one.operation, one.path, one.gone) for one in events]


async def test_lost_keys() -> None:
    """Each is told once, stands in `opd` while it is gone, and is told when it is back.

    The answer stays as it is: nulls without an error.
    """
    script: dict[str, Any] = {
        "/buku": [BOOK] * 20,
        "/halaman?p=0": [BOOK] * 20,
        "/halaman?p=1": [],
        "/kota?k=k": [TOWN],
    }
    async with served(CONFIG, script) as desk:
        for _ in range(12):
            assert "errors" not in await desk.ask(QUERY)
        assert [] == losses(desk.seen)
        desk.upstream.script["/buku"] = [without(BOOK, "judul")] * 20
        desk.upstream.script["/halaman?p=0"] = [without(BOOK, "judul")] * 20
        desk.upstream.script["/kota?k=k"] = [without(TOWN, "nama")]
        found = await desk.ask(QUERY)
        for _ in range(2):
            found = await desk.ask(QUERY)
        told = [
            ("buku", "judul", True),
            ("halaman", "judul", True),
            ("lookupKota", "nama", True),
        ]
        assert sorted(told) == sorted(losses(desk.seen))
        assert "errors" not in found
        assert [{"judul": None}] * 20 == found["data"]["halaman"]["nodes"]
        (details,) = found["data"]["opd"]
        assert "tidak lagi dikirim: judul (buku)" in details["rincian"]
        desk.upstream.script["/buku"] = [BOOK] * 20
        found = await desk.ask(QUERY)
        assert ("buku", "judul", False) == losses(desk.seen)[-1]
        (details,) = found["data"]["opd"]
        assert "tidak lagi dikirim: judul (buku)" not in details["rincian"]


async def test_rows_that_are_not_where_they_are_looked_for() -> None:
    """A wrong path of `flatten` gives no rows and no error: the operator is told."""
    async with served(CONFIG, {"/rak": [{"data": {"buku": [BOOK]}}] * 3}) as desk:
        for _ in range(5):
            assert {"data": {"rak": []}} == await desk.ask("{ rak { judul } }")
        assert [("rak", "data.isi", True)] == losses(desk.seen)
        desk.upstream.script["/rak"] = [{"data": {"isi": [BOOK]}}] * 3
        await desk.ask("{ rak { judul } }")
        assert ("rak", "data.isi", False) == losses(desk.seen)[-1]
        (details,) = (await desk.ask("{ opd { rincian } }"))["data"]["opd"]
        assert not [one for one in details["rincian"] if "dikirim" in one]
