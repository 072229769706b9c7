"""Signed requests: Digest, HMAC as BPJS has it, and a sum that no kind knows."""

import base64
import hashlib
import hmac
import re
import secrets
import time
from collections.abc import Callable

from starlette.responses import Response
from starlette.types import ASGIApp

from simulator.gates.gate import Asked, Gate, Gated, refused

_PAIR = re.compile(r'(\w+)=(?:"([^"]*)"|([^\s,]+))')
_WINDOW = 300
_MODULUS = 97


class Digest:
    """Digest authentication (RFC 7616), SHA-256 and qop `auth`; a nonce a request.

    A nonce may be used again with another count, up to `uses` times; then the answer says
    that it is stale. Requests made at once may come in any order, as §3.4 has it: only a
    count that was there before is a replay.
    """

    def __init__(self, user: str, password: str, uses: int = 50) -> None:
        self.challenges = 0
        self._user = user
        self._password = password
        self._uses = uses
        self._counts: dict[str, set[int]] = {}

    def __call__(self, app: ASGIApp) -> ASGIApp:
        """Put the gate before a service."""
        return Gated(app, self._judge)

    def _judge(self, asked: Asked) -> Response | None:
        kind, _, rest = asked.headers.get("authorization", "").partition(" ")
        if kind.lower() != "digest":
            return self._challenge()
        given = {name: a or b for name, a, b in _PAIR.findall(rest)}
        if not self._right(asked, given):
            return self._challenge()
        nonce = given["nonce"]
        count = int(given["nc"], 16)
        seen = self._counts.get(nonce)
        if seen is None or count in seen or not 0 < count <= self._uses:
            return self._challenge(stale=True)
        seen.add(count)
        return None

    def _right(self, asked: Asked, given: dict[str, str]) -> bool:
        if given.get("username") != self._user or given.get("uri") != asked.target:
            return False
        if not {"nonce", "nc", "cnonce", "response"} <= given.keys():
            return False
        first = _sha256(f"{self._user}:opd:{self._password}")
        second = _sha256(f"{asked.method}:{asked.target}")
        middle = f"{given['nonce']}:{given['nc']}:{given['cnonce']}:auth"
        return hmac.compare_digest(
            given["response"], _sha256(f"{first}:{middle}:{second}")
        )

    def _challenge(self, *, stale: bool = False) -> Response:
        self.challenges += 1
        nonce = secrets.token_hex(16)
        self._counts[nonce] = set()
        value = f'Digest realm="opd", qop="auth", algorithm=SHA-256, nonce="{nonce}"'
        return refused(
            "perlu Digest", WWW_Authenticate=value + (", stale=true" if stale else "")
        )


def bpjs(
    consumer: str,
    secret: str,
    user_key: str,
    clock: Callable[[], float] = time.time,
) -> Gate:
    """Demand BPJS's headers: HMAC-SHA256 over `consumer&seconds`, in base64.

    Refusals are BPJS's as well: 200 with a code in `metadata`. The time may be
    five minutes off.
    """

    def judge(asked: Asked) -> Response | None:
        stamp = asked.headers.get("x-timestamp", "")
        text = f"{asked.headers.get('x-cons-id', '')}&{stamp}"
        code = hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest()
        right = hmac.compare_digest(
            base64.b64encode(code), asked.headers.get("x-signature", "").encode()
        )
        known = asked.headers.get("x-cons-id") == consumer
        if not right or not known or asked.headers.get("user_key") != user_key:
            return refused("Unauthorized")
        if not stamp.isdecimal() or abs(clock() - int(stamp)) > _WINDOW:
            return refused("Signature expired")
        return None

    return lambda app: Gated(app, judge)


def summed(key: str) -> Gate:
    """Demand `X-Tanda`: a sum that only a plug-in knows how to make.

    It is the bytes of method, path and key, each times its place, modulo 97.
    """

    def judge(asked: Asked) -> Response | None:
        text = f"{asked.method}{asked.path}{key}"
        total = sum(place * byte for place, byte in enumerate(text.encode(), 1))
        if asked.headers.get("x-tanda") == f"{total % _MODULUS:02d}":
            return None
        return refused("tanda tidak cocok", 403)

    return lambda app: Gated(app, judge)


def citizens(prefix: str) -> Gate:
    """Demand a citizen's own bearer token; any that begins with `prefix` is good."""

    def judge(asked: Asked) -> Response | None:
        token = asked.headers.get("authorization", "")
        return None if token.startswith(f"Bearer {prefix}") else refused("masuk dahulu")

    return lambda app: Gated(app, judge)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
