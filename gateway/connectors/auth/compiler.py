"""From the credentials of the configuration to those at work."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from gateway.config.credentials import (
    Basic,
    Bearer,
    BodyFields,
    ClientCredentials,
    Credential as Stated,
    Digest,
    Forward,
    HeaderKey,
    Hmac,
    Login,
    MutualTls,
    PathKey,
    Plugin,
    QueryKey,
    Session,
)
from gateway.config.model import Connector
from gateway.connectors.auth.bearer import BearerToken
from gateway.connectors.auth.body_fields import FieldsInBody
from gateway.connectors.auth.constant import ConstantParameter, basic, header_key
from gateway.connectors.auth.credential import Credential, Moment
from gateway.connectors.auth.digest import Digested
from gateway.connectors.auth.fetching import Fetch
from gateway.connectors.auth.forward import Forwarded
from gateway.connectors.auth.path_key import KeyInPath
from gateway.connectors.auth.plugged import Plugged
from gateway.connectors.auth.refusing import compile_refused
from gateway.connectors.auth.signature import Signed
from gateway.connectors.auth.token_login import (
    Fetched,
    Obtain,
    ask_oauth2,
    log_in,
    open_session,
)
from gateway.connectors.auth.tokens import Pretended, RenewedTokens, Tokens
from gateway.observe import Observer

STAND_IN: Final = "(token)"
"""What is shown for a token that is not fetched."""


@dataclass(frozen=True, slots=True)
class Means:
    """What credentials work with. Without `fetch` tokens are only pretended.

    `base` is where a login without an address of its own goes.
    """

    connector: Connector
    base: str
    moment: Moment
    observer: Observer
    fetch: Fetch | None = None


Make: TypeAlias = Callable[[Means], Credential]


def compile_credentials(means: Means) -> tuple[Credential, ...]:
    """Make a connector's credentials, in the order they are applied in.

    Raises ValueError, in Indonesian, for what cannot work (a plug-in, a date
    pattern, a key), which `gateway check` tells beforehand.
    """
    return tuple(_judging(one, means) for one in means.connector.auth)


def _judging(stated: Stated, means: Means) -> Credential:
    made = _made(stated, means)
    made.judge = compile_refused(stated.refused)
    return made


def _made(stated: Stated, means: Means) -> Credential:
    match stated:
        case ClientCredentials() | Login() | Session():
            return Fetched(stated, _tokens(stated, means))
        case Hmac():
            return Signed(stated, means.moment)
        case Digest():
            return Digested(stated, means.moment.random)
        case Plugin():
            return Plugged(stated, str(means.connector.name), means.observer)
        case PathKey():
            return KeyInPath(stated, means.connector.bases)
        case _:
            return _plain(stated)


def _plain(
    stated: HeaderKey | QueryKey | BodyFields | Basic | Bearer | Forward | MutualTls,
) -> Credential:
    """Make a credential that needs to know nothing else."""
    made = Credential()  # of a certificate, which TLS shows
    match stated:
        case HeaderKey():
            made = header_key(stated)
        case QueryKey():
            made = ConstantParameter(stated)
        case BodyFields():
            made = FieldsInBody(stated)
        case Basic():
            made = basic(stated)
        case Bearer():
            made = BearerToken(stated)
        case Forward():
            made = Forwarded(stated)
        case MutualTls():
            pass
    return made


def _tokens(stated: ClientCredentials | Login | Session, means: Means) -> Tokens:
    fetch = means.fetch
    if fetch is None:
        shown = STAND_IN
        if isinstance(stated, Session):
            shown = "; ".join(f"{name}={STAND_IN}" for name in stated.cookies)
        return Pretended(shown)
    early = 0.0 if isinstance(stated, Session) else stated.issue.early
    return RenewedTokens(_obtain(stated, means, fetch), means.moment.clock, early)


def _obtain(
    stated: ClientCredentials | Login | Session, means: Means, fetch: Fetch
) -> Obtain:
    base = means.base
    match stated:
        case ClientCredentials():
            return ask_oauth2(stated, fetch, means.moment)
        case Login():
            return log_in(stated, base, fetch, means.moment)
        case Session():
            return open_session(stated, base, fetch)
