"""Coordinates and geometries: readers/{coordinates,geometries}.py."""

import pytest
from hypothesis import given, strategies as st

from gateway.config.model import Reader
from gateway.config.place import Word
from gateway.connectors.readers import BadValue, compile_reader

PAIR = (-5.43, 105.26)


def read(part: str, value: object, **options: str) -> object:
    words = {name: Word(word) for name, word in options.items()}
    reader = Reader(part=Word(part), **words)  # type: ignore[arg-type] # a table of options
    return compile_reader("Float", reader, {})(value)


def shape(value: object, order: str | None = None) -> object:
    reader = Reader(
        format=(Word("geojson"),), order=None if order is None else Word(order)
    )
    return compile_reader("JSON", reader, {})(value)


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        (-7.54, "7.54 LS"),
        (-7.54, "7,54 LS"),
        (-7.54, "-7.54 LS"),
        (7.54, "7.54 LU"),
        (-5.43, "S 5.43"),
        (-5.42, "5°25'12\" LS"),
        (-5.42, "5° 25\u2032 12\u2033 S"),
        (-5.5, "5°30' selatan"),
        (-5.0, "5° LS"),
        (-5.4, -5.4),
        (-5.0, -5),
    ],
    ids=repr,
)
def test_one_latitude(expected: float, value: object) -> None:
    """The letters of its side tell the sign of a single coordinate."""
    assert expected == read("lat", value)


@pytest.mark.parametrize(
    "value",
    [
        "-5.43,105.26",
        " (-5.43 ; 105.26) ",
        "-5.43 105.26",
        "\u22125.43/105.26",
        "5.43 S, 105.26 E",
        "105.26 BT 5.43 LS",
        "5,43 LS 105,26 BT",
        "[105.26, -5.43]",
        "POINT(105.26 -5.43)",
        "SRID=4326; point Z (105.26 -5.43 12)",
        [105.26, -5.43],
        ["105.26", "-5.43", 12],
        {"type": "Point", "coordinates": [105.26, -5.43]},
        {"geometry": {"type": "Point", "coordinates": [105.26, -5.43]}},
    ],
    ids=repr,
)
def test_both_of_a_pair(value: object) -> None:
    """A pair gives either; texts are latitude first, everything else longitude."""
    assert PAIR == (read("lat", value), read("lon", value))


def test_stated_order_and_notation() -> None:
    """A stated order and notation decide what the text does not."""
    assert PAIR == tuple(
        read(p, "105.26,-5.43", order="lon_lat") for p in ("lat", "lon")
    )
    assert PAIR == tuple(
        read(p, [-5.43, 105.26], order="lat_lon") for p in ("lat", "lon")
    )
    assert PAIR == tuple(read(p, "-5,43 105,26", notation="id") for p in ("lat", "lon"))
    assert -5.43 == read("lat", "-5,43", notation="id")
    assert 5.0 == read("lat", "5,43", notation="en")


@pytest.mark.parametrize(
    "value",
    [
        "5,43",
        "105.26 BT",
        "-7.54 LU",
        "S 5 LS",
        "5°60' LS",
        "5°10'60\" LS",
        "105.26,-5.43",
        "5 S, 6 S",
        "5, 6 S",
        "91",
        "LS",
        "?",
        "[1",
        "[1e999,2]",
        "POINT(1)",
        "1" * 300,
        True,
        None,
        [],
        [1],
        [1, 2, 3, 4, 5],
        [True, 1],
        ["a", "b"],
        ["1e99", "1"],
        [float("nan"), 1],
        {},
        {"type": "Polygon", "coordinates": [1, 2]},
    ],
    ids=repr,
)
def test_no_latitude(value: object) -> None:
    """What is no latitude, may be either, or is beyond the globe is a bad value."""
    with pytest.raises(BadValue):
        read("lat", value)


SQUARE = [[105.0, -5.0], [106.0, -5.0], [106.0, -6.0], [105.0, -5.0]]
TEXT = "-5,105 -5,106 -6,106 -5,105"


