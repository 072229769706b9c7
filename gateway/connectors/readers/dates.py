"""Readers of Date, DateTime and Time."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final, TypeAlias

from gateway.config.model import Reader
from gateway.connectors.readers.iso import parse_clock
from gateway.connectors.readers.moments import CENTURY, compile_day, compile_moment
from gateway.connectors.readers.patterns import (
    fields_of,
    halves,
    lacking,
    parse_pattern,
    zone_word,
)
from gateway.connectors.readers.stages import Read
from gateway.connectors.readers.stamps import dotnet_ticks, is_moment, parse_stamp
from gateway.connectors.readers.zones import WIB, zone_of
from gateway.connectors.value import BadValue

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_NEEDS: Final = {
    "Date": frozenset({"year", "month", "day"}),
    "DateTime": frozenset({"year", "month", "day"}),
    "Time": frozenset({"hour"}),
}
_DAY_ZERO: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - the zone is the leaf's
_LEAP_DAY: Final = 60  # 29 February 1900
_LAST_DAY: Final = 2_958_466  # the day after 31 December 9999
_DAY: Final = len("yyyy-MM-dd")
_SECONDS: Final = len("yyyy-MM-ddTHH:mm:ss")

Show: TypeAlias = Callable[[datetime], str]


def compile_date_leaf(leaf: str, reader: Reader) -> Read:
    """Compile the reader of a Date, DateTime or Time.

    Of several formats the first that suits a text reads it. Raises ValueError,
    in Indonesian, for a wrong format or zone.
    """
    if reader.part is not None:
        # Imported when first needed: few dates are periods.
        from gateway.connectors.readers.periods import (  # noqa: PLC0415 - see above
            compile_period_leaf,
        )

        return compile_period_leaf(leaf, reader)
    reads = [_form_reader(leaf, form, reader) for form in reader.format or ("iso",)]
    return reads[0] if len(reads) == 1 else _first_that_reads(reads)


def _first_that_reads(reads: list[Read]) -> Read:
    def read(value: object) -> object:
        for one in reads:
            try:
                return one(value)
            except BadValue:
                continue
        reason = "not a date or time in any of the stated formats"
        raise BadValue(reason)

    return read


def _form_reader(leaf: str, form: str, reader: Reader) -> Read:
    zone = _zone(reader.zone)
    match form:
        case "iso":
            return _iso_leaf_reader(leaf, zone)
        case "epoch" | "epoch_ms":
            return _epoch_reader(leaf, zone, 1000 if form == "epoch_ms" else 1)
        case "excel":
            return _excel_reader(leaf, zone)
        case _:
            return _pattern_reader(leaf, form, reader)


def _iso_leaf_reader(leaf: str, zone: timezone) -> Read:
    match leaf:
        case "Date":
            return _iso_date_reader(zone)
        case "Time":
            return _iso_time_reader(zone)
        case _:
            return _iso_reader(zone)


def show_moment(moment: datetime) -> str:
    """Write a moment as RFC 3339, with Z for UTC."""
    text = moment.isoformat()
    return f"{text[:-6]}Z" if text.endswith("+00:00") else text


def _compile_show(leaf: str, zone: timezone) -> Show:
    """Compile how a moment becomes the leaf's text; `zone` where it has none."""
    if leaf == "Date":
        return lambda moment: moment.date().isoformat()
    if leaf == "Time":
        return lambda moment: moment.strftime("%H:%M:%S")
    suffix = show_moment(_EPOCH.replace(tzinfo=zone))[_SECONDS:]

    def show(moment: datetime) -> str:
        if moment.tzinfo is None:
            return moment.isoformat() + suffix
        return show_moment(moment)

    return show


def _zone(stated: str | None) -> timezone:
    return WIB if stated is None else zone_of(stated)


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    reason = "not the text of a date or time"
    raise BadValue(reason)


def _pattern_reader(leaf: str, form: str, reader: Reader) -> Read:
    pieces = parse_pattern(form, 2)
    fields = fields_of(pieces)
    if halves(pieces)[1] or fields & {"quarter", "week"} or not fields >= _NEEDS[leaf]:
        parse_pattern(form)  # its own words for a field that was given twice
        need = "jam" if leaf == "Time" else "tahun, bulan, dan hari"
        reason = f"format `{form}` untuk {leaf} harus memuat {need}; {lacking(pieces)}"
        raise ValueError(reason)
    century = CENTURY if reader.century is None else reader.century
    if leaf == "Date":
        day_of = compile_day(pieces, century)
        return lambda value: day_of(_text(value))
    parse = compile_moment(pieces, century)
    show = _compile_show(leaf, _zone(reader.zone or zone_word(pieces)))
    return lambda value: show(parse(_text(value)))


