"""Service directory, news, public documents and the app's usage, as a CMS gives them.

    GET /api/v1/layanan?kategori=pajak&kanal=wa      /api/v1/layanan/spmb
    GET /api/v1/layanan?kode=spmb,lowongan
    GET /api/v1/berita?kab=1871,18&rubrik=bencana    /api/v1/berita/festival-kopi-liwa
    GET /api/v1/dokumen?klasifikasi=berkala&tahun=2026
    GET /api/v1/pemakaian?tahun=2026                 a row a month
    GET /api/v1/pemakaian/layanan?periode=2026-10    a row a service
    GET /api/v1/pemakaian/layanan?layanan=spmb,lowongan

HTTP 200 always; `code` is "200", or "404" with an empty array where an object
was asked for. Lists stand in data.data, without the text of the news. Times
are UTC with microseconds. News and figures are invented.
"""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias, cast

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.service import Service

Row: TypeAlias = Mapping[str, Any]

_DATA: Final = Path(__file__).parent.parent / "data"
_MONTHS: Final = 10  # of 2026, when the app began
_LISTED: Final = {"kab": "kode_bps"}  # columns that go by another name


def service() -> Service:
    """Describe the service."""
    return Service(
        name="diskominfotik",
        offset=16,
        opd="Dinas Komunikasi, Informatika dan Statistik",
        env="DISKOMINFOTIK_URL",
        routes=_routes,
        drift={"judul": "title", "nama_layanan": "nama"},
    )


def _routes() -> Sequence[Route]:
    services, news = _json("layanan"), _json("berita")
    usage = [_usage(month) for month in range(_MONTHS)]
    used = [
        _used(month, place, row["kode"])
        for month in range(_MONTHS)
        for place, row in enumerate(services)
        if row["terhubung"] == "1"
    ]
    return [
        _many("/api/v1/layanan", services),
        _one("/api/v1/layanan/{kode}", services),
        _many("/api/v1/berita", [_without_text(row) for row in news]),
        _one("/api/v1/berita/{slug}", news),
        _many("/api/v1/dokumen", _csv("dokumen")),
        _one("/api/v1/dokumen/{nomor}", _csv("dokumen")),
        _many("/api/v1/pemakaian", usage),
        _many("/api/v1/pemakaian/layanan", used),
    ]


def _many(path: str, rows: Sequence[Row]) -> Route:
    async def many(request: Request) -> Response:
        asked = {
            _LISTED.get(name, name): text.split(",")
            for name, text in request.query_params.items()
        }
        found = [row for row in rows if _fits(row, asked)]
        return _answer({"total": str(len(found)), "data": found})

    return Route(path, many)


def _one(path: str, rows: Sequence[Row]) -> Route:
    async def one(request: Request) -> Response:
        ((column, key),) = request.path_params.items()
        found = [row for row in rows if row[column] == key]
        return _answer(found[0]) if found else _nothing()

    return Route(path, one)


def _answer(data: Row) -> Response:
    return JSONResponse(
        {"code": "200", "success": 1, "message": "OK", "data": data},
    )


def _nothing() -> Response:
    message = "Data tidak ditemukan"
    return JSONResponse({"code": "404", "success": 0, "message": message, "data": []})


def _fits(row: Row, asked: Mapping[str, Sequence[str]]) -> bool:
    """Tell whether a row has one of the asked values in each column."""
    return all(
        not set(wanted).isdisjoint(held if isinstance(held, list) else [held])
        for held, wanted in ((row.get(column), asked[column]) for column in asked)
    )


def _json(name: str) -> Sequence[Row]:
    text = (_DATA / f"diskominfotik_{name}.json").read_text("utf-8")
    return cast("list[Row]", json.loads(text))


def _csv(name: str) -> Sequence[Row]:
    path = _DATA / f"diskominfotik_{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _without_text(row: Row) -> Row:
    return {key: value for key, value in row.items() if key != "isi"}


def _usage(month: int) -> Row:
    active = 18_400 + month * 3_150
    return {
        "periode": f"2026-{month + 1:02}",
        "tahun": "2026",
        "pengguna_aktif": _dotted(active),
        "pengguna_baru": _dotted(6_200 - month * 145),
        "sesi": _dotted(active * 4 + month * 611),
        "rata_durasi": f"{212 + month * 7} detik",
        "rating": f"4,{1 + month // 2} / 5",
        "ulasan": str(310 + month * 42),
    }


def _used(month: int, place: int, code: str) -> Row:
    asked = (12 - place) * 430 + month * (97 + place * 11)
    failed = (asked + place) % 53
    return {
        "periode": f"2026-{month + 1:02}",
        "layanan": code,
        "permintaan": _dotted(asked),
        "gagal": str(failed) if failed else "-",
        "rata_tanggap": f"{180 + place * 35 + month} ms",
    }


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")
