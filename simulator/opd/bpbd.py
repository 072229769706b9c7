"""Earthquakes in BMKG's format, warnings, water levels, floods and telephone numbers.

    GET /gempa/terkini.json    {"Infogempa": {"gempa": […]}}
    GET /gempa/auto.json       the last one: `gempa` is an object here
    GET /peringatan.json       everything, also what has ended
    GET /peringatan.json?daerah=18.71,18.06   a row for each region that it names
    GET /tma/pos?kab=1871,1803                water level posts, by BPS code
    GET /tma/pos/WSK-01                       one; {"POS": null} for an unknown one
    GET /banjir/laporan?kab=18.71             flood reports, by Kemendagri code
    GET /banjir/laporan/BJR-2026-041          one, or 404
    GET /kontak.json?kode=18.71,18.72         a map from region to its numbers

All quakes, warnings, levels and floods are invented, and so are the numbers of
the posts; the short ones are the national services'.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.regions import Region, districts
from simulator.service import Service

Row = Mapping[str, object]

_NATIONAL = {
    "Panggilan darurat": "112",
    "Ambulans": "119",
    "Pemadam kebakaran": "113",
    "Pencarian dan pertolongan": "115",
    "Polisi": "110",
}


def service() -> Service:
    """Describe the service."""
    return Service(
        name="bpbd",
        offset=3,
        opd="Badan Penanggulangan Bencana Daerah",
        env="BPBD_URL",
        routes=_routes,
        drift={"Magnitude": "Mag", "judul": "headline", "TINGGI_AIR": "TMA"},
    )


def _routes() -> Sequence[Route]:
    return [*_quake_routes(), *_post_routes(), *_flood_routes(), *_other_routes()]


def _quake_routes() -> Sequence[Route]:
    quakes = _rows("bpbd_gempa.json")

    async def many(_: Request) -> Response:
        return JSONResponse({"Infogempa": {"gempa": quakes}})

    async def last(_: Request) -> Response:
        return JSONResponse({"Infogempa": {"gempa": quakes[0]}})

    return [Route("/gempa/terkini.json", many), Route("/gempa/auto.json", last)]


def _post_routes() -> Sequence[Route]:
    posts = _rows("bpbd_pos_air.json")

    async def many(request: Request) -> Response:
        return JSONResponse({"POS": _within(posts, "KD_KAB", request)})

    async def one(request: Request) -> Response:
        return JSONResponse({"POS": _named(posts, "KODE_POS", request)})

    return [Route("/tma/pos", many), Route("/tma/pos/{nomor}", one)]


def _flood_routes() -> Sequence[Route]:
    floods = _rows("bpbd_banjir.json")

    async def many(request: Request) -> Response:
        found = _within(floods, "kd_kab", request)
        return JSONResponse({"jumlah": str(len(found)), "laporan": found})

    async def one(request: Request) -> Response:
        found = _named(floods, "no_laporan", request)
        if found is None:
            return JSONResponse({"pesan": "laporan tidak ada"}, status_code=404)
        return JSONResponse({"jumlah": "1", "laporan": found})

    return [Route("/banjir/laporan", many), Route("/banjir/laporan/{nomor}", one)]


def _other_routes() -> Sequence[Route]:
    issued = _rows("bpbd_peringatan.json")
    numbers = {region.code: _numbers(region) for region in districts()}

    async def warnings(request: Request) -> Response:
        asked = request.query_params.get("daerah")
        rows = issued if asked is None else _by_region(issued, asked.split(","))
        return JSONResponse({"jumlah": len(rows), "peringatan": rows})

    async def contacts(request: Request) -> Response:
        asked = request.query_params.get("kode", ",".join(numbers)).split(",")
        found = {code: numbers[code] for code in asked if code in numbers}
        return JSONResponse({"kontak": found})

    return [Route("/peringatan.json", warnings), Route("/kontak.json", contacts)]


def _rows(name: str) -> Sequence[Row]:
    table = Path(__file__).parent.parent / "data" / name
    rows: list[Row] = json.loads(table.read_text(encoding="utf-8"))
    return rows


def _within(rows: Sequence[Row], key: str, request: Request) -> Sequence[Row]:
    asked = request.query_params.get("kab")
    codes = None if asked is None else asked.split(",")
    return [row for row in rows if codes is None or row[key] in codes]


def _named(rows: Sequence[Row], key: str, request: Request) -> Row | None:
    number = request.path_params["nomor"]
    return next((row for row in rows if row[key] == number), None)


def _by_region(rows: Sequence[Row], codes: Sequence[str]) -> Sequence[Row]:
    return [
        {"kode_daerah": code, **row}
        for row in rows
        for code in codes
        if code in cast("list[str]", row["daerah"])
    ]


def _numbers(region: Region) -> Row:
    """Return the post's number, which cannot be dialled, and the national ones."""
    post = f"(0000) {region.code.replace('.', '')}-001"
    return {
        "kode": region.code,
        "posko": post,
        "layanan": [{"nama": name, "nomor": no} for name, no in _NATIONAL.items()],
    }
