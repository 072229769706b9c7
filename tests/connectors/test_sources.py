"""The operations of a configuration as sources."""

import pytest

from tests.connectors.books import BOOKS, echo
from tests.connectors.runtime import Runtime, anyone


@pytest.fixture
def runtime() -> Runtime:
    return Runtime(BOOKS, echo)


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
