"""Texts in a stated date pattern become moments."""

import re
from collections.abc import Callable
from datetime import date, datetime
from operator import itemgetter
from typing import Final, TypeAlias

from gateway.connectors.readers.calendar_names import DAY_NAMES, MONTH_NUMBERS
from gateway.connectors.readers.patterns import Piece
from gateway.connectors.readers.zones import zone_of
from gateway.connectors.value import BadValue

Parse: TypeAlias = Callable[[str], datetime]
Match: TypeAlias = Callable[[str], "re.Match[str] | None"]

_LONGEST: Final = 100  # characters of a date
CENTURY: Final = 70  # two-digit years from here are 19xx, where nothing is stated
_NAMES: Final = r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?\.?"
_NUMBER: Final = r"[0-9]{1,2}"
_PACKED: Final = r"[0-9]{2}"
_OFFSET: Final = r"[+-][0-9]{1,2}(?::?[0-9]{2})?"
_EXPRESSIONS: Final = {
    "year": r"[0-9]{4}",
    "short year": r"[0-9]{2}",
    "month name": _NAMES,
    "day name": _NAMES,
    "half": r"[AaPp]\.?[Mm]\.?",
    "fraction": r"[0-9]{1,9}",
    "offset": rf"[Zz]|{_OFFSET}",
    "zone": rf"[A-Za-z]{{1,4}}(?:/[A-Za-z]+)?|{_OFFSET}",
    "quarter": "[1-4]|I{1,3}|IV",
}
_PARTS: Final = ("year", "month", "day", "hour", "minute", "second")
_ABSENT: Final = ("1972", "1", "1", "0", "0", "0")
_SPELLED: Final = {"month name": "month"}
_RARE: Final = frozenset({"short year", "half hour", "half", "fraction", "day name"})


def compile_moment(pieces: tuple[Piece, ...], century: int = CENTURY) -> Parse:
    """Compile a pattern into a function from a text to a moment.

    The moment is without a zone where the text states none. A field that the
    pattern lacks is 1 January 1972 (a leap year), midnight. One or two digits are taken for
    any of day, month, hour, minute and second unless the neighbour is a
    number too; names are taken in Indonesian and English, long or short, in
    any case. A day's name need not agree with the date. Two-digit years from
    `century` on are 19xx. Raises BadValue.
    """
    expression = re.compile(expression_of(pieces), re.IGNORECASE)
    fields = tuple(piece.field for piece in pieces if piece.field)
    read = _reader(tuple(_SPELLED.get(field, field) for field in fields))
    special = not _RARE.isdisjoint(fields) or {"offset", "zone"} & {*fields}
    finish = _finisher(fields, century) if special else None
    match = expression.fullmatch

    def parse(text: str) -> datetime:
        found = match(text) if len(text) <= _LONGEST else None
        if found is None:
            raise _bad()
        try:
            moment = read(found.groups())
            return moment if finish is None else finish(moment, found.groups())
        except ValueError as error:
            raise _bad() from error

    return parse


def compile_day(
    pieces: tuple[Piece, ...], century: int = CENTURY
) -> Callable[[str], str]:
    """Compile a pattern into a function from a text to its day as yyyy-MM-dd.

    As `compile_moment`, but faster where the pattern is a plain day. Raises
    BadValue.
    """
    fields = [piece.field for piece in pieces if piece.field]
    names = [_SPELLED.get(field, field) for field in fields]
    if sorted(names) != ["day", "month", "year"]:
        parse = compile_moment(pieces, century)
        return lambda text: parse(text).date().isoformat()
    match = re.compile(expression_of(pieces), re.IGNORECASE).fullmatch
    places = tuple(names.index(name) + 1 for name in ("year", "month", "day"))

    def day_of(text: str) -> str:
        found = match(text) if len(text) <= _LONGEST else None
        if found is None:
            raise _bad()
        year, month, day = found.group(*places)
        number = int(month) if month.isdigit() else month_number(month)
        try:
            return date(int(year), number, int(day)).isoformat()
        except ValueError as error:
            raise _bad() from error

    return day_of


def _bad() -> BadValue:
    return BadValue("not a date or time in the stated format")


def expression_of(pieces: tuple[Piece, ...]) -> str:
    """Return the expression of a pattern, a group for each of its fields."""
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
    return "".join(r"\s+" if c.isspace() else re.escape(c) for c in text)


def _reader(fields: tuple[str, ...]) -> Callable[[tuple[str, ...]], datetime]:
    """Compile how the found texts make a moment, rare fields aside."""
    count = len(fields)
    pick = itemgetter(
        *(
            fields.index(part) if part in fields else count + place
            for place, part in enumerate(_PARTS)
        )
    )

    def read(groups: tuple[str, ...]) -> datetime:
        year, month, day, hour, minute, second = pick(groups + _ABSENT)
        return datetime(  # noqa: DTZ001 - the zone is the caller's to add
            int(year),
            int(month) if month.isdigit() else month_number(month),
            int(day),
            int(hour),
            int(minute),
            int(second),
        )

    return read


def month_number(name: str) -> int:
    """Return the number of a month's name, 0 for none."""
    return MONTH_NUMBERS.get(name.rstrip(".").lower(), 0)


Finish: TypeAlias = Callable[[datetime, tuple[str, ...]], datetime]


def _finisher(fields: tuple[str, ...], century: int) -> Finish:
    """Compile what rare fields and a stated zone change of a moment."""
    known = {"short year": _with_short_year(century), **_STEPS}
    steps = [
        (fields.index(field), step) for field, step in known.items() if field in fields
    ]

    def finish(moment: datetime, groups: tuple[str, ...]) -> datetime:
        for place, step in steps:
            moment = step(moment, groups[place])
        return moment

    return finish


def full_year(text: str, century: int) -> int:
    """Return the year of two digits."""
    year = int(text)
    return year + (1900 if year >= century else 2000)


def _with_short_year(century: int) -> Callable[[datetime, str], datetime]:
    return lambda moment, text: moment.replace(year=full_year(text, century))


def _with_half_hour(moment: datetime, text: str) -> datetime:
    hour = int(text)
    if not 1 <= hour <= 12:  # noqa: PLR2004 - the hours of a dial
        raise _bad()
    return moment.replace(hour=hour % 12)


def _with_half(moment: datetime, text: str) -> datetime:
    if text[0] in "Aa":
        return moment
    if moment.hour >= 12:  # noqa: PLR2004 - "13:00 PM"
        raise _bad()
    return moment.replace(hour=moment.hour + 12)


def _with_fraction(moment: datetime, text: str) -> datetime:
    return moment.replace(microsecond=int(text[:6].ljust(6, "0")))


def _with_known_day(moment: datetime, text: str) -> datetime:
    if text.rstrip(".").lower() not in DAY_NAMES:
        raise _bad()
    return moment


def _with_zone(moment: datetime, text: str) -> datetime:
    return moment.replace(tzinfo=zone_of(text))


_STEPS: Final = {
    "half hour": _with_half_hour,
    "half": _with_half,
    "fraction": _with_fraction,
    "day name": _with_known_day,
    "offset": _with_zone,
    "zone": _with_zone,
}
