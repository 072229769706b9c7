"""Permits in the style of OSS: every answer in a wrapper with a name of its own.

    GET  /api/jenisIzin?kd_izin=LIT-01,HUB-01    kinds of permit: a map by code
    POST /api/checkStatus  {"CHECKSTATUS": {"no_permohonan": "…"}}
    GET  /api/izinTerbit?kd_wil=18.71,18.01&thn=2026

HTTP 200 always. What is not there is told in a wrapper spelt differently, with an
empty list where the object would be. A date that is not
yet is "0000-00-00", an entry of the history is in epoch seconds, and a history
of one entry is an object. Fee "0" is free of charge, "NA" is set case by case.
Kinds of permit are real; fees, applications and counts are invented.
"""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.gates.signatures import summed
from simulator.regions import districts
from simulator.service import Service

Row = Mapping[str, object]

_DATA: Final = Path(__file__).parent.parent / "data"
_WIB: Final = timezone(timedelta(hours=7))
_YEARS: Final = (2024, 2025, 2026)
_CITY: Final = 71  # cities issue more


def service() -> Service:
    """Describe the service."""
    return Service(
        name="dpmptsp",
        offset=10,
        opd="Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
        env="DPMPTSP_URL",
        routes=_routes,
        drift={"nm_izin": "nama_izin", "no_permohonan": "nomor", "jml_izin": "jml"},
        gate=summed("kunci-dpmptsp-tiruan"),
    )


def _routes() -> Sequence[Route]:
    kinds = json.loads((_DATA / "dpmptsp_jenis.json").read_text(encoding="utf-8"))
    applications = {row["no_permohonan"]: row for row in _applications()}
    issued = list(_issued())

    async def permits(request: Request) -> Response:
        asked = request.query_params.get("kd_izin")
        codes = list(kinds) if asked is None else asked.split(",")
        found = {code: kinds[code] for code in codes if code in kinds}
        if not found:
            return _missing("responseJenisIzin", "dataJenisIzin")
        return _answer("responJenisIzin", "dataJenisIzin", found)

    async def status(request: Request) -> Response:
        asked = (await request.json()).get("CHECKSTATUS", {}).get("no_permohonan")
        if asked not in applications:
            return _missing("responsecheckStatus", "dataIzin")
        return _answer("responCheckStatus", "dataIzin", applications[asked])

    async def counts(request: Request) -> Response:
        rows: Sequence[Row] = issued
        for key in ("kd_wil", "thn"):
            asked = request.query_params.get(key)
            codes = None if asked is None else asked.split(",")
            rows = [row for row in rows if codes is None or row[key] in codes]
        return _answer("responIzinTerbit", "dataRekap", rows)

    return [
        Route("/api/jenisIzin", permits),
        Route("/api/checkStatus", status, methods=["POST"]),
        Route("/api/izinTerbit", counts),
    ]


def _answer(wrapper: str, key: str, data: Row | Sequence[Row]) -> Response:
    return JSONResponse({wrapper: {"kode": "200", "keterangan": "Sukses", key: data}})


def _missing(wrapper: str, key: str) -> Response:
    failure = {"kode": 404, "keterangan": "Data Tidak Ditemukan", key: []}
    return JSONResponse({wrapper: failure})


def _applications() -> Iterator[Row]:
    table = _DATA / "dpmptsp_permohonan.csv"
    with table.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            history = [_entry(text) for text in line["riwayat"].split("|")]
            yield {
                "no_permohonan": line["nomor"],
                "kd_izin": line["izin"],
                "nm_pemohon": line["pemohon"],
                "kd_wil": line["kode"],
                "kd_status": history[-1]["kd_status"],
                "tgl_masuk": line["masuk"],
                "tgl_target": line["target"],
                "tgl_terbit": "0000-00-00" if line["terbit"] == "-" else line["terbit"],
                "riwayat": history[0] if len(history) == 1 else history,
            }


def _entry(text: str) -> Row:
    """Read `30@2026-11-11 14:45:a remark`; the remark may be left out."""
    code, _, rest = text.partition("@")
    written, remark = rest[:16], rest[17:]
    moment = datetime.strptime(written, "%Y-%m-%d %H:%M").replace(tzinfo=_WIB)
    return {
        "kd_status": code,
        "waktu": int(moment.timestamp()),
        "catatan": remark or "-",
    }


def _issued() -> Iterator[Row]:
    """Yield how many permits each region had in each year, and their investment."""
    for place, region in enumerate(districts()):
        city = int(region.code.partition(".")[2]) >= _CITY
        for turn, year in enumerate(_YEARS):
            count = (2_400 if city else 640) + place * 37 % 300 + turn * 85
            billions = count * (11 if city else 4) // 10
            yield {
                "kd_wil": region.code,
                "thn": str(year),
                "jml_izin": f"{count:,}".replace(",", "."),
                "jml_tolak": str(count // 40),
                "rata_hari": f"{5 + (place + turn) % 6},{place % 10}",
                "investasi": f"Rp{billions:,}.000.000.000".replace(",", "."),
            }
