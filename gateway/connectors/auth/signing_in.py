"""The request that logs the gateway in."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote_plus

import orjson

from gateway.config.credentials import SignIn
from gateway.config.model import Const
from gateway.connectors.template import Headers, Prepared


def prepare_sign_in(call: SignIn, base: str) -> Prepared:
    """Make the request; `base` is the connector's URL, where it names no other."""
    url = f"{str(call.base or base).rstrip('/')}{call.path}"
    query = _encoded(call.query)
    if query:
        url = f"{url}?{query}"
    kind, body = _body(call)
    stated = {name.lower() for name, _ in call.headers}
    headers: Headers = () if not kind or "content-type" in stated else (kind,)
    signed = tuple((name, str(value)) for name, value in call.headers)
    return Prepared(call.method, url, headers, body, signed)


def _body(call: SignIn) -> tuple[tuple[str, str] | None, bytes | None]:
    if call.form is not None:
        kind = ("Content-Type", "application/x-www-form-urlencoded")
        return kind, _encoded(call.form).encode()
    if call.json is not None:
        return ("Content-Type", "application/json"), orjson.dumps(_plain(call.json))
    if call.text is not None:
        return ("Content-Type", "text/plain; charset=utf-8"), call.text.encode()
    return None, None


def _encoded(pairs: Iterable[tuple[str, str]]) -> str:
    return "&".join(
        [f"{quote_plus(name)}={quote_plus(value)}" for name, value in pairs]
    )


def _plain(value: Const) -> Any:
    """Return a constant as JSON takes it: no words, which orjson does not know."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    return value
