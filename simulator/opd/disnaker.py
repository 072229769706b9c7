"""Vacancies and training: a PHP service with upper-case keys and one-or-many rows.

    GET /lowongan.php?kab=1871,1801&sektor=J     also id=LK-2026-0007
    GET /pelatihan.php?kab=1871                  also id=PL-041

HTTP 200 always; `kode` is "00", or "14" for an unknown id. `rows` is an object when
there is one row and a list otherwise. Regions are Kemendagri codes without the
dot: 1803 is Lampung Utara here, and Lampung Selatan for BPS. A salary is one
text. Employers, vacancies and courses are invented; the places are real.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.service import Service

Row = Mapping[str, str]

_DATA: Final = Path(__file__).parent.parent / "data"
_MONTHS: Final = {11: "Nov", 12: "Des"}
_SECTORS: Final = {  # by the letters of the classification of business fields
    "PERTANIAN": "A",
    "INDUSTRI": "C",
    "PERDAGANGAN": "G",
    "TRANSPORTASI": "H",
    "PARIWISATA": "I",
    "TEKNOLOGI": "J",
    "PENDIDIKAN": "P",
    "KESEHATAN": "Q",
}
_SCHOOLING: Final = {"SD": "1", "SMP": "2", "SMA": "3", "SMK": "4", "D3": "5"}
_DEGREE: Final = "6"


def service() -> Service:
    """Describe the service."""
    return Service(
        name="disnaker",
        offset=9,
        opd="Dinas Tenaga Kerja",
        env="DISNAKER_URL",
        routes=_routes,
        drift={"JUDUL": "NAMA_LOWONGAN", "NM_PELATIHAN": "NAMA"},
    )


def _routes() -> Sequence[Route]:
    vacancies = [_vacancy(*item) for item in enumerate(_table("lowongan"), 1)]
    courses = [_course(line) for line in _table("pelatihan")]

    async def jobs(request: Request) -> Response:
        keys = {"id": "ID_LOWONGAN", "kab": "KD_WIL", "sektor": "KD_SEKTOR"}
        return _answer(vacancies, request, keys)

    async def training(request: Request) -> Response:
        return _answer(courses, request, {"id": "ID_PELATIHAN", "kab": "KD_WIL"})

    return [Route("/lowongan.php", jobs), Route("/pelatihan.php", training)]


def _answer(rows: Sequence[Row], request: Request, keys: Mapping[str, str]) -> Response:
    for name, key in keys.items():
        asked = request.query_params.get(name)
        codes = None if asked is None else asked.split(",")
        rows = [row for row in rows if codes is None or row[key] in codes]
    if not rows and "id" in request.query_params:
        return JSONResponse({"kode": "14", "pesan": "DATA TIDAK ADA", "rows": None})
    found = rows[0] if len(rows) == 1 else rows
    body = {"kode": "00", "pesan": "OK", "jml": str(len(rows)), "rows": found}
    return JSONResponse(body)


def _table(name: str) -> Iterator[Row]:
    with (_DATA / f"disnaker_{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _vacancy(number: int, line: Row) -> Row:
    return {
        "ID_LOWONGAN": f"LK-2026-{number:04}",
        "JUDUL": line["judul"],
        "NM_PERUSAHAAN": line["perusahaan"],
        "KD_SEKTOR": _SECTORS[line["sektor"]],
        "KD_WIL": line["kode"].replace(".", ""),
        "KEC": line["kecamatan"],
        "GAJI": _salary(line["gaji"]),
        "KD_PENDIDIKAN": _SCHOOLING.get(line["pendidikan"], _DEGREE),
        "PENGALAMAN": f"{line['pengalaman']} th",
        "JML_DIBUTUHKAN": line["jumlah"],
        "TGL_PASANG": f"{date.fromisoformat(line['pasang']):%d/%m/%Y}",
        "TGL_BATAS": _written(line["batas"]),
        "AKTIF": line["status"],
        "DIFABEL": line["disabilitas"],
        "KD_JENIS": line["jenis"],
    }


def _course(line: Row) -> Row:
    return {
        "ID_PELATIHAN": line["kode"],
        "NM_PELATIHAN": line["judul"],
        "KEJURUAN": line["kejuruan"],
        "NM_BALAI": line["balai"],
        "KD_WIL": line["wilayah"].replace(".", ""),
        "MULAI": line["mulai"].replace("-", ""),
        "SELESAI": line["selesai"].replace("-", ""),
        "KUOTA": line["kuota"],
        "TERISI": line["terisi"],
        "KD_PENDIDIKAN": _SCHOOLING.get(line["pendidikan"], _DEGREE),
        "STATUS": line["status"][0],
        "GRATIS": line["gratis"],
    }


def _salary(text: str) -> str:
    """Write 2900000-3400000 as a range in rupiah, anything else as a word."""
    if not text[0].isdigit():
        return text.capitalize()
    low, high = (f"{int(part):,}".replace(",", ".") for part in text.split("-"))
    return f"Rp{low} - Rp{high}"


def _written(text: str) -> str:
    """Write a date as 30 Nov 2026; a vacancy without a deadline has a dash."""
    if text == "-":
        return text
    day = date.fromisoformat(text)
    return f"{day.day} {_MONTHS[day.month]} {day.year}"
