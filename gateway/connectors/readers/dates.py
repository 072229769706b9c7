"""Readers of Date, DateTime and Time."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final, TypeAlias

from gateway.config.model import Reader
from gateway.connectors.readers.iso import parse_clock, parse_iso
from gateway.connectors.readers.moments import compile_day, compile_moment
from gateway.connectors.readers.patterns import fields_of, parse_pattern, zone_word
from gateway.connectors.readers.stages import Read
from gateway.connectors.readers.zones import WIB, zone_of
from gateway.connectors.value import BadValue

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_NEEDS: Final = {
    "Date": frozenset({"year", "month", "day"}),
    "DateTime": frozenset({"year", "month", "day"}),
    "Time": frozenset({"hour"}),
}
_DAY: Final = len("yyyy-MM-dd")
_SECONDS: Final = len("yyyy-MM-ddTHH:mm:ss")

Show: TypeAlias = Callable[[datetime], str]


def compile_date_leaf(leaf: str, reader: Reader) -> Read:
    """Compile the reader of a Date, DateTime or Time.

    Raises ValueError, in Indonesian, for a wrong format or zone.
    """
    form = reader.format
    zone = _zone(reader.zone)
    if form in {"epoch", "epoch_ms"}:
        return _epoch_reader(leaf, zone, 1000 if form == "epoch_ms" else 1)
    if form is not None:
        return _pattern_reader(leaf, form, reader.zone)
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


def _pattern_reader(leaf: str, form: str, zone: str | None) -> Read:
    pieces = parse_pattern(form)
    if not fields_of(pieces) >= _NEEDS[leaf]:
        need = "jam" if leaf == "Time" else "tahun, bulan, dan hari"
        reason = f"format `{form}` untuk {leaf} harus memuat {need}"
        raise ValueError(reason)
    if leaf == "Date":
        day_of = compile_day(pieces)
        return lambda value: day_of(_text(value))
    parse = compile_moment(pieces)
    show = _compile_show(leaf, _zone(zone or zone_word(pieces)))
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
            return show(parse_iso(text, zone))
        try:
            datetime.fromisoformat(head)
        except ValueError:
            return show(parse_iso(text, zone))
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
        return _within(zone, parse_iso(text, zone)).date().isoformat()

    return read


def _iso_time_reader(zone: timezone) -> Read:
    """Compile the reader of a Time in ISO 8601; of an instant it is the zone's."""

    def read(value: object) -> str:
        text = _text(value)
        if "-" in text[:_DAY]:
            return _within(zone, parse_iso(text, zone)).strftime("%H:%M:%S")
        return parse_clock(text)

    return read


def _no_count() -> BadValue:
    return BadValue("not a count of seconds or milliseconds since 1970")


def _epoch_reader(leaf: str, zone: timezone, ticks: int) -> Read:
    show = _compile_show(leaf, zone)

    def read(value: object) -> str:
        try:
            count = int(value) if isinstance(value, str) else value
            if isinstance(count, bool) or not isinstance(count, int | float):
                raise _no_count()
            moment = _EPOCH + timedelta(microseconds=count * 1_000_000 // ticks)
            return show(moment.astimezone(zone))
        except (OverflowError, ValueError) as error:
            raise _no_count() from error

    return read
