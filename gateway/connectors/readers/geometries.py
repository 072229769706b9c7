"""Geometries as services write them, as GeoJSON (RFC 7946).

WKT, "lat,lon lat,lon …" as CAP 1.2 writes polygons, "lat lon lat lon …" as GML does,
"lon,lat,height …" as KML does (with its order), bare lists of points, GeoJSON.
"""

import json
import re
from decimal import Decimal
from typing import Any, Final, TypeAlias, cast

from gateway.connectors.readers.coordinates import number_of, on_globe, parse_pair
from gateway.connectors.readers.stages import Read
from gateway.connectors.value import BadValue

Position: TypeAlias = list[float]

_LONGEST: Final = 2_000_000  # characters
_MOST_PARTS: Final = 50  # geometries of a collection, and levels of it
_MOST_PIECES: Final = 50_000  # pairs, or bare numbers, of a series
_RING: Final = 4  # positions that a ring has at least
_LEVELS: Final = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
_NAMES: Final = {name.upper(): name for name in _LEVELS}
_WKT: Final = re.compile(
    r"\s*(?:SRID=\d+;\s*)?([A-Za-z]+)\s*(?:Z|M|ZM)?\s*(\(.*\))\s*\Z",
    re.DOTALL | re.IGNORECASE,
)
_PIECE: Final = re.compile(r"[()]|[^(),]+")
_BLANKS: Final = re.compile(r"[\s;|]+")


def compile_geometry(order: str | None) -> Read:
    """Compile the reader of a geometry: a GeoJSON object, positions lon, lat.

    Texts of pairs are `lat_lon` unless `order` says otherwise, everything else
    is `lon_lat`. A closed series of four pairs or more is a Polygon, another a
    LineString, one pair a Point. The reader raises BadValue.
    """

    def read(value: object) -> object:
        if isinstance(value, str):
            return _from_text(value, order)
        return _from_json(value, order)

    return read


def _bad(reason: str = "not a geometry") -> BadValue:
    return BadValue(reason)


def _from_text(text: str, order: str | None) -> object:
    if len(text) > _LONGEST:
        raise _bad()
    start = text.lstrip()[:1]
    if start and start in "[{":
        try:
            return _from_json(json.loads(text), order)
        except (ValueError, RecursionError) as error:
            raise _bad() from error
    text = " ".join(text.split())  # what follows is slow on long blanks
    found = _WKT.match(text)
    if found is not None and found[1].upper() in _NAMES:
        return _from_wkt(_NAMES[found[1].upper()], found[2], order)
    pairs = _BLANKS.split(text.replace(" ,", ",").replace(", ", ","))
    if len(pairs) > _MOST_PIECES:
        raise _bad()
    return _series([_paired(one, order) for one in _coupled(pairs)])


def _coupled(pieces: list[str]) -> list[str]:
    """Couple bare numbers, two by two, where no pair is written as one (GML's posList)."""
    if any("," in one for one in pieces) or len(pieces) % 2:
        return pieces
    return [",".join(pieces[n : n + 2]) for n in range(0, len(pieces), 2)]


def _paired(text: str, order: str | None) -> Position:
    numbers = text.split(",")
    if len(numbers) > 2:  # noqa: PLR2004 - with height, as KML has it
        return _position([*numbers], order or "lat_lon")
    lat, lon = parse_pair(text, "en", order)
    return [float(lon), float(lat)]


def _series(positions: list[Position]) -> object:
    """Tell what a bare series of positions is."""
    if len(positions) == 1:
        return {"type": "Point", "coordinates": positions[0]}
    if len(positions) >= _RING and positions[0] == positions[-1]:
        return {"type": "Polygon", "coordinates": [positions]}
    return {"type": "LineString", "coordinates": positions}


# --------------------------------------------------------------------- WKT


