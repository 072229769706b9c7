"""Regulations (JDIH): bare arrays in camelCase, every scalar text, days in words.

    GET /integrasi/dokumen.json?jenis=PERGUB&nomor=14&tahun=2024&kata=pajak
    GET /integrasi/dokumen.json?idData=101,102
    GET /integrasi/dokumen.json?kodeWilayah=18.71,18.72
    GET /integrasi/dokumen/101.json          a list of one, or []

Regulations name those they change or repeal, and those that do so to them: a
list, a single number in its place, or null. A decision (KEPGUB) has no day of
enactment. Subjects are the province's; the regulations are invented.
"""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeAlias

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.gates.tokens import Session
from simulator.service import Service

Row: TypeAlias = Mapping[str, object]
Line: TypeAlias = Mapping[str, str]

_KINDS = {
    "PERDA": "Peraturan Daerah",
    "PERGUB": "Peraturan Gubernur",
    "KEPGUB": "Keputusan Gubernur",
}
_MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)


def service() -> Service:
    """Describe the service."""
    return Service(
        name="hukum",
        offset=17,
        opd="Biro Hukum",
        env="HUKUM_URL",
        routes=_routes,
        drift={"judul": "judulPeraturan", "noPeraturan": "nomor"},
        gate=Session("gateway", "sandi-hukum-tiruan"),
    )


def _routes() -> Sequence[Route]:
    table = Path(__file__).parent.parent / "data" / "hukum_peraturan.csv"
    with table.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    rows = [_row(line, lines) for line in lines]

    async def many(request: Request) -> Response:
        return JSONResponse([row for row in rows if _fits(row, request.query_params)])

    async def one(request: Request) -> Response:
        number = request.path_params["id"]
        return JSONResponse([row for row in rows if row["idData"] == number])

    return [
        Route("/integrasi/dokumen.json", many),
        Route("/integrasi/dokumen/{id}.json", one),
    ]


def _fits(row: Row, asked: QueryParams) -> bool:
    if asked.get("kata", "").lower() not in str(row["judul"]).lower():
        return False
    return all(
        asked.get(name) is None or row[column] in asked[name].split(",")
        for name, column in (
            ("idData", "idData"),
            ("kodeWilayah", "kodeWilayah"),
            ("jenis", "singkatanJenis"),
            ("nomor", "noPeraturan"),
            ("tahun", "tahunPengundangan"),
        )
    )


def _row(line: Line, lines: Sequence[Line]) -> Row:
    kind = _KINDS[line["jenis"]]
    year = line["tetap"][:4]
    return {
        "idData": line["id"],
        "jenis": kind,
        "singkatanJenis": line["jenis"],
        "noPeraturan": line["nomor"],
        "tahunPengundangan": year,
        "tanggalPenetapan": _day(line["tetap"]),
        "tanggalPengundangan": _day(line["undang"]),
        "judul": f"{kind} Nomor {line['nomor']} Tahun {year} tentang {line['tentang']}",
        "subjek": line["subjek"],
        "status": line["status"],
        "kodeWilayah": line["wilayah"],
        "mengubah": _some(line["mengubah"].split(";")),
        "diubahOleh": _some(_those_that("mengubah", line["id"], lines)),
        "mencabut": _some(line["mencabut"].split(";")),
        "dicabutOleh": _some(_those_that("mencabut", line["id"], lines)),
        "deskripsiFisik": f"{line['halaman']} hlm.",
        "urlDownload": f"https://jdih.example.go.id/berkas/{line['id']}.pdf",
    }


def _those_that(column: str, number: str, lines: Sequence[Line]) -> list[str]:
    return [line["id"] for line in lines if number in line[column].split(";")]


def _some(numbers: list[str]) -> list[str] | str | None:
    """Write a list as PHP did: null for none, a scalar for one."""
    found = [number for number in numbers if number]
    return found if len(found) > 1 else next(iter(found), None)


def _day(day: str) -> str:
    if not day:
        return ""
    when = date.fromisoformat(day)
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"
