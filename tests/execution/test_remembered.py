"""What many rows of one key show is made once: gateway/execution/remembered.py."""

import time

import pytest

from tests.execution.serving import codes, served

CONFIG = """
version: 1
connectors:
  desa:
    opd: Dinas Desa
    url: http://desa.test
    types:
      Desa: {key: kode, fields: {kode: ID!, kab: ID, induk: {type: Kabupaten, from: kab}}}
    queries:
      daftarDesa: {returns: "[Desa!]", call: GET /desa}
  pasar:
    opd: Dinas Pasar
    url: http://pasar.test
    types:
      Harga: {fields: {kode: ID!, nilai: NILAI}}
      Kabupaten:
        key: kode
        fields: {kode: ID!, nama: Int}
        lookup: {call: "GET /kab/{kode}"}
    queries:
      harga: {returns: "[Harga!]", args: {kab: ID}, call: "GET /harga?kab={kab}"}
      lain: {returns: "[Harga!]", args: {kab: ID}, call: "GET /lain?kab={kab}"}
merge:
  semuaHarga: {of: [pasar.harga, pasar.lain]}
extend:
  Desa:
    harga: {query: harga, with: {kab: kab}}
    semua: {query: semuaHarga, with: {kab: kab}}
"""
GOOD, BAD = {"kode": "1", "nilai": 7}, {"kode": "2", "nilai": "tujuh"}


def config(kind: str) -> str:
    """Return the configuration with values of a type."""
    return CONFIG.replace("NILAI", kind)


@pytest.mark.parametrize("field", ["harga", "semua"])
@pytest.mark.parametrize("more", [[], [BAD]])
async def test_many_rows_of_one_key(field: str, more: list[object]) -> None:
    """Two million rows are not made to be found too many, also where something is wrong."""
    script = {
        "/desa": [{"kode": str(number), "kab": "1"} for number in range(2000)],
        "/lain?kab=1": [],
        "/harga?kab=1": [*[GOOD] * 1000, *more],
    }
    async with served(config("Int!"), script) as it:
        began = time.process_time()
        found = await it.ask(f"{{ daftarDesa {{ {field} {{ kode nilai }} }} }}")
        assert time.process_time() - began < 2
    assert [(["daftarDesa"], "TOO_COSTLY")] == codes(found)


async def test_many_rows_once_errors_are_counted() -> None:
    """So it is where so much was wrong before that errors are told by their number alone."""
    script = {
        "/desa": [{"kode": str(n), "kab": str(n // 150)} for n in range(2000)],
        "/harga?kab=0": [BAD],
        **{f"/harga?kab={kab}": [*[GOOD] * 1000, BAD] for kab in range(1, 14)},
    }
    async with served(config("Int"), script) as it:
        began = time.process_time()
        found = await it.ask("{ daftarDesa { harga { kode nilai } } }")
        assert time.process_time() - began < 2
    assert [(["daftarDesa"], "TOO_COSTLY")] == codes(found)


@pytest.mark.parametrize("field", ["harga", "semua"])
async def test_what_is_wrong_is_told_in_each_place(field: str) -> None:
    """An error has the path of each of the rows that it concerns."""
    script = {
        "/desa": [{"kode": str(number), "kab": "1"} for number in range(3)],
        "/lain?kab=1": [],
        "/harga?kab=1": [GOOD, BAD],
    }
    async with served(config("Int"), script) as it:
        found = await it.ask(f"{{ daftarDesa {{ {field} {{ nilai }} }} }}")
    row = {field: [{"nilai": 7}, {"nilai": None}]}
    assert {"daftarDesa": [row] * 3} == found["data"]
    assert [
        (["daftarDesa", number, field, 1, "nilai"], "UPSTREAM_BAD_VALUE")
        for number in range(3)
    ] == codes(found)


async def test_what_is_wrong_with_what_is_linked_to() -> None:
    """So it is with a single row that many link to."""
    script = {
        "/desa": [{"kode": str(number), "kab": "1"} for number in range(3)],
        "/kab/1": {"kode": "1", "nama": "satu"},
    }
    async with served(config("Int"), script) as it:
        found = await it.ask("{ daftarDesa { induk { kode nama } } }")
    assert [{"induk": {"kode": "1", "nama": None}}] * 3 == found["data"]["daftarDesa"]
    assert [["daftarDesa", number, "induk", "nama"] for number in range(3)] == [
        path for path, _ in codes(found)
    ]


async def test_more_errors_than_are_told() -> None:
    """Beyond a hundred of a list they are counted, however often they are remembered."""
    script = {
        "/desa": [{"kode": str(number), "kab": "1"} for number in range(20)],
        "/lain?kab=1": [],
        "/harga?kab=1": [BAD] * 20,
    }
    async with served(config("Int"), script) as it:
        found = await it.ask("{ daftarDesa { harga { nilai } } }")
    told = [one["extensions"].get("count", 1) for one in found["errors"]]
    assert [1] * 100 + [300] == told
    assert ["daftarDesa"] == found["errors"][-1]["path"]
