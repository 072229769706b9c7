"""Charsets: gateway/config/charsets.py."""

import pytest

from gateway.config.charsets import charset_of


@pytest.mark.parametrize(
    ("found", "name"),
    [
        ("utf-8", "UTF8"),
        ("iso8859-1", "latin-1"),
        ("cp1252", "windows-1252"),
        (None, "x-none"),
        (None, "a\0b"),
        (None, "hex"),
        (None, "punycode"),
        (None, "undefined"),
        (None, "unicode_escape"),
        (None, "raw-unicode-escape"),
    ],
)
def test_charsets(found: str | None, name: str) -> None:
    """A charset has one name; what only Python calls an encoding is none."""
    assert found == charset_of(name)
