"""Readers of Date, DateTime and Time."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

from gateway.config.model import Reader
from gateway.connectors.readers.iso import parse_clock, parse_iso
from gateway.connectors.readers.moments import compile_moment
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
_ISO_DATE: Final = len("yyyy-MM-dd")


def compile_date_leaf(leaf: str, reader: Reader) -> Read:
    """Compile the reader of a Date, DateTime or Time.

    Raises ValueError, in Indonesian, for a wrong format or zone.
    """
    show = {"Date": _show_date, "DateTime": show_moment, "Time": _show_time}[leaf]
    form = reader.format
    if form in {"epoch", "epoch_ms"}:
        return _epoch_reader(_zone(reader), 1000 if form == "epoch_ms" else 1, show)
    if form is None:
        return _iso_reader(leaf, _zone(reader), show)
    return _pattern_reader(leaf, reader, show)


def show_moment(moment: datetime) -> str:
    """Write a moment as RFC 3339, with Z for UTC."""
    text = moment.isoformat()
    return f"{text[:-6]}Z" if text.endswith("+00:00") else text


def _show_date(moment: datetime) -> str:
    return moment.date().isoformat()


def _show_time(moment: datetime) -> str:
    return moment.strftime("%H:%M:%S")


def _zone(reader: Reader, otherwise: str | None = None) -> timezone:
    stated = reader.zone or otherwise
    return WIB if stated is None else zone_of(stated)


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    reason = "not the text of a date or time"
    raise BadValue(reason)


def _pattern_reader(leaf: str, reader: Reader, show: Callable[[datetime], str]) -> Read:
    pieces = parse_pattern(reader.format or "")
    if not fields_of(pieces) >= _NEEDS[leaf]:
        need = "jam" if leaf == "Time" else "tahun, bulan, dan hari"
        reason = f"format `{reader.format}` untuk {leaf} harus memuat {need}"
        raise ValueError(reason)
    parse = compile_moment(pieces, _zone(reader, zone_word(pieces)))
    return lambda value: show(parse(_text(value)))


def _iso_reader(leaf: str, zone: timezone, show: Callable[[datetime], str]) -> Read:
    if leaf == "Time":
        return lambda value: _iso_time(_text(value), zone)
    if leaf == "DateTime":
        return lambda value: show(parse_iso(_text(value), zone))
    return lambda value: _iso_date(_text(value), zone)


def _iso_date(text: str, zone: timezone) -> str:
    if len(text) == _ISO_DATE:
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            pass  # the lenient reader knows more spellings
    return _show_date(parse_iso(text, zone))


def _iso_time(text: str, zone: timezone) -> str:
    if "-" in text[:_ISO_DATE]:
        return _show_time(parse_iso(text, zone))
    return parse_clock(text)


def _no_count() -> BadValue:
    return BadValue("not a count of seconds or milliseconds since 1970")


def _epoch_reader(zone: timezone, ticks: int, show: Callable[[datetime], str]) -> Read:
    def read(value: object) -> object:
        try:
            count = int(value) if isinstance(value, str) else value
            if isinstance(count, bool) or not isinstance(count, int | float):
                raise _no_count()
            moment = _EPOCH + timedelta(microseconds=count * 1_000_000 // ticks)
            return show(moment.astimezone(zone))
        except (OverflowError, ValueError) as error:
            raise _no_count() from error

    return read
