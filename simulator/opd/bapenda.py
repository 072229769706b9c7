"""Vehicle tax: padded text, one date written twice, "0000" for success.

    POST /api/pkb/info  {"nopol": "BE 1234 AB"}      one vehicle
    GET  /api/samsat?kd_kab=1871,1803                offices, all without `kd_kab`
    GET  /api/samsat?kd_samsat=01,16

HTTP 200 always; `code` is "0014" for what is not there, "0030" for a plate that
is none. Plates are taken with or without blanks, regions are BPS codes. Vehicles
and owners are invented; fees follow UU 1/2022 (PKB 1 % of the value, opsen 66 %
of PKB, 1 % fine a month) and the SWDKLLJ tariff.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.gates.keys import body
from simulator.service import Service

Row = Mapping[str, object]
Line = Mapping[str, str]

_DATA: Final = Path(__file__).parent.parent / "data"
_TODAY: Final = date(2026, 11, 16)
_SOON: Final = 30  # days before the due date
_PLATE: Final = re.compile(r"BE\d{1,4}[A-Z]{1,3}")
_MOTORCYCLE: Final = "4"
_CARD: Final = 3_000  # part of SWDKLLJ that a fine leaves out


def service() -> Service:
    """Describe the service."""
    return Service(
        name="bapenda",
        offset=6,
        opd="Badan Pendapatan Daerah",
        env="BAPENDA_URL",
        routes=_routes,
        drift={"nopol": "no_polisi", "nm_samsat": "nama_samsat"},
        gate=body({"user": "gateway", "key": "kunci-bapenda-tiruan"}),
    )


def _routes() -> Sequence[Route]:
    vehicles = {_bare(line["nopol"]): _vehicle(line) for line in _table("kendaraan")}
    offices = [_office(line) for line in _table("samsat")]

    async def vehicle(request: Request) -> Response:
        plate = _bare(str((await request.json()).get("nopol", "")))
        if not _PLATE.fullmatch(plate):
            return _answer("0030", "FORMAT NOMOR POLISI SALAH", None)
        if plate not in vehicles:
            return _answer("0014", "DATA KENDARAAN TIDAK DITEMUKAN", None)
        return _answer("0000", "SUKSES", vehicles[plate])

    async def samsat(request: Request) -> Response:
        rows = offices
        for key in ("kd_kab", "kd_samsat"):
            asked = request.query_params.get(key)
            codes = None if asked is None else asked.split(",")
            rows = [row for row in rows if codes is None or row[key] in codes]
        if not rows and "kd_samsat" in request.query_params:
            return _answer("0014", "DATA SAMSAT TIDAK DITEMUKAN", None)
        return _answer("0000", "SUKSES", rows)

    return [
        Route("/api/pkb/info", vehicle, methods=["POST"]),
        Route("/api/samsat", samsat),
    ]


def _answer(code: str, message: str, data: Row | Sequence[Row] | None) -> Response:
    return JSONResponse({"code": code, "message": message, "data": data})


def _table(name: str) -> Iterator[Line]:
    with (_DATA / f"bapenda_{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _bare(plate: str) -> str:
    return re.sub(r"[\s-]", "", plate).upper()


def _padded(text: str, width: int = 30) -> str:
    return text.ljust(width)


def _office(line: Line) -> Row:
    return {
        "kd_samsat": line["kode"],
        "nm_samsat": _padded(line["nama"]),
        "jns_samsat": line["jenis"],
        "kd_kab": line["bps"],
        "nm_kec": _padded(line["kecamatan"]),
        "jam_buka": line["buka"],
        "jam_tutup": line["tutup"],
        "sabtu": line["sabtu"],
    }


def _vehicle(line: Line) -> Row:
    due = date.fromisoformat(line["tempo"])
    fees = list(_fees(line, due))
    return {
        "nopol": _padded(line["nopol"], 11),
        "nm_pemilik": _padded(line["pemilik"]),
        "al_pemilik": _padded(line["alamat"], 40),
        "nm_merek": _padded(line["merek"], 15),
        "nm_tipe": _padded(line["tipe"]),
        "jns_kb": line["jenis"],
        "th_buat": line["tahun"],
        "jml_cc": _padded(line["cc"], 5),
        "warna": _padded(line["warna"], 15),
        "kd_bbm": line["bbm"],
        "kd_kab": line["bps"],
        "kd_samsat": line["samsat"],
        "tgl_tempo": f"{due:%Y-%m-%d}",
        "tgl_tempo2": f"{due:%d-%m-%Y}",
        "tgl_stnk": f"{date.fromisoformat(line['stnk']):%d-%m-%Y}",
        "blokir": line["blokir"],
        "st_pajak": _state(due),
        "njkb": _money(int(line["njkb"])),
        "rincian": [
            {"kd_biaya": code, "pokok": _money(amount), "denda": _money(fine)}
            for code, amount, fine in fees
        ],
        "total": _money(sum(amount + fine for _, amount, fine in fees)),
    }


def _state(due: date) -> str:
    if due < _TODAY:
        return "2"
    return "1" if (due - _TODAY).days <= _SOON else "0"


def _fees(line: Line, due: date) -> Iterator[tuple[str, int, int]]:
    """Yield code, amount and fine in rupiah of each part of the bill."""
    months = _months_late(due)
    tax = int(line["njkb"]) // 100
    surcharge = tax * 66 // 100
    yield "PKB", tax, tax * months // 100
    yield "OPS", surcharge, surcharge * months // 100
    insurance = 35_000 if line["jenis"] == _MOTORCYCLE else 143_000
    quarters = min(-(-months // 3), 4)
    fine = (insurance - _CARD) * quarters // 4
    yield "SWD", insurance, min(fine, 100_000)


def _months_late(due: date) -> int:
    """Count the begun months since the due date, at most 24."""
    if due >= _TODAY:
        return 0
    whole = (_TODAY.year - due.year) * 12 + _TODAY.month - due.month
    return min(whole + (_TODAY.day > due.day), 24)


def _money(amount: int) -> str:
    return f"{amount:,}".replace(",", ".") + ",00"
