"""A connector's further addresses: the next is asked where one does not answer.

`standby.py` decides which are asked, and in which order.
"""

import time
from collections.abc import Awaitable

from gateway.config.model import Connector
from gateway.connectors.bases import base_of
from gateway.connectors.outgoing import Outgoing, Received, Sender
from gateway.connectors.resilience import BreakerOpen
from gateway.connectors.standby import Standby, Turns
from gateway.errors import (
    Sent,
    UpstreamError,
    UpstreamTimeout,
    UpstreamUnavailable,
)
from gateway.observe import FellBack, Observer


def standing_by(
    connector: Connector, observer: Observer, standby: Standby, inner: Sender
) -> Sender:
    """Ask a connector's next address where one does not answer.

    That is UPSTREAM_UNAVAILABLE or UPSTREAM_TIMEOUT; whatever else a service
    says, it has said. Each address has its share of the deadline, so that one
    that hangs leaves time for the next. A write goes on only where it was not sent.
    """
    bases = tuple(base.rstrip("/") for base in connector.mirrors)
    others = set(connector.bases).difference(connector.mirrors)
    known = (bases[0], *(base.rstrip("/") for base in others))
    asking = _Asking(str(connector.name), bases, observer, standby, inner)

    async def send(outgoing: Outgoing) -> Received:
        url = outgoing.prepared.url
        if base_of(url, known) != bases[0]:
            return await inner(outgoing)
        return await asking.attempt(outgoing, standby.turns(), 0)

    return send


class _Asking:
    """Asks the addresses of one connector, one after another."""

    def __init__(
        self,
        name: str,
        bases: tuple[str, ...],
        observer: Observer,
        standby: Standby,
        inner: Sender,
    ) -> None:
        self._name = name
        self._bases = bases
        self._observer = observer
        self._standby = standby
        self._inner = inner

    async def attempt(self, outgoing: Outgoing, turns: Turns, number: int) -> Received:
        """Ask the address whose turn it is, with its share of the time left."""
        started = time.monotonic()
        order = turns.first + turns.last
        base = order[number]
        share = outgoing.timeout / max(len(turns.first) - number, 1)
        bases = self._bases
        call = self._inner(rebased(outgoing, bases[0], bases[base], share))
        try:
            return await _noted(call, self._standby, base)
        except (UpstreamUnavailable, UpstreamTimeout) as error:
            left = outgoing.timeout - (time.monotonic() - started)
            again = outgoing.repeatable or error.sent is Sent.NO
            if number + 1 == len(order) or not again or left <= 0:
                raise
            told = FellBack(self._name, outgoing.operation, base, error.code)
            self._observer.see(told)
            rest = outgoing._replace(timeout=left)
            try:
                return await self.attempt(rest, turns, number + 1)
            except BreakerOpen:
                raise error from None  # that one was not asked: this is the reason


async def _noted(call: Awaitable[Received], standby: Standby, base: int) -> Received:
    """Await a call to an address, and note whether that answered."""
    try:
        received = await call
    except (UpstreamUnavailable, UpstreamTimeout):
        standby.failed(base)
        raise
    except UpstreamError:
        standby.worked(base)
        raise
    standby.worked(base)
    return received


def rebased(outgoing: Outgoing, old: str, new: str, timeout: float) -> Outgoing:
    """Return a request to another base URL of its service."""
    prepared = outgoing.prepared
    if old != new:
        prepared = prepared._replace(url=new + prepared.url.removeprefix(old))
    return outgoing._replace(prepared=prepared, timeout=timeout)
