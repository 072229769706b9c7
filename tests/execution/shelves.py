"""Books whose shelves, notes and borrowers other calls tell of, all kept for a while."""

from typing import Any, Final

from tests.execution.serving import Served

CONFIG: Final = """
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
BOOKS: Final = [{"judul": "Satu", "kd": 1}, {"judul": "Dua", "kd": 2}]
SCRIPT: Final[dict[str, Any]] = {
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
LINKED: Final = "{ buku { judul rak { nama } } }"


async def again(desk: Served, query: str, **more: object) -> tuple[bytes, list[str]]:
    """Ask once more; return the bytes and what the upstream was asked for them."""
    desk.upstream.asked.clear()
    reply = await desk.reply(query, **more)  # type: ignore[arg-type] # words of a Request
    return bytes(reply.body), sorted(desk.upstream.asked)
