"""Social assistance: abbreviated keys, full Indonesian numbers and dates.

    GET /api/v2/program                      all programmes, without what they require
    GET /api/v2/program?kd=PKH,BPNT          some, with it
    GET /api/v2/penerima?thn=2026&kab=1871   recipients of programmes in regions
    GET /api/v2/penerima?thn=2026&prog=PKH   recipients of programmes everywhere

`status` is "success", or "fail" beside an error, under HTTP 200. `syarat` is an
object where there is one requirement. Recipients are invented: a share of
about how many people live in the region.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.gates.tokens import Login
from simulator.service import Service

Row: TypeAlias = Mapping[str, Any]

_PEOPLE = {  # thousands, by BPS code
    "1801": 315,
    "1802": 660,
    "1803": 1_110,
    "1804": 1_150,
    "1805": 1_520,
    "1806": 650,
    "1807": 490,
    "1808": 445,
    "1809": 495,
    "1810": 420,
    "1811": 235,
    "1812": 300,
    "1813": 170,
    "1871": 1_210,
    "1872": 175,
}
_SHARES = {  # recipients of 100,000 people
    "PKH": 4_800,
    "BPNT": 7_350,
    "PBI": 34_100,
    "LANSIA": 55,
    "DISABILITAS": 28,
    "RTLH": 11,
    "UEP": 37,
}
_PAID = {"2024": 12, "2025": 12, "2026": 10}  # months of a year that are paid
_GROWTH = {"2024": 96, "2025": 98, "2026": 100}  # per cent of this year's


def service() -> Service:
    """Describe the service."""
    return Service(
        name="dinsos",
        offset=13,
        opd="Dinas Sosial",
        env="DINSOS_URL",
        routes=_routes,
        drift={"nm_prog": "nama_program", "jml": "jumlah_penerima"},
        gate=Login("gateway", "sandi-dinsos-tiruan"),
    )


def _routes() -> Sequence[Route]:
    known: dict[str, Row] = {str(row["kd_prog"]): row for row in _programmes()}
    paid = [*_recipients(known)]

    async def programmes(request: Request) -> Response:
        asked = request.query_params.get("kd")
        if asked is None:
            return _items([_without(row, "syarat") for row in known.values()])
        return _items([known[code] for code in asked.split(",") if code in known])

    async def recipients(request: Request) -> Response:
        query = request.query_params
        if query.get("thn") not in _PAID:
            return _fail("THN_SALAH", "Tahun anggaran belum tersedia")
        wanted = {
            "thn": query["thn"],
            "kd_kab": query.get("kab"),
            "kd_prog": query.get("prog"),
        }
        return _items([row for row in paid if _matches(row, wanted)])

    return [
        Route("/api/v2/program", programmes),
        Route("/api/v2/penerima", recipients),
    ]


def _items(rows: Sequence[Row]) -> Response:
    result = {"items": rows, "count": str(len(rows))}
    return JSONResponse({"status": "success", "result": result})


def _fail(code: str, message: str) -> Response:
    error = {"code": code, "message": message}
    return JSONResponse({"status": "fail", "error": error})


def _programmes() -> Sequence[Row]:
    table = Path(__file__).parent.parent / "data" / "dinsos_program.json"
    rows: list[Row] = json.loads(table.read_text(encoding="utf-8"))
    return rows


def _without(row: Row, key: str) -> Row:
    return {name: value for name, value in row.items() if name != key}


def _matches(row: Row, wanted: Mapping[str, str | None]) -> bool:
    return all(
        asked is None or row[key] in asked.split(",") for key, asked in wanted.items()
    )


def _recipients(known: Mapping[str, Row]) -> Iterator[Row]:
    """Yield a row a year, region and programme."""
    for year, months in _PAID.items():
        for region, thousands in _PEOPLE.items():
            for code, share in _SHARES.items():
                number = thousands * share * _GROWTH[year] // 10_000
                times = max(months // int(known[code]["per_bulan"]), 1)
                amount = _rupiah(known[code]["nominal"]) * number * times
                yield {
                    "kd_kab": region,
                    "kd_prog": code,
                    "thn": year,
                    "jml": f"{number:,}".replace(",", "."),
                    "realisasi": f"{amount:,}".replace(",", ".") + ",00",
                }


def _rupiah(text: str) -> int:
    return int(text.removesuffix(",00").replace(".", ""))
