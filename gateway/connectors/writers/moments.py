"""Dates and times written in a stated pattern: the reverse of the readers'."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from types import MappingProxyType
from typing import Final, TypeVar

from gateway.connectors.readers.calendar_names import (
    DAYS,
    MONTHS,
    SHORT_DAYS,
    SHORT_MONTHS,
)
from gateway.connectors.readers.dates import show_moment
from gateway.connectors.readers.iso import parse_clock, parse_iso
from gateway.connectors.readers.patterns import (
    Piece,
    fields_of,
    parse_pattern,
    zone_word,
)
from gateway.connectors.readers.zones import WIB, zone_of
from gateway.errors import BadInput

T = TypeVar("T")

_DAY_ZERO: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - the zone is the argument's
_FINE: Final = frozenset({"quarter", "week", "month", "day"})
_LEAP_DAY: Final = 60  # 29 February 1900, which never was
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_ZONES: Final = ((7, "WIB"), (8, "WITA"), (9, "WIT"), (0, "UTC"))


def _offset(at: datetime) -> str:
    text = at.isoformat()[-6:]
    return "Z" if text == "+00:00" else text


def _hours(at: datetime) -> str:
    return _offset(at).removesuffix(":00").replace(":", "")


def _zone_name(at: datetime) -> str:
    offset = at.utcoffset()
    hours = offset.total_seconds() / 3600 if offset is not None else 0
    return next((name for h, name in _ZONES if h == hours), at.isoformat()[-6:])


def _quarter(at: datetime) -> int:
    return (at.month + 2) // 3


_WRITTEN: Final[Mapping[str, Callable[[datetime], str]]] = MappingProxyType(
    {
        "yyyy": lambda at: f"{at.year:04}",
        "y": lambda at: f"{at.year:04}",
        "yy": lambda at: f"{at.year % 100:02}",
        "MMMM": lambda at: MONTHS[at.month - 1],
        "MMM": lambda at: SHORT_MONTHS[at.month - 1],
        "MM": lambda at: f"{at.month:02}",
        "M": lambda at: str(at.month),
        "dd": lambda at: f"{at.day:02}",
        "d": lambda at: str(at.day),
        "Q": lambda at: str(_quarter(at)),
        "QQQ": lambda at: ("I", "II", "III", "IV")[_quarter(at) - 1],
        "ww": lambda at: f"{at.isocalendar().week:02}",
        "w": lambda at: str(at.isocalendar().week),
        "EEEE": lambda at: DAYS[at.weekday()],
        "EEE": lambda at: SHORT_DAYS[at.weekday()],
        "HH": lambda at: f"{at.hour:02}",
        "H": lambda at: str(at.hour),
        "hh": lambda at: f"{(at.hour - 1) % 12 + 1:02}",
        "h": lambda at: str((at.hour - 1) % 12 + 1),
        "mm": lambda at: f"{at.minute:02}",
        "m": lambda at: str(at.minute),
        "ss": lambda at: f"{at.second:02}",
        "s": lambda at: str(at.second),
        "a": lambda at: "AM" if at.hour < 12 else "PM",  # noqa: PLR2004 - noon
        "XXX": _offset,
        "XX": lambda at: _offset(at).replace(":", ""),
        "X": _hours,
        "Z": lambda at: at.strftime("%z"),
        "z": _zone_name,
    }
)


def compile_moment_writer(
    leaf: str, form: str | None, zone: str | None
) -> Callable[[str], str]:
    """Compile a function that writes an ISO date, date-time or time of the graph.

    Without a format the text stays ISO 8601, in `zone` if one is stated. A moment is
    written in `zone`, or else in the zone the pattern names as text, or else WIB; a
    date is its midnight there. The function raises BadInput for a moment out of range.
    Raises ValueError, in Indonesian, for a wrong format or zone.
    """
    if form in {"epoch", "epoch_ms"}:
        tick = timedelta(milliseconds=1 if form == "epoch_ms" else 1000)
        here = _zone(zone, ())
        return lambda text: str((_moment(leaf, text, here) - _EPOCH) // tick)
    if form == "excel":
        return _excel_writer(leaf, _zone(zone, ()))
    form = None if form == "iso" else form
    pieces = parse_pattern(form) if form is not None else ()
    target = _zone(zone, pieces)
    moves = leaf == "DateTime" and (form is not None or zone is not None)
    write = _pieces_writer(pieces) if form is not None else _iso_writer(leaf)

    def written(text: str) -> str:
        at = _moment(leaf, text, target)
        return write(_moved(at, target) if moves else at)

    return written


def compile_period_writer(
    form: str | None, part: str | None, zone: str | None
) -> Callable[[str], str]:
    """Compile a function that writes a date of any precision: 2021, 2021-03, 2024-Q2.

    With `part` it is its first or its last day; without, it must be as precise
    as the format. The function raises BadInput. Raises ValueError, in
    Indonesian, for a wrong format or zone.
    """
    # Imported when first needed: few arguments are periods.
    from gateway.connectors.readers.period import Period  # noqa: PLC0415 - see above
    from gateway.connectors.readers.periods import parse_period  # noqa: PLC0415 - see above

    last = part == "to"
    if form in {None, "iso"}:
        return lambda text: (
            _period_of(parse_period, text).iso
            if part is None
            else _period_of(parse_period, text).day_at(last=last).isoformat()
        )
    leaf = "Date" if form in {"epoch", "epoch_ms", "excel"} else "DateTime"
    write = compile_moment_writer(leaf, form, zone)
    needs = fields_of(parse_pattern(form)) if leaf == "DateTime" and form else _FINE

    def written(text: str) -> str:
        period: Period = _period_of(parse_period, text)
        if part is None and not period.fields >= needs & _FINE:
            reason = "a date that is not precise enough"
            raise BadInput(reason)
        day = period.day_at(last=last)
        return write(day.isoformat())

    return written


def _period_of(parse: Callable[[str], T], text: str) -> T:
    try:
        return parse(text)
    except ValueError as error:
        reason = "not a date such as 2021, 2021-03, 2024-Q2, or 2021-03-05"
        raise BadInput(reason) from error


def _excel_writer(leaf: str, zone: timezone) -> Callable[[str], str]:
    """Compile a writer of a spreadsheet's day numbers; a time is a fraction."""

    def write(text: str) -> str:
        at = _moment(leaf, text, zone)
        if leaf == "Time":
            seconds = (at.hour * 60 + at.minute) * 60 + at.second
            days = 0
        else:
            since = _moved(at, zone).replace(tzinfo=None) - _DAY_ZERO
            days, seconds = since.days, since.seconds
            days -= days <= _LEAP_DAY  # 29 February 1900 is counted after it
        if days < 0 or (days < 1 and leaf != "Time"):
            reason = "a day before 1900"
            raise BadInput(reason)
        return f"{days + seconds / 86400:.10f}".rstrip("0").rstrip(".")

    return write


