"""The regions' own channel, WhatsApp and kiosks: upper-case keys, letters as codes.

    GET /kanal/tiket?kd_wil=18.71;18.72&mulai=20261101&akhir=20261116
    GET /kanal/tiket/WA-1871-0001

A region's code comes in two parts, times in seconds as texts, LOG is one
object where there is one step. A ticket that is not known is HTTP 404. Tickets
and people are invented.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.service import Service

Row = Mapping[str, object]

_WIB = ZoneInfo("Asia/Jakarta")


def service() -> Service:
    """Describe the service."""
    return Service(
        name="kanalwarga",
        offset=24,
        opd="Kanal Warga Kabupaten dan Kota",
        env="KANAL_URL",
        routes=_routes,
        drift={"PESAN": "ISI", "STS": "STATUS"},
        mutual_tls=True,
    )


def _routes() -> Sequence[Route]:
    table = Path(__file__).parent.parent / "data" / "tiket_warga.json"
    known = {one["no"]: one for one in json.loads(table.read_text("utf-8"))}

    async def many(request: Request) -> Response:
        query = request.query_params
        codes = query["kd_wil"].split(";") if "kd_wil" in query else None
        first, last = query.get("mulai", ""), query.get("akhir", "9999")
        rows = [
            _row(one)
            for one in known.values()
            if (codes is None or f"18.{one['kab']}" in codes)
            and first <= one["tgl"][:10].replace("-", "") <= last
        ]
        return JSONResponse({"RC": "00", "RM": "SUKSES", "TIKET": rows})

    async def one(request: Request) -> Response:
        found = known.get(request.path_params["nomor"])
        if found is None:
            body = {"RC": "14", "RM": "TIKET TIDAK ADA"}
            return JSONResponse(body, status_code=404)
        return JSONResponse({"RC": "00", "RM": "SUKSES", "TIKET": _row(found)})

    return [Route("/kanal/tiket", many), Route("/kanal/tiket/{nomor}", one)]


def _row(one: Mapping[str, Any]) -> Row:
    made = datetime.fromisoformat(one["tgl"]).replace(tzinfo=_WIB)
    replied = made + timedelta(hours=one.get("jam", 0))
    return {
        "NO_TIKET": one["no"],
        "SALURAN": one["saluran"],
        "KODE": {"PROV": "18", "KAB": one["kab"]},
        "KAT": one["kat"],
        "PESAN": one["pesan"],
        "STS": one["sts"],
        "TGL": str(int(made.timestamp())),
        "NAMA": f"Warga {one['no'][3:]}",
        "TUJUAN": {
            "KD": one.get("kd", "0"),
            "NAMA": one.get("unit", "-"),
            "TELP": one.get("telp", ""),
            "ALASAN": one.get("alasan", ""),
        },
        "LOG": _log(one, made),
        "BALASAN": one.get("balas", ""),
        "TGL_BALAS": f"{replied:%Y-%m-%d %H:%M}" if "balas" in one else "",
        "BINTANG": one.get("bintang", "0"),
    }


def _log(one: Mapping[str, Any], made: datetime) -> Row | Sequence[Row]:
    steps = [_step(made, "TERIMA", "Petugas kanal", "-")]
    if "unit" in one:
        later = made + timedelta(hours=1)
        steps.append(_step(later, "TERUSKAN", "Petugas kanal", one["unit"]))
    if "balas" in one:
        later = made + timedelta(hours=one["jam"])
        steps.append(_step(later, "BALAS", one["unit"], one["balas"]))
    return steps if len(steps) > 1 else steps[0]


def _step(moment: datetime, action: str, by: str, note: str) -> Row:
    return {"JAM": f"{moment:%Y-%m-%d %H:%M}", "AKSI": action, "OLEH": by, "CAT": note}
