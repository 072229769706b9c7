"""Links to the media proxy: an address of a service as a token, and back.

The allow-list holds on both ways. With a key a token carries a signature
besides, so that only addresses that the gateway gave out can be asked for.
"""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NoBase64
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, cast

from gateway.config.media import Media
from gateway.config.model import Config
from gateway.config.web import LONGEST, below, normalise
from gateway.connectors.readers import Read

PATH: Final = "/media"
_SIGNED: Final = 16  # bytes of a signature that are sent
_LONGEST: Final = LONGEST * 2


@dataclass(frozen=True, slots=True)
class MediaLinks:
    """Makes and reads links. `base` is the gateway's own address, `key` may be empty."""

    base: str = ""
    media: Mapping[str, Media] = field(default_factory=dict[str, Media])
    key: bytes = field(default=b"", repr=False)

    def read(self, connector: str, inner: Read) -> Read:
        """Read an address, then make a link of it where it may be passed on."""
        if connector not in self.media:
            return inner

        def read(raw: object) -> object:
            return linked(inner(raw))

        def linked(found: object) -> object:
            if isinstance(found, list):  # of addresses in one text
                return [linked(one) for one in cast("list[object]", found)]
            return self.link(connector, found) if isinstance(found, str) else found

        return read

    def link(self, connector: str, address: str) -> str:
        """Return the link to an address; one that is not allowed stays as it is."""
        found = self._allowed(connector, address)
        if found is None:
            return address
        token = _encode(found.encode())
        if self.key:
            token = f"{token}.{_encode(self._sign(connector, found))}"
        return f"{self.base}{PATH}/{connector}/{token}"

    def address(self, connector: str, token: str) -> str | None:
        """Return the address that a token stands for; None for one that is not sound."""
        text, dot, signature = token.partition(".")
        decoded = _decode(text)
        if decoded is None or bool(dot) is not bool(self.key):
            return None
        try:
            address = decoded.decode()
        except UnicodeDecodeError:
            return None
        if self._allowed(connector, address) != address:
            return None
        if self.key:
            right = self._sign(connector, address)
            if not hmac.compare_digest(_decode(signature) or b"", right):
                return None
        return address

    def _allowed(self, connector: str, address: str) -> str | None:
        """Return an address in its one form where the connector may pass it on."""
        media = self.media.get(connector)
        found = None if media is None else normalise(address)
        if media is None or found is None:
            return None
        prefixes = (normalise(prefix) for prefix in media.allow)
        passes = any(one is not None and below(found, one) for one in prefixes)
        return found if passes else None

    def _sign(self, connector: str, address: str) -> bytes:
        text = f"{connector} {address}".encode()
        return hmac.digest(self.key, text, hashlib.sha256)[:_SIGNED]


def media_of(config: Config) -> dict[str, Media]:
    """Return the media proxies of a configuration by connector."""
    return {
        str(name): one.media
        for name, one in config.connectors.items()
        if one.media is not None
    }


def _encode(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _decode(text: str) -> bytes | None:
    """Decode base64url without padding (RFC 4648 §5), in its one form."""
    if len(text) > _LONGEST or not text.isascii():
        return None
    try:
        found = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except NoBase64:
        return None
    return found if _encode(found) == text else None
