"""A span of the calendar, made of the texts of a pattern's fields."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timezone
from typing import Final, TypeAlias

from gateway.connectors.readers.calendar_names import DAY_NAMES
from gateway.connectors.readers.moments import full_year, month_number
from gateway.connectors.readers.zones import zone_of
from gateway.connectors.value import BadValue

Values: TypeAlias = Mapping[str, str]
"""The texts of a pattern's fields, by field."""

_ROMAN: Final = {"I": 1, "II": 2, "III": 3, "IV": 4}


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


def period_of(values: Values, century: int) -> Period:
    """Make a period of the texts of its fields. Raises ValueError."""
    named = values.get("month name")
    month = _number(values.get("month")) if named is None else month_number(named)
    quarter = values.get("quarter")
    year = _number(values.get("year"))
    short = values.get("short year")
    day = values.get("day name")
    if day is not None and day.rstrip(".").lower() not in DAY_NAMES:
        raise bad_period()
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
            raise bad_period()
        hour = half % 12 + (12 if values.get("half", "a")[0] in "Pp" else 0)
    if hour is None:
        return None
    fraction = values.get("fraction", "0")[:6].ljust(6, "0")
    minute, second = values.get("minute", "0"), values.get("second", "0")
    return hour, int(minute), int(second), int(fraction)


def _zone(values: Values) -> timezone | None:
    text = values.get("zone") or values.get("offset")
    return None if text is None else zone_of(text)


def bad_period() -> BadValue:
    """Return the error of a text that says no date."""
    return BadValue("not a date or period in the stated format")
