"""The forms of what the commands are answered: gateway/cli/answers.py."""

import pytest

from gateway.cli.answers import Noted, SwitchedOff, read
from gateway.errors import StartupError

OFF = {"konektor": "a", "sampai": "2026-11-30T08:00:00+07:00", "pesan": None}


def test_what_has_the_form() -> None:
    """Times are read with their zone; what else is told is left alone."""
    found = read(OFF | {"stale": True, "sejak": 1}, SwitchedOff, "not this")
    assert found["sampai"] is not None
    assert "30-11 08:00" == f"{found['sampai']:%d-%m %H:%M}"
    assert "sejak" not in found


@pytest.mark.parametrize(
    "found",
    [[], None, OFF, OFF | {"stale": True, "sampai": "2026-11-30T08:00:00"}],
    ids=["a list", "null", "lacking", "no zone"],
)
def test_what_has_another(found: object) -> None:
    """It is told by the complaint alone."""
    with pytest.raises(StartupError, match=r"^not this$"):
        read(found, SwitchedOff, "not this")


def test_what_may_be_absent() -> None:
    """A note is there only where there is something to note."""
    assert {} == read({}, Noted, "not this")
