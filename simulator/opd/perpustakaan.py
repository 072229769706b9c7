"""The libraries' catalogue: searched by POST, in a catalogue's own English keys.

    POST /api/katalog/cari     {"judul": …, "pengarang": …, "jenis": "FIK"}: numFound and
                               docs, those of page `halaman` (from 1), `isi` of them
    POST /api/katalog/ambil    {"id": ["0101", "0110"]}: those that exist
    GET  /api/katalog/0101     {"docs": {…}}, or {"error": {"kode": "E404", …}}
    GET  /api/eksemplar?id=0101,0110   copies in each branch
    GET  /api/cabang?kab=1871,1872     branches, by BPS code
    GET  /api/cabang/MTR               one, or 404 without a body

A title ends in " / " and its authors; one author is a text, several are a list.
Authors are classics who died long ago or invented; copies are invented.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.service import Service

Row: TypeAlias = Mapping[str, Any]

_SPREAD = 3  # every third branch has a book
_LARGEST = 5  # copies
_PAGE = 10  # books at once, at most


def service() -> Service:
    """Describe the service."""
    return Service(
        name="perpustakaan",
        offset=15,
        opd="Dinas Perpustakaan dan Kearsipan",
        env="PERPUSTAKAAN_URL",
        routes=_routes,
        drift={"title": "judul", "nmCabang": "namaCabang", "tersedia": "sisa"},
    )


def _routes() -> Sequence[Route]:
    books = {row["biblioId"]: row for row in _rows("perpustakaan_koleksi.json")}
    branches = {row["kdCabang"]: row for row in _rows("perpustakaan_cabang.json")}
    return [*_book_routes(books, _copies([*books], [*branches])), *_places(branches)]


def _book_routes(books: Mapping[str, Row], copies: Sequence[Row]) -> Sequence[Route]:
    async def search(request: Request) -> Response:
        asked = await request.json()
        rows = [row for row in books.values() if _found(row, asked)]
        rows.sort(key=_title)
        return JSONResponse({"numFound": str(len(rows)), "docs": _page(rows, asked)})

    async def fetch(request: Request) -> Response:
        asked = (await request.json())["id"]
        rows = [books[one] for one in asked if one in books]
        return JSONResponse({"numFound": str(len(rows)), "docs": rows})

    async def one(request: Request) -> Response:
        found = books.get(request.path_params["nomor"])
        if found is None:
            error = {"kode": "E404", "pesan": "Koleksi tidak ada"}
            return JSONResponse({"error": error})
        return JSONResponse({"numFound": "1", "docs": found})

    async def held(request: Request) -> Response:
        asked = request.query_params.get("id", "").split(",")
        rows = [row for row in copies if row["biblioId"] in asked]
        return JSONResponse({"eksemplar": rows})

    return [
        Route("/api/katalog/cari", search, methods=["POST"]),
        Route("/api/katalog/ambil", fetch, methods=["POST"]),
        Route("/api/katalog/{nomor}", one),
        Route("/api/eksemplar", held),
    ]


def _places(branches: Mapping[str, Row]) -> Sequence[Route]:
    async def many(request: Request) -> Response:
        regions = request.query_params.get("kab")
        codes = request.query_params.get("kd")
        rows = [
            row
            for row in branches.values()
            if (regions is None or row["kdKab"] in regions.split(","))
            and (codes is None or row["kdCabang"] in codes.split(","))
        ]
        return JSONResponse({"cabang": rows})

    async def one(request: Request) -> Response:
        found = branches.get(request.path_params["kode"])
        return Response(status_code=404) if found is None else JSONResponse(found)

    return [Route("/api/cabang", many), Route("/api/cabang/{kode}", one)]


def _rows(name: str) -> Sequence[Row]:
    table = Path(__file__).parent.parent / "data" / name
    rows: list[Row] = json.loads(table.read_text(encoding="utf-8"))
    return rows


def _found(row: Row, asked: Mapping[str, str]) -> bool:
    """Tell whether a book has the asked words in its title and its authors."""
    title, _, authors = row["title"].partition(" / ")
    kind = asked.get("jenis", row["collType"])
    words = _has(title, asked.get("judul")) and _has(authors, asked.get("pengarang"))
    return words and kind == row["collType"]


def _title(row: Row) -> str:
    """Return what books are in order of."""
    return str(row["title"])


def _page(rows: Sequence[Row], asked: Mapping[str, int]) -> Sequence[Row]:
    """Return one page: never more than the service is willing to give."""
    size = min(int(asked.get("isi", _PAGE)), _PAGE)
    begin = (int(asked.get("halaman", 1)) - 1) * size
    return rows[max(begin, 0) : max(begin, 0) + size]


def _has(text: str, words: str | None) -> bool:
    return words is None or words.lower() in text.lower()


def _copies(books: Sequence[str], branches: Sequence[str]) -> Sequence[Row]:
    """Spread books over branches; where all are lent, one comes back."""
    held = [
        (book, branch, at * 7 + place)
        for at, book in enumerate(books)
        for place, branch in enumerate(branches)
        if (at + place) % _SPREAD == 0
    ]
    return [_copy(book, branch, step) for book, branch, step in held]


def _copy(book: str, branch: str, step: int) -> Row:
    total = step % _LARGEST + 1
    free = step % (total + 1)
    return {
        "biblioId": book,
        "kdCabang": branch,
        "jml": str(total),
        "tersedia": str(free),
        "kembali": "0000-00-00" if free else f"2026-11-{17 + step % 10:02}",
    }