@pytest.mark.parametrize(
    ("kind", "coordinates", "value"),
    [
        ("Polygon", [SQUARE], "-5.0,105 -5.0,106 -6.0,106 -5.0,105"),
        ("Polygon", [SQUARE], "-5.0, 105; -5.0, 106; -6.0, 106; -5.0, 105"),
        ("Polygon", [SQUARE], TEXT),
        ("Polygon", [SQUARE], "-5.0 105 -5.0 106 -6.0 106 -5.0 105"),
        ("Polygon", [SQUARE], SQUARE),
        ("Polygon", [SQUARE], "POLYGON ((105 -5, 106 -5, 106 -6, 105 -5))"),
        ("Polygon", [SQUARE], {"type": "Polygon", "coordinates": [SQUARE]}),
        ("MultiPolygon", [[SQUARE]], "MULTIPOLYGON(((105 -5,106 -5,106 -6,105 -5)))"),
        ("LineString", SQUARE[:2], "-5.0,105 -5.0,106"),
        ("LineString", SQUARE[:2], "LINESTRING(105 -5, 106 -5)"),
        ("LineString", SQUARE[:2], '[["105", "-5"], [106, -5]]'),
        ("MultiPoint", SQUARE[:2], "MULTIPOINT((105 -5),(106 -5))"),
        ("MultiPoint", SQUARE[:2], "MULTIPOINT(105 -5,106 -5)"),
        ("Point", [105.0, -5.0], "-5.0,105.0"),
        ("Point", [105.0, -5.0], " -5.0 105.0\n"),
        ("Point", [105.0, -5.0, 12.5], "-5.0,105.0,12.5"),
        ("Point", [105.0, -5.0, 12.0], "POINT Z(105 -5 12)"),
        ("Point", [105.0, -5.0], [105, -5]),
    ],
    ids=repr,
)
def test_geometry(kind: str, coordinates: object, value: object) -> None:
    """A geometry however written becomes GeoJSON, longitude first."""
    assert {"type": kind, "coordinates": coordinates} == shape(value)


def test_geometry_in_another_order() -> None:
    """`order` holds for texts and lists alike."""
    point = {"type": "Point", "coordinates": [105.0, -5.0]}
    assert point == shape("105.0,-5.0", "lon_lat")
    assert point == shape([-5, 105], "lat_lon")
    assert point == shape("105.0 -5.0", "lon_lat")
    line = {"type": "LineString", "coordinates": [[105.0, -5.0, 0.0]] * 2}
    assert line == shape("105.0,-5.0,0 105.0,-5.0,0", "lon_lat")


def test_geometry_collection() -> None:
    """A collection is read part by part, and a Feature is its geometry."""
    point = {"type": "Point", "coordinates": [105.0, -5.0]}
    whole = {"type": "GeometryCollection", "geometries": [point]}
    assert whole == shape({"type": "Feature", "geometry": whole})


NESTED: object = {"type": "Point", "coordinates": [1, 2]}
for _ in range(60):
    NESTED = {"type": "GeometryCollection", "geometries": [NESTED]}


@pytest.mark.parametrize(
    "value",
    [
        "",
        "di sini",
        "-5 105 -6",
        "-5 105 -6 utara",
        "-5,105,x",
        "-5,105 3",
        "[1, 2",
        "POINT(105)",
        "POINT(105 -5, 1 2)",
        "POINT((105 -5)",
        "POINT(105 -5))",
        "POLYGON((105 -5, 106 -5))",
        "POLYGON((((((1 2))))))",
        "MULTIPOINT((1 2, 3 4))",
        "CIRCLE(1 2)",
        [],
        [[]],
        [[105, -5], "x"],
        {"type": "Point"},
        {"type": "Point", "coordinates": [200, 5]},
        {"type": "Polygon", "coordinates": []},
        {"type": "GeometryCollection"},
        {"type": ["Point"]},
        NESTED,
        3,
        None,
    ],
    ids=str,
)
def test_no_geometry(value: object) -> None:
    """What is no geometry, or a ring that is open, is a bad value."""
    with pytest.raises(BadValue):
        shape(value)


def test_long_geometry() -> None:
    """A text beyond 2,000,000 characters is not read."""
    with pytest.raises(BadValue):
        shape(" " * 2_000_001)


@given(
    st.decimals(-90, 90, places=4, allow_nan=False),
    st.decimals(-180, 180, places=4, allow_nan=False),
)
def test_every_pair(lat: object, lon: object) -> None:
    """Whatever pair is written plainly is read exactly."""
    text = f"{lat},{lon}"
    assert (float(str(lat)), float(str(lon))) == (read("lat", text), read("lon", text))
