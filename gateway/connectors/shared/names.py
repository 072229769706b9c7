"""The names of everything that is kept in the shared server.

A name is the namespace with the version of what is written, a letter for its kind,
the connector, and a digest: of fixed length, so no two names can be confused.
"""

import hmac
from typing import Final

from gateway.connectors.key import Key, digest

SCHEMA: Final = 3
"""Rises with every change of what is written, so that two versions share nothing."""

SPACE: Final = f"lampung-in:{SCHEMA}"


class Names:
    """Names things; with a secret, so that nobody else can tell what a name is of."""

    def __init__(self, db: int = 0, secret: bytes = b"") -> None:
        self._secret = secret
        self.channel = f"{SPACE}:{db}:news"
        """Where invalidations are told: channels are one for all of a server's databases."""

    @property
    def slate(self) -> str:
        """Name what operators have switched."""
        return f"{SPACE}:s:operator"

    def entry(self, connector: str, key: Key) -> str:
        """Name the answer of a call."""
        return self._named("e", connector, key)

    def lease(self, connector: str, key: Key) -> str:
        """Name the right to renew the answer of a call."""
        return self._named("l", connector, key)

    def generation(self, connector: str, tag: str | None = None) -> str:
        """Name what an answer's tag, or its whole connector, stands under."""
        return self._named("g", connector, () if tag is None else (tag,))

    def change(self, connector: str) -> str:
        """Name what tells of a connector's last invalidation."""
        return self._named("c", connector, ())

    def _named(self, kind: str, connector: str, key: Key) -> str:
        found = digest((connector, *key))
        if self._secret:
            found = hmac.digest(self._secret, found.encode(), "sha256").hex()
        return f"{SPACE}:{kind}:{connector}:{found}"
