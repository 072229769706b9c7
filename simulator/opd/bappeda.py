"""Strategic programmes and quick wins (PHTC): codes in the body, maps by code.

    GET /perencanaan/v2/program?jns=2           response.list is a map by code
    GET /perencanaan/v2/program?kd=PHTC-01,PS-01        also their indicators
    GET /perencanaan/v2/program/PHTC-01         one, also its indicators, or code 201
    GET /perencanaan/v2/lokus?kab=18.71,18.01   what is done where
    GET /perencanaan/v2/lokus?program=PHTC-01

HTTP 200 always; `metaData.code` is 200, or "201" in text when nothing is known. A
programme with one indicator has an object in place of the list. A region stands
in two columns. Programmes follow public aims; all figures are invented.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias, cast

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.gates.keys import bearer
from simulator.service import Service

Row: TypeAlias = Mapping[str, Any]

_REPORTED: Final = 1_793_412_000  # 31 October 2026, 09:00 WIB
_HOURS: Final = 3600
_OWN: Final = ("kegiatan", "satuan", "lokus")  # columns that are not shown


def service() -> Service:
    """Describe the service."""
    return Service(
        name="bappeda",
        offset=19,
        opd="Badan Perencanaan Pembangunan Daerah",
        env="BAPPEDA_URL",
        routes=_routes,
        drift={"nm_program": "nama", "jml_realisasi": "capaian_lokus"},
        gate=bearer("token-bappeda-tiruan"),
    )


def _routes() -> Sequence[Route]:
    table = Path(__file__).parent.parent / "data" / "bappeda_program.json"
    source = cast("list[Row]", json.loads(table.read_text("utf-8")))
    full = {row["kd_program"]: _program(row, n) for n, row in enumerate(source)}
    places = [place for row in source for place in _places(row)]

    async def many(request: Request) -> Response:
        kind, asked = map(request.query_params.get, ("jns", "kd"))
        codes = full if asked is None else asked.split(",")
        found = {code: full[code] for code in codes if code in full}
        if asked is None:
            found = {code: _short(row) for code, row in found.items()}
        return _answer(
            {code: row for code, row in found.items() if kind in (None, row["jns"])}
        )

    async def one(request: Request) -> Response:
        row = full.get(request.path_params["kode"])
        return _unknown() if row is None else _answered(row)

    async def located(request: Request) -> Response:
        regions, programs = map(request.query_params.get, ("kab", "program"))
        return _answer(
            [
                row
                for row in places
                if _among(f"{row['kd_prop']}.{row['kd_kab']}", regions)
                and _among(row["kd_program"], programs)
            ]
        )

    return [
        Route("/perencanaan/v2/program", many),
        Route("/perencanaan/v2/program/{kode}", one),
        Route("/perencanaan/v2/lokus", located),
    ]


def _answer(rows: Sequence[Row] | Mapping[str, Row]) -> Response:
    return _answered({"count": len(rows), "list": rows})


def _answered(response: Row) -> Response:
    meta = {"code": 200, "message": "OK"}
    return JSONResponse({"metaData": meta, "response": response})


def _unknown() -> Response:
    meta = {"code": "201", "message": "Program tidak ditemukan"}
    return JSONResponse({"metaData": meta, "response": None})


def _among(value: str, asked: str | None) -> bool:
    return asked is None or value in asked.split(",")


def _program(row: Row, place: int) -> Row:
    indicators = row["indikator"]
    return {
        **{key: value for key, value in row.items() if key not in _OWN},
        "indikator": indicators[0] if len(indicators) == 1 else indicators,
        "tgl_lapor": _REPORTED + place * 5 * _HOURS,
    }


def _short(row: Row) -> Row:
    return {key: value for key, value in row.items() if key != "indikator"}


def _places(row: Row) -> Sequence[Row]:
    return [
        {
            "kd_program": row["kd_program"],
            "kd_prop": "18",
            "kd_kab": kab,
            "thn": "2026",
            "kegiatan": row["kegiatan"],
            "jml_sasaran": _dotted(target),
            "jml_realisasi": _dotted(done) if done else "-",
            "satuan": row["satuan"],
            "selesai": "Ya" if done >= target else "Tidak",
        }
        for kab, (target, done) in row["lokus"].items()
    ]


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")
