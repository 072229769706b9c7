"""What the engine lets go of is freed by reference counts, without the collector.

The collector looks seldom (gateway/config/collecting.py). Documents live long enough
for it to take them for lasting; what it alone can free of them would pile up.
"""

import gc
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, Final

import pytest

from gateway.errors import RequestError
from tests.execution.serving import Served, served

CONFIG: Final = """
version: 1
connectors:
  a:
    opd: Dinas A
    url: http://a.test
    types:
      Buku: {fields: {judul: String, harga: Int!, penulis: Penulis, rak: "[Int]"}}
      Benda: {fields: {judul: String}}
      Penulis:
        key: id
        fields: {id: ID!, nama: String}
        batch: {call: "GET /penulis?id={id}", join: ",", match: id}
    unions:
      Barang: {of: [Buku, Benda], discriminate: {path: jenis, cases: {b: Buku, c: Benda}}}
    queries:
      buku: {args: {n: ID}, returns: "[Buku!]", call: "GET /buku?n={n}"}
      barang: {returns: "[Barang!]", call: GET /barang}
      lain: {returns: "[Buku!]", call: GET /lain}
extend:
  Penulis:
    karyanya: {query: buku, with: {n: id}}
merge:
  semua: {of: [a.buku, a.lain], sort: [judul]}
"""
BOOK: Final = {"judul": "Satu", "harga": 5, "penulis": "1", "rak": [1, None]}
SCRIPT: Final[dict[str, Any]] = {
    "/buku": [BOOK] * 20,
    "/buku?n=1": [BOOK],
    "/lain": [BOOK, {"judul": "Rusak"}],
    "/barang": [{"jenis": "b", **BOOK}, {"jenis": "c", "judul": "Dua"}],
    "/penulis?id=1": [{"id": "1", "nama": "P"}],
}


@contextmanager
def uncollected() -> Generator[list[Any]]:
    """Give a list, which holds at the end of the block what only the collector freed."""
    found: list[Any] = []
    gc.collect()
    gc.disable()
    try:
        yield found
        gc.set_debug(gc.DEBUG_SAVEALL)
        gc.collect()
        found += gc.garbage
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()


def forget(desk: Served) -> None:
    """Have an engine let go of every document, plan and refusal."""
    plans, reader = desk.engine.planning._plans, desk.engine.planning._reader
    while plans._order:
        operation, identity, _ = plans._order.popleft()
        operation.plans.pop(identity, None)
    reader._kept.clear()


@pytest.mark.parametrize(
    "query",
    [
        "{ buku { judul harga rak penulis { nama karyanya { judul } } } }",
        "{ barang { __typename ... on Buku { judul } ...B } } fragment B on Benda { judul }",
        "query A($x: Boolean = true) { semua { judul @include(if: $x) } } query B { __typename }",
        "{ opd { konektor } __schema { types { name } } }",
    ],
)
async def test_documents_and_plans(query: str) -> None:
    """None is a part of a cycle, asked for the first time or again."""
    name = "A" if "query A" in query else None
    async with served(CONFIG, SCRIPT) as desk:
        for _ in range(2):
            await desk.reply(query, operation_name=name)
        with uncollected() as found:
            forget(desk)
    assert {} == Counter(type(one).__name__ for one in found)


@pytest.mark.parametrize("query", ["{ buku { tidak } }", "{ buku { judul }", "{"])
async def test_refusals(query: str) -> None:
    """A refusal holds no frame of the reader's that holds it in turn."""
    async with served(CONFIG, SCRIPT) as desk:
        for _ in range(2):
            with pytest.raises(RequestError):
                desk.engine.planning._reader.read(query)
        with uncollected() as found:
            forget(desk)
    assert {} == Counter(type(one).__name__ for one in found)
