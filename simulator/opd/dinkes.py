"""Hospitals: snake_case, nested, numbers as text, "-" for what was not reported.

    GET /api/v1/rumah_sakit                     all
    GET /api/v1/rumah_sakit?kode_kab=18.71,18.72
    GET /api/v1/rumah_sakit/1871-01             one, or 404; also its services

Bed figures are invented.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.service import Service

Row = Mapping[str, object]

_BEDS = {"A": 620, "B": 260, "C": 120, "D": 60}
_SERVICES = {
    "A": ("IGD 24 jam", "ICU", "Hemodialisis", "Bedah jantung"),
    "B": ("IGD 24 jam", "ICU", "Hemodialisis"),
    "C": ("IGD 24 jam", "ICU"),
    "D": ("IGD 24 jam",),
}
_UNREPORTED = 6  # every sixth hospital did not report its free beds


def service() -> Service:
    """Describe the service."""
    return Service(
        name="dinkes",
        offset=2,
        opd="Dinas Kesehatan",
        env="DINKES_URL",
        routes=_routes,
        drift={"nama_rs": "namaRumahSakit", "tersedia": "kosong"},
    )


def _routes() -> Sequence[Route]:
    known = dict(_rows())

    async def many(request: Request) -> Response:
        asked = request.query_params.get("kode_kab")
        codes = None if asked is None else asked.split(",")
        found = [row for code, row in known.values() if codes is None or code in codes]
        return JSONResponse({"sukses": True, "jumlah": len(found), "hasil": found})

    async def one(request: Request) -> Response:
        found = known.get(request.path_params["id_rs"])
        if found is None:
            body = {"sukses": False, "pesan": "rumah sakit tidak ditemukan"}
            return JSONResponse(body, status_code=404)
        row = {**found[1], "layanan": _SERVICES[str(found[1]["kelas_rs"])]}
        return JSONResponse({"sukses": True, "hasil": row})

    return [
        Route("/api/v1/rumah_sakit", many),
        Route("/api/v1/rumah_sakit/{id_rs}", one),
    ]


def _rows() -> Iterator[tuple[str, tuple[str, Row]]]:
    """Yield id, region's code and row of each hospital."""
    table = Path(__file__).parent.parent / "data" / "rumah_sakit.csv"
    seen = Counter[str]()
    with table.open(encoding="utf-8", newline="") as file:
        for place, line in enumerate(csv.DictReader(file)):
            seen[line["kode"]] += 1
            id_rs = f"{line['kode'].replace('.', '')}-{seen[line['kode']]:02}"
            yield id_rs, (line["kode"], _row(id_rs, place, line))


def _row(id_rs: str, place: int, line: Mapping[str, str]) -> Row:
    total = _BEDS[line["kelas"]]
    silent = place % _UNREPORTED == _UNREPORTED - 1
    emergency = total // 20
    return {
        "id_rs": id_rs,
        "nama_rs": line["nama"],
        "kelas_rs": line["kelas"],
        "kepemilikan": line["pemilik"],
        "lokasi": {
            "jalan": line["jalan"],
            "kecamatan": line["kecamatan"],
            "kode_kabupaten": line["kode"],
        },
        "tempat_tidur": {
            "igd": _beds(emergency, (place * 3 + 4) % emergency, silent=silent),
            "rawat_inap": _beds(total, (place * 17 + 38) % (total // 3), silent=silent),
        },
        "waktu_lapor": f"2026-11-16 {7 + place % 3:02}:{place * 13 % 60:02}:00",
    }


def _beds(total: int, free: int, *, silent: bool) -> Mapping[str, str]:
    return {"kapasitas": str(total), "tersedia": "-" if silent else str(free)}
