"""What an HTTP status means (RFC 9110 §15), as a code of docs/kode-galat.md."""

import email.utils
import time
from collections.abc import Mapping
from datetime import UTC
from typing import Final

from gateway.errors import (
    Sent,
    UpstreamAuth,
    UpstreamBlocked,
    UpstreamBusy,
    UpstreamError,
    UpstreamUnavailable,
)

LONGEST_RETRY_AFTER: Final = 30.0
_OURS: Final = frozenset({401, 403, 429})


def check_status(status: int, headers: Mapping[str, str]) -> None:
    """Raise the UpstreamError of a status that tells of the service or of us.

    A success passes, and so does a refusal, whose body may say more. `headers`
    find their names in any case.
    """
    if status < 300 or is_refusal(status):  # noqa: PLR2004 - 2xx, RFC 9110 §15.3
        return
    error = _error(status, headers.get("retry-after"))
    error.status = status
    raise error


def is_refusal(status: int) -> bool:
    """Tell whether a status says no to what was asked: 4xx, RFC 9110 §15.5.

    401 and 403 refuse the gateway's own credential, and 429 its haste.
    """
    return 400 <= status < 500 and status not in _OURS  # noqa: PLR2004 - the class 4xx


def _error(status: int, retry_after: str | None) -> UpstreamError:
    message = f"The service answered with status {status}."
    if status < 400:  # noqa: PLR2004 - 3xx: redirects are never followed
        return UpstreamBlocked(message, sent=Sent.YES)
    wait = parse_retry_after(retry_after, time.time())
    if status in {401, 403}:
        return UpstreamAuth(message, sent=Sent.YES)
    if status == 429:  # noqa: PLR2004 - Too Many Requests, RFC 6585 §4
        return UpstreamBusy(message, sent=Sent.YES, retry_after=wait)
    return UpstreamUnavailable(message, sent=Sent.YES, retry_after=wait)


def parse_retry_after(text: str | None, now: float) -> float | None:
    """Read Retry-After, RFC 9110 §10.2.3: seconds or a date, at most 30 seconds.

    None where it is absent or junk. `now` is Unix time in seconds.
    """
    if text is None:
        return None
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) < 12:  # noqa: PLR2004 - more is junk
        return min(float(text), LONGEST_RETRY_AFTER)
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:  # an HTTP date is in UTC, RFC 9110 §5.6.7
        moment = moment.replace(tzinfo=UTC)
    return min(max(moment.timestamp() - now, 0.0), LONGEST_RETRY_AFTER)
