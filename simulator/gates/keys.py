"""Keys that stand in the request: header, query, path, body, Basic, bearer."""

import base64
import hmac
from collections.abc import Callable
from urllib.parse import unquote

from starlette.responses import Response
from starlette.types import ASGIApp, Scope

from simulator.gates.gate import Asked, Gate, Gated, refused


def header(name: str, key: str) -> Gate:
    """Demand a key in a header."""
    return _demanding(lambda asked: asked.headers.get(name), key)


def query(name: str, key: str) -> Gate:
    """Demand a key in the query."""
    return _demanding(lambda asked: asked.query.get(name), key)


def bearer(token: str) -> Gate:
    """Demand a static bearer token (RFC 6750)."""
    return header("authorization", f"Bearer {token}")


def basic(user: str, password: str) -> Gate:
    """Demand Basic authentication (RFC 7617)."""

    def judge(asked: Asked) -> Response | None:
        kind, _, given = asked.headers.get("authorization", "").partition(" ")
        try:
            pair = base64.b64decode(given, validate=True).decode()
        except ValueError:
            pair = ""
        if kind.lower() == "basic" and _same(pair, f"{user}:{password}"):
            return None
        return refused("nama atau sandi salah", WWW_Authenticate='Basic realm="opd"')

    return lambda app: Gated(app, judge)


def path(key: str) -> Gate:
    """Demand a key as the first segment of the path."""
    prefix = f"/{key}/"

    def judge(asked: Asked) -> Response | None:
        if asked.path.startswith(prefix):
            return None
        return refused("tidak ada", 404)

    def enter(scope: Scope) -> Scope:
        raw = scope.get("raw_path", b"").decode("latin-1")
        rest = scope["path"][len(prefix) - 1 :]
        inside = "/" + raw.split("/", 2)[2] if raw.count("/") > 1 else rest
        return {**scope, "path": unquote(rest), "raw_path": inside.encode("latin-1")}

    return lambda app: Gated(app, judge, enter=enter)


def body(fields: dict[str, str]) -> Gate:
    """Demand fields in the JSON body of whatever has a body."""

    def judge(asked: Asked) -> Response | None:
        if asked.method != "POST":
            return None
        sent = asked.json()
        given = sent if isinstance(sent, dict) else {}
        if all(_same(given.get(name), value) for name, value in fields.items()):
            return None
        return refused("user atau key salah", 403)

    return lambda app: Gated(app, judge)


def _demanding(find: Callable[[Asked], str | None], key: str) -> Gate:
    def judge(asked: Asked) -> Response | None:
        return None if _same(find(asked), key) else refused("kunci API salah")

    def gate(app: ASGIApp) -> ASGIApp:
        return Gated(app, judge)

    return gate


def _same(given: object, wanted: str) -> bool:
    return isinstance(given, str) and hmac.compare_digest(
        given.encode(), wanted.encode()
    )
