"""Coordinates as services write them.

"7.54 LS", "5°25'12″ LS", "-5.4,105.2", "[105.2, -5.4]", "POINT(105.2 -5.4)".
"""

import json
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias, cast

from gateway.connectors.value import BadValue

Point: TypeAlias = tuple[Decimal, Decimal]
"""A latitude and a longitude, in degrees."""

_LONGEST: Final = 200  # characters
_LARGEST: Final = 9  # power of ten of a number in a position
_FARTHEST: Final = {"lat": 90, "lon": 180}
_SIDES: Final = {
    **dict.fromkeys(("N", "U", "LU", "UTARA", "NORTH"), ("lat", 1)),
    **dict.fromkeys(("S", "LS", "SELATAN", "SOUTH"), ("lat", -1)),
    **dict.fromkeys(("E", "T", "BT", "TIMUR", "EAST"), ("lon", 1)),
    **dict.fromkeys(("W", "B", "BB", "BARAT", "WEST"), ("lon", -1)),
}
_SIDE: Final = "|".join(sorted(_SIDES, key=len, reverse=True))
_MINUS: Final = str.maketrans({"\u2212": "-", "\u2013": "-", "\u00a0": " "})


def _expression(number: str, between: str) -> "re.Pattern[str]":
    """Return the expression of one angle or two, of seven groups each."""
    angle = rf"""(?:({_SIDE})\.?\s*)?([+-]?)\s*({number})\s*
    (?:[\u00b0\u00ba\u02da]\s*(?:({number})\s*['\u2032\u2019]\s*
    (?:({number})\s*(?:["\u2033\u201d]|'')\s*)?)?)?({_SIDE})?\.?"""
    return re.compile(
        rf"\s*\(?\s*{angle}(?:{between}{angle})?\s*\)?\s*", re.VERBOSE | re.IGNORECASE
    )


