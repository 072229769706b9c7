"""Tokens that a service gives out: OAuth 2 client credentials, login, session.

A token lives for `lasts` seconds on the gate's clock; `spoil` ends them all, as
a restart of the service would.
"""

import base64
import secrets
import time
from collections.abc import Callable
from urllib.parse import parse_qs

from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp

from simulator.gates.gate import Asked, Gated, refused

LASTS = 300.0


class Tokens:
    """The tokens that are good now."""

    def __init__(
        self, lasts: float = LASTS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.lasts = lasts
        self.given = 0
        self._clock = clock
        self._ends: dict[str, float] = {}

    def issue(self) -> str:
        """Give out a new one."""
        self.given += 1
        token = secrets.token_urlsafe(18)
        self._ends[token] = self._clock() + self.lasts
        return token

    def good(self, token: str | None) -> bool:
        """Tell whether a token is one of ours and has not run out."""
        return self._ends.get(token or "", 0.0) > self._clock()

    def spoil(self) -> None:
        """End every token."""
        self._ends.clear()


class OAuth2:
    """Client credentials (RFC 6749 §4.4) at /oauth/token; by Basic or in the form."""

    def __init__(self, client: str, secret: str, tokens: Tokens | None = None) -> None:
        self.tokens = tokens or Tokens()
        self._client = (client, secret)

    def __call__(self, app: ASGIApp) -> ASGIApp:
        """Put the gate before a service."""
        return Gated(app, self._judge, {"/oauth/token": self._give})

    def _judge(self, asked: Asked) -> Response | None:
        kind, _, token = asked.headers.get("authorization", "").partition(" ")
        if kind == "Bearer" and self.tokens.good(token):
            return None
        challenge = 'Bearer error="invalid_token"'
        return refused("token tidak berlaku", WWW_Authenticate=challenge)

    def _give(self, asked: Asked) -> Response:
        form = {name: v[0] for name, v in parse_qs(asked.body.decode()).items()}
        if form.get("grant_type") != "client_credentials":
            return JSONResponse({"error": "unsupported_grant_type"}, status_code=400)
        if self._client not in {
            (form.get("client_id"), form.get("client_secret")),
            _basic(asked),
        }:
            return JSONResponse({"error": "invalid_client"}, status_code=401)
        return JSONResponse(
            {
                "access_token": self.tokens.issue(),
                "token_type": "Bearer",
                "expires_in": int(self.tokens.lasts),
            }
        )


class Login:
    """A token for a name and a password, at /auth/login, for a header of its own."""

    def __init__(self, user: str, password: str, tokens: Tokens | None = None) -> None:
        self.tokens = tokens or Tokens()
        self._user = {"username": user, "password": password}

    def __call__(self, app: ASGIApp) -> ASGIApp:
        """Put the gate before a service."""
        return Gated(app, self._judge, {"/auth/login": self._give})

    def _judge(self, asked: Asked) -> Response | None:
        if self.tokens.good(asked.headers.get("x-access-token")):
            return None
        return refused("silakan login kembali")

    def _give(self, asked: Asked) -> Response:
        if asked.json() != self._user:
            return JSONResponse({"sukses": False, "pesan": "sandi salah"})
        token = self.tokens.issue()
        data = {"token": token, "berlaku": int(self.tokens.lasts)}
        return JSONResponse({"sukses": True, "data": data})


class Session:
    """A cookie for a form that is filled in at /masuk; who has none is sent there.

    As old applications do, a request without a session is answered 200 with the
    login form where `polite`, else 401.
    """

    def __init__(
        self,
        user: str,
        password: str,
        tokens: Tokens | None = None,
        *,
        polite: bool = False,
    ) -> None:
        self.tokens = tokens or Tokens()
        self._user = {"nama": [user], "sandi": [password]}
        self._polite = polite

    def __call__(self, app: ASGIApp) -> ASGIApp:
        """Put the gate before a service."""
        return Gated(app, self._judge, {"/masuk": self._give})

    def _judge(self, asked: Asked) -> Response | None:
        for cookie in asked.headers.get("cookie", "").split(";"):
            name, _, value = cookie.strip().partition("=")
            if name == "PHPSESSID" and self.tokens.good(value):
                return None
        if self._polite:
            page = "<!doctype html><title>Masuk</title><form></form>"
            return Response(page, media_type="text/html")
        return refused("sesi habis")

    def _give(self, asked: Asked) -> Response:
        if parse_qs(asked.body.decode()) != self._user:
            return refused("sandi salah", 403)
        cookie = f"PHPSESSID={self.tokens.issue()}; Path=/; HttpOnly"
        return JSONResponse({"pesan": "selamat datang"}, headers={"set-cookie": cookie})


def _basic(asked: Asked) -> tuple[str, str]:
    """Return the pair of a Basic header; two empty texts where there is none."""
    kind, _, given = asked.headers.get("authorization", "").partition(" ")
    try:
        pair = base64.b64decode(given, validate=True).decode()
    except ValueError:
        pair = ""
    user, _, password = pair.partition(":")
    return (user, password) if kind.lower() == "basic" else ("", "")
