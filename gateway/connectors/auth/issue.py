"""A token read from the answer that issues it."""

import math
from datetime import UTC
from typing import Final

from gateway.config.credentials import Issue
from gateway.connectors.auth.tokens import Grant
from gateway.connectors.formats import compile_format
from gateway.connectors.paths import compile_path
from gateway.connectors.readers.iso import parse_iso
from gateway.connectors.readers.zones import WIB
from gateway.connectors.send import Received
from gateway.connectors.status import check_status, is_refusal
from gateway.connectors.value import BadValue, text_of
from gateway.errors import Sent, UpstreamAuth, UpstreamBadBody

LONGEST: Final = 16 * 1024
"""Characters of a token: more does not fit into the head of a request."""

BOUND: Final = 1024 * 1024
_EPOCH: Final = 1e9  # seconds: more is no life but a moment (2001 and later)
_EPOCH_MS: Final = 1e12


def check_granted(received: Received) -> None:
    """Refuse an answer that is no success. Raises UpstreamError.

    A refusal of the request for a token is one of the credential (RFC 6749
    §5.2), whatever else may be wrong with it.
    """
    if is_refusal(received.status):
        raise refused()
    check_status(received.status, received.headers)


def refused() -> UpstreamAuth:
    """Return the error of a login that was refused."""
    return UpstreamAuth("The gateway's login was refused.", sent=Sent.YES)


def read_grant(issue: Issue, received: Received, now: float) -> Grant:
    """Read the token of an answer, and its life; `now` is Unix time.

    Raises UpstreamBadBody for what cannot be read or cannot be a token, and
    UpstreamAuth where there is none: so do services say no with status 200.
    """
    check_granted(received)
    body = compile_format(issue.format, BOUND)(received.body, received.content_type)
    token = _text(compile_path(issue.token)(body))
    if not token:
        raise refused()
    if len(token) > LONGEST or not (token.isascii() and token.isprintable()):
        raise UpstreamBadBody("the token cannot be sent", sent=Sent.YES)
    stated = None if issue.expires is None else compile_path(issue.expires)(body)
    life = read_life(stated, now)
    return Grant(token, issue.lifetime if life is None else life)


def read_life(value: object, now: float) -> float | None:
    """Return the seconds until a token ends; None where that is not said legibly.

    A number is seconds, or Unix time in seconds or milliseconds; a text may
    also be a moment in ISO 8601, in WIB where it names no zone.
    """
    text = _text(value)
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        return _until(text, now)
    if not math.isfinite(number) or number < 0:
        return None
    if number >= _EPOCH_MS:
        return number / 1000 - now
    return number - now if number >= _EPOCH else number


def _until(text: str, now: float) -> float | None:
    try:
        return parse_iso(text, WIB).astimezone(UTC).timestamp() - now
    except (BadValue, ValueError, OverflowError):
        return None


def _text(value: object) -> str | None:
    """Return a text or a number as text; there is none in null and truth."""
    return None if value is None or isinstance(value, bool) else text_of(value)
