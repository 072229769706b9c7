"""Dates of less than a day's precision, and ranges of dates.

"2021-03", "Triwulan II 2024", "12 - 14 Mei 2021", "2024-W05", 2021 alone.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timezone
from typing import Final, TypeAlias

from gateway.config.model import Reader
from gateway.connectors.readers.calendar_names import DAY_NAMES
from gateway.connectors.readers.moments import (
    CENTURY,
    expression_of,
    full_year,
    month_number,
)
from gateway.connectors.readers.patterns import (
    Piece,
    fields_of,
    halves,
    parse_pattern,
    zone_word,
)
from gateway.connectors.readers.stages import Read
from gateway.connectors.readers.zones import WIB, zone_of
from gateway.connectors.value import BadValue, text_of

Values: TypeAlias = Mapping[str, str]
"""The texts of a pattern's fields, by field."""

_LONGEST: Final = 100  # characters of a date
_ROMAN: Final = {"I": 1, "II": 2, "III": 3, "IV": 4}
_ISO: Final = (
    *("yyyy-MM-dd", "yyyy-M-d", "yyyy-MM", "yyyy-M", "yyyy", "yyyyMMdd"),
    *("yyyy-'Q'Q", "yyyy-'W'ww", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm:ss"),
)
_YEARS: Final = frozenset({"year", "short year"})
_DATED: Final = frozenset({"year"})
_NEEDS: Final = {"Date": _DATED, "DateTime": _DATED, "Time": frozenset({"hour"})}


@dataclass(frozen=True, slots=True)
class Period:
    """A span of the calendar, as precise as a text was.

    Of `quarter`, `week` and `month` at most one is set; `clock` is hour,
    minute, second and microsecond. `year` is None for a time alone.
    """

    year: int | None
    quarter: int | None = None
    week: int | None = None
    month: int | None = None
    day: int | None = None
    clock: tuple[int, int, int, int] | None = None
    zone: timezone | None = None

    def day_at(self, *, last: bool) -> date:
        """Return the first or the last day. Raises ValueError for no such day."""
        year = 1970 if self.year is None else self.year
        if self.week is not None:
            return date.fromisocalendar(year, self.week, 7 if last else 1)
        months = (1, 12) if self.month is None else (self.month, self.month)
        if self.quarter is not None:
            months = (self.quarter * 3 - 2, self.quarter * 3)
        month = months[last]
        day = self.day or (monthrange(year, month)[1] if last else 1)
        return date(year, month, day)

    def end(self, *, last: bool) -> datetime:
        """Return the first moment, or the last second."""
        clock = self.clock or ((23, 59, 59, 0) if last else (0, 0, 0, 0))
        day = self.day_at(last=last)
        return datetime(day.year, day.month, day.day, *clock, tzinfo=self.zone)

    @property
    def fields(self) -> frozenset[str]:
        """Return the fields of a date that it is precise enough to tell."""
        if self.day is not None:
            return frozenset({"quarter", "week", "month", "day"})
        if self.month is not None:
            return frozenset({"quarter", "month"})
        known = {"quarter": self.quarter, "week": self.week}
        return frozenset(name for name, value in known.items() if value is not None)

    @property
    def iso(self) -> str:
        """Return it as ISO 8601 of its own precision; a quarter as 2024-Q2."""
        clock = "" if self.clock is None else "{:02}:{:02}:{:02}".format(*self.clock)
        if self.year is None:
            return clock
        day = self.day_at(last=False)
        text = f"{self.year:04}"
        if self.week is not None:
            return f"{text}-W{self.week:02}"
        if self.quarter is not None:
            return f"{text}-Q{self.quarter}"
        if self.month is not None:
            text = f"{text}-{self.month:02}"
        if self.day is not None:
            text = day.isoformat()
        return f"{text}T{clock}" if clock else text


Parse: TypeAlias = Callable[[str], tuple[Period, Period]]
"""From a text to the two ends of what it says, which may be the same."""


def compile_period_leaf(leaf: str, reader: Reader) -> Read:
    """Compile the reader of a Date, DateTime or Time of which a `part` is asked.

    Also of a String, which becomes ISO 8601 of the text's own precision.
    Raises ValueError, in Indonesian, for a wrong format or zone.
    """
    century = CENTURY if reader.century is None else reader.century
    forms = tuple(map(str, reader.format)) or ("iso",)
    parses = [_compile(leaf, form, reader, century) for form in forms]
    zone = WIB if reader.zone is None else zone_of(reader.zone)
    last = reader.part == "to"

    def read(value: object) -> str:
        text = text_of(value)
        if text is None or isinstance(value, bool) or len(text) > _LONGEST:
            raise _bad()
        for parse in parses:
            try:
                found = parse(text)[last]
                return _shown(leaf, found, zone, last=last)
            except ValueError:  # BadValue is one
                continue
        raise _bad()

    return read


def parse_period(text: str) -> Period:
    """Read ISO 8601 of any precision: 2021, 2021-03, 2024-Q2, 2024-W05; raises BadValue."""
    return parse_iso_periods(text)[0]


def parse_iso_periods(text: str) -> tuple[Period, Period]:
    """Read a period or an interval of two; raises BadValue."""
    first, slash, second = text.strip().partition("/")
    start = _first_of(_ISO_PARSES, first)
    return start, _first_of(_ISO_PARSES, second) if slash else start


def compile_periods(pieces: tuple[Piece, ...], century: int = CENTURY) -> Parse:
    """Compile a pattern, perhaps of a range, into a function to its two ends.

    What one end of a range lacks is the other's: "12 - 14 Mei 2021". The
    function raises BadValue.
    """
    match = re.compile(expression_of(pieces), re.IGNORECASE).fullmatch
    first, second = (_fields(half) for half in halves(pieces))

    def parse(text: str) -> tuple[Period, Period]:
        found = match(text) if len(text) <= _LONGEST else None
        if found is None:
            raise _bad()
        groups = found.groups()
        start = dict(zip(first, groups, strict=False))
        try:
            if not second:
                one = _period(start, century)
                return one, one
            end = dict(zip(second, groups[len(first) :], strict=True))
            return _ends(start, end, century)
        except ValueError as error:
            raise _bad() from error

    return parse


def _ends(start: Values, end: Values, century: int) -> tuple[Period, Period]:
    """Return both ends; a range over New Year states its second year alone."""
    first, last = _period({**end, **start}, century), _period({**start, **end}, century)
    backwards = first.end(last=False).date() > last.end(last=True).date()
    if backwards and first.year is not None and _YEARS.isdisjoint(start):
        first = replace(first, year=first.year - 1)
        first.end(last=False)  # 29 February
    return first, last


def _compile(leaf: str, form: str, reader: Reader, century: int) -> Parse:
    if form == "iso":
        return parse_iso_periods
    if form in {"epoch", "epoch_ms", "excel"}:
        reason = (
            f"format `{form}` menyatakan satu saat, jadi tidak punya awal atau akhir"
        )
        raise ValueError(reason)
    pieces = parse_pattern(form, 2)
    if reader.part is None and halves(pieces)[1]:
        reason = (
            f"format `{form}` adalah rentang; tambahkan `part: from` atau `part: to`"
        )
        raise ValueError(reason)
    fields = fields_of(pieces)
    if not fields >= _NEEDS.get(leaf, frozenset()) or not fields & {"year", "hour"}:
        need = "jam" if leaf == "Time" else "tahun"
        reason = f"format `{form}` untuk {leaf} harus memuat {need}"
        raise ValueError(reason)
    if "day" in fields and "month" not in fields:
        reason = f"format `{form}` memuat hari tanpa bulan"
        raise ValueError(reason)
    parse = compile_periods(pieces, century)
    word = zone_word(pieces)
    return parse if word is None else _in_zone(parse, zone_of(word))


def _in_zone(parse: Parse, zone: timezone) -> Parse:
    """Read in the zone that a pattern names as text."""

    def read(text: str) -> tuple[Period, Period]:
        first, second = parse(text)
        return _zoned(first, zone), _zoned(second, zone)

    return read


def _zoned(period: Period, zone: timezone) -> Period:
    return replace(period, zone=period.zone or zone)


def _shown(leaf: str, period: Period, zone: timezone, *, last: bool) -> str:
    if leaf == "String":
        return period.iso
    if leaf == "Date":
        return period.day_at(last=last).isoformat()
    moment = period.end(last=last)
    if leaf == "Time":
        return moment.strftime("%H:%M:%S")
    moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
    text = moment.isoformat()
    return f"{text[:-6]}Z" if text.endswith("+00:00") else text


def _bad() -> BadValue:
    return BadValue("not a date or period in the stated format")


def _first_of(parses: tuple[Parse, ...], text: str) -> Period:
    for parse in parses:
        try:
            return parse(text)[0]
        except BadValue:
            continue
    raise _bad()


def _fields(pieces: tuple[Piece, ...]) -> tuple[str, ...]:
    return tuple(piece.field for piece in pieces if piece.field)


def _period(values: Values, century: int) -> Period:
    """Make a period of the texts of its fields. Raises ValueError."""
    named = values.get("month name")
    month = _number(values.get("month")) if named is None else month_number(named)
    quarter = values.get("quarter")
    year = _number(values.get("year"))
    short = values.get("short year")
    day = values.get("day name")
    if day is not None and day.rstrip(".").lower() not in DAY_NAMES:
        raise _bad()
    found = Period(
        full_year(short, century) if short is not None else year,
        None if quarter is None else _ROMAN.get(quarter.upper()) or int(quarter),
        _number(values.get("week")),
        month,
        _number(values.get("day")),
        _clock(values),
        _zone(values),
    )
    found.end(last=False)  # refuses what is not of the calendar
    return found


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)


def _clock(values: Values) -> tuple[int, int, int, int] | None:
    hour = _number(values.get("hour"))
    half = _number(values.get("half hour"))
    if half is not None:
        if not 1 <= half <= 12:  # noqa: PLR2004 - the hours of a dial
            raise _bad()
        hour = half % 12 + (12 if values.get("half", "a")[0] in "Pp" else 0)
    if hour is None:
        return None
    fraction = values.get("fraction", "0")[:6].ljust(6, "0")
    minute, second = values.get("minute", "0"), values.get("second", "0")
    return hour, int(minute), int(second), int(fraction)


def _zone(values: Values) -> timezone | None:
    text = values.get("zone") or values.get("offset")
    return None if text is None else zone_of(text)


_ISO_PARSES: Final = tuple(compile_periods(parse_pattern(form)) for form in _ISO)