def _iso_reader(zone: timezone) -> Read:
    """Compile the reader of a DateTime in ISO 8601.

    The usual spellings are judged whole and then copied, which is thrice as
    fast as writing a moment anew.
    """
    local = show_moment(_EPOCH.replace(tzinfo=zone))[_SECONDS:]
    tails = {
        **dict.fromkeys(("", ".000", ".000000"), local),
        **dict.fromkeys(("Z", ".000Z", ".000000Z", "+00:00"), "Z"),
        "+07:00": "+07:00",
    }
    show = _compile_show("DateTime", zone)

    def read(value: object) -> str:
        text = _text(value)
        tail = tails.get(text[_SECONDS:])
        head = text[:_SECONDS]
        if tail is None or text[7:8] != "-" or text[16:17] != ":":
            return show(parse_stamp(text, zone))
        try:
            datetime.fromisoformat(head)
        except ValueError:
            return show(parse_stamp(text, zone))
        return f"{head[:10]}T{head[11:]}{tail}"

    return read


def _within(zone: timezone, moment: datetime) -> datetime:
    """Return a moment in a zone; BadValue where that leaves the calendar."""
    try:
        return moment.astimezone(zone)
    except OverflowError as error:
        reason = "not a date of the calendar"
        raise BadValue(reason) from error


def _iso_date_reader(zone: timezone) -> Read:
    """Compile the reader of a Date in ISO 8601; of an instant it is the zone's day."""

    def read(value: object) -> str:
        text = _text(value)
        if len(text) == _DAY:
            try:
                return date.fromisoformat(text).isoformat()
            except ValueError:
                pass  # the lenient reader knows more spellings
        return _within(zone, parse_stamp(text, zone)).date().isoformat()

    return read


def _iso_time_reader(zone: timezone) -> Read:
    """Compile the reader of a Time in ISO 8601; of an instant it is the zone's."""

    def read(value: object) -> str:
        text = _text(value)
        if "-" in text[:_DAY] or is_moment(text):
            return _within(zone, parse_stamp(text, zone)).strftime("%H:%M:%S")
        return parse_clock(text)

    return read


def _no_count() -> BadValue:
    return BadValue("not a count of seconds or milliseconds since 1970")


def _epoch_reader(leaf: str, zone: timezone, ticks: int) -> Read:
    """Compile the reader of a count; one in ms also reads .NET's `/Date(1)/`."""
    show = _compile_show(leaf, zone)

    def read(value: object) -> str:
        if isinstance(value, str) and ticks > 1:
            dotnet = dotnet_ticks(value)
            value = value if dotnet is None else dotnet
        try:
            count = int(value) if isinstance(value, str) else value
            if isinstance(count, bool) or not isinstance(count, int | float):
                raise _no_count()
            moment = _EPOCH + timedelta(microseconds=count * 1_000_000 // ticks)
            return show(moment.astimezone(zone))
        except (OverflowError, ValueError) as error:
            raise _no_count() from error

    return read


def _excel_reader(leaf: str, zone: timezone) -> Read:
    """Compile the reader of a spreadsheet's day number, with the time as fraction.

    Day 1 is 1 January 1900, and there is a 29 February 1900 that never was
    (ECMA-376 part 1 §18.17.4.1).
    """
    show = _compile_show(leaf, zone)

    def read(value: object) -> str:
        try:
            days = float(value) if isinstance(value, str | int | float) else -1.0
        except (OverflowError, ValueError) as error:
            raise _no_day() from error
        first = 0.0 if leaf == "Time" else 1.0
        if isinstance(value, bool) or not first <= days < _LAST_DAY:
            raise _no_day()
        if _LEAP_DAY <= days < _LEAP_DAY + 1:
            raise _no_day()
        days = days if days > _LEAP_DAY else days + 1
        return show(_DAY_ZERO + timedelta(seconds=round(days * 86400)))

    return read


def _no_day() -> BadValue:
    return BadValue("not a spreadsheet's number of a day")
