"""Credentials that are fetched: tokens of OAuth 2.0 and of logins, session cookies."""

from collections.abc import Awaitable, Callable
from typing import Final
from urllib.parse import quote_plus

from typing_extensions import override

from gateway.config.credentials import ClientCredentials, Login, Session
from gateway.connectors.auth.constant import basic_value
from gateway.connectors.auth.credential import Credential, Draft, Moment
from gateway.connectors.auth.fetching import Fetch
from gateway.connectors.auth.filling import compile_places
from gateway.connectors.auth.issue import check_granted, read_grant, refused
from gateway.connectors.auth.signing_in import prepare_sign_in
from gateway.connectors.auth.tokens import Grant, Tokens
from gateway.connectors.send import Received
from gateway.connectors.template import Headers, Prepared
from gateway.errors import Sent, UpstreamBadBody

_FORM: Final = ("Content-Type", "application/x-www-form-urlencoded")
_BOUND: Final = 8 * 1024 * 1024
_REDIRECTS: Final = range(300, 400)

Obtain = Callable[[], Awaitable[Grant]]


class Fetched(Credential):
    """A token that is kept until it ends or is refused, put in its places."""

    def __init__(
        self, config: ClientCredentials | Login | Session, tokens: Tokens
    ) -> None:
        self.word = config.word
        self._tokens = tokens
        self._put = (
            None if isinstance(config, Session) else compile_places(config.places)
        )

    @override
    async def apply(self, draft: Draft) -> Draft:
        token = await self._tokens.get(draft.left)
        draft = draft.saying("token", token)
        if self._put is None:
            return draft.with_headers((("Cookie", token),))
        return self._put(draft, draft.said)

    @override
    async def renew(self, draft: Draft, received: Received) -> bool:
        return self._tokens.refuse(draft.said["token"])

    @override
    def give_up(self) -> None:
        self._tokens.give_up()


def ask_oauth2(config: ClientCredentials, fetch: Fetch, moment: Moment) -> Obtain:
    """Make what asks for a token with the client's own name, RFC 6749 §4.4.2."""
    prepared = prepare_token_request(config)

    async def obtain() -> Grant:
        received = await fetch(prepared)
        return read_grant(config.issue, received, moment.now())

    return obtain


def prepare_token_request(config: ClientCredentials) -> Prepared:
    """Make the request for a token; the name and secret as §2.3.1 encodes them."""
    pairs = [(name, str(value)) for name, value in config.form]
    headers: Headers = (_FORM, ("Accept", "application/json"))
    name, secret = str(config.client_id), str(config.client_secret)
    signed: Headers = ()
    if config.in_body:
        pairs += [("client_id", name), ("client_secret", secret)]
    else:
        value = basic_value(quote_plus(name), quote_plus(secret))
        signed = (("Authorization", value),)
    body = "&".join([f"{quote_plus(k)}={quote_plus(v)}" for k, v in pairs])
    return Prepared("POST", str(config.token_url), headers, body.encode(), signed)


def log_in(config: Login, base: str, fetch: Fetch, moment: Moment) -> Obtain:
    """Make what logs in for a token."""
    prepared = prepare_sign_in(config.call, base)

    async def obtain() -> Grant:
        received = await fetch(prepared)
        return read_grant(config.issue, received, moment.now())

    return obtain


def open_session(config: Session, base: str, fetch: Fetch) -> Obtain:
    """Make what logs in for cookies."""
    prepared = prepare_sign_in(config.call, base)
    names = tuple(map(str, config.cookies))

    async def obtain() -> Grant:
        received = await fetch(prepared)
        if received.status not in _REDIRECTS:
            check_granted(received)
        return Grant(read_cookies(received, names), config.lifetime)

    return obtain


def read_cookies(received: Received, names: tuple[str, ...]) -> str:
    """Return the Cookie header of an answer's cookies (RFC 6265 §4.2.1).

    Raises UpstreamAuth where one is missing, UpstreamBadBody where one cannot
    be sent back.
    """
    found: dict[str, str] = {}
    for line in received.headers.getall("set-cookie", []):
        name, _, value = line.partition(";")[0].partition("=")
        if name.strip() in names:
            found[name.strip()] = value.strip()
    if any(not found.get(name) for name in names):
        raise refused()
    cookie = "; ".join(f"{name}={found[name]}" for name in names)
    if not (cookie.isascii() and cookie.isprintable()):
        raise UpstreamBadBody("the session cannot be sent back", sent=Sent.YES)
    return cookie
