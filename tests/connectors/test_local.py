"""A lookup among the rows of a whole list."""

import httpx
import pytest

from gateway.connectors.answer import Cut
from gateway.errors import UpstreamUnavailable
from tests.connectors.runtime import Runtime, anyone, plain

DAFTAR = """
    types:
      Pasar:
        key: kode
        fields: {kode: Int!, nama: String}
        lookup: {in: daftarPasar, match: kode}
      Kota:
        key: kode
        fields: {kode: {type: ID!, from: kd, map: bps}}
        lookup: {in: daftarKota, match: kode}
    queries:
      daftarPasar:
        args:
          provinsi: {type: ID, default: "18"}
          jenis: {type: "[String!]", default: [tetap, pekan], send: {join: "|"}}
          saring: {type: Saring, default: {a: x}}
          q: String
          nama: {type: String, default: Natar}
        returns: "[Pasar!]"
        call: {request: "POST /pasar?p={provinsi}&j={jenis}&q={q}", json: {s: "{saring.a}"}}
        filter_by: [nama]
        cache: {ttl: 60s}
      daftarKota:
        returns: "[Kota!]"
        call: GET /kota
        cache: {ttl: 0s}
tables:
  bps: {"1801": "18.01"}
inputs: {Saring: {fields: {a: "[String!]"}}}
"""
PASAR = [
    {"kode": "1", "nama": "Natar"},
    {"kode": 2, "nama": "Metro"},
    {"nama": "tanpa kode"},
    {"kode": "bukan angka"},
    3,
]


async def find(runtime: Runtime, name: str, *keys: object) -> dict[object, object]:
    """Look keys up, and return values or codes."""
    local = runtime.sources.local(runtime.lookup(name))
    calls = {key: {"kode": key} for key in keys}
    return plain(await local.many(calls, anyone()))


async def test_rows_are_found_by_key() -> None:
    """Keys that are numbers find rows whose key is a number or a text."""
    runtime = Runtime(DAFTAR, lambda _: PASAR)
    assert {1: PASAR[0], 2: PASAR[1], 3: None} == await find(runtime, "Pasar", 1, 2, 3)


async def test_keys_are_found_as_the_field_is_read() -> None:
    """A mapped key is found by its graph value, spaces aside."""
    runtime = Runtime(DAFTAR, lambda _: [{"kd": "1801"}])
    found = await find(runtime, "Kota", "18.01", " 18.01 ", "1801")
    assert {"18.01": {"kd": "1801"}, " 18.01 ": {"kd": "1801"}, "1801": None} == found


async def test_the_list_is_asked_as_its_root_field_is() -> None:
    """Defaults of what goes upstream are sent; one answer serves field and lookup."""
    runtime = Runtime(DAFTAR, lambda _: PASAR)
    await find(runtime, "Pasar", 1)
    assert ["/pasar?p=18&j=tetap%7Cpekan"] == runtime.service.asked
    await runtime.ask(
        "daftarPasar", provinsi="18", jenis=["tetap", "pekan"], saring={"a": ["x"]}
    )
    assert 1 == len(runtime.service.asked)


async def test_a_filter_with_a_default_hides_no_row() -> None:
    """The default of an argument that filters here does not hold for lookups."""
    runtime = Runtime(DAFTAR, lambda _: PASAR)
    assert {2: PASAR[1]} == await find(runtime, "Pasar", 2)


async def test_the_rows_are_indexed_once() -> None:
    """A kept answer keeps its index, and each lookup shares its rows."""
    runtime = Runtime(DAFTAR, lambda _: PASAR)
    await find(runtime, "Pasar", 1)
    answer = runtime.source("daftarPasar").peek(
        {"provinsi": "18", "jenis": ["tetap", "pekan"], "saring": {"a": ["x"]}},
        anyone().principal,
    )
    assert answer is not None
    (index,) = answer.made.values()
    await find(runtime, "Pasar", 2)
    assert [index] == list(answer.made.values())
    assert ["/pasar?p=18&j=tetap%7Cpekan"] == runtime.service.asked


async def test_every_key_fails_with_the_list() -> None:
    """The error of the list is the error of every key."""
    runtime = Runtime(DAFTAR, lambda _: httpx.Response(500))
    found = await find(runtime, "Pasar", 1, 2)
    assert {1: "UPSTREAM_UNAVAILABLE", 2: "UPSTREAM_UNAVAILABLE"} == found


@pytest.mark.parametrize("answer", [None, {"kode": 1}, []])
async def test_a_list_without_rows_has_no_key(answer: object) -> None:
    """Where the answer is null, empty or no list, every key is null."""
    runtime = Runtime(DAFTAR, lambda _: answer)
    assert {1: None} == await find(runtime, "Pasar", 1)


async def test_who_is_not_in_a_partial_list() -> None:
    """Where a part of it failed nobody knows whether the row is in that: it is no null."""
    runtime = Runtime(
        """
    types:
      Pasar:
        key: kode
        fields: {kode: ID!}
        lookup: {in: daftarPasar, match: kode}
    queries:
      daftarPasar:
        args: {kab: {type: "[ID!]", default: [a, mati]}}
        returns: "[Pasar!]"
        call: GET /pasar/{kab}
        spread: {over: kab, partial: true}
      pasar: {args: {kode: ID!}, returns: Pasar, in: daftarPasar, match: kode}
""",
        lambda target: httpx.Response(500) if "mati" in target else [{"kode": "1"}],
    )
    known = {"1": {"kode": "1"}, "2": "UPSTREAM_UNAVAILABLE"}
    assert known == await find(runtime, "Pasar", "1", "2")
    assert {"kode": "1"} == await runtime.ask("pasar", kode="1")
    with pytest.raises(UpstreamUnavailable):
        await runtime.ask("pasar", kode="2")


async def test_who_is_not_in_a_bounded_list() -> None:
    """Where there is more than was asked for the answer says that it was cut."""
    runtime = Runtime(DAFTAR, lambda _: PASAR)
    source = runtime.source("daftarPasar")
    whole = await source.ask({}, anyone())
    whole.cut = Cut()
    local = runtime.sources.local(runtime.lookup("Pasar"))
    assert (None, whole.cut) == ((found := local.find(whole, "9")).value, found.cut)
    assert None is local.find(whole, "1").cut
