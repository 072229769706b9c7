"""Regions: a tidy REST service with bare arrays and honest statuses.

GET /wilayah                        the province, its kabupaten and kota
GET /wilayah/18.71                  one object, or 404; any depth: 18.71.01.1001
GET /wilayah?kode=18.71,18.71.01    those that exist
GET /wilayah?induk=18.71,18.72      what is directly below them
GET /wilayah?level=KEC&induk=18.71  all of that level, anywhere below
GET /wilayah/cari?nama=karang       part of a name, higher levels first; also level=
GET /wilayah/bps/1871               one object by its BPS code, or 404
"""

from collections.abc import Iterable, Mapping, Sequence

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.regions import Region, regions, subdistricts, villages
from simulator.service import Service

Row = Mapping[str, str | None]


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
    every = (*regions(), *subdistricts(), *villages())
    known = {region.code: _row(region) for region in every}
    by_bps = {region.bps: known[region.code] for region in regions()}

    async def one(request: Request) -> Response:
        return _one(known.get(request.path_params["kode"]))

    async def one_by_bps(request: Request) -> Response:
        return _one(by_bps.get(request.path_params["kode"]))

    async def many(request: Request) -> Response:
        return JSONResponse(_listed(known, request.query_params))

    async def search(request: Request) -> Response:
        asked = request.query_params
        part = asked.get("nama", "").casefold()
        rows = (row for row in known.values() if part in str(row["nama"]).casefold())
        return JSONResponse(_of_level(rows, asked.get("level")))

    return [
        Route("/wilayah", many),
        Route("/wilayah/cari", search),
        Route("/wilayah/bps/{kode}", one_by_bps),
        Route("/wilayah/{kode}", one),
    ]


def _one(row: Row | None) -> Response:
    if row is None:
        return JSONResponse({"pesan": "wilayah tidak ditemukan"}, status_code=404)
    return JSONResponse(row)


def _listed(known: Mapping[str, Row], asked: QueryParams) -> Sequence[Row]:
    """Return the rows that the parameters choose; without any, the sixteen."""
    level = asked.get("level")
    if not asked:
        return [known[region.code] for region in regions()]
    rows: Iterable[Row] = known.values()
    if "kode" in asked:
        rows = [known[code] for code in asked["kode"].split(",") if code in known]
    if "induk" in asked:
        above = asked["induk"].split(",")
        rows = [row for row in rows if _under(row, above, direct=level is None)]
    return _of_level(rows, level)


def _under(row: Row, above: Sequence[str], *, direct: bool) -> bool:
    if direct:
        return row["induk"] in above
    return any(str(row["kode"]).startswith(f"{code}.") for code in above)


def _of_level(rows: Iterable[Row], level: str | None) -> Sequence[Row]:
    return [row for row in rows if level is None or row["level"] == level]


def _row(region: Region) -> Row:
    return {
        "kode": region.code,
        "nama": region.name,
        "level": region.level,
        "kode_bps": region.bps or None,
        "induk": region.parent,
        "kabupaten": region.district,
    }
