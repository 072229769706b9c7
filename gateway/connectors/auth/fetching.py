"""The gateway's own errands: asking for a token, logging in."""

import time
from collections.abc import Awaitable, Callable
from typing import Final, TypeAlias

from multidict import CIMultiDict, CIMultiDictProxy

from gateway.connectors.principal import ANONYMOUS
from gateway.connectors.send import Outgoing, Received, Sender
from gateway.connectors.template import Prepared
from gateway.connectors.translate import FOUND, Redirected, StaleConnection

Fetch: TypeAlias = Callable[[Prepared], Awaitable[Received]]
"""Sends a request of the gateway's own; any status is an answer. Raises UpstreamError."""

_EVERY: Final = tuple(range(300, 600))


def fetching(send: Sender, seconds: float) -> Fetch:
    """Make what runs the errands of one connector, each within some seconds.

    They take the connector's own lines, so that its `network:` holds for them.
    A redirect is an answer, which is not followed: logins end with one. All may
    be sent again where a reused connection had just closed.
    """

    async def fetch(prepared: Prepared) -> Received:
        started = time.monotonic()
        try:
            return await _ask(send, prepared, seconds)
        except StaleConnection:
            left = seconds - (time.monotonic() - started)
            return await _ask(send, prepared, max(left, 0.001))

    return fetch


async def _ask(send: Sender, prepared: Prepared, seconds: float) -> Received:
    try:
        return await send(Outgoing("auth", prepared, seconds, _EVERY, ANONYMOUS))
    except Redirected as error:
        cookies = CIMultiDict([("set-cookie", one) for one in error.cookies])
        return Received(error.status or FOUND, None, b"", CIMultiDictProxy(cookies))
