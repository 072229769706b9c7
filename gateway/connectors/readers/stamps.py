"""Moments as services stamp them: ISO 8601, the date of mail, feeds and HTTP, or .NET's."""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from gateway.connectors.readers.calendar_names import DAY_NAMES
from gateway.connectors.readers.iso import parse_iso
from gateway.connectors.readers.moments import month_number
from gateway.connectors.readers.zones import zone_of
from gateway.connectors.value import BadValue

_LONGEST: Final = 64  # characters
_MAIL: Final = re.compile(
    r"""\s*(?:([^\W\d_]+)\.?,\s*)?([0-9]{1,2})[ -]([^\W\d_]+)[ -]([0-9]{4})
    \s+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?\s*([A-Za-z]{1,4}|[+-][0-9]{4})?\s*""",
    re.VERBOSE,
)
_DOTNET: Final = re.compile(r"\s*/Date\((-?[0-9]{1,15})(?:[+-][0-9]{4})?\)/\s*")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def dotnet_ticks(text: str) -> int | None:
    """Return the milliseconds since 1970 of .NET's `/Date(1741021200000+0700)/`, if it is one."""
    found = _DOTNET.fullmatch(text) if len(text) <= _LONGEST else None
    return None if found is None else int(found[1])


def parse_stamp(text: str, zone: timezone) -> datetime:
    """Read ISO 8601 as `parse_iso` does, or RFC 5322 §3.3 ("Fri, 20 Nov 2026 14:05:00 +0700").

    RSS dates its items so, and HTTP (RFC 9110 §5.6.7) and some frameworks' JSON with
    GMT; the day's name need not agree. Or .NET's `/Date(1)/`. `zone` is that of a text
    without one. Raises BadValue.
    """
    try:
        return parse_iso(text, zone)
    except BadValue:
        moment = _mail(text, zone) or _dotnet(text, zone)
        if moment is None:
            raise
        return moment


def is_moment(text: str) -> bool:
    """Tell whether a text is shaped as RFC 5322 dates are, or as .NET's."""
    if len(text) > _LONGEST:
        return False
    return _MAIL.fullmatch(text) is not None or dotnet_ticks(text) is not None


def _dotnet(text: str, zone: timezone) -> datetime | None:
    ticks = dotnet_ticks(text)
    try:
        return (
            None
            if ticks is None
            else (_EPOCH + timedelta(milliseconds=ticks)).astimezone(zone)
        )
    except OverflowError:
        return None


def _mail(text: str, zone: timezone) -> datetime | None:
    found = _MAIL.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None or (found[1] and found[1].lower() not in DAY_NAMES):
        return None
    stated = found[8]
    try:
        return datetime(
            int(found[4]),
            month_number(found[3]),
            int(found[2]),
            int(found[5]),
            int(found[6]),
            int(found[7] or "0"),
            tzinfo=zone_of(stated) if stated else zone,
        )
    except ValueError:
        return None