_PLAIN: Final = _expression(r"[0-9]{1,3}(?:\.[0-9]{0,20})?", r"(?:\s*[,;/|]\s*|\s+)")
_COMMA: Final = _expression(
    r"[0-9]{1,3}(?:[.,][0-9]{1,20})?", r"(?:\s*[;/|]\s*|,\s+|\s+)"
)
_ANGLE: Final = 6  # groups of an angle
_GRAMMARS: Final = {"id": (_COMMA,), "en": (_PLAIN,), None: (_PLAIN, _COMMA)}
_WKT: Final = re.compile(
    r"\s*(?:SRID=\d+;)?\s*POINT\s*(?:Z|M|ZM)?\s*\(([^()]*)\)\s*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Angle:
    """Degrees, and of what where the text says so: `lat` or `lon`."""

    degrees: Decimal
    axis: str | None = None


def compile_coordinate(
    part: str, order: str | None, notation: str | None
) -> Callable[[object], Decimal]:
    """Compile a function that finds a latitude or longitude in a raw value.

    `part` is `lat` or `lon`, degrees north or east. The value is one
    coordinate, as a number or as text with the letters of its side, or a pair,
    as text, a list, WKT or GeoJSON. `order` is that of a pair which does not
    say it: texts are `lat_lon`, the others `lon_lat`. The function raises
    BadValue, also for degrees that are beyond the globe.
    """

    def find(value: object) -> Decimal:
        if isinstance(value, str):
            angles = _angles(value, notation, order)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            angles = (Angle(number_of(value)),)
        else:
            angles = _listed(value, order)
        found = next((one for one in angles if one.axis == part), None)
        if found is None and len(angles) == 1 and angles[0].axis is None:
            found = angles[0]
        if found is None:
            reason = "not the coordinate that is asked for"
            raise BadValue(reason)
        return on_globe(found.degrees, part)

    return find


def number_of(value: object) -> Decimal:
    """Return a finite JSON number, or the text of one, exactly; raises BadValue."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise _bad()
    try:
        number = Decimal(value if isinstance(value, str) else repr(value))
    except ArithmeticError as error:
        raise _bad() from error
    if not number.is_finite() or number.adjusted() > _LARGEST:
        raise _bad()
    return number


def on_globe(degrees: Decimal, axis: str) -> Decimal:
    """Return degrees that are on the globe; raises BadValue for others."""
    if abs(degrees) > _FARTHEST[axis]:
        reason = "a coordinate beyond the globe; perhaps its order is the other"
        raise BadValue(reason)
    return degrees


def parse_pair(text: str, notation: str | None, order: str | None) -> Point:
    """Read "lat,lon" or "lon,lat"; raises BadValue."""
    angles = {one.axis: one.degrees for one in _angles(text, notation, order)}
    try:
        lat, lon = angles["lat"], angles["lon"]
    except KeyError as error:
        raise _bad() from error
    return on_globe(lat, "lat"), on_globe(lon, "lon")


def _bad() -> BadValue:
    return BadValue("not a coordinate")


def _angles(text: str, notation: str | None, order: str | None) -> tuple[Angle, ...]:
    if len(text) > _LONGEST:
        raise _bad()
    point = _WKT.fullmatch(text)
    if point is not None:
        return _ordered(point[1].split(), order or "lon_lat")
    if text.lstrip()[:1] in {"[", "{"}:
        try:
            return _listed(json.loads(text), order)
        except (ValueError, RecursionError) as error:
            raise _bad() from error
    for grammar in _GRAMMARS.get(notation, _GRAMMARS[None]):
        found = grammar.fullmatch(text.translate(_MINUS))
        angles = None if found is None else _matched(found, notation, order)
        if angles is not None:
            return angles
    raise _bad()


def _matched(
    found: "re.Match[str]", notation: str | None, order: str | None
) -> tuple[Angle, ...] | None:
    """Return the angles of a match; None where another reading may be meant."""
    groups = found.groups()
    first = _angle(groups[:_ANGLE])
    if groups[_ANGLE + 2] is None:
        return (first,)
    second = _angle(groups[_ANGLE:])
    if first.axis is not None and second.axis is not None:
        return (first, second) if first.axis != second.axis else None
    if first.axis is not None or second.axis is not None:
        return None  # "7,54 LS" is one number with a comma
    if notation is None and re.fullmatch(r"\D*\d+,\d+\D*", found[0]):
        reason = "one coordinate with a comma, or two; state the notation"
        raise BadValue(reason)
    return _named(first.degrees, second.degrees, order or "lat_lon")


def _angle(groups: Sequence[str | None]) -> Angle:
    before, sign, degrees, minutes, seconds, after = groups
    if degrees is None or (before and after):
        raise _bad()
    total = _number(degrees)
    for text, share in ((minutes, 60), (seconds, 3600)):
        number = _number(text or "0")
        if number >= 60:  # noqa: PLR2004 - minutes of a degree, seconds of a minute
            raise _bad()
        total += number / share
    axis, side = _SIDES.get((before or after or "").upper(), (None, 1))
    if sign == "-" and axis is not None and side > 0:
        raise _bad()  # minus so many degrees north
    return Angle(-total if sign == "-" or side < 0 else total, axis)


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _named(first: Decimal, second: Decimal, order: str) -> tuple[Angle, ...]:
    axes = ("lat", "lon") if order == "lat_lon" else ("lon", "lat")
    return (Angle(first, axes[0]), Angle(second, axes[1]))


def _ordered(numbers: Sequence[object], order: str) -> tuple[Angle, ...]:
    """Name the first two of some numbers; a third is a height."""
    if not 2 <= len(numbers) <= 4:  # noqa: PLR2004 - with height, and measure
        raise _bad()
    return _named(number_of(numbers[0]), number_of(numbers[1]), order)


def _listed(value: object, order: str | None) -> tuple[Angle, ...]:
    """Read a list, or a GeoJSON Point, or a Feature that has one."""
    for _ in range(2):
        if isinstance(value, dict):
            entries = cast("dict[str, object]", value)
            key = "coordinates" if entries.get("type") == "Point" else "geometry"
            value = entries.get(key)
    if not isinstance(value, list):
        raise _bad()
    numbers = cast("list[object]", value)
    if any(isinstance(one, float) and not math.isfinite(one) for one in numbers):
        raise _bad()
    return _ordered(numbers, order or "lon_lat")
