"""A library whose shelves are asked for by many keys at once."""

from collections.abc import Hashable
from urllib.parse import parse_qs, urlsplit

from tests.connectors.runtime import Runtime, anyone, plain

PERPUS = """
    limits: {concurrency: 2, calls: 50}
    types:
      Buku:
        key: isbn
        fields: {isbn: ID!, judul: String}
        lookup: {call: "GET /buku/{isbn}", missing: [404], cache: {ttl: 60s}, one_or_many: true}
        batch: {call: "GET /buku?isbn={isbn}", join: ",", match: isbn, size: 3}
      Rak:
        key: nomor
        fields: {nomor: Int!, isi: String}
        lookup: {call: "GET /rak/{nomor}"}
        batch: {call: "GET /rak?n={nomor}", match: nomor, size: 100}
      Wilayah:
        key: kode
        fields: {kode: {type: ID!, from: kd, map: bps}}
        batch: {call: "GET /wilayah?kd={kode}", join: ",", match: kode}
      Sandi:
        key: kode
        fields: {kode: {type: ID!, map: bps}, nama: String}
        batch: {call: "GET /sandi?kd={kode}", join: ",", match: "d.kd"}
      Lama:
        key: kode
        fields: {kode: ID!}
        batch: {call: "GET /lama?k={kode}", join: ",", match: id_lama}
      Kartu:
        personal: true
        key: nomor
        fields: {nomor: ID!, nama: String}
        batch: {call: "GET /kartu?n={nomor}", join: ",", match: nomor}
        lookup: {call: "GET /kartu/{nomor}", cache: {ttl: 60s}}
    queries:
      menurutRak:
        args: {rak: {type: ID, pattern: "[a-z]"}, bahasa: String, judul: String, urut: String}
        returns: "[Buku!]"
        call: GET /rak?r={rak}&b={bahasa}
        batch: {call: "GET /banyak?r={rak}&b={bahasa}", by: rak, join: ",", group: d.rak}
        cache: {ttl: 60s}
        sort_by: judul
        filter_by: [judul, urut]
tables:
  bps: {"1801": "18.01", "1802": "18.02"}
"""


def asked_for(target: str, name: str) -> list[str]:
    """Return the keys of a joined or repeated parameter."""
    values = parse_qs(urlsplit(target).query).get(name, [])
    return [key for value in values for key in value.split(",")]


def books(target: str) -> object:
    if target.startswith("/buku/"):
        return {"isbn": target.removeprefix("/buku/"), "judul": "satu"}
    return [{"isbn": key, "judul": f"B{key}"} for key in asked_for(target, "isbn")]


def book(key: str) -> dict[str, str]:
    return {"isbn": key, "judul": f"B{key}"}


ISI = [
    {"isbn": "2", "judul": "b", "d": {"rak": "a"}},
    {"isbn": "1", "judul": "a", "d": {"rak": "a"}},
    {"isbn": "3", "judul": "c", "d": {"rak": "b"}},
    {"isbn": "4", "judul": "d"},
]


async def group(
    runtime: Runtime, *keys: str, caller_most: int = 9, **more: str
) -> object:
    """Ask for the books of shelves."""
    batch = runtime.sources.batch(runtime.query("menurutRak"))
    calls: dict[Hashable, dict[str, object]] = {
        key: {"rak": key, **more} for key in keys
    }
    return plain(await batch.many(calls, anyone(caller_most)))
