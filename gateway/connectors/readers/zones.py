"""Time zones by the names that connectors.yaml and the agencies use."""

import re
from datetime import UTC, timedelta, timezone
from typing import Final

_OFFSET: Final = re.compile(r"([+-])([0-9]{1,2})(?::?([0-5][0-9]))?")
_HOURS: Final = {
    "WIB": 7,
    "WITA": 8,
    "WIT": 9,
    "ASIA/JAKARTA": 7,
    "ASIA/PONTIANAK": 7,
    "ASIA/MAKASSAR": 8,
    "ASIA/JAYAPURA": 9,
}
_FARTHEST: Final = 14  # hours from UTC

WIB: Final = timezone(timedelta(hours=7))
ZONE_NAMES: Final = ("WIB", "WITA", "WIT", "UTC")


def zone_of(text: str) -> timezone:
    """Return the zone of a name (WIB, WITA, WIT, UTC, GMT, Z) or an offset.

    Offsets are ±HH, ±HHMM or ±HH:MM. Indonesia keeps no summer time, so a
    fixed offset is exact. Raises ValueError, in Indonesian.
    """
    word = text.strip().upper()
    if word in {"Z", "UTC", "GMT"}:
        return UTC
    if word in _HOURS:
        return timezone(timedelta(hours=_HOURS[word]))
    found = _OFFSET.fullmatch(word)
    if found is None or int(found[2]) > _FARTHEST:
        reason = (
            f"zona waktu `{text}` tidak dikenal; pakai WIB, WITA, WIT, UTC, atau +07:00"
        )
        raise ValueError(reason)
    offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(-offset if found[1] == "-" else offset)
