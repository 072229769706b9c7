"""What the graph's own scalars accept as input."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from gateway.connectors.readers.addresses import read_url
from gateway.connectors.readers.dates import show_moment
from gateway.connectors.readers.numbers import INTEGERS, to_decimal_text
from gateway.connectors.readers.texts import read_json

_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?"
    r"(?:[Zz]|[+-][0-9]{2}:[0-9]{2})"
)
_CLOCK: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]")
_NUMBER: Final = re.compile(r"-?[0-9]{1,40}(?:\.[0-9]{1,40})?")

ParseInput = Callable[[object], object]


def parse_input(scalar: str) -> ParseInput:
    """Return how an argument value of one of the graph's scalars is coerced.

    For Date, DateTime, Time, Rupiah, Long, Decimal, URL and JSON. The function
    takes a JSON value and gives the normal form (GraphQL specification
    §3.5, input coercion): strict where the readers are lenient, since the
    writer of a client can read the schema. It raises ValueError, in English,
    without the value. KeyError for another scalar.
    """
    return {
        "Date": _date,
        "DateTime": _date_time,
        "Time": _time,
        "Rupiah": _integer,
        "Long": _integer,
        "Decimal": _decimal,
        "URL": read_url,
        "JSON": read_json,
    }[scalar]


def _matched(value: object, form: re.Pattern[str], reason: str) -> str:
    if not isinstance(value, str) or form.fullmatch(value) is None:
        raise ValueError(reason)
    return value


def _date(value: object) -> str:
    reason = "Date must be a day of the calendar written yyyy-MM-dd"
    text = _matched(value, _DATE, reason)
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise ValueError(reason) from error


def _date_time(value: object) -> str:
    reason = "DateTime must be RFC 3339 with an offset, as 2026-08-17T10:00:00+07:00"
    text = _matched(value, _MOMENT, reason)
    try:
        return show_moment(datetime.fromisoformat(text.upper()))
    except ValueError as error:
        raise ValueError(reason) from error


def _time(value: object) -> str:
    return _matched(value, _CLOCK, "Time must be written HH:mm:ss")


def _integer(value: object) -> int:
    low, high = INTEGERS["Long"]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        reason = "must be a whole number"
        raise ValueError(reason)  # noqa: TRY004 - GraphQL coercion knows ValueError
    if not low <= value <= high:
        reason = "must fit 64 bits"
        raise ValueError(reason)
    return value


def _decimal(value: object) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = repr(value)
    text = _matched(value, _NUMBER, "Decimal must be a number such as 12.50")
    return to_decimal_text(Decimal(text))