def _from_wkt(name: str, body: str, order: str | None) -> object:
    nested = _nested(body)
    if name == "Point":
        nested = _only(nested)
    elif name == "MultiPoint":  # with brackets around each point, or without
        nested = [one if isinstance(one, str) else _only(one) for one in nested]
    shape = _positioned(_split_numbers(nested), _LEVELS[name], order)
    return _judged({"type": name, "coordinates": shape})


def _only(items: list[Any]) -> Any:
    if len(items) != 1:
        raise _bad()
    return items[0]


def _nested(body: str) -> list[Any]:
    """Return the brackets of a text as lists, with the texts between them."""
    stack: list[list[Any]] = [[]]
    for found in _PIECE.finditer(body):
        part = found[0]
        if part == "(":
            inner: list[Any] = []
            stack[-1].append(inner)
            stack.append(inner)
        elif part == ")":
            if len(stack) == 1:
                raise _bad()
            stack.pop()
        elif part.strip():
            stack[-1].append(part)
        if len(stack) > max(_LEVELS.values()) + 1:
            raise _bad()
    if len(stack) != 1 or len(stack[0]) != 1:
        raise _bad()
    return cast("list[Any]", stack[0][0])


def _split_numbers(nested: Any) -> Any:
    if isinstance(nested, str):
        return nested.split()
    return [_split_numbers(one) for one in cast("list[Any]", nested)]


# --------------------------------------------------------------------- JSON


def _from_json(value: object, order: str | None) -> object:
    if isinstance(value, list):
        return _bare(cast("list[object]", value), order)
    return _object(value, order, _MOST_PARTS)


def _bare(value: list[object], order: str | None) -> object:
    """Read a list: of two numbers a Point, of such lists a series."""
    if value and not isinstance(value[0], list):
        return _series([_position(value, order)])
    if not value:
        raise _bad()
    return _series(_positioned(value, 1, order))


def _object(value: object, order: str | None, depth: int) -> object:
    if not isinstance(value, dict) or not depth:
        raise _bad()
    entries = cast("dict[str, object]", value)
    kind = entries.get("type")
    if kind == "Feature":
        return _object(entries.get("geometry"), order, depth - 1)
    if kind == "GeometryCollection":
        parts = entries.get("geometries")
        if not isinstance(parts, list):
            raise _bad()
        inner = [_object(one, order, depth - 1) for one in cast("list[object]", parts)]
        return {"type": kind, "geometries": inner}
    if not isinstance(kind, str) or kind not in _LEVELS:
        raise _bad()
    shape = _positioned(entries.get("coordinates"), _LEVELS[kind], order)
    return _judged({"type": kind, "coordinates": shape})


def _positioned(value: object, level: int, order: str | None) -> Any:
    """Read positions within so many levels of lists."""
    if not isinstance(value, list):
        raise _bad()
    items = cast("list[object]", value)
    if level == 0:
        return _position(items, order)
    if not items:
        raise _bad()
    return [_positioned(one, level - 1, order) for one in items]


def _position(numbers: list[object], order: str | None) -> Position:
    if not 2 <= len(numbers) <= 4:  # noqa: PLR2004 - with height, and measure
        raise _bad()
    first, second, *rest = map(number_of, numbers)
    lon, lat = (second, first) if order == "lat_lon" else (first, second)
    heights: list[Decimal] = rest[:1]
    position = [on_globe(lon, "lon"), on_globe(lat, "lat"), *heights]
    return [float(one) for one in position]


def _judged(geometry: dict[str, Any]) -> object:
    """Refuse rings that are not closed (RFC 7946 §3.1.6)."""
    rings: list[list[Position]] = []
    if geometry["type"] == "Polygon":
        rings = geometry["coordinates"]
    elif geometry["type"] == "MultiPolygon":
        rings = [ring for polygon in geometry["coordinates"] for ring in polygon]
    if any(len(ring) < _RING or ring[0] != ring[-1] for ring in rings):
        reason = "a polygon that is not closed"
        raise _bad(reason)
    return geometry
