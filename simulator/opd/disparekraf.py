"""Tourism: the shape of a blog's interface, with the office's fields under `acf`.

    GET /wp-json/wp/v2/destinasi?kabupaten=39,44   a bare array
    GET /wp-json/wp/v2/destinasi?include=1204,1205
    GET /wp-json/wp/v2/destinasi/1204              one object, or 404
    GET /wp-json/wp/v2/acara?kabupaten=44          events, the same way
    GET /wp-json/wp/v2/acara/3304
    GET /wp-content/uploads/1204.png               a place's photograph

Regions and kinds are numbers of the blog's own, in arrays of one; what is empty
is false. Places and festivals are real, dates, prices and marks invented.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.picture import png
from simulator.service import Service

Row: TypeAlias = dict[str, Any]


def service() -> Service:
    """Describe the service."""
    return Service(
        name="disparekraf",
        offset=14,
        opd="Dinas Pariwisata dan Ekonomi Kreatif",
        env="DISPAREKRAF_URL",
        routes=_routes,
        drift={"title": "judul", "tgl_mulai": "mulai", "koordinat": "peta"},
    )


def _routes() -> Sequence[Route]:
    return [
        *_collection("destinasi", "disparekraf_destinasi.json"),
        *_collection("acara", "disparekraf_acara.json"),
        Route("/wp-content/uploads/{number:int}.png", _photograph),
    ]


def _collection(kind: str, name: str) -> Sequence[Route]:
    table = Path(__file__).parent.parent / "data" / name
    rows: list[Row] = json.loads(table.read_text(encoding="utf-8"))

    async def many(request: Request) -> Response:
        regions = _numbers(request, "kabupaten")
        ids = _numbers(request, "include")
        return JSONResponse(
            [
                _shown(row, request)
                for row in rows
                if (regions is None or row["kabupaten"][0] in regions)
                and (ids is None or row["id"] in ids)
            ]
        )

    async def one(request: Request) -> Response:
        number = request.path_params["number"]
        found = next((row for row in rows if row["id"] == number), None)
        if found is None:
            return _lacking(kind)
        return JSONResponse(_shown(found, request))

    path = f"/wp-json/wp/v2/{kind}"
    return [Route(path, many), Route(path + "/{number:int}", one)]


def _shown(row: Row, request: Request) -> Row:
    """Add the address of a place's photograph, on the blog's own host."""
    if "koordinat" not in row["acf"]:
        return row
    address = f"{request.base_url}wp-content/uploads/{row['id']}.png"
    return {**row, "foto": {"url": address}}


async def _photograph(request: Request) -> Response:
    body = png(request.path_params["number"])
    return Response(body, media_type="image/png")


def _lacking(kind: str) -> Response:
    body = {
        "code": f"rest_{kind}_tidak_ada",
        "message": f"Tidak ada {kind} bernomor ini.",
        "data": {"status": 404},
    }
    return JSONResponse(body, status_code=404)


def _numbers(request: Request, name: str) -> set[int] | None:
    """Read comma-joined numbers; None when they are not asked for."""
    text = request.query_params.get(name)
    if text is None:
        return None
    return {int(part) for part in text.split(",") if part.isdecimal()}