def _zone(zone: str | None, pieces: tuple[Piece, ...]) -> timezone:
    stated = zone or zone_word(pieces)
    return WIB if stated is None else zone_of(stated)


def _moment(leaf: str, text: str, zone: timezone) -> datetime:
    if leaf == "Time":
        text = f"1970-01-01T{parse_clock(text)}"
    return parse_iso(text, zone)


def _moved(at: datetime, zone: timezone) -> datetime:
    try:
        return at.astimezone(zone)
    except OverflowError as error:
        reason = "a moment out of range"
        raise BadInput(reason) from error


def _iso_writer(leaf: str) -> Callable[[datetime], str]:
    if leaf == "Date":
        return lambda at: at.date().isoformat()
    if leaf == "Time":
        return lambda at: at.strftime("%H:%M:%S")
    return show_moment


def _pieces_writer(pieces: tuple[Piece, ...]) -> Callable[[datetime], str]:
    parts = tuple(map(_piece_writer, pieces))
    return lambda at: "".join([part(at) for part in parts])


def _piece_writer(piece: Piece) -> Callable[[datetime], str]:
    if piece.field is None:
        return lambda _: piece.text
    if piece.field == "fraction":
        return lambda at: f"{at.microsecond:06}"[: len(piece.text)]
    return _WRITTEN[piece.text]
