"""Rows around a point: distances, radii, and points that are none."""

from collections.abc import Mapping
from dataclasses import replace
from math import acos, cos, pi, radians, sin
from typing import Any

import pytest
from hypothesis import given, strategies as st

from gateway.config.model import Argument, Const
from gateway.config.near import Near
from gateway.config.place import Word
from gateway.config.typeref import TypeRef
from gateway.connectors.answer import Answer
from gateway.connectors.nearness import DISTANCE, EARTH, compile_near, distance
from gateway.connectors.paths import compile_path
from gateway.connectors.rows import Column
from gateway.errors import BadInput

NEAR = Near(Word("lat"), Word("lon"), Word("dLat"), Word("dLon"), Word("km"))
LAT = Column(compile_path(("lat",)), "Float")
LON = Column(compile_path(("lon",)), "Float")


def arguments(default: Const = None) -> dict[Word, Argument]:
    """Return the arguments of NEAR; the radius with a default, if one is given."""
    kind = TypeRef("Float")
    return {
        name: Argument(
            name,
            kind,
            default=default,
            has_default=name == "km" and default is not None,
        )
        for name in NEAR.arguments
    }


def rows(*places: tuple[object, object]) -> list[dict[str, object]]:
    """Return rows at some coordinates, numbered."""
    return [{"n": n, "lat": lat, "lon": lon} for n, (lat, lon) in enumerate(places)]


def found(
    answered: list[Any], given_args: Mapping[str, object], near: Near = NEAR
) -> list[Any] | None:
    """Return the rows around the point of some arguments."""
    around = compile_near(near, LAT, LON, arguments())
    return around(Answer(answered, 0, 0.0), range(len(answered)), given_args)


LATS, LONS = st.floats(-90, 90), st.floats(-180, 180)


@given(LATS, LONS, LATS, LONS)
def test_a_distance_is_along_the_sphere(
    lat: float, lon: float, other_lat: float, other_lon: float
) -> None:
    """It is the Earth's radius times the angle of the two directions."""

    def direction(north: float, east: float) -> tuple[float, float, float]:
        north, east = radians(north), radians(east)
        return cos(north) * cos(east), cos(north) * sin(east), sin(north)

    dot = sum(
        a * b
        for a, b in zip(
            direction(lat, lon), direction(other_lat, other_lon), strict=True
        )
    )
    angle = acos(max(-1.0, min(1.0, dot)))
    # acos loses half of the digits where the angle is small
    assert distance(lat, lon, other_lat, other_lon) == pytest.approx(
        EARTH * angle, abs=0.2
    )


def test_known_distances() -> None:
    """A quarter of a meridian, and Bandar Lampung to Metro."""
    assert distance(0, 0, 90, 0) == pytest.approx(EARTH * pi / 2)
    assert distance(-5.4294, 105.2625, -5.1131, 105.3067) == pytest.approx(
        35.51, abs=0.02
    )


@given(
    st.lists(st.tuples(LATS, LONS), max_size=30),
    LATS,
    LONS,
    st.sampled_from([0.0, 1.0, 500.0, 5000.0, 12000.0, 25000.0]),
)
def test_a_radius_keeps_what_is_within_it(
    places: list[tuple[float, float]], lat: float, lon: float, km: float
) -> None:
    """The rows that are looked at are never fewer than those within the radius."""
    expected = sorted(
        (away, n)
        for n, (north, east) in enumerate(places)
        if (away := distance(lat, lon, north, east)) <= km
    )
    result = found(rows(*places), {"dLat": lat, "dLon": lon, "km": km})
    assert [n for _, n in expected] == [row["n"] for row in result or []]


def test_across_the_antimeridian_and_the_pole() -> None:
    """East and west meet at 180 degrees; around a pole all longitudes are near."""
    answered = rows((0, 179.9), (0, -179.9), (0, 0), (89.9, 10), (89.9, -170))
    for lat, lon, expected in ((0, 180, [0, 1]), (0, -179.95, [1, 0]), (90, 0, [3, 4])):
        result = found(answered, {"dLat": lat, "dLon": lon, "km": 30})
        assert expected == [row["n"] for row in result or []]


def test_equally_far_rows_keep_their_order() -> None:
    """Rows at one place stay as `sort_by` left them."""
    answered = rows((1, 1), (0, 0), (1, 1), (0, 0))
    result = found(answered, {"dLat": 0, "dLon": 0})
    assert [1, 3, 0, 2] == [row["n"] for row in result or []]


def test_rows_that_are_nowhere() -> None:
    """Without coordinates on Earth a row comes last; within a radius not at all."""
    answered = rows((None, 1), ("x", 1), (91, 0), (0, 181), (0, 0), (1, None))
    point = {"dLat": 0, "dLon": 0}
    assert [4, 0, 1, 2, 3, 5] == [row["n"] for row in found(answered, point) or []]
    within = found(answered, {**point, "km": 20000})
    assert [4] == [row["n"] for row in within or []]


def test_the_distance_is_a_copys() -> None:
    """The row of the answer itself is left alone, and what is no object too."""
    answered: list[Any] = [*rows((0, 1)), 3]
    near = replace(NEAR, distance=Word("jarak"))
    result = found(answered, {"dLat": 0, "dLon": 0}, near)
    assert [{**answered[0], DISTANCE: 111.195}, 3] == result
    assert DISTANCE not in answered[0]


def test_only_the_rows_that_filters_left() -> None:
    """Rows that a filter has dropped stay dropped."""
    answered = rows((0, 2), (0, 1), (None, None), (None, None), (0, 0))
    around = compile_near(NEAR, LAT, LON, arguments())
    result = around(Answer(answered, 0, 0.0), [0, 1, 3], {"dLat": 0, "dLon": 0})
    assert [1, 0, 3] == [row["n"] for row in result or []]


@pytest.mark.parametrize(
    ("given_args", "argument"),
    [
        ({"dLat": 1.0}, "dLon"),
        ({"dLon": 1.0, "km": 3.0}, "dLat"),
        ({"km": 3.0}, "dLat"),
        ({"dLat": 90.5, "dLon": 1.0}, "dLat"),
        ({"dLat": 9.5, "dLon": -181.0}, "dLon"),
        ({"dLat": 9.5, "dLon": 1.0, "km": -1.0}, "km"),
        ({"dLat": 9.5, "dLon": 1.0, "km": float("inf")}, "km"),
    ],
)
def test_half_a_point_is_refused(given_args: dict[str, object], argument: str) -> None:
    """What is lacking or not on Earth is named, and its value is not."""
    with pytest.raises(
        BadInput, match=f"^Argument '{argument}' is not valid: "
    ) as caught:
        found([], given_args)
    assert argument == caught.value.argument


def test_a_default_radius_asks_for_nothing() -> None:
    """Without a point the rows stay as they are, also where the radius has a default."""
    assert found([], {}) is None
    around = compile_near(NEAR, LAT, LON, arguments(default=5.0))
    assert around(Answer([], 0, 0.0), range(0), {"km": 5.0}) is None
