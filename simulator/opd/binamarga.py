"""Provincial roads: one PHP script, short field names, BPS codes, all text.

    GET /simjalan/api.php?mod=paket&kd_wil=1871,1803&thn=2026&stat=2
    GET /simjalan/api.php?mod=paket&no_paket=BM-2026-001     one, or kode 01
    GET /simjalan/api.php?mod=ruas&no_ruas=001,002
    GET /simjalan/api.php?mod=kondisi&kd_wil=1871            rows is a map by code

HTTP 200 always; `kode` is "00" for success, "01" for an unknown number or
region, "99" for an unknown `mod`. A day without a date is 00-00-0000; what is not
known is "-". Places are real; contracts, contractors and figures are invented.
"""

import csv
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeAlias

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.service import Service

Row: TypeAlias = Mapping[str, str]
Rows: TypeAlias = Sequence[Row] | Mapping[str, Row]

_DATA = Path(__file__).parent.parent / "data"
_MONTHS = "Jan|Feb|Mar|Apr|Mei|Jun|Jul|Agt|Sep|Okt|Nov|Des"
_NUMBERS = frozenset({"no_paket", "no_ruas"})
_CONDITIONS = ("baik", "sedang", "rusak_ringan", "rusak_berat")


def service() -> Service:
    """Describe the service."""
    return Service(
        name="binamarga",
        offset=20,
        opd="Dinas Bina Marga dan Bina Konstruksi",
        env="BINAMARGA_URL",
        routes=_routes,
        drift={"nm_paket": "nama_paket", "nilai_kontrak": "nilai", "baik": "km_baik"},
    )


def _routes() -> Sequence[Route]:
    sections = [_section(line) for line in _table("ruas_jalan")]
    by_number = {section["no_ruas"]: section for section in sections}
    packages = [_package(line, by_number) for line in _table("proyek_jalan")]
    conditions = [_condition(line) for line in _table("kondisi_jalan")]
    modules: Mapping[str, Callable[[QueryParams], Rows]] = {
        "paket": lambda asked: _chosen(packages, asked),
        "ruas": lambda asked: _chosen(sections, asked),
        "kondisi": lambda asked: {
            row["kd_wil"]: row for row in _chosen(conditions, asked)
        },
    }

    async def script(request: Request) -> Response:
        module = modules.get(request.query_params.get("mod", ""))
        if module is None:
            return _answer("99", "Bagian tidak dikenal", None)
        rows = module(request.query_params)
        if not rows and not _NUMBERS.isdisjoint(request.query_params):
            return _answer("01", "Data tidak ditemukan", None)
        return _answer("00", "OK", rows)

    return [Route("/simjalan/api.php", script)]


def _answer(code: str, message: str, rows: Rows | None) -> Response:
    count = str(len(rows or ()))
    return JSONResponse({"kode": code, "pesan": message, "jml": count, "rows": rows})


def _chosen(rows: Sequence[Row], asked: QueryParams) -> Sequence[Row]:
    """Return the rows that have one of the asked values in each asked column."""
    wanted = {
        column: set(text.split(","))
        for column, text in asked.items()
        if rows and column in rows[0]
    }
    return [
        row for row in rows if all(row[column] in wanted[column] for column in wanted)
    ]


def _table(name: str) -> Sequence[Row]:
    with (_DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _section(line: Row) -> Row:
    return {**line, "panjang": f"{_comma(line['panjang'], 1)} km"}


def _package(line: Row, sections: Mapping[str, Row]) -> Row:
    return {
        "no_paket": line["no_paket"],
        "nm_paket": line["nm_paket"],
        "no_ruas": line["no_ruas"],
        "kd_wil": sections[line["no_ruas"]]["kd_wil"],
        "thn": line["thn"],
        "nilai_kontrak": f"Rp {_comma(line['nilai'], 2)}" if line["nilai"] else "-",
        "prog_fisik": f"{_comma(line['fisik'], 2)}%",
        "prog_keu": f"{_comma(line['keu'], 2)}%",
        "tgl_mulai": _numeric_day(line["mulai"]),
        "tgl_selesai": _named_day(line["selesai"]),
        "koordinat": line["koordinat"],
        "stat": line["stat"],
        "nm_penyedia": line["penyedia"] or "-",
        "sumber_dana": line["dana"],
    }


def _condition(line: Row) -> Row:
    lengths = {kind: f"{_comma(line[kind], 2)} km" for kind in _CONDITIONS}
    total = sum(float(line[kind]) for kind in _CONDITIONS)
    steady = (float(line["baik"]) + float(line["sedang"])) / total * 100
    return {
        "kd_wil": line["kd_wil"],
        "thn": "2026",
        "panjang": f"{_comma(str(total), 2)} km",
        **lengths,
        "mantap": f"{_comma(str(steady), 1)} %",
    }


def _comma(number: str, places: int) -> str:
    """Write a number as "12.345,60"."""
    english = f"{float(number):,.{places}f}"
    return english.translate(str.maketrans(",.", ".,"))


def _numeric_day(day: str) -> str:
    return f"{date.fromisoformat(day):%d-%m-%Y}" if day else "00-00-0000"


def _named_day(day: str) -> str:
    if not day:
        return "00-00-0000"
    when = date.fromisoformat(day)
    return f"{when.day} {_MONTHS.split('|')[when.month - 1]} {when.year}"
