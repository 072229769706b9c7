"""Regions: a tidy REST service with bare arrays and honest statuses.

GET /wilayah/18.71          one object, or 404
GET /wilayah?kode=18.71,18  those that exist
GET /wilayah?level=KOTA&induk=18
"""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.regions import Region, regions
from simulator.service import Service


def service() -> Service:
    """Describe the service."""
    return Service(
        name="pemerintahan",
        offset=0,
        opd="Biro Pemerintahan dan Otonomi Daerah",
        env="WILAYAH_URL",
        routes=_routes,
        drift={"nama": "nama_wilayah", "level": "tingkat"},
    )


def _routes() -> Sequence[Route]:
    known = {region.code: _row(region) for region in regions()}

    async def one(request: Request) -> Response:
        row = known.get(request.path_params["kode"])
        if row is None:
            return JSONResponse({"pesan": "wilayah tidak ditemukan"}, status_code=404)
        return JSONResponse(row)

    async def many(request: Request) -> Response:
        asked = request.query_params.get("kode")
        codes = list(known) if asked is None else asked.split(",")
        rows = [known[code] for code in codes if code in known]
        for key in ("level", "induk"):
            wanted = request.query_params.get(key)
            rows = [row for row in rows if wanted is None or row[key] == wanted]
        return JSONResponse(rows)

    return [Route("/wilayah/{kode}", one), Route("/wilayah", many)]


def _row(region: Region) -> dict[str, str | None]:
    return {
        "kode": region.code,
        "nama": region.name,
        "level": region.level,
        "kode_bps": region.bps,
        "induk": region.parent,
    }
