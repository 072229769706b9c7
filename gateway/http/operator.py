"""Who the operator is: whoever sends the operator's token, `GATEWAY_ADMIN_TOKEN`.

Every other text takes the same time to be told from it, and nothing of it is kept,
logged or handed on.
"""

import hmac
from collections.abc import Mapping
from hashlib import sha256
from typing import Final

from pydantic import SecretStr

_SCHEME: Final = b"bearer "


class Operator:
    """Tells the operator's requests from others; without a token there is no operator."""

    __slots__ = ("_digest",)

    def __init__(self, token: SecretStr | None = None) -> None:
        secret = None if token is None else token.get_secret_value().encode()
        self._digest = None if secret is None else _digest(secret)

    def sends(self, headers: Mapping[bytes, bytes]) -> bool:
        """Tell whether a request with these headers is the operator's (RFC 6750 §2.1)."""
        given = bearer(headers)
        if self._digest is None or given is None:
            return False
        return hmac.compare_digest(_digest(given), self._digest)


def bearer(headers: Mapping[bytes, bytes]) -> bytes | None:
    """Return the token that a request carries, as it came; None where there is none."""
    given = headers.get(b"authorization", b"")
    if given[: len(_SCHEME)].lower() != _SCHEME:
        return None
    return given[len(_SCHEME) :].strip()


def is_key(given: bytes | None, key: str) -> bool:
    """Tell whether a token is the key, in the same time for every other one."""
    return hmac.compare_digest(_digest(given or b""), _digest(key.encode()))


def _digest(token: bytes) -> bytes:
    return sha256(token).digest()
