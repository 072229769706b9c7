"""A large list is shown by its columns, and says what a small one says."""

from typing import Any

import httpx
import pytest

from gateway.execution.columnar import LARGE
from tests.execution.harness import bench

TEXT = """
version: 1
connectors:
  a:
    opd: Dinas A
    url: https://a.test
    types:
      Harga:
        fields:
          kode: ID!
          hari: Date
          nilai: Rupiah!
          jumlah: Int
          catatan: String
          asal: {type: Asal, embed: true}
          lain: {type: "[Date]", from: ls}
          dalam: {type: Date, from: d.hari}
      Asal: {fields: {mulai: Date!}}
    queries:
      buang: {returns: "[Harga!]", call: GET /rows}
      kosongkan: {returns: "[Harga]", call: GET /rows, bad_rows: "null"}
      gagal: {returns: "[Harga!]", call: GET /rows, bad_rows: fail}
      tabel: {returns: "[Harga!]", call: GET /tabel, format: csv}
"""
FIELDS = """
{ kode hari akhir: hari nilai jumlah catatan asal { mulai } lain dalam __typename }
"""
GOOD: dict[str, Any] = {
    "kode": 1,
    "hari": "2026-03-01",
    "nilai": "Rp1.000",
    "jumlah": 3,
    "catatan": "-",
    "asal": {"mulai": "2026-01-01"},
    "ls": ["2026-02-01"],
    "d": {"hari": "2026-04-01"},
}


async def ask(rows: Any, query: str) -> tuple[Any, list[Any]]:
    """Return the list that a query gives of rows, and paths, codes and counts of errors."""
    async with bench(TEXT, {"/rows": rows}) as made:
        found = await made.run(f"{{ {query} {FIELDS} }}")
    errors = [
        (one["path"], one["extensions"]["code"], one["extensions"].get("count"))
        for one in found.get("errors", ())
    ]
    return found["data"][query], errors


@pytest.mark.parametrize("query", ["buang", "kosongkan", "gagal"])
@pytest.mark.parametrize(
    "odd",
    [
        GOOD,
        {**GOOD, "hari": None},
        {**GOOD, "hari": ""},
        {**GOOD, "hari": "1/3/2026"},
        {**GOOD, "nilai": 1000},
        {**GOOD, "nilai": 1000.0, "jumlah": "4"},
        {one: GOOD[one] for one in ("kode", "nilai")},
        {**GOOD, "hari": "kemarin"},
        {**GOOD, "hari": ["2026-03-01"]},
        {**GOOD, "nilai": None},
        {**GOOD, "nilai": "-"},
        {one: GOOD[one] for one in ("kode", "hari")},
        {**GOOD, "asal": {}},
        None,
        [],
        7,
        "kode",
    ],
)
async def test_large_lists(odd: Any, query: str) -> None:
    """What a row becomes, and what is wrong with it, does not depend on how many follow."""
    few, errors = await ask([odd, GOOD], query)
    many, others = await ask([odd, *[GOOD] * LARGE], query)
    assert errors == others
    if few is None:
        assert many is None
    else:
        assert [*few[:-1], *few[-1:] * LARGE] == many


async def test_tables() -> None:
    """Numbers that are texts, as in a table, are columns too."""
    lines = "".join(f"K{n};{n};Rp{n}.000;2026-03-01;\n" for n in range(1, LARGE + 1))
    body = f"kode;jumlah;nilai;hari;catatan\n{lines}"
    response = httpx.Response(200, text=body)
    async with bench(TEXT, {"/tabel": response}) as made:
        found = await made.run("{ tabel { kode jumlah nilai hari } }")
    expected = [
        {"kode": f"K{n}", "jumlah": n, "nilai": n * 1000, "hari": "2026-03-01"}
        for n in range(1, LARGE + 1)
    ]
    assert {"data": {"tabel": expected}} == found
