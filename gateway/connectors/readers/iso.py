"""ISO 8601 as services write it: a space for the T, no zone, short fields, dots."""

import re
from datetime import datetime, timezone
from typing import Final

from gateway.connectors.readers.zones import zone_of
from gateway.connectors.value import BadValue

_LONGEST: Final = 64  # characters
_LENIENT: Final = re.compile(
    r"""\s*([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})
    (?:[\sT]\s*([0-9]{1,2})[:.]([0-9]{2})(?:[:.]([0-9]{2})(?:[.,]([0-9]{1,9}))?)?
    \s*(Z|UTC|GMT|WIB|WITA|WIT|Asia/[A-Za-z]+|[+-][0-9]{1,2}(?::?[0-9]{2})?)?)?\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_CLOCK: Final = re.compile(
    r"""\s*([0-9]{1,2})[:.]([0-9]{2})(?:[:.]([0-9]{2})(?:[.,][0-9]{1,9})?)?
    \s*(?:Z|UTC|GMT|WIB|WITA|WIT|[+-][0-9]{1,2}(?::?[0-9]{2})?)?\s*""",
    re.VERBOSE | re.IGNORECASE,
)


def parse_iso(text: str, zone: timezone) -> datetime:
    """Read a date or a date with a time; `zone` is that of a text without one.

    Besides ISO 8601: a space instead of the T, months and days of one digit,
    slashes, dots in the time (09.30), and WIB, WITA or WIT after it. A date
    alone is its midnight. Raises BadValue.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = _lenient(text, zone)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)


def parse_clock(text: str) -> str:
    """Read a time of day as HH:mm:ss; a fraction or a zone after it is dropped.

    Raises BadValue.
    """
    found = _CLOCK.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        raise _bad()
    hour, minute, second = (int(part or "0") for part in found.groups())
    if hour > 23 or minute > 59 or second > 59:  # noqa: PLR2004 - the last of a day
        raise _bad()
    return f"{hour:02}:{minute:02}:{second:02}"


def _bad() -> BadValue:
    return BadValue("not an ISO 8601 date or time")


def _lenient(text: str, zone: timezone) -> datetime:
    found = _LENIENT.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        raise _bad()
    *numbers, fraction, stated = found.groups()
    year, month, day, hour, minute, second = (int(n or "0") for n in numbers)
    microsecond = int((fraction or "0")[:6].ljust(6, "0"))
    try:
        return datetime(
            year,
            month,
            day,
            hour,
            minute,
            second,
            microsecond,
            tzinfo=zone_of(stated) if stated else zone,
        )
    except ValueError as error:
        raise _bad() from error
