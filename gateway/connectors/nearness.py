"""`near:` over the rows of one answer: those around a point, the nearest first."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import asin, cos, degrees, isfinite, pi, radians, sin, sqrt
from typing import Any, Final, NamedTuple, cast

from gateway.config.model import Argument
from gateway.config.near import Near
from gateway.config.place import Word
from gateway.connectors.answer import Answer
from gateway.connectors.rows import Column
from gateway.errors import BadInput

EARTH: Final = 6371.0088
"""The Earth's mean radius in kilometres (IUGG)."""

DISTANCE: Final = "\0km"
"""The key under which a row holds its distance: no service's own is mistaken for it."""

_EACH: Final = 160  # bytes that a row takes among the spots
_HALF_TURN: Final = 180.0
_QUARTER_TURN: Final = 90.0
_METRE: Final = 3  # decimals of a kilometre


class Spot(NamedTuple):
    """Where a row is, in degrees, and its place in the answer."""

    lat: float
    lon: float
    place: int


@dataclass(frozen=True, slots=True)
class Spots:
    """The rows that have coordinates, from south to north, and the others' places."""

    spots: Sequence[Spot]
    lats: Sequence[float]
    nowhere: frozenset[int]


class Point(NamedTuple):
    """What the arguments ask for: around where, and how far in kilometres."""

    lat: float
    lon: float
    within: float | None


def compile_near(
    near: Near, lat: Column, lon: Column, args: Mapping[Word, Argument]
) -> Callable[[Answer, Sequence[int], Mapping[str, object]], list[Any] | None]:
    """Compile `near:` into a function from an answer and the places of its rows.

    It gives those rows by their great-circle distance, rows as far as each
    other in their own order, and None where no point is given. Where the
    distance is shown they are copies that hold it, in kilometres to the metre.
    Rows without coordinates come last, or not at all within a radius. Raises
    BadInput for half a point and for what is not on Earth.
    """
    point_of = _compile_point(near, args)
    name = ("near", near.lat, near.lon)
    show = near.distance is not None

    def around(
        answer: Answer, places: Sequence[int], given: Mapping[str, object]
    ) -> list[Any] | None:
        point = point_of(given)
        if point is None:
            return None
        rows = cast("list[Any]", answer.value)
        size = 1024 + _EACH * len(rows)
        spots = answer.once(name, lambda: _spots(rows, lat, lon), size)
        wanted = None if isinstance(places, range) else frozenset(places)
        found = [
            (away, place)
            for away, place in _reached(spots, point)
            if wanted is None or place in wanted
        ]
        found.sort()
        nearest = [_shown(rows[place], away, show) for away, place in found]
        if point.within is None:
            others = [place for place in places if place in spots.nowhere]
            nearest += [_shown(rows[place], None, show) for place in others]
        return nearest

    return around


def distance(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the great-circle distance of two points in kilometres (haversine)."""
    south, north = radians(lat), radians(other_lat)
    across = sin(radians(other_lon - lon) / 2)
    along = sin((north - south) / 2)
    chord = along * along + cos(south) * cos(north) * across * across
    return 2 * EARTH * asin(sqrt(min(1.0, chord)))


def _shown(row: Any, away: float | None, show: bool) -> Any:  # noqa: FBT001 - of this file alone
    if not show or row.__class__ is not dict:
        return row
    return {**row, DISTANCE: None if away is None else round(away, _METRE)}


# ------------------------------------------------------------------ rows


def _spots(rows: Sequence[object], lat: Column, lon: Column) -> Spots:
    """Find out once where each row is."""
    found: list[Spot] = []
    nowhere: list[int] = []
    for place, row in enumerate(rows):
        north = _degrees(lat.value(row), _QUARTER_TURN)
        east = _degrees(lon.value(row), _HALF_TURN)
        if north is None or east is None:
            nowhere.append(place)
        else:
            found.append(Spot(north, east, place))
    found.sort()
    return Spots(found, [spot.lat for spot in found], frozenset(nowhere))


def _degrees(value: object, most: float) -> float | None:
    if not isinstance(value, int | float):
        return None
    return float(value) if -most <= value <= most else None


def _reached(spots: Spots, point: Point) -> Iterator[tuple[float, int]]:
    """Yield how far the rows within the radius are, and their places."""
    lat, lon, within = point
    for spot in _candidates(spots, point):
        away = distance(lat, lon, spot.lat, spot.lon)
        if within is None or away <= within:
            yield away, spot.place


def _candidates(spots: Spots, point: Point) -> Sequence[Spot]:
    """Return the spots of the box that a radius fits into; all without one."""
    if point.within is None:
        return spots.spots
    high = degrees(point.within / EARTH) + 1e-9
    first = bisect_left(spots.lats, point.lat - high)
    last = bisect_right(spots.lats, point.lat + high)
    band = spots.spots[first:last]
    wide = _width(point, high)
    if wide >= _HALF_TURN:
        return band
    west, lon = _HALF_TURN - wide, point.lon
    if wide + abs(lon) <= _HALF_TURN:
        return [spot for spot in band if -wide <= spot.lon - lon <= wide]
    return [  # across the antimeridian
        spot
        for spot in band
        if abs(spot.lon - lon) <= wide or abs(spot.lon - lon) >= _HALF_TURN + west
    ]


def _width(point: Point, high: float) -> float:
    """Return how many degrees of longitude a radius may span to either side."""
    if abs(point.lat) + high >= _QUARTER_TURN:
        return _HALF_TURN  # a pole is within it
    reach = sin(radians(high)) / cos(radians(point.lat))
    return degrees(asin(min(1.0, reach))) + 1e-9


# ------------------------------------------------------------------ arguments


def _compile_point(
    near: Near, args: Mapping[Word, Argument]
) -> Callable[[Mapping[str, object]], Point | None]:
    names = (str(near.to_lat), str(near.to_lon))
    radius = None if near.within is None else str(near.within)
    # A default of the radius is no wish of the client's.
    lenient = near.within is None or args[near.within].has_default

    def point(given: Mapping[str, object]) -> Point | None:
        values = [given.get(name) for name in names]
        within = None if radius is None else given.get(radius)
        lacking = [n for n, v in zip(names, values, strict=True) if v is None]
        if lacking:
            asked = len(lacking) == 1 or not (within is None or lenient)
            if asked:
                raise _refused(lacking[0], "it is needed with the others of its point")
            return None
        lat = _bounded(names[0], values[0], _QUARTER_TURN)
        lon = _bounded(names[1], values[1], _HALF_TURN)
        far = None if radius is None or within is None else _radius(radius, within)
        return Point(lat, lon, far)

    return point


def _bounded(name: str, value: object, most: float) -> float:
    number = _degrees(value, most)
    if number is None:
        raise _refused(name, f"a number from -{most:g} to {most:g} is expected")
    return number


def _radius(name: str, value: object) -> float:
    if isinstance(value, int | float) and isfinite(value) and value >= 0:
        return min(float(value), pi * EARTH)
    raise _refused(name, "a distance in kilometres is expected")


def _refused(name: str, reason: str) -> BadInput:
    return BadInput(f"Argument '{name}' is not valid: {reason}.", argument=name)
