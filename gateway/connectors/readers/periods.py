"""Dates of less than a day's precision, and ranges of dates.

"2021-03", "Triwulan II 2024", "12 - 14 Mei 2021", "2024-W05", 2021 alone.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timezone
from typing import Final, TypeAlias

from gateway.config.model import Reader
from gateway.connectors.readers.moments import CENTURY, expression_of
from gateway.connectors.readers.patterns import (
    Piece,
    fields_of,
    halves,
    parse_pattern,
    zone_word,
)
from gateway.connectors.readers.period import Period, Values, bad_period, period_of
from gateway.connectors.readers.stages import Read
from gateway.connectors.readers.zones import WIB, zone_of
from gateway.connectors.value import BadValue, text_of

_LONGEST: Final = 100  # characters of a date
_ISO: Final = (
    *("yyyy-MM-dd", "yyyy-M-d", "yyyy-MM", "yyyy-M", "yyyy", "yyyyMMdd"),
    *("yyyy-'Q'Q", "yyyy-'W'ww", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm:ss"),
)
_YEARS: Final = frozenset({"year", "short year"})
_DATED: Final = frozenset({"year"})
_NEEDS: Final = {"Date": _DATED, "DateTime": _DATED, "Time": frozenset({"hour"})}

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
            raise bad_period()
        for parse in parses:
            try:
                found = parse(text)[last]
                return _shown(leaf, found, zone, last=last)
            except ValueError:  # BadValue is one
                continue
        raise bad_period()

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
            raise bad_period()
        groups = found.groups()
        start = dict(zip(first, groups, strict=False))
        try:
            if not second:
                one = period_of(start, century)
                return one, one
            end = dict(zip(second, groups[len(first) :], strict=True))
            return _ends(start, end, century)
        except ValueError as error:
            raise bad_period() from error

    return parse


def _ends(start: Values, end: Values, century: int) -> tuple[Period, Period]:
    """Return both ends; a range over New Year states its second year alone."""
    first, last = (
        period_of({**end, **start}, century),
        period_of({**start, **end}, century),
    )
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


def _first_of(parses: tuple[Parse, ...], text: str) -> Period:
    for parse in parses:
        try:
            return parse(text)[0]
        except BadValue:
            continue
    raise bad_period()


def _fields(pieces: tuple[Piece, ...]) -> tuple[str, ...]:
    return tuple(piece.field for piece in pieces if piece.field)


_ISO_PARSES: Final = tuple(compile_periods(parse_pattern(form)) for form in _ISO)
