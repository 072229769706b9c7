"""A call with its connector's credentials on it.

apply each ▸ send ▸ refused? renew once, apply again, send again ▸ open
"""

import os
import time
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import TypeAlias

from gateway.config.credentials import Forward
from gateway.config.model import Connector
from gateway.connectors.auth.compiler import Means, compile_credentials
from gateway.connectors.auth.credential import Credential, Draft, Moment
from gateway.connectors.auth.fetching import fetching
from gateway.connectors.auth.origin import Origin, origin_of
from gateway.connectors.send import Outgoing, Received, Sender
from gateway.connectors.status import check_status
from gateway.connectors.translate import FOUND, Redirected
from gateway.errors import (
    Forbidden,
    Internal,
    Sent,
    Unauthenticated,
    UpstreamAuth,
)
from gateway.observe import CredentialRefused, Observer

Chain: TypeAlias = Sequence[Credential]


def authorised(
    connector: Connector, send: Sender, observer: Observer, moment: Moment | None = None
) -> Sender:
    """Put a connector's credentials around its line.

    What does not go to the connector's own scheme, host and port passes without them,
    and so does an open call. Raises CodedError: UpstreamAuth where the gateway's own
    are refused after one renewal, which the observer hears of once until a call
    succeeds.
    """
    moment = moment or Moment(time.time, time.monotonic, os.urandom)
    fetch = fetching(send, connector.timeout)
    chains: dict[Origin, Chain] = {}
    for base in reversed(connector.bases):
        means = Means(connector, base, moment, observer, fetch)
        chains[origin_of(base)] = compile_credentials(means)
    return Authorised(connector, chains, send, observer)


class Authorised:
    """The Sender that `authorised` makes.

    `chains` are the credentials of each of the connector's origins: a token or a
    session of one is none of another's.
    """

    def __init__(
        self,
        connector: Connector,
        chains: Mapping[Origin, Chain],
        send: Sender,
        observer: Observer,
    ) -> None:
        self._name = str(connector.name)
        self._chains = chains
        self._citizens = any(isinstance(one, Forward) for one in connector.auth)
        self._heard = tuple(
            status for one in connector.auth for status in one.refused.statuses
        )
        self._send = send
        self._observer = observer
        self._alarmed = False

    async def __call__(self, outgoing: Outgoing) -> Received:
        """Send a request with the credentials. Raises CodedError."""
        chain = self._chains.get(origin_of(outgoing.prepared.url))
        if chain is None or outgoing.prepared.open:
            return await self._send(outgoing)
        try:
            received = await self._tried(chain, outgoing)
        except UpstreamAuth:
            self._alarm()
            raise
        self._alarmed = False
        return received

    async def _tried(self, chain: Chain, outgoing: Outgoing) -> Received:
        """Send a request, and once more where a renewal may help."""
        started = time.monotonic()
        drafts = await self._applied(chain, outgoing, outgoing.timeout)
        received = await self._exchanged(outgoing, drafts[-1])
        renewed = await _renewed(chain, outgoing, drafts, received)
        if renewed:
            left = max(outgoing.timeout - (time.monotonic() - started), 0.001)
            drafts = await self._applied(chain, outgoing, left)
            received = await self._exchanged(outgoing, drafts[-1])
            if _refusing(chain, outgoing, received):
                for one in renewed:
                    one.give_up()
        self._check(chain, outgoing, received)
        for one, draft in zip(reversed(chain), reversed(drafts), strict=True):
            received = await one.open(draft, received)
        return received._replace(secret=_fetched(drafts[-1]))

    async def _applied(
        self, chain: Chain, outgoing: Outgoing, left: float
    ) -> list[Draft]:
        """Return the request as each credential left it."""
        draft = Draft(outgoing.prepared, outgoing.principal, left)
        started = time.monotonic()
        drafts: list[Draft] = []
        for one in chain:
            rest = max(left - (time.monotonic() - started), 0.001)
            draft = await one.apply(draft._replace(left=rest))
            drafts.append(draft)
        if origin_of(draft.prepared.url) != origin_of(outgoing.prepared.url):
            raise Internal("A credential would leave its own connector.")
        return drafts

    async def _exchanged(self, outgoing: Outgoing, draft: Draft) -> Received:
        """Send a request; what may refuse the credential is an answer."""
        heard = (*outgoing.missing, *self._heard)
        made = outgoing._replace(
            prepared=draft.prepared, missing=heard, timeout=draft.left
        )
        try:
            return await self._send(made)
        except Redirected as error:
            if error.status not in self._heard:
                raise
            return Received(error.status or FOUND, None, b"")

    def _check(self, chain: Chain, outgoing: Outgoing, received: Received) -> None:
        """Raise what a refusal is called: the gateway's fault, or the citizen's login."""
        status = received.status
        if status in outgoing.missing:
            return
        if self._citizens and status == HTTPStatus.UNAUTHORIZED:
            raise Unauthenticated("The service did not accept the login.")
        if self._citizens and status == HTTPStatus.FORBIDDEN:
            raise Forbidden("The service does not allow this to its user.")
        refusing = [one for one in chain if one.refuses(received)]
        if any(one.word != Forward.word for one in refusing):
            message = "The service refused the gateway's credential."
            raise UpstreamAuth(message, sent=Sent.YES)
        if refusing:
            raise Unauthenticated("The service did not accept the login.")
        check_status(status, received.headers)

    def _alarm(self) -> None:
        """Tell the operator, once until a call succeeds."""
        if not self._alarmed:
            self._alarmed = True
            self._observer.see(CredentialRefused(self._name))


def _fetched(draft: Draft) -> tuple[str, ...]:
    """Return what a request bore that no file holds: a token, a citizen's own."""
    token = draft.said.get("token")
    return () if token is None else (token,)


async def _renewed(
    chain: Chain, outgoing: Outgoing, drafts: Sequence[Draft], received: Received
) -> list[Credential]:
    """Return the credentials that were refused and can do something about it."""
    if received.status in outgoing.missing:
        return []  # it means that there is none
    return [
        one
        for one, draft in zip(chain, drafts, strict=True)
        if one.refuses(received) and await one.renew(draft, received)
    ]


def _refusing(chain: Chain, outgoing: Outgoing, received: Received) -> bool:
    return received.status not in outgoing.missing and any(
        one.refuses(received) for one in chain
    )
