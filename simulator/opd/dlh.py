"""Environment: keys in capitals, code "00" or "14", one row as an object.

    GET /ispu/terkini?kdwil=1871,1801     stations and their air, now
    GET /ispu/stasiun/LPG-01            one of them
    GET /ispu/riwayat?id=LPG-01,LPG-02  the last 24 hours
    GET /laporan?kdwil=1871               what people reported
    GET /laporan/DLH-2026-0091          one report

Regions are the ministry's codes without their dot, which look like those of the
statistics office and are not. `ROWS` is an object when there is one row. The index is
computed from concentrations as Permen LHK 14 of 2020 says; the concentrations, reports
and people are invented.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.gates.keys import path
from simulator.service import Service

Row: TypeAlias = Mapping[str, Any]

_NOW = datetime(2026, 11, 16, 7)  # noqa: DTZ001 - the service writes local hours without a zone
_INDEX = (0, 50, 100, 200, 300, 500)
_LIMITS = {  # micrograms a cubic metre at each step of the index
    "PM25": (0, 15.5, 55.4, 150.4, 250.4, 500),
    "PM10": (0, 50, 150, 350, 420, 500),
    "SO2": (0, 52, 180, 400, 800, 1200),
    "CO": (0, 4000, 8000, 15000, 30000, 45000),
    "O3": (0, 120, 235, 400, 800, 1000),
    "NO2": (0, 80, 200, 1130, 2260, 3000),
    "HC": (0, 45, 100, 215, 432, 648),
}
_CATEGORIES = ("B", "S", "TS", "STS", "BH")
_HOURS = 24
_INDONESIAN = str.maketrans(",.", ".,")


def service() -> Service:
    """Describe the service."""
    return Service(
        name="dlh",
        offset=12,
        opd="Dinas Lingkungan Hidup",
        env="DLH_URL",
        routes=_routes,
        drift={"NM_STASIUN": "STASIUN", "JUDUL": "PERIHAL", "ISPU": "INDEKS"},
        gate=path("kunci-dlh-tiruan"),
    )


def _routes() -> Sequence[Route]:
    stations = {row["ID_STASIUN"]: _station(row) for row in _rows("dlh_stasiun.json")}
    reports = {row["NO_LAPORAN"]: row for row in _rows("dlh_laporan.json")}

    async def now(request: Request) -> Response:
        return _answer(_within([*stations.values()], request))

    async def station(request: Request) -> Response:
        return _one(stations, request)

    async def past(request: Request) -> Response:
        asked = request.query_params.get("id", "").split(",")
        known = [stations[one] for one in asked if one in stations]
        return _answer([row for one in known for row in _past(one)])

    async def many(request: Request) -> Response:
        return _answer(_within([*reports.values()], request))

    async def report(request: Request) -> Response:
        return _one(reports, request)

    return [
        Route("/ispu/terkini", now),
        Route("/ispu/stasiun/{nomor}", station),
        Route("/ispu/riwayat", past),
        Route("/laporan", many),
        Route("/laporan/{nomor}", report),
    ]


def _answer(rows: Sequence[Row]) -> Response:
    found = rows[0] if len(rows) == 1 else rows
    return JSONResponse({"KODE": "00", "PESAN": "BERHASIL", "ROWS": found})


def _rows(name: str) -> Sequence[Row]:
    table = Path(__file__).parent.parent / "data" / name
    rows: list[Row] = json.loads(table.read_text(encoding="utf-8"))
    return rows


def _within(rows: Sequence[Row], request: Request) -> Sequence[Row]:
    asked = request.query_params.get("kdwil")
    codes = None if asked is None else asked.split(",")
    return [row for row in rows if codes is None or row["KD_WIL"] in codes]


def _one(rows: Mapping[str, Row], request: Request) -> Response:
    found = rows.get(request.path_params["nomor"])
    if found is None:
        empty = {"KODE": "14", "PESAN": "DATA TIDAK DITEMUKAN", "ROWS": None}
        return JSONResponse(empty)
    return _answer([found])


def _station(row: Row) -> Row:
    """Add the index to a station; one that measures nothing says NA."""
    measured = row["KONSENTRASI"]
    found = {name: _ispu(name, measured[name]) for name in measured}
    worst = max(found, key=lambda name: found[name], default="-")
    ispu = found.get(worst)
    return {
        **{key: value for key, value in row.items() if key != "KONSENTRASI"},
        "ISPU": "NA" if ispu is None else str(ispu),
        "KATEGORI": "NA" if ispu is None else _category(ispu),
        "PARAM_KRITIS": worst,
        "WAKTU": f"{_NOW:%d-%m-%Y %H:%M:%S}",
        "PARAMETER": [
            {
                "NM": name,
                "KONSENTRASI": f"{value:,} ug/m3".translate(_INDONESIAN),
                "ISPU": str(found[name]),
            }
            for name, value in measured.items()
        ],
    }


def _ispu(name: str, value: float) -> int:
    """Interpolate the index of one parameter, rounded to a whole number."""
    steps = zip(pairwise(_LIMITS[name]), pairwise(_INDEX), strict=True)
    for (low, high), (below, above) in steps:
        if value <= high:
            return round((above - below) / (high - low) * (value - low) + below)
    return _INDEX[-1]


def _category(ispu: int) -> str:
    place = next(at for at, limit in enumerate(_INDEX[1:]) if ispu <= limit)
    return _CATEGORIES[place]


def _past(station: Row) -> Sequence[Row]:
    """Make the last day of a station: its present index, swinging with the hour."""
    now = station["ISPU"]
    return [
        {
            "ID_STASIUN": station["ID_STASIUN"],
            "WAKTU": f"{_NOW - timedelta(hours=back):%d-%m-%Y %H:%M:%S}",
            "ISPU": now if now == "NA" else str(int(now) - back * 7 % 11),
        }
        for back in range(_HOURS)
    ]
