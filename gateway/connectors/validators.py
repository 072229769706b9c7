"""What a service can be asked by whether an answer has changed: RFC 9110 §8.8 and §13.1."""

import re
from typing import Final, NamedTuple

from multidict import MultiMapping

_LONGEST: Final = 200  # characters of a validator
_VISIBLE: Final = re.compile(r"[!-~ ]+")


class Validators(NamedTuple):
    """What an answer came with to tell it by.

    They hold for the request that it was the answer `of` (exchange.py), which may
    have been for other keys as well.
    """

    etag: str | None
    modified: str | None
    of: str


def read_validators(headers: MultiMapping[str], of: str) -> Validators | None:
    """Return what to ask by whether the answer `of` a request has changed."""
    etag = _sound(headers.get("etag"))
    modified = _sound(headers.get("last-modified"))
    return None if etag is modified is None else Validators(etag, modified, of)


def conditions(validators: Validators) -> tuple[tuple[str, str], ...]:
    """Return the headers of a conditional request (RFC 9110 §13.1)."""
    if validators.etag is not None:
        return (("If-None-Match", validators.etag),)
    return (("If-Modified-Since", validators.modified or ""),)


def _sound(text: str | None) -> str | None:
    if text is None or len(text) > _LONGEST or not _VISIBLE.fullmatch(text):
        return None
    return text
