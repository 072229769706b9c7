"""Schools and admission: camelCase, Dapodik's region codes, maps where lists could be.

    GET /api/sekolah?kodeWilayah=126000,126100&bentuk=SMA     also npsn=99800001,…
    GET /api/sekolah/99800001                                 one, or 404
    GET /api/spmb/2026                                        phases and pathways, or 404
    GET /api/spmb/2026/kuota?npsn=99800001,99800002&jalur=DOM

Dates are "2 Jun 2026", yes and no "Ya" and "Tidak", thousands "1.066", a share
"35%", and "-" what is not known. School names are real; their NPSN (99800001 and
on, which no school has), classes, pupils and applicants are invented.
"""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.service import Service

Row = Mapping[str, object]
Line = Mapping[str, str]

_DATA: Final = Path(__file__).parent.parent / "data"
_CLASS: Final = 36  # pupils
_FIRST_CITY: Final = 71
_SHARES: Final[Mapping[str, Mapping[str, int]]] = {
    "SMA": {"DOM": 35, "AFI": 30, "PRE": 30, "MUT": 5},
    "SMK": {"DOM": 10, "AFI": 20, "PRE": 70},
    "SLB": {},  # admits without pathways
}
_OPEN: Final = ("2026", "2027")


def service() -> Service:
    """Describe the service."""
    return Service(
        name="disdikbud",
        offset=8,
        opd="Dinas Pendidikan dan Kebudayaan",
        env="DISDIKBUD_URL",
        routes=_routes,
        drift={"namaSekolah": "nama", "kuota": "dayaTampung", "tahapan": "jadwal"},
    )


def _routes() -> Sequence[Route]:
    schools = list(_schools())
    known = {row["npsn"]: row for row in schools}
    admissions: Mapping[str, Row] = json.loads(
        (_DATA / "disdikbud_spmb.json").read_text(encoding="utf-8")
    )
    seats = {year: list(_seats(schools, year)) for year in _OPEN}

    async def many(request: Request) -> Response:
        found = _chosen(schools, request, {"kodeWilayah", "npsn", "bentukPendidikan"})
        return _answer({"sekolah": found}, len(found))

    async def one(request: Request) -> Response:
        row = known.get(request.path_params["npsn"])
        return _missing("Sekolah") if row is None else _answer({"sekolah": row}, 1)

    async def admission(request: Request) -> Response:
        found = admissions.get(request.path_params["tahun"])
        return _missing("SPMB") if found is None else _answer(found, 1)

    async def quotas(request: Request) -> Response:
        rows = seats.get(request.path_params["tahun"])
        if rows is None:
            return _missing("SPMB")
        found = _chosen(rows, request, {"npsn", "jalur"})
        return _answer({"daftar": found}, len(found))

    return [
        Route("/api/sekolah", many),
        Route("/api/sekolah/{npsn}", one),
        Route("/api/spmb/{tahun}", admission),
        Route("/api/spmb/{tahun}/kuota", quotas),
    ]


def _answer(found: Row, total: int) -> Response:
    return JSONResponse({"meta": {"status": "success", "total": total}, "hasil": found})


def _missing(what: str) -> Response:
    meta = {"status": "error", "pesan": f"{what} tidak ditemukan"}
    return JSONResponse({"meta": meta, "hasil": None}, status_code=404)


def _chosen(rows: Sequence[Row], request: Request, keys: set[str]) -> Sequence[Row]:
    for key, asked in request.query_params.items():
        codes = asked.split(",")
        rows = [row for row in rows if key not in keys or row[key] in codes]
    return rows


def _schools() -> Iterator[Row]:
    table = _DATA / "disdikbud_sekolah.csv"
    with table.open(encoding="utf-8", newline="") as file:
        for place, line in enumerate(csv.DictReader(file)):
            yield _school(place, line)


def _school(place: int, line: Line) -> Row:
    classes = int(line["rombel"])
    pupils = classes * 3 * (_CLASS - place % 4) if line["bentuk"] != "SLB" else 84
    accredited = line["akreditasi"] != "-"
    return {
        "npsn": f"9980{place + 1:04}",
        "namaSekolah": line["nama"],
        "bentukPendidikan": line["bentuk"],
        "statusSekolah": line["status"],
        "akreditasi": line["akreditasi"],
        "tglAkreditasi": f"{3 + place % 20} Nov {2021 + place % 5}"
        if accredited
        else "-",
        "kodeWilayah": _dapodik(line["kode"]),
        "kecamatan": line["kecamatan"],
        "alamatJalan": line["jalan"],
        "rombelPerTingkat": line["rombel"],
        "pesertaDidik": f"{pupils:,}".replace(",", "."),
        "asrama": "Ya" if place % 11 == 0 else "Tidak",
        "jurusan": line["jurusan"].split("|") if line["jurusan"] else None,
    }


def _dapodik(code: str) -> str:
    """Write a region as Dapodik does: 18.01 is 120100, 18.71 is 126000."""
    number = int(code.partition(".")[2])
    return f"12{number if number < _FIRST_CITY else number - _FIRST_CITY + 60:02}00"


def _seats(schools: Sequence[Row], year: str) -> Iterator[Row]:
    """Yield the seats of each school by pathway; 2027 has no applicants yet."""
    for place, school in enumerate(schools):
        total = int(str(school["rombelPerTingkat"])) * _CLASS
        shares = _SHARES[str(school["bentukPendidikan"])]
        for turn, (pathway, share) in enumerate(shares.items()):
            quota = total * share // 100
            applied = quota * (70 + (place * 13 + turn * 29) % 160) // 100
            known = year == _OPEN[0]
            yield {
                "npsn": school["npsn"],
                "jalur": pathway,
                "kuota": str(quota),
                "pendaftar": str(applied) if known else "-",
                "diterima": str(min(applied, quota)) if known else "-",
            }
