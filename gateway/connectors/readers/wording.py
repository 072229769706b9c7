"""Texts made plain: without markup, in one case."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from gateway.connectors.readers.stages import Read
from gateway.connectors.value import BadValue, text_of

_LONGEST: Final = 200_000  # characters of a text with markup
_WORD: Final = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_ROMAN: Final = frozenset(
    ["II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII", "XIII", "XIV", "XV"]
)
_ACROSS: Final = re.compile(r"[^\S\n]+")
_DOWN: Final = re.compile(r" ?\n[\s]*")
_MARKED: Final = re.compile(r"[<&]")


def with_case(case: str, read: Read) -> Read:
    """Read a text in one case; what is no text stays as it is."""
    change = CASES[case]
    return lambda value: read(change(value) if isinstance(value, str) else value)


def _titled(text: str) -> str:
    return _WORD.sub(_capitalised, text)


def _capitalised(found: re.Match[str]) -> str:
    word = found[0]
    return word if word in _ROMAN else word[0].upper() + word[1:].lower()


CASES: Final[Mapping[str, Callable[[str], str]]] = MappingProxyType(
    {"upper": str.upper, "lower": str.lower, "title": _titled}
)
"""How a text is written in each case; a title keeps Roman numerals."""


def with_plain_text(read: Read) -> Read:
    """Read the text of a piece of HTML: no tags, characters for entities.

    Scripts and styles are left out; what begins a block begins a line. Raises
    BadValue for more than 200,000 characters.
    """
    # Imported when first needed: few fields hold markup.
    from gateway.connectors.readers.markup import text_within  # noqa: PLC0415 - above

    def read_plain(value: object) -> object:
        text = text_of(value)
        if text is None or _MARKED.search(text) is None:
            return read(value)
        if len(text) > _LONGEST:
            reason = "a text with markup that is too long"
            raise BadValue(reason)
        return read(_DOWN.sub("\n", _ACROSS.sub(" ", text_within(text))).strip())

    return read_plain
