"""What an HTTP status means: the table of design §4, RFC 9110 §15."""

import email.utils
import time
from collections.abc import Mapping
from typing import Final

from gateway.errors import (
    Sent,
    UpstreamAuth,
    UpstreamBlocked,
    UpstreamBusy,
    UpstreamError,
    UpstreamRejected,
    UpstreamUnavailable,
)

LONGEST_RETRY_AFTER: Final = 30.0


def check_status(status: int, headers: Mapping[str, str]) -> None:
    """Raise the UpstreamError of a status that is not a success.

    `headers` find their names in any case.
    """
    if status < 300:  # noqa: PLR2004 - 2xx, RFC 9110 §15.3
        return
    raise _error(status, headers.get("retry-after"))


def _error(status: int, retry_after: str | None) -> UpstreamError:
    message = f"The service answered with status {status}."
    if status < 400:  # noqa: PLR2004 - 3xx: redirects are never followed
        return UpstreamBlocked(message, sent=Sent.YES)
    wait = parse_retry_after(retry_after, time.time())
    if status in {401, 403}:
        return UpstreamAuth(message, sent=Sent.YES)
    if status == 429:  # noqa: PLR2004 - Too Many Requests, RFC 6585 §4
        return UpstreamBusy(message, sent=Sent.YES, retry_after=wait)
    if status >= 500:  # noqa: PLR2004 - 5xx, RFC 9110 §15.6
        return UpstreamUnavailable(message, sent=Sent.YES, retry_after=wait)
    return UpstreamRejected(message, sent=Sent.YES)


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
    except ValueError:
        return None
    return min(max(moment.timestamp() - now, 0.0), LONGEST_RETRY_AFTER)
