"""Complaints: a PHP service that answers HTTP 200 whatever happens.

    GET /index.php/aduan?kab=18.71,18.01     {"status": "ok", "data": {"data": […]}}
    GET /index.php/aduan/2026110012          {"status": "ok", "data": {…}}

A failure is {"status": "error", "kode": …, "pesan": …}. The status of a
complaint is a number in old rows and a word in newer ones. Complaints and
people are invented.
"""

import re
from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.regions import districts
from simulator.service import Service

Row = Mapping[str, object]

_TOPICS = (
    ("jalan", "Jalan berlubang di depan pasar"),
    ("lampu", "Lampu penerangan jalan padam"),
    ("sampah", "Sampah menumpuk sejak akhir pekan"),
    ("air", "Air bersih tidak mengalir"),
    ("drainase", "Saluran tersumbat, air meluap ke jalan"),
    ("layanan", "Antrean loket terlalu lama"),
)
_STATUSES = (1, "2", "finished", "proses", 3, "diarsipkan")
_PER_REGION = 3
_NUMBER = re.compile(r"\d{10}")


def service() -> Service:
    """Describe the service."""
    return Service(
        name="pengaduan",
        offset=4,
        opd="Dinas Komunikasi, Informatika dan Statistik",
        env="PENGADUAN_URL",
        routes=_routes,
        drift={"judul_aduan": "judul", "tgl_aduan": "dibuat"},
    )


def _routes() -> Sequence[Route]:
    known = {str(row["no_aduan"]): row for row in _rows()}
    codes = {region.code for region in districts()}

    async def many(request: Request) -> Response:
        asked = request.query_params.get("kab")
        wanted = codes if asked is None else set(asked.split(","))
        rows = [row for row in known.values() if row["kd_kab"] in wanted]
        return JSONResponse({"status": "ok", "data": {"data": rows, "page": 1}})

    async def one(request: Request) -> Response:
        number = request.path_params["nomor"]
        if not _NUMBER.fullmatch(number):
            return _error(422, "Nomor aduan harus 10 angka")
        row = known.get(number)
        if row is None:
            return _error(404, "Aduan tidak ditemukan")
        return JSONResponse({"status": "ok", "data": row})

    return [
        Route("/index.php/aduan", many),
        Route("/index.php/aduan/{nomor}", one),
    ]


def _error(code: int, message: str) -> Response:
    return JSONResponse({"status": "error", "kode": code, "pesan": message})


def _rows() -> Sequence[Row]:
    return [
        _row(place * _PER_REGION + turn, region.code)
        for place, region in enumerate(districts())
        for turn in range(_PER_REGION)
    ]


def _row(serial: int, code: str) -> Row:
    topic, title = _TOPICS[(serial * 5 + serial // _PER_REGION) % len(_TOPICS)]
    return {
        "no_aduan": f"202611{serial + 1:04}",
        "kd_kab": code,
        "kategori": topic,
        "judul_aduan": title,
        "status_aduan": _STATUSES[serial % len(_STATUSES)],
        "tgl_aduan": f"{1 + serial % 15:02}/11/2026 {8 + serial % 9:02}:15",
        "nama_pelapor": f"Warga {serial + 1}",
        "jml_dukungan": str(serial * 7 % 40),
    }
