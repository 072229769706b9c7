"""Links to the next page: found in a header, and followed on their own service alone."""

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

from gateway.config.web import climbs
from gateway.errors import Sent, UpstreamBadBody

_LINK: Final = re.compile(
    r"""<([^<>]*)>((?:\s*;\s*[^\s=;,"]++(?:\s*=\s*(?:"[^"]*"|[^\s;,"]*))?)*+)\s*(?:,|\Z)"""
)  # each character has one place in it: what is no header costs no second try
_REL: Final = re.compile(r""";\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))""", re.IGNORECASE)
_VISIBLE: Final = "".join(map(chr, range(0x21, 0x7F)))
LONGEST: Final = 4096


def next_link(header: str) -> str | None:
    """Return where a Link header says the next page is, RFC 8288 §3."""
    for found in _LINK.finditer(header[: 4 * LONGEST]):
        rel = _REL.search(found[2])
        if rel is not None and "next" in (rel[1] or rel[2] or "").lower().split():
            return found[1].strip()
    return None


def follow(bases: Sequence[str], asked: str, link: str) -> str:
    """Return the URL of a link that an answer to `asked` holds.

    It is below the first of the service's `bases`, whichever of them it is
    below as written, and whatever scheme or port the service believes to have
    behind its proxy. Raises UpstreamBadBody for a link to another host, or out
    of the base's path.
    """
    try:
        target = urlsplit(urljoin(asked, link))
        host = target.hostname
    except ValueError as error:
        raise _bad("is not a URL") from error
    own = [base.rstrip("/") for base in bases if urlsplit(base).hostname == host]
    if target.scheme not in {"http", "https"} or not own:
        raise _bad("leads to another host")
    path = _below(own, target.path)
    if path is None or climbs(target.path):
        raise _bad("leads out of the service's path")
    query = quote(target.query, safe=_VISIBLE)
    url = f"{bases[0].rstrip('/')}/{quote(path, safe=_VISIBLE)}"
    return f"{url}?{query}" if query else url


def _below(bases: Sequence[str], path: str) -> str | None:
    """Return what of a path comes after that of a base; None where it is below none."""
    for base in bases:
        before = urlsplit(base).path + "/"
        if path.startswith(before):
            return path.removeprefix(before)
    return None


def _bad(what: str) -> UpstreamBadBody:
    message = f"The service's link to the next page {what}."
    return UpstreamBadBody(message, sent=Sent.YES)
