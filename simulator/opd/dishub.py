"""Transport: code and message beside every answer, HTTP 200 also for what is not there.

    GET /api/trayek?kab=1871,1803     routes; a row for each region they stop in
    GET /api/trayek/DMR-03            one route; also its stops
    GET /api/simpul?kab=1803          terminals, ports, airports and stations
    GET /api/simpul/P-1803-1          one of them
    GET /api/feri/jadwal/16-11-2026   ferries between Bakauheni and Merak on a day
    GET /api/feri/tarif               their fares

`metaData.code` is the text "200", "201" for nothing found, "400" for a wrong
date. Regions have BPS codes. Places, ports and ships are real; hours, fares
and delays are invented, of the right order.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.service import Service

Row: TypeAlias = Mapping[str, Any]

_SHIPS = (
    ("KMP Portlink III", "E"),
    ("KMP Batumandi", "R"),
    ("KMP Legundi", "R"),
    ("KMP Sebuku", "E"),
    ("KMP Jatra III", "R"),
    ("KMP Mutiara Persada III", "R"),
)
_ROUGH = "16-11-2026"  # a day of high waves
_SAILINGS = 12  # a day and direction
_LATE, _CANCELLED = 4, 9  # which of them, on that day


def service() -> Service:
    """Describe the service."""
    return Service(
        name="dishub",
        offset=11,
        opd="Dinas Perhubungan",
        env="DISHUB_URL",
        routes=_routes,
        drift={"namaTrayek": "nama", "namaSimpul": "nmSimpul", "kapal": "namaKapal"},
    )


def _routes() -> Sequence[Route]:
    return [*_line_routes(), *_node_routes(), *_ferry_routes()]


def _line_routes() -> Sequence[Route]:
    stops = {str(row["namaHalte"]): row for row in _rows("dishub_halte.json")}
    lines = [_line(row, stops) for row in _rows("dishub_trayek.json")]

    async def many(request: Request) -> Response:
        asked = request.query_params.get("kab")
        if asked is None:
            return _many([_listed(line) for line in lines])
        return _many(_by_region(lines, asked.split(",")))

    async def one(request: Request) -> Response:
        return _one(lines, "idTrayek", request)

    return [Route("/api/trayek", many), Route("/api/trayek/{nomor}", one)]


def _node_routes() -> Sequence[Route]:
    nodes = _rows("dishub_simpul.json")

    async def many(request: Request) -> Response:
        asked = request.query_params.get("kab")
        codes = None if asked is None else asked.split(",")
        return _many([row for row in nodes if codes is None or row["kdKab"] in codes])

    async def one(request: Request) -> Response:
        return _one(nodes, "idSimpul", request)

    return [Route("/api/simpul", many), Route("/api/simpul/{nomor}", one)]


def _ferry_routes() -> Sequence[Route]:
    fares = _rows("dishub_tarif_feri.json")

    async def sailings(request: Request) -> Response:
        try:
            day = datetime.strptime(request.path_params["tanggal"], "%d-%m-%Y")  # noqa: DTZ007 - local days and hours on the wire
        except ValueError:
            return _answer("400", "Format tanggal harus dd-mm-yyyy", None)
        return _many([*_sailings(day, "BKH-MRK"), *_sailings(day, "MRK-BKH")])

    async def prices(_: Request) -> Response:
        return _many(fares)

    return [
        Route("/api/feri/jadwal/{tanggal}", sailings),
        Route("/api/feri/tarif", prices),
    ]


def _answer(code: str, message: str, response: object) -> Response:
    meta = {"code": code, "message": message}
    return JSONResponse({"metaData": meta, "response": response})


def _many(rows: Sequence[Row]) -> Response:
    return _answer("200", "OK", {"jumlah": len(rows), "list": rows})


def _one(rows: Sequence[Row], key: str, request: Request) -> Response:
    number = request.path_params["nomor"]
    found = next((row for row in rows if row[key] == number), None)
    if found is None:
        return _answer("201", "Data tidak ditemukan", None)
    return _answer("200", "OK", found)


def _rows(name: str) -> Sequence[Row]:
    table = Path(__file__).parent.parent / "data" / name
    rows: list[Row] = json.loads(table.read_text(encoding="utf-8"))
    return rows


def _line(row: Row, known: Mapping[str, Row]) -> Row:
    """Put the stops of a route, which it names, into it."""
    names: list[str] = row["halte"]
    stops = [{"urut": at + 1, **known[name]} for at, name in enumerate(names)]
    regions = [stop["kdKab"] for stop in stops]
    return {
        **row,
        "kdKabAsal": regions[0],
        "kdKabTujuan": regions[-1],
        "kdKabLayanan": sorted(set(regions)),
        "lintasan": " - ".join(names),
        "halte": stops,
    }


def _listed(line: Row) -> Row:
    return {key: value for key, value in line.items() if key != "halte"}


def _by_region(lines: Sequence[Row], codes: Sequence[str]) -> Sequence[Row]:
    return [
        {"kdKab": code, **_listed(line)}
        for line in lines
        for code in codes
        if code in line["kdKabLayanan"]
    ]


def _sailings(day: datetime, way: str) -> Iterator[Row]:
    shift = 0 if way == "BKH-MRK" else 3
    for turn in range(_SAILINGS):
        ship, kind = _SHIPS[(turn + shift) % len(_SHIPS)]
        start = day + timedelta(hours=2 * turn, minutes=10 * shift)
        end = start + timedelta(hours=1 if kind == "E" else 2)
        yield {
            "noPelayaran": f"{way}-{day:%d%m%y}-{turn + 1:02}",
            "lintas": way,
            "kapal": ship,
            "layanan": kind,
            "dermaga": f"Dermaga {6 if kind == 'E' else turn % 5 + 1}",
            "berangkat": f"{start:%d/%m/%Y %H:%M}",
            "tiba": f"{end:%d/%m/%Y %H:%M}",
            "sts": _status(f"{day:%d-%m-%Y}", turn),
        }


def _status(day: str, turn: int) -> str:
    if day != _ROUGH:
        return "0"
    return {_LATE: "1", _CANCELLED: "2"}.get(turn, "0")
