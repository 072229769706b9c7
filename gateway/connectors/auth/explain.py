"""What signing a request would do, without sending anything."""

import base64
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Final, cast
from urllib.parse import quote, quote_plus

from gateway.config.credentials import (
    Basic,
    Bearer,
    ClientCredentials,
)
from gateway.config.model import Connector, Template
from gateway.config.nodes import Hidden
from gateway.connectors.auth.compiler import Means, compile_credentials
from gateway.connectors.auth.credential import Draft, Moment, Step
from gateway.connectors.principal import ANONYMOUS, Principal
from gateway.connectors.template import Prepared
from gateway.observe import Silent

SHORTEST: Final = 3
"""Characters of a secret that is masked: a shorter one stands everywhere by chance."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A request as it would be sent, and the texts on the way to it, in order.

    `secrets` gives for each text that must not be shown what stands for it:
    the reference as it is written in the configuration, or `•••`.
    """

    prepared: Prepared
    steps: tuple[Step, ...] = ()
    secrets: dict[str, str] = field(default_factory=dict[str, str], repr=False)

    def masked(self, text: str) -> str:
        """Return a text without secrets, also where they stand encoded."""
        return mask(text, self.secrets)


async def explain(
    connector: Connector,
    prepared: Prepared,
    principal: Principal = ANONYMOUS,
    moment: Moment | None = None,
) -> Explained:
    """Return what a connector's credentials would make of a request.

    Nothing is sent: tokens and cookies that would be fetched stand as `(token)`, a digest
    that needs the service's challenge is a step that says so. Plug-ins do sign.
    Raises CodedError as a call would, and ValueError as `compile_credentials`.
    """
    moment = moment or Moment(time.time, time.monotonic, os.urandom)
    means = Means(connector, str(connector.url), moment, Silent())
    draft = Draft(prepared, principal)
    for one in () if prepared.open else compile_credentials(means):
        draft = await one.apply(draft)
    known = secrets_of(connector)
    if principal.token:
        known[principal.token] = "•••"
    return Explained(draft.prepared, draft.steps, known)


def secrets_of(connector: Connector) -> dict[str, str]:
    """Return the texts of a connector that must not be shown, with what stands for each.

    Of its credentials and its constant headers; plain, and as they are encoded
    on their way.
    """
    found: dict[str, str] = {}
    for value in _hidden([*connector.auth, connector.headers]):
        found[str(value)] = value.written
    for one in connector.auth:
        if isinstance(one, Bearer):
            found |= _placed(one)
            continue
        if isinstance(one, Basic):
            pair = f"{one.user}:{one.password}"
        elif isinstance(one, ClientCredentials):
            pair = f"{quote_plus(one.client_id)}:{quote_plus(one.client_secret)}"
        else:
            continue
        found[base64.b64encode(pair.encode()).decode()] = "•••"
    return found


def mask(text: str, secrets: dict[str, str]) -> str:
    """Replace secrets in a text: as they are, percent-encoded, and in base64."""
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) < SHORTEST:
            continue
        encoded = base64.b64encode(secret.encode()).decode()
        for one in (secret, quote(secret, safe=""), quote_plus(secret), encoded):
            text = text.replace(one, secrets[secret])
    return text


def _placed(bearer: Bearer) -> dict[str, str]:
    """Return what a token that is given stands in, with what stands for the whole."""
    token = bearer.token
    if not isinstance(token, Hidden):
        return {}
    return {
        _filled(template, token): _filled(template, token.written)
        for _, template in (*bearer.places.headers, *bearer.places.query)
    }


def _filled(template: Template, token: str) -> str:
    return "".join(part if isinstance(part, str) else token for part in template.parts)


def _hidden(value: object) -> Iterator[Hidden]:
    """Walk every word that was filled in, in whatever holds it."""
    if isinstance(value, Hidden):
        yield value
        return
    inner: Iterable[object] = ()
    if isinstance(value, (tuple, list)):
        inner = cast("Iterable[object]", value)
    elif isinstance(value, Mapping):
        inner = cast("Mapping[str, object]", value).values()
    elif is_dataclass(value):
        inner = [getattr(value, one.name) for one in fields(value)]
    for one in inner:
        yield from _hidden(one)
