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
        self._digest = None if token is None else _digest(token.get_secret_value())

    def sends(self, headers: Mapping[bytes, bytes]) -> bool:
        """Tell whether a request with these headers is the operator's (RFC 6750 §2.1)."""
        given = headers.get(b"authorization", b"")
        if self._digest is None or given[: len(_SCHEME)].lower() != _SCHEME:
            return False
        said = sha256(given[len(_SCHEME) :].strip()).digest()
        return hmac.compare_digest(said, self._digest)


def is_key(given: str, key: str) -> bool:
    """Tell whether a text is the key, in the same time for every other one."""
    return hmac.compare_digest(_digest(given), _digest(key))


def _digest(text: str) -> bytes:
    return sha256(text.encode()).digest()
