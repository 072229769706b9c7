"""Maps of the planning agency: GeoJSON, points and polygons.

    GET /geoserver/titik_kumpul.geojson?kab=18.01
    GET /geoserver/zona_tsunami.geojson

Assembly points for a tsunami, each a Point, and zones of danger, each a Polygon;
coordinates are [longitude, latitude] (RFC 7946). Without a match the collection
is empty. Places are roughly where towns on the coast are; the points are made up.
"""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.service import Service

Feature: TypeAlias = Mapping[str, object]
_POINTS = (
    ("TK-01", "Lapangan Kalianda", "18.01", 105.5911, -5.7312, 1200),
    ("TK-02", "Lapangan Merak Belantung", "18.01", 105.5203, -5.6601, 800),
    ("TK-03", "Halaman Islamic Center Kota Agung", "18.06", 104.6236, -5.4891, 1500),
    ("TK-04", "Lapangan Krui", "18.13", 103.9318, -5.1902, 2000),
    ("TK-05", "Lapangan Kalpataru Kemiling", "18.71", 105.2216, -5.3888, 3000),
    ("TK-06", "Lapangan Teluk Pandan", "18.09", 105.2441, -5.5722, None),
)
_ZONES = (
    ("Z-1", "Tinggi", "18.01", (105.57, -5.76, 105.61, -5.72)),
    ("Z-2", "Sedang", "18.71", (105.25, -5.47, 105.31, -5.44)),
    ("Z-3", "Tinggi", "18.13", (103.91, -5.21, 103.95, -5.17)),
)


def service() -> Service:
    """Describe the service."""
    return Service(
        name="geoportal",
        offset=30,
        opd="Badan Perencanaan Pembangunan Daerah (geoportal)",
        env="GEOPORTAL_URL",
        routes=_routes,
        drift={"nm_titik": "nama"},
    )


def _routes() -> Sequence[Route]:
    async def points(request: Request) -> Response:
        kab = request.query_params.get("kab")
        wanted = None if kab is None else kab.split(",")
        return _collection(
            [_point(*one) for one in _POINTS if wanted is None or one[2] in wanted]
        )

    async def zones(_: Request) -> Response:
        return _collection([_zone(*one) for one in _ZONES])

    return [
        Route("/geoserver/titik_kumpul.geojson", points),
        Route("/geoserver/zona_tsunami.geojson", zones),
    ]


def _point(
    number: str, name: str, region: str, lon: float, lat: float, holds: int | None
) -> Feature:
    return {
        "type": "Feature",
        "id": f"titik_kumpul.{number}",
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": {
            "kode": number,
            "nm_titik": name,
            "kd_kab": region,
            "daya_tampung": holds,
        },
    }


def _zone(
    number: str, danger: str, region: str, box: tuple[float, float, float, float]
) -> Feature:
    west, south, east, north = box
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {
        "type": "Feature",
        "id": f"zona_tsunami.{number}",
        "geometry": {"type": "Polygon", "coordinates": [ring]},
        "properties": {"kode": number, "bahaya": danger, "kd_kab": region},
    }


def _collection(features: Sequence[Feature]) -> Response:
    found = {"type": "FeatureCollection", "features": features}
    return JSONResponse(found, media_type="application/geo+json")
