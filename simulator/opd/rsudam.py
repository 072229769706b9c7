"""Clinics and today's queue of a hospital, in the style of BPJS's queue contract.

    GET  /antrean/poli?kodepoli=ANA,INT&koders=1871-01
    GET  /antrean/jadwaldokter?kodepoli=ANA,INT&hari=1
    GET  /antrean/status?kodepoli=ANA,INT         `list` is an object when it is one
    POST /antrean/sisa  {"kodebooking": "20261116ANA031"}

HTTP 200 always: `metadata.code` is 200, or 201 with no `response` at all. Keys
are words run together, a called number is "A-24" or "A24" by the clinic, and
what was updated is in milliseconds. Doctors and numbers are invented.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.gates.signatures import bpjs
from simulator.service import Service

Row = Mapping[str, object]
Line = Mapping[str, str]

_DATA: Final = Path(__file__).parent.parent / "data"
_HOSPITAL: Final = "1871-01"  # its number at the health office
_MONDAY: Final = "1"
_TODAY: Final = "20261116"
_UPDATED: Final = 1_794_797_100_000  # 2026-11-16 09:45 WIB
_SECONDS: Final = 420  # a patient takes
_BOOKING: Final = re.compile(r"(\d{8})([A-Z]{3})(\d{3})")


def service() -> Service:
    """Describe the service."""
    return Service(
        name="rsudam",
        offset=7,
        opd="RSUD Dr. H. Abdul Moeloek",
        env="RSUDAM_URL",
        routes=_routes,
        drift={"namapoli": "nm_poli", "sisaantrean": "sisa", "jadwal": "jam"},
        gate=bpjs("1871", "rahasia-rsudam-tiruan", "kunci-rsudam-tiruan"),
    )


def _routes() -> Sequence[Route]:
    lines = _table("poli")
    clinics = [_clinic(line) for line in lines]
    plan = [_shift(line) for line in _table("jadwal")]
    doctors = {  # the first on a day is the one in the morning
        row["kodepoli"]: row["namadokter"]
        for row in reversed(plan)
        if row["hari"] == _MONDAY
    }
    queues = {
        line["kode"]: _queue(place, line, str(doctors.get(line["kode"], "")))
        for place, line in enumerate(lines)
    }

    async def many(request: Request) -> Response:
        return _answer({"list": _chosen(clinics, request, ("kodepoli", "koders"))})

    async def plans(request: Request) -> Response:
        return _answer({"list": _chosen(plan, request, ("kodepoli", "hari"))})

    async def states(request: Request) -> Response:
        rows = _chosen(list(queues.values()), request, ("kodepoli",))
        if not rows:
            return _failure("Poli tidak ditemukan")
        return _answer({"list": rows[0] if len(rows) == 1 else rows})

    async def rest(request: Request) -> Response:
        booking = _BOOKING.fullmatch(str((await request.json()).get("kodebooking")))
        if booking is None or booking[1] != _TODAY or booking[2] not in queues:
            return _failure("Kode booking tidak ditemukan")
        found = _remaining(queues[booking[2]], int(booking[3]))
        return _failure("Antrean tidak ditemukan") if found is None else _answer(found)

    return [
        Route("/antrean/poli", many),
        Route("/antrean/jadwaldokter", plans),
        Route("/antrean/status", states),
        Route("/antrean/sisa", rest, methods=["POST"]),
    ]


def _answer(response: Row) -> Response:
    ok = {"message": "Ok", "code": 200}
    return JSONResponse({"response": response, "metadata": ok})


def _failure(message: str) -> Response:
    return JSONResponse({"metadata": {"message": message, "code": 201}})


def _table(name: str) -> Sequence[Line]:
    with (_DATA / f"rsudam_{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _chosen(
    rows: Sequence[Row], request: Request, keys: Sequence[str]
) -> Sequence[Row]:
    for key in keys:
        asked = request.query_params.get(key)
        codes = None if asked is None else asked.split(",")
        rows = [row for row in rows if codes is None or row[key] in codes]
    return rows


def _clinic(line: Line) -> Row:
    return {
        "kodepoli": line["kode"],
        "namapoli": line["nama"],
        "koders": _HOSPITAL,
        "lantai": int(line["lantai"]),
        "bukahariini": int(line["buka"]),
    }


def _shift(line: Line) -> Row:
    return {
        "kodepoli": line["poli"],
        "kodedokter": line["dokter"],
        "namadokter": line["nama"],
        "hari": line["hari"],
        "jadwal": line["jam"],
        "kapasitaspasien": int(line["kuota"]),
        "libur": int(line["libur"]),
    }


def _queue(place: int, line: Line, doctor: str) -> Row:
    """Make today's queue: insured patients have two thirds of the quota."""
    quota = int(line["kuota"])
    insured = quota * 2 // 3
    total = int(line["buka"]) * quota * (60 + place * 7 % 35) // 100
    called = total * (30 + place * 11 % 50) // 100
    taken = total * 2 // 3
    return {
        "kodepoli": line["kode"],
        "namapoli": line["nama"],
        "namadokter": doctor,
        "totalantrean": total,
        "sisaantrean": total - called,
        "antreanpanggil": _label(place, called) if called else "-",
        "sisakuotajkn": insured - taken,
        "kuotajkn": insured,
        "sisakuotanonjkn": quota - insured - (total - taken),
        "kuotanonjkn": quota - insured,
        "keterangan": "" if total else "Poli tutup hari ini",
        "lastupdate": _UPDATED,
    }


def _label(place: int, number: int) -> str:
    """Write a queue number as the clinic does: two ways are in use."""
    return f"A-{number}" if place % 2 else f"A{number}"


def _remaining(queue: Row, number: int) -> Row | None:
    total, left = int(str(queue["totalantrean"])), int(str(queue["sisaantrean"]))
    if not 0 < number <= total:
        return None
    before = max(number - (total - left), 0)
    return {
        "nomorantrean": f"A-{number}",
        "kodepoli": queue["kodepoli"],
        "namapoli": queue["namapoli"],
        "namadokter": queue["namadokter"],
        "sisaantrean": before,
        "antreanpanggil": queue["antreanpanggil"],
        "waktutunggu": before * _SECONDS,
        "keterangan": "" if before else "Nomor sudah dipanggil",
    }
