"""When an answer is fetched next: decisions, printed."""

import datetime as dt
from typing import Final

import pytest

from gateway.config.hours import Between
from gateway.config.model import Refresh
from gateway.config.place import Word
from gateway.connectors.readers.zones import WIB
from gateway.connectors.schedule import Course, Schedule, scheduled

QUARTER: Final = Schedule(900.0)
NIGHT: Final = Schedule(900.0, between=Between(21 * 60, 4 * 60 + 30))
DAY: Final = Schedule(900.0, between=Between(8 * 60, 16 * 60))


def clock(hour: int, minute: int = 0, second: int = 0) -> dt.datetime:
    """Return a time of day in WIB."""
    return dt.datetime(2026, 3, 1, hour, minute, second, tzinfo=WIB)


@pytest.mark.parametrize(
    ("course", "seconds"),
    [
        (Course(), 0),
        (Course(age=0), 900),
        (Course(age=100), 800),
        (Course(age=100, chance=1), 710),
        (Course(age=5000), 0),
        (Course(age=100, ran=100), 800),
        # Something older was found, kept by another: it is not asked for at once again.
        (Course(age=5000, ran=10), 890),
        # Forgotten since: a minute passes, so that what is not kept does no harm.
        (Course(ran=10), 50),
        (Course(ran=900), 0),
        (Course(age=900, ran=900, failed=0, failures=1), 15),
        (Course(age=900, failed=5, failures=1), 10),
        (Course(age=900, failed=0, failures=1, chance=1), 7.5),
        (Course(age=900, failed=0, failures=2), 30),
        (Course(age=900, failed=0, failures=4), 120),
        (Course(age=900, failed=0, failures=99), 900),
        (Course(failed=0, failures=1), 15),
        (Course(failed=0, failures=1, asked=30), 30),
        (Course(failed=0, failures=1, asked=86400), 900),
    ],
)
def test_at_any_time(course: Course, seconds: float) -> None:
    """At once where nothing is kept, a little before it is old, sooner after a failure."""
    assert seconds == QUARTER.wait(course, clock(12))


@pytest.mark.parametrize(
    ("schedule", "course", "moment", "seconds"),
    [
        (NIGHT, Course(), clock(12), 9 * 3600),
        (NIGHT, Course(chance=0.5), clock(12), 9 * 3600 + 30),
        (NIGHT, Course(), clock(21), 0),
        (NIGHT, Course(), clock(23, 59, 59), 0),
        (NIGHT, Course(), clock(0), 0),
        (NIGHT, Course(), clock(4, 29, 59), 0),
        (NIGHT, Course(), clock(4, 30), 16.5 * 3600),
        (NIGHT, Course(age=0), clock(4, 14), 900),
        (NIGHT, Course(age=0), clock(4, 20), 16 * 3600 + 40 * 60),
        # Tried again, as long as there is time for it in this night.
        (NIGHT, Course(age=900, failed=0, failures=1), clock(4, 29), 15),
        (NIGHT, Course(age=900, failed=0, failures=1), clock(4, 29, 50), 59410),
        (NIGHT, Course(age=90_000), clock(20, 59), 60),
        (DAY, Course(), clock(7, 59), 60),
        (DAY, Course(), clock(8), 0),
        (DAY, Course(), clock(16), 16 * 3600),
    ],
)
def test_between_two_hours(
    schedule: Schedule, course: Course, moment: dt.datetime, seconds: float
) -> None:
    """Outside them it waits for the first, over midnight too."""
    assert seconds == schedule.wait(course, moment)


def test_a_clock_that_is_set_does_no_harm() -> None:
    """Whatever the time of day, what is due at any time is due at the same time."""
    hours = [clock(hour) for hour in range(24)]
    far = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    course = Course(age=100, ran=100)
    assert {800.0} == {QUARTER.wait(course, one) for one in [*hours, far]}
    # By the hours of another zone it is the same moment.
    assert 0 == NIGHT.wait(Course(), clock(22).astimezone(dt.UTC))


@pytest.mark.parametrize(
    ("schedule", "moment", "ttl"),
    [
        (QUARTER, clock(12), 900 + 60 + 60),
        (Schedule(10, timeout=5), clock(12), 10 + 5 + 10),
        (NIGHT, clock(22), 900 + 120),
        (NIGHT, clock(4, 20), 16 * 3600 + 40 * 60 + 120),
        (DAY, clock(15, 50), 16 * 3600 + 10 * 60 + 120),
    ],
)
def test_how_long_an_answer_lasts(
    schedule: Schedule, moment: dt.datetime, ttl: float
) -> None:
    """It is fresh until the next has come, the hours between windows included."""
    found = schedule.lifetime(moment, 300, 86400)
    assert (ttl, 86400, 86400) == (found.ttl, found.revalidate, found.error)


def test_as_declared() -> None:
    """It prints what the configuration says, in the zone that this names."""
    night = Refresh(900, 30, Between(1260, 270), Word("WIT"))
    assert "every 900 s between 21:00-04:30 UTC+09:00, timeout 30 s" == str(
        scheduled(night)
    )
    assert "every 60 s, timeout 60 s" == str(scheduled(Refresh(60)))
