"""What the answer to a GET says to caches on its way, and how they ask again.

RFC 9111 for Cache-Control and Age, RFC 5861 for what is stale, RFC 9110 §13 for
conditions.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Final

from gateway.execution.message import Share
from gateway.http.accept import Media
from gateway.http.answer import NO_STORE, Header

_VARY: Final = (b"vary", b"accept, authorization, x-gateway-sources, x-gateway-plan")
_TAG_LETTERS: Final = 32
_MOST_MADE: Final = 1000
UNKEPT: Final = (NO_STORE, _VARY)
"""Headers of an answer that nobody may keep."""


UNSTORED: Final = (NO_STORE,)
"""Headers of an answer to a POST that nobody may keep."""


class Posted:
    """Makes the headers of answers to POSTs, which say how old they are and for how long good.

    A cache that is shared stores none without a Content-Location (RFC 9110 §9.3.3), so
    they need no Vary. Replies of one moment share theirs.
    """

    def __init__(self) -> None:
        self._made: dict[Share, tuple[Header, ...]] = {}

    def __call__(self, share: Share | None) -> tuple[Header, ...]:
        """Return the headers of an answer that may be kept so, or not at all."""
        if share is None:
            return UNSTORED
        found = self._made.get(share)
        if found is None:
            if len(self._made) >= _MOST_MADE:
                self._made.clear()
            control, age, *_ = shared_headers(share, b"")
            found = self._made[share] = (control, age)
        return found


def shared_headers(share: Share, tag: bytes) -> tuple[Header, ...]:
    """Return the headers of an answer that others may keep.

    `max-age` counts from when the oldest part was got, as does `Age`: what is left is
    their difference.
    """
    age = int(share.age)
    directives = [b"public", b"max-age=%d" % (age + int(share.left))]
    if share.revalidate >= 1:
        directives.append(b"stale-while-revalidate=%d" % int(share.revalidate))
    if share.error >= 1:
        directives.append(b"stale-if-error=%d" % int(share.error))
    return (
        (b"cache-control", b", ".join(directives)),
        (b"age", b"%d" % age),
        (b"etag", tag),
        _VARY,
    )


def entity_tag(body: bytes, media: Media) -> bytes:
    """Return the strong entity tag of a body as this media type: RFC 9110 §8.8.3."""
    digest = sha256(media.header[1] + b"\n" + body).hexdigest()
    return b'"%b"' % digest[:_TAG_LETTERS].encode()


def is_known(headers: Mapping[bytes, bytes], tag: bytes) -> bool:
    """Tell whether a client has what the tag stands for: If-None-Match, RFC 9110 §13.1.2.

    Tags compare weakly, so that one which a proxy weakened is found as well.
    """
    given = headers.get(b"if-none-match")
    if given is None:
        return False
    tags = [one.strip().removeprefix(b"W/") for one in given.split(b",")]
    return tag in tags or tags == [b"*"]
