"""A library that is asked for books by their number or by their shelf, and for its towns."""

from typing import Final

BOOKS: Final = """
    types:
      Buku:
        key: isbn
        fields: {isbn: ID!, judul: String}
        lookup: {call: "GET /buku/{isbn}", cache: {ttl: 60s}}
      Kota:
        key: kode
        fields: {kode: ID!}
        lookup: {in: daftarKota, match: kode}
    queries:
      daftarKota: {returns: "[Kota!]", call: GET /kota, cache: {ttl: 60s}}
      lookupBuku:
        args: {isbn: {type: ID!}}
        returns: Buku
        call: GET /lain/{isbn}
        cache: {ttl: 60s}
      isiRak:
        args: {rak: {type: ID!, length: 1..3, send: {map: rak}}}
        returns: "[Buku!]"
        batch: {call: "GET /isi?r={rak}", join: ",", group: "d.rak"}
tables:
  rak: {"01": A, "02": B}
"""


def echo(target: str) -> object:
    """Answer with a book whose title is what was asked for."""
    return {"isbn": "1", "judul": target}
