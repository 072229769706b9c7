"""GeoJSON (RFC 7946): always a list of features."""

from typing import cast

from gateway.connectors.formats.texts import bad

_GEOMETRIES = frozenset(
    {
        "Point",
        "MultiPoint",
        "LineString",
        "MultiLineString",
        "Polygon",
        "MultiPolygon",
        "GeometryCollection",
    }
)


def features_of(value: object) -> object:
    """Return the features of a GeoJSON text that is decoded.

    A lone feature is a list of one; so is a bare geometry, as a feature
    without properties. Raises UpstreamBadBody for what is no GeoJSON.
    """
    if value is None:
        return None
    found = cast("dict[str, object]", value) if isinstance(value, dict) else {}
    kind, features = found.get("type"), found.get("features")
    if kind == "FeatureCollection" and isinstance(features, list):
        return cast("list[object]", features)
    if kind == "Feature":
        return [found]
    if kind in _GEOMETRIES:
        return [{"type": "Feature", "properties": {}, "geometry": found}]
    raise bad("the answer is not GeoJSON")
