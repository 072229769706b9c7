"""A citizen's own requests at the one-stop counter: JSON, by the citizen's token.

    GET /v1/permohonan          with Authorization: Bearer warga-<who>

The service knows whose token it is and gives that citizen's rows alone: here the
token itself says who. Requests and who made them are made up.
"""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.gates.signatures import citizens
from simulator.service import Service

_KINDS = ("KTP-el", "Kartu Keluarga", "Izin Usaha Mikro")
_STATES = ("DITERIMA", "DIPERIKSA", "SELESAI")


def service() -> Service:
    """Describe the service."""
    return Service(
        name="layananku",
        offset=31,
        opd="Dinas Komunikasi, Informatika dan Statistik (layanan warga)",
        env="LAYANANKU_URL",
        routes=_routes,
        drift={"keadaan": "status"},
        gate=citizens("warga-"),
    )


def _routes() -> Sequence[Route]:
    async def own(request: Request) -> Response:
        who = request.headers.get("authorization", "").rpartition("-")[2]
        seed = sum(map(ord, who))
        rows = [
            {
                "nomor": f"L-{seed % 1000:03d}-{place}",
                "jenis": _KINDS[(seed + place) % 3],
                "keadaan": _STATES[(seed * place) % 3],
                "tanggal": f"2026-11-{place + 9:02d}",
            }
            for place in range(1, seed % 3 + 2)
        ]
        return JSONResponse({"warga": who, "data": rows})

    return [Route("/v1/permohonan", own)]
