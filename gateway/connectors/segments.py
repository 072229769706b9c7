"""Path segments that stay where the template put them.

An argument must not climb out of its segment, whatever the upstream or a
proxy before it decodes (`..`, `%252e`, full-width dots, `..%2f`).
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

from gateway.errors import BadInput

_PLAIN: Final = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]*")
_LISTED: Final = re.compile(r"[A-Za-z0-9._~,-]+")
_FORBIDDEN: Final = re.compile(r"[/\\\x00-\x1f\x7f-\x9f\u2028\u2029]")
_ROUNDS: Final = 8  # of percent-decoding; deeper nesting has no honest use


def encode(text: str) -> str:
    """Percent-encode everything but RFC 3986's unreserved characters."""
    if _PLAIN.fullmatch(text):
        return text
    if _LISTED.fullmatch(text):  # a list of plain keys; quote() goes byte by byte
        return text.replace(",", "%2C")
    return quote(text, safe="")


def refuse_escapes(text: str) -> None:
    """Refuse a path segment that an upstream might read as another place.

    Raises BadInput for an empty one, and for one that, decoded any number of
    times and in compatibility form (NFKC), holds a slash, a backslash or a
    control character, or is `.` or `..` (also before a `;`).
    """
    if _PLAIN.fullmatch(text):
        return
    for _ in range(_ROUNDS):
        normal = unicodedata.normalize("NFKC", text)
        if _FORBIDDEN.search(text) or _FORBIDDEN.search(normal):
            reason = "a character that has no place in a path"
            raise BadInput(reason)
        if normal.partition(";")[0].strip() in {"", ".", ".."}:
            reason = "not the name of one thing"
            raise BadInput(reason)
        decoded = unquote(normal)
        if decoded == text:
            return
        text = decoded
    reason = "encoded too many times"
    raise BadInput(reason)


@dataclass(frozen=True, slots=True)
class Shape:
    """What no argument may change of a URL: its literal beginning, its slashes."""

    prefix: str
    slashes: int

    def check(self, url: str) -> None:
        """Raise BadInput for a URL (without its query) of another shape."""
        if not url.startswith(self.prefix) or url.count("/") != self.slashes:
            reason = "the address would change its shape"
            raise BadInput(reason)
        if "?" in url or "#" in url:
            reason = "the address would end early"
            raise BadInput(reason)
