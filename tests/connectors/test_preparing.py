"""Calls, compiled: that of a batch for one key, and that of an operation without one."""

import pytest

from gateway.errors import Internal
from tests.connectors.runtime import Runtime, anyone

PERPUS = """
    types:
      Buku:
        key: isbn
        fields: {isbn: ID!, judul: String}
      Kota:
        key: kode
        fields: {kode: ID!}
        lookup: {in: daftarKota, match: kode}
    queries:
      daftarKota: {returns: "[Kota!]", call: GET /kota, cache: {ttl: 60s}}
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


async def test_a_batch_alone_is_asked_for_one_key() -> None:
    """A query that has only a batch is asked for a single key through it."""
    runtime = Runtime(PERPUS, lambda _: [{"isbn": "1", "d": {"rak": "01"}}])
    assert [{"isbn": "1", "d": {"rak": "01"}}] == await runtime.ask("isiRak", rak="A")
    assert ["/isi?r=01"] == runtime.service.asked


async def test_what_has_no_call_is_never_asked(runtime: Runtime) -> None:
    """A lookup among another query's rows has no call of its own."""
    source = runtime.sources.of(runtime.lookup("Kota"))
    with pytest.raises(Internal):
        await source.ask({"kode": "1"}, anyone())
