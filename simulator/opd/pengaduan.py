"""Complaints: a PHP service that answers HTTP 200 whatever happens.

    GET /index.php/aduan?kab=18.71,18.01&dari=01/11/2026&sampai=16/11/2026
    GET /index.php/aduan/rincian?nomor=2026110012,2026110013
    GET /index.php/aduan/2026110012          {"status": "ok", "data": {…}}
    GET /index.php/statistik?kab=18.71       figures; of the province without `kab`

Lists are {"status": "ok", "data": {"data": […]}}, a failure is {"status":
"error", "kode": …, "pesan": …}. The status of a complaint is a number in old
rows and a word in newer ones; what is not answered yet is "". Complaints and
people are invented.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.opd.pengaduan_statistik import Case, figures
from simulator.regions import Region, districts
from simulator.series import TODAY
from simulator.service import Service

Row = Mapping[str, object]


class _Topic(NamedTuple):
    """What is complained of, and who is to handle it: PROV, KAB, POLRI or LUAR."""

    word: str
    title: str
    scope: str
    unit: str


_STATUSES = (1, "2", "finished", "proses", 3, "diarsipkan")
_DONE = ("finished", 3)
_CHANNELS = ("app", "web", "loket")
_PER_REGION = 3
_NUMBER = re.compile(r"\d{10}")
_DESK = "Admin Pengaduan Provinsi"
_CITY_POLICE = {"18.71": "Polresta Bandar Lampung", "18.72": "Polres Metro"}


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


class _Complaint(NamedTuple):
    """One complaint."""

    serial: int
    region: Region
    topic: _Topic

    @property
    def number(self) -> str:
        return f"202611{self.serial + 1:04}"

    @property
    def status(self) -> int | str:
        return _STATUSES[self.serial % len(_STATUSES)]

    @property
    def made(self) -> datetime:
        hour = 8 + self.serial % 9
        return datetime(2026, 11, 1 + self.serial % 15, hour, 15)  # noqa: DTZ001 - WIB

    @property
    def unit(self) -> str:
        if self.topic.scope != "POLRI":
            return self.topic.unit
        police = self.region.name.replace("Kabupaten", "Polres")
        return _CITY_POLICE.get(self.region.code, police)

    @property
    def hours(self) -> int:
        """How long an answer took."""
        return 6 + self.serial * 7 % 48

    @property
    def rating(self) -> int:
        return 3 + self.serial % 3


def _routes() -> Sequence[Route]:
    known = {one.number: one for one in _complaints()}

    async def many(request: Request) -> Response:
        rows = [_row(one) for one in known.values() if _asked(one, request)]
        return JSONResponse({"status": "ok", "data": {"data": rows, "page": 1}})

    async def details(request: Request) -> Response:
        numbers = request.query_params.get("nomor", "").split(",")
        rows = [_detail(known[number]) for number in numbers if number in known]
        return JSONResponse({"status": "ok", "data": {"data": rows, "page": 1}})

    async def one(request: Request) -> Response:
        number = request.path_params["nomor"]
        if not _NUMBER.fullmatch(number):
            return _error(422, "Nomor aduan harus 10 angka")
        found = known.get(number)
        if found is None:
            return _error(404, "Aduan tidak ditemukan")
        return JSONResponse({"status": "ok", "data": _detail(found)})

    async def statistics(request: Request) -> Response:
        asked = request.query_params.get("kab", "18").split(",")
        cases = [_case(one) for one in known.values()]
        found = [figures(code, cases) for code in asked]
        return JSONResponse({"status": "ok", "data": {"data": found, "page": 1}})

    return [
        Route("/index.php/aduan", many),
        Route("/index.php/aduan/rincian", details),
        Route("/index.php/aduan/{nomor}", one),
        Route("/index.php/statistik", statistics),
    ]


def _error(code: int, message: str) -> Response:
    return JSONResponse({"status": "error", "kode": code, "pesan": message})


def _complaints() -> Iterator[_Complaint]:
    table = Path(__file__).parent.parent / "data" / "topik_aduan.csv"
    with table.open(encoding="utf-8", newline="") as file:
        topics = [_Topic(*row.values()) for row in csv.DictReader(file)]
    for place, region in enumerate(districts()):
        for turn in range(_PER_REGION):
            serial = place * _PER_REGION + turn
            yield _Complaint(serial, region, topics[serial * 5 % len(topics)])


def _asked(one: _Complaint, request: Request) -> bool:
    query = request.query_params
    first = _day(query, "dari") or date.min
    last = _day(query, "sampai") or TODAY
    codes = query.get("kab", one.region.code).split(",")
    return one.region.code in codes and first <= one.made.date() <= last


def _day(query: QueryParams, name: str) -> date | None:
    text = query.get(name)
    if text is None:
        return None
    day, month, year = map(int, text.split("/"))
    return date(year, month, day)


def _row(one: _Complaint) -> Row:
    return {
        "no_aduan": one.number,
        "kd_kab": one.region.code,
        "kategori": one.topic.word,
        "judul_aduan": one.topic.title,
        "status_aduan": one.status,
        "tgl_aduan": f"{one.made:%d/%m/%Y %H:%M}",
        "nama_pelapor": f"Warga {one.serial + 1}",
        "jml_dukungan": str(one.serial * 7 % 40),
        "kanal": _CHANNELS[one.serial % len(_CHANNELS)],
        "lingkup": one.topic.scope,
        "unit_penangan": one.unit,
    }


def _detail(one: _Complaint) -> Row:
    answered = one.made + timedelta(hours=one.hours)
    reply = {
        "isi_tanggapan": f"Laporan telah ditindaklanjuti oleh {one.unit}.",
        "tgl_tanggapan": f"{answered:%Y-%m-%d %H:%M:%S}",
        "nilai": str(one.rating),
    }
    return {
        **_row(one),
        "isi_aduan": f"{one.topic.title}, {one.region.name}. Mohon ditindaklanjuti.",
        "disposisi": _routing(one),
        "riwayat": _steps(one),
        "tanggapan": reply if one.status in _DONE else "",
    }


def _routing(one: _Complaint) -> Row:
    base = {"lingkup": one.topic.scope, "unit": one.unit}
    match one.topic.scope:
        case "PROV":
            return {**base, "bidang": "Seksi Layanan Masyarakat"}
        case "KAB":
            return {**base, "kd_kab": one.region.code}
        case "POLRI":
            return {**base, "telp": "110"}
        case _:
            reason = "Jaringan listrik dikelola badan usaha milik negara."
            return {**base, "penjelasan": reason}


def _steps(one: _Complaint) -> Sequence[Row]:
    steps = [(0, "terima", _DESK, "Laporan diterima")]
    if one.status != 1:
        steps.append((3, "verifikasi", _DESK, "Laporan lengkap"))
        steps.append((5, "disposisi", _DESK, f"Diteruskan kepada {one.unit}"))
    if one.status in _DONE:
        steps.append((one.hours, "selesai", one.unit, "Laporan selesai ditangani"))
    return [
        {
            "waktu": f"{one.made + timedelta(hours=hours):%Y-%m-%d %H:%M:%S}",
            "aksi": action,
            "unit": unit,
            "catatan": note,
        }
        for hours, action, unit, note in steps
    ]


def _case(one: _Complaint) -> Case:
    done = one.status in _DONE
    return Case(
        one.region.code,
        str(one.status),
        one.unit,
        one.hours if done else None,
        one.rating if done else None,
    )
