"""The operations of a configuration as sources."""

import pytest

from tests.connectors.runtime import Runtime, anyone

PERPUS = """
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
    return {"isbn": "1", "judul": target}


@pytest.fixture
def runtime() -> Runtime:
    return Runtime(PERPUS, echo)


def test_a_source_is_compiled_once(runtime: Runtime) -> None:
    """The same operation gives the same source, batch and local lookup."""
    sources = runtime.sources
    query, batched = runtime.query("daftarKota"), runtime.query("isiRak")
    assert sources.of(query) is sources.of(query)
    assert sources.batch(batched) is sources.batch(batched)
    kota = runtime.lookup("Kota")
    assert sources.local(kota) is sources.local(kota)
    assert sources.local(kota).whole is runtime.source("daftarKota")
    assert sources.batch(batched).source is sources.of(batched)


async def test_a_query_is_not_taken_for_a_lookup(runtime: Runtime) -> None:
    """A query with the name that a lookup goes by has answers of its own."""
    lookup = runtime.sources.of(runtime.lookup("Buku"))
    found = await lookup.ask({"isbn": "1"}, anyone())
    other = await runtime.ask("lookupBuku", isbn="1")
    assert ({"isbn": "1", "judul": "/buku/1"}, echo("/lain/1")) == (found.value, other)
