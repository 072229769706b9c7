"""The operations of a configuration as sources."""

import pytest

from gateway.errors import BadInput, Internal
from tests.connectors.runtime import Runtime, anyone

PERPUS = """
    types:
      Buku:
        key: isbn
        fields: {isbn: ID!, judul: String}
        lookup: {call: "GET /buku/{isbn}", cache: {ttl: 60s}}
      Rak:
        key: kode
        fields: {kode: ID!}
        batch: {call: "GET /rak?k={kode}", join: ",", match: kode}
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
      cari:
        args:
          q: String
          umur: {type: Int, min: 1, max: 9}
          jenis: {type: String, pattern: "[a-z]+"}
          bahasa: {type: String, enum: [id, en]}
          s: Saring
          tapis: String
        returns: "[Buku!]"
        call:
          request: POST /cari?u={umur}&j={jenis}&b={bahasa}
          headers: {X-Q: "{q}"}
          json: {s: "{s}"}
        filter_by: {tapis: {field: judul, how: contains}}
    inputs:
      Saring: {fields: {kode: {type: String, length: 2}}}
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
    query, batched = runtime.query("cari"), runtime.query("isiRak")
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


def test_what_goes_upstream_is_in_the_key(runtime: Runtime) -> None:
    """Arguments of path, query, headers and body are; those that filter here are not."""
    source = runtime.source("cari")
    assert ("q", "umur", "jenis", "bahasa", "s") == source.recipe.sent
    assert ("tapis",) == source.recipe.narrows
    assert ("rak",) == runtime.source("isiRak").recipe.sent


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("umur", 0),
        ("umur", 10),
        ("jenis", "A"),
        ("bahasa", "fr"),
        ("s", {"kode": "terlalu"}),
    ],
)
async def test_bounds_are_checked(runtime: Runtime, name: str, value: object) -> None:
    """Every kind of bound refuses, also within input objects, naming the argument."""
    with pytest.raises(BadInput, match=f"'{name}'"):
        await runtime.source("cari").ask({name: value}, anyone())
    assert [] == runtime.service.asked


async def test_what_is_within_its_bounds_is_sent(runtime: Runtime) -> None:
    """Arguments that are absent leave their parameter out."""
    await runtime.ask("cari", umur=9, bahasa="en", s={"kode": "ab"})
    assert ["/cari?u=9&b=en"] == runtime.service.asked


async def test_a_batch_alone_is_asked_for_one_key() -> None:
    """A query that has only a batch is asked for a single key through it."""
    runtime = Runtime(PERPUS, lambda _: [{"isbn": "1", "d": {"rak": "01"}}])
    assert [{"isbn": "1", "d": {"rak": "01"}}] == await runtime.ask("isiRak", rak="A")
    assert ["/isi?r=01"] == runtime.service.asked


async def test_keys_of_a_path_are_compared_as_sent() -> None:
    """A group by a path in the rows knows keys as they were written upstream."""
    rows = [{"isbn": "1", "d": {"rak": "02"}}, {"isbn": "2", "d": {"rak": "01"}}]
    runtime = Runtime(PERPUS, lambda _: rows)
    batch = runtime.sources.batch(runtime.query("isiRak"))
    found = await batch.many({k: {"rak": k} for k in ("A", "B")}, anyone())
    assert {"A": [rows[1]], "B": [rows[0]]} == {
        key: getattr(one, "value", one) for key, one in found.items()
    }


async def test_what_has_no_call_is_never_asked(runtime: Runtime) -> None:
    """A lookup among another query's rows has no call of its own."""
    source = runtime.sources.of(runtime.lookup("Kota"))
    with pytest.raises(Internal):
        await source.ask({"kode": "1"}, anyone())
