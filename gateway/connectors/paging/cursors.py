"""Cursors: names of places in a paged list, which only the list they are of accepts.

A cursor tells the page upstream, and the row in it, so it does not matter how
many rows are asked for at once. It is text of the characters that need no
escape in a URL (RFC 3986 §2.3): version, the list's mark, the page's name, the
rows before the page, and the row's index.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Hashable
from hashlib import blake2b
from typing import Final, NamedTuple

from gateway.connectors.paging.weblinks import LONGEST
from gateway.errors import BadInput

_VERSION: Final = "1"
_SHAPE: Final = re.compile(
    r"1\.([A-Za-z0-9_-]{8})\.([A-Za-z0-9_-]*)\.([0-9]{1,10})\.([0-9]{1,9})"
)


class Cursor(NamedTuple):
    """A place in a list: a page, the rows before it, and where in its rows."""

    page: str
    before: int
    at: int


def mark(*parts: Hashable) -> str:
    """Name a list by what makes it this list: eight characters."""
    text = repr(parts).encode("utf-8", "surrogatepass")
    return urlsafe_b64encode(blake2b(text, digest_size=6).digest()).decode()


_STRANGE: Final = "not a cursor of this list, which is that of one parent and the same other arguments"


def prefix(marked: str, page: str, before: int) -> str:
    """Return what the cursors of a page's rows begin with; the index follows."""
    name = urlsafe_b64encode(page.encode("utf-8", "surrogatepass")).decode().rstrip("=")
    return f"{_VERSION}.{marked}.{name}.{before}."


def parse(text: str, marked: str, argument: str) -> Cursor:
    """Read a cursor of the list that is so marked. Raises BadInput."""
    found = _SHAPE.fullmatch(text) if len(text) < 2 * LONGEST else None
    if found is None or found[1] != marked:
        what = "not a cursor" if found is None else _STRANGE
        message = f"Argument '{argument}' is not valid: {what}."
        raise BadInput(message, argument=argument)
    name = found[2]
    try:
        page = urlsafe_b64decode(name + "=" * (-len(name) % 4)).decode(
            "utf-8", "surrogatepass"
        )
    except ValueError as error:
        message = f"Argument '{argument}' is not valid: not a cursor."
        raise BadInput(message, argument=argument) from error
    return Cursor(page, int(found[3]), int(found[4]))
