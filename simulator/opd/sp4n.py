"""The national complaint channel: data in data in data, codes as texts, UTC.

    GET /api/v2/laporan?region=1871&region=1803&start_date=…&end_date=…
    GET /api/v2/laporan/10452001

Regions have BPS codes, times end in "Z". A report that is not known is code
"404" with HTTP 200 and an empty array where the object stands. Reporters may
be anonymous. Reports and people are invented.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.gates.tokens import OAuth2
from simulator.service import Service

Row = Mapping[str, object]

_UNDONE = "Belum terverifikasi"


def service() -> Service:
    """Describe the service."""
    return Service(
        name="sp4n",
        offset=23,
        opd="SP4N-LAPOR! (admin Dinas Komunikasi, Informatika dan Statistik)",
        env="SP4N_URL",
        routes=_routes,
        drift={"title": "subject", "created_at": "submitted_at"},
        gate=OAuth2("lampung-in", "rahasia-sp4n-tiruan"),
    )


def _routes() -> Sequence[Route]:
    table = Path(__file__).parent.parent / "data" / "laporan_sp4n.json"
    known = {one["id"]: _row(one) for one in json.loads(table.read_text("utf-8"))}

    async def many(request: Request) -> Response:
        query = request.query_params
        codes = query.getlist("region")
        first, last = query.get("start_date", ""), query.get("end_date", "9999")
        rows = [
            row
            for row in known.values()
            if (not codes or row["region_code"] in codes)
            and first <= str(row["created_at"])[:10] <= last
        ]
        return _answer("200", {"data": rows, "total": str(len(rows))})

    async def one(request: Request) -> Response:
        row = known.get(request.path_params["id"])
        return _answer("404", []) if row is None else _answer("200", {"data": row})

    return [Route("/api/v2/laporan", many), Route("/api/v2/laporan/{id}", one)]


def _answer(code: str, data: object) -> Response:
    message = "OK" if code == "200" else "Laporan tidak ditemukan"
    return JSONResponse({"data": {"code": code, "message": message, "data": data}})


def _row(one: Mapping[str, Any]) -> Row:
    anonymous = int(one["id"]) % 3 == 0
    return {
        "id": int(one["id"]),
        "title": one["judul"],
        "body": f"{one['judul']}. Mohon perhatian instansi terkait.",
        "category": {"name": one["kategori"]},
        "status": one["status"],
        "region_code": one["bps"],
        "created_at": f"{one['dibuat']}.000000Z",
        "reporter": {"name": "Anonim" if anonymous else f"Pelapor {one['id'][-3:]}"},
        "supports": one["dukungan"],
        "disposition": _disposition(one),
        "follow_ups": _follow_ups(one),
        "response": _response(one),
    }


def _disposition(one: Mapping[str, Any]) -> Row | None:
    if "scope" not in one:
        return None
    optional = ("unit", "phone", "reason")
    return {
        "scope": one["scope"],
        "agency": one["agency"],
        **{key: one[key] for key in optional if key in one},
    }


def _follow_ups(one: Mapping[str, Any]) -> Sequence[Row]:
    steps = []
    if one["status"] != _UNDONE:
        steps.append((2, "verified", "Admin Nasional", "Laporan terverifikasi"))
        steps.append((4, "forwarded", "Admin Nasional", f"Kepada {one['agency']}"))
    if "selesai" in one:
        steps.append((one["selesai"], "closed", one["agency"], "Selesai"))
    return [
        {"at": _later(one, hours), "type": kind, "by": by, "note": note}
        for hours, kind, by, note in steps
    ]


def _response(one: Mapping[str, Any]) -> Row | None:
    if "selesai" not in one:
        return None
    return {
        "message": "Terima kasih, laporan telah kami selesaikan.",
        "responded_at": _later(one, one["selesai"]),
        "rating": one["rating"],
    }


def _later(one: Mapping[str, Any], hours: int) -> str:
    moment = datetime.fromisoformat(one["dibuat"]) + timedelta(hours=hours)
    return f"{moment.isoformat()}.000000Z"
