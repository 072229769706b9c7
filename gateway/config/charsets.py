"""Charsets that a text may be in."""

import codecs
from typing import Final

_FOREIGN: Final = frozenset(
    (
        "idna",
        "mbcs",
        "oem",
        "punycode",
        "raw-unicode-escape",
        "undefined",
        "unicode-escape",
    )
)
"""Python's own: no charset of texts, and one takes the square of their length."""


def charset_of(name: str) -> str | None:
    """Return the name of a charset in one form; None for what is none that is known."""
    try:
        found = codecs.lookup(name).name
        "a".encode(found)  # which only those of texts can do
    except (LookupError, ValueError):
        return None
    return None if found.replace("_", "-") in _FOREIGN else found
