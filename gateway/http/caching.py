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
UNKEPT: Final = (NO_STORE, _VARY)
"""Headers of an answer that nobody may keep."""


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
