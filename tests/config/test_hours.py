"""Two hours of a day: gateway/config/hours.py."""

import pytest

from gateway.config.hours import Between, between
from gateway.config.kinds import Wrong
from gateway.config.nodes import Scalar
from gateway.config.place import NOWHERE


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("21:00-04:30", "21:00-04:30"),
        ("00:00 - 24:00", None),
        ("09.15-17.45", "09:15-17:45"),
        ("18:00-24:00", "18:00-00:00"),
        ("08:00-08:00", None),
    ],
)
def test_hours(text: str, shown: str | None) -> None:
    """They may go over midnight, in either notation; a whole day is no part of one."""
    found = between(Scalar(text, NOWHERE))
    if shown is None:
        assert isinstance(found, Wrong)
    else:
        assert isinstance(found, Between)
        assert shown == str(found)


@pytest.mark.parametrize("text", ["21-04", "25:00-04:00", "18:00-24:30", "8:00-9:00"])
def test_what_is_none(text: str) -> None:
    """Hours have two digits, and so have minutes; the day ends at 24:00."""
    assert between(Scalar(text, NOWHERE)) is None
