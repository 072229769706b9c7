"""The media proxy of a connector: which files phones may fetch through the gateway."""

from dataclasses import dataclass
from typing import Final

from gateway.config.place import NOWHERE, Place, Word

IMAGES: Final = ("image/jpeg", "image/png", "image/gif", "image/webp", "image/avif")
KINDS: Final = (*IMAGES, "application/pdf")
"""What the proxy can tell by its first bytes, and so lets through. No scripts: no SVG."""


@dataclass(frozen=True, slots=True)
class Media:
    """Which files are passed on: below `allow`, of `types`, at most `max_body` bytes.

    They are kept for `ttl` seconds. With `auth` they are asked for with the
    connector's own headers and credentials, else with none.
    """

    allow: tuple[Word, ...]
    types: tuple[str, ...] = KINDS
    max_body: int = 5 * 1024 * 1024
    ttl: float = 86400.0
    auth: bool = False
    at: Place = NOWHERE
