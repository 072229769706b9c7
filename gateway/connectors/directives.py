"""What a service's headers say of keeping its answer: RFC 9111, and RFC 5861."""

import email.utils
import re
from datetime import UTC
from typing import Final, NamedTuple, TypeAlias

from multidict import MultiMapping

from gateway.connectors.freshness import Lifetime

Headers: TypeAlias = MultiMapping[str]

_DIRECTIVE: Final = re.compile(r'([a-z-]+)(?:\s*=\s*(?:"([^"]*)"|([^\s,]*)))?')
_DIGITS: Final = 9  # more seconds than that are for ever


class Directives(NamedTuple):
    """What the headers say, in seconds. None where they say nothing of it.

    `keep` is false where nothing may be kept, `ttl` how long the answer is still
    fresh; `strict` forbids to show it once it is stale.
    """

    keep: bool = True
    ttl: float | None = None
    revalidate: float | None = None
    error: float | None = None
    strict: bool = False


def read_directives(headers: Headers, *, personal: bool) -> Directives:
    """Read Cache-Control, Expires, Date and Age (RFC 9111 §5), junk as if absent.

    A shared answer obeys `private` and `s-maxage`; one that is `personal` is
    somebody's own, and so kept by a private cache.
    """
    lines = headers.getall("cache-control", ())
    found = _parsed(", ".join(lines))  # one list, RFC 9110 §5.3
    if "no-store" in found or ("private" in found and not personal):
        return Directives(keep=False)
    ttl = _seconds(found.get("s-maxage")) if not personal else None
    if ttl is None:
        ttl = _seconds(found.get("max-age"))
    if ttl is None:
        ttl = _until_expiry(headers)
    if "no-cache" in found:
        ttl = 0.0
    if ttl is not None:
        ttl = max(ttl - (_seconds(headers.get("age", "").strip()) or 0.0), 0.0)
    return Directives(
        ttl=ttl,
        revalidate=_seconds(found.get("stale-while-revalidate")),
        error=_seconds(found.get("stale-if-error")),
        strict=not found.keys().isdisjoint(
            {"must-revalidate", "no-cache"}
            if personal
            else {"must-revalidate", "proxy-revalidate", "no-cache", "s-maxage"}
        ),
    )


def bounded(
    lifetime: Lifetime,
    said: Directives,
    before: Lifetime | None = None,
    *,
    asks: bool,
) -> Lifetime | None:
    """Return a lifetime no longer than headers allow; None where nothing may be kept.

    What is declared is the most. `before` was allowed of an answer that a 304 confirms,
    and still holds where that does not say how long (RFC 9111 §4.3.4). `asks` tells
    that the service gave a validator: an answer that is never fresh may then still be
    kept, to ask whether it changed.
    """
    if not said.keep:
        return None
    if before is not None and said.ttl is None:
        lifetime = Lifetime(*map(min, lifetime, before))
    ttl = lifetime.ttl if said.ttl is None else min(lifetime.ttl, said.ttl)
    revalidate = _least(lifetime.revalidate, said.revalidate)
    error = _least(lifetime.error, said.error)
    if said.strict:
        revalidate = error = 0.0
    bound = Lifetime(ttl, revalidate, error, lifetime.ask if asks else 0.0)
    return bound if bound.ttl + bound.stale > 0 else None


def _parsed(text: str) -> dict[str, str]:
    """Split Cache-Control; of doubled directives the first counts (§4.2.1)."""
    found: dict[str, str] = {}
    for one in _DIRECTIVE.finditer(text.lower()):
        found.setdefault(one[1], one[2] or one[3] or "")
    return found


def _seconds(text: str | None) -> float | None:
    if not text or not (text.isascii() and text.isdigit()):
        return None
    return float(text[:_DIGITS]) if len(text) <= _DIGITS else 10.0**_DIGITS


def _until_expiry(headers: Headers) -> float | None:
    """Return Expires less Date; an invalid Expires is in the past (§5.3)."""
    stated = headers.get("expires")
    if stated is None:
        return None
    end, begin = _moment(stated), _moment(headers.get("date"))
    if end is None:
        return 0.0
    return None if begin is None else max(end - begin, 0.0)


def _moment(text: str | None) -> float | None:
    if text is None:
        return None
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:  # an HTTP date is in UTC, RFC 9110 §5.6.7
        moment = moment.replace(tzinfo=UTC)
    return moment.timestamp()


def _least(declared: float, said: float | None) -> float:
    return declared if said is None else min(declared, said)
