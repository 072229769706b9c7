"""Texts in a stated date pattern become moments."""

import re
from collections.abc import Callable
from datetime import datetime, timezone, tzinfo
from typing import Final, TypeAlias

from gateway.connectors.readers.calendar_names import DAY_NAMES, MONTH_NUMBERS
from gateway.connectors.readers.patterns import Piece
from gateway.connectors.readers.zones import zone_of
from gateway.connectors.value import BadValue

Parse: TypeAlias = Callable[[str], datetime]

_LONGEST: Final = 100  # characters of a date
_CENTURY: Final = 70  # two-digit years from here are 19xx
_NAMES: Final = r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?"
_EXPRESSIONS: Final = {
    "year": r"\d{4}",
    "short year": r"\d{2}",
    "month name": rf"{_NAMES}\.?",
    "day name": rf"{_NAMES}\.?",
    "half": r"[AaPp]\.?[Mm]\.?",
    "fraction": r"\d{1,9}",
    "offset": r"[Zz]|[+-]\d{1,2}(?::?\d{2})?",
    "zone": r"[A-Za-z]{1,4}(?:/[A-Za-z]+)?|[+-]\d{1,2}(?::?\d{2})?",
}
_NUMBER: Final = r"\d{1,2}"
_PACKED: Final = r"\d{2}"


def compile_moment(pieces: tuple[Piece, ...], zone: timezone) -> Parse:
    """Compile a pattern into a function from a text to a zoned moment.

    A field that the pattern lacks is 1 January 1970, midnight; `zone` is that
    of a text that states none. One or two digits are taken for any of day,
    month, hour, minute and second unless the neighbour is a number too; names
    are taken in Indonesian and English, long or short, in any case. A day's
    name need not agree with the date. Raises BadValue.
    """
    expression = re.compile(_expression(pieces), re.ASCII | re.IGNORECASE)
    fields = tuple(piece.field for piece in pieces if piece.field)

    def parse(text: str) -> datetime:
        if len(text) > _LONGEST:
            raise _bad()
        found = expression.fullmatch(text)
        if found is None:
            raise _bad()
        return _moment(dict(zip(fields, found.groups(), strict=True)), zone)

    return parse


def _bad() -> BadValue:
    return BadValue("not a date or time in the stated format")


def _expression(pieces: tuple[Piece, ...]) -> str:
    parts = [r"\s*"]
    for index, piece in enumerate(pieces):
        if piece.field is None:
            parts.append(_literal(piece.text))
        else:
            beside = pieces[max(index - 1, 0) : index + 2]
            packed = sum(_numeric(other) for other in beside) > 1
            number = _PACKED if packed else _NUMBER
            parts.append(f"({_EXPRESSIONS.get(piece.field, number)})")
    return "".join([*parts, r"\s*"])


def _numeric(piece: Piece) -> bool:
    return piece.field is not None and (
        piece.field not in _EXPRESSIONS
        or piece.field in {"year", "short year", "fraction"}
    )


def _literal(text: str) -> str:
    return "".join(r"[\s\xa0]+" if c.isspace() else re.escape(c) for c in text)


def _moment(found: dict[str, str], zone: timezone) -> datetime:
    if "day name" in found and found["day name"].rstrip(".").lower() not in DAY_NAMES:
        raise _bad()
    try:
        return datetime(
            _year(found),
            _month(found),
            int(found.get("day", "1")),
            _hour(found),
            int(found.get("minute", "0")),
            int(found.get("second", "0")),
            int(found.get("fraction", "0")[:6].ljust(6, "0")),
            _zone(found, zone),
        )
    except ValueError as error:
        raise _bad() from error


def _year(found: dict[str, str]) -> int:
    if "short year" in found:
        year = int(found["short year"])
        return year + (1900 if year >= _CENTURY else 2000)
    return int(found.get("year", "1970"))


def _month(found: dict[str, str]) -> int:
    if "month name" in found:
        return MONTH_NUMBERS.get(found["month name"].rstrip(".").lower(), 0)
    return int(found.get("month", "1"))


def _hour(found: dict[str, str]) -> int:
    if "half hour" not in found:
        return int(found.get("hour", "0"))
    hour = int(found["half hour"])
    if not 1 <= hour <= 12:  # noqa: PLR2004 - the hours of a dial
        raise _bad()
    afternoon = found.get("half", "am")[0] in "Pp"
    return hour % 12 + (12 if afternoon else 0)


def _zone(found: dict[str, str], zone: timezone) -> tzinfo:
    stated = found.get("offset") or found.get("zone")
    return zone_of(stated) if stated else zone
