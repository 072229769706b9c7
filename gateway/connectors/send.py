"""One upstream call, in order: the whole story of sending.

The design's order is

    cache ▸ single flight ▸ deadline ▸ bulkhead ▸ retry ▸ breaker ▸ auth
    ▸ transport ▸ size limit ▸ decode ▸ success? ▸ select

Cache and single flight are `source.py`'s, decode and what follows are
`shape.py`'s. Between them stands a `Sender`: the transport, wrapped by each
piece that a connector has. A piece is a Sender around another Sender and knows
nothing of the rest. A connector's further addresses stand between retry and
breaker: each address has a breaker of its own, and all share the places.
"""

import asyncio
import time
from collections.abc import Awaitable

import httpx
from multidict import CIMultiDict, CIMultiDictProxy

from gateway.config.model import Connector
from gateway.config.nodes import Hidden
from gateway.connectors.bases import base_of
from gateway.connectors.guarding import bounded, retried, tripping
from gateway.connectors.outbound import unsigned
from gateway.connectors.outgoing import NO_HEADERS, Outgoing, Received, Sender
from gateway.connectors.resending import resent
from gateway.connectors.resilience import BreakerOpen, Full, Resilience
from gateway.connectors.standby import Standby, Turns
from gateway.connectors.status import check_status, is_refusal
from gateway.connectors.transport import AiohttpTransport, Deadlines, Own
from gateway.errors import (
    CodedError,
    Internal,
    Sent,
    UpstreamBadBody,
    UpstreamError,
    UpstreamRejected,
    UpstreamTimeout,
    UpstreamUnavailable,
)
from gateway.observe import CallEnded, CallRefused, FellBack, Observer

__all__ = ["NO_HEADERS", "Outgoing", "Received", "Sender", "build_sender"]


def build_sender(
    connector: Connector,
    transport: httpx.AsyncBaseTransport,
    observer: Observer,
    connect_timeout: float,
    resilience: Resilience | None = None,
) -> Sender:
    """Put the pieces of one connector around its transport, innermost first.

    `resilience` is shared by all Senders of a connector; without it this one has
    its own.
    """
    resilience = resilience or Resilience(connector, observer)
    send = (
        direct(transport, connect_timeout)
        if isinstance(transport, AiohttpTransport)
        else transported(transport, connect_timeout)
    )
    if connector.auth:
        # As few connectors need: what signs and fetches tokens is loaded for them.
        from gateway.connectors.auth.sender import authorised  # noqa: PLC0415 - see above

        send = authorised(connector, send, observer)
    send = resent(resilience, observer, send)
    if connector.auth or any(isinstance(v, Hidden) for _, v in connector.headers):
        send = _hushed(connector, send)
    if connector.breaker is not None:
        send = tripping(resilience, send)
    if connector.fallbacks:
        send = standing_by(connector, observer, Standby(len(connector.mirrors)), send)
    send = retried(resilience, observer, send)
    send = bounded(resilience, send)
    return observed(connector, observer, send)


def _hushed(connector: Connector, inner: Sender) -> Sender:
    """Say with each answer which words of the file no message may repeat."""
    # As few connectors need: what knows the credentials is loaded for them.
    from gateway.connectors.auth.explain import SHORTEST, secrets_of  # noqa: PLC0415 - see above

    words = tuple(one for one in secrets_of(connector) if len(one) >= SHORTEST)
    if not words:
        return inner

    async def send(outgoing: Outgoing) -> Received:
        received = await inner(outgoing)
        return received._replace(secret=words + received.secret)

    return send


def direct(transport: AiohttpTransport, connect_timeout: float) -> Sender:
    """Hand a request to our own transport without httpx's objects in between.

    They cost as much as a small call itself.
    """

    async def send(outgoing: Outgoing) -> Received:
        prepared = outgoing.prepared
        answer = await transport.exchange(
            prepared.method,
            prepared.url,
            prepared.headers,
            prepared.body or b"",
            Deadlines(connect_timeout, outgoing.timeout),
            Own(prepared.signed, outgoing.person),
        )
        if answer.status not in outgoing.missing:
            check_status(answer.status, answer.headers)
        kind = answer.headers.get("content-type")
        return Received(answer.status, kind, answer.body, answer.headers)

    return send


def transported(transport: httpx.AsyncBaseTransport, connect_timeout: float) -> Sender:
    """Hand a request to any httpx transport, with the connect and total deadlines.

    The bound of a body is for that transport to keep. The request's extensions
    tell whose it is: `operation`, and the names of the `signed` headers.
    """

    async def send(outgoing: Outgoing) -> Received:
        prepared = outgoing.prepared
        request = httpx.Request(
            prepared.method,
            prepared.url,
            headers=[*unsigned(prepared.headers, prepared.signed), *prepared.signed],
            content=prepared.body,
            extensions={
                "timeout": {"connect": connect_timeout, "total": outgoing.timeout},
                "operation": outgoing.operation,
                "signed": tuple(name for name, _ in prepared.signed),
            },
        )
        try:
            async with asyncio.timeout(outgoing.timeout):
                response = await transport.handle_async_request(request)
                body = await response.aread()
        except (httpx.TimeoutException, TimeoutError) as error:
            raise UpstreamTimeout("no answer within its deadline") from error
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise _lost(error) from error
        if response.status_code not in outgoing.missing:
            check_status(response.status_code, response.headers)
        kind = response.headers.get("content-type")
        headers = CIMultiDict(response.headers.multi_items())
        return Received(response.status_code, kind, body, CIMultiDictProxy(headers))

    return send


def _lost(error: httpx.RequestError) -> UpstreamError:
    """Translate the end of a connection, whose text may carry an address."""
    if isinstance(error, httpx.ConnectError):
        return UpstreamUnavailable("no connection to the service", sent=Sent.NO)
    if isinstance(error, httpx.RemoteProtocolError | httpx.DecodingError):
        return UpstreamBadBody("the answer is not HTTP")
    return UpstreamUnavailable("the connection was lost")


def standing_by(
    connector: Connector, observer: Observer, standby: Standby, inner: Sender
) -> Sender:
    """Ask a connector's next address where one does not answer.

    That is UPSTREAM_UNAVAILABLE or UPSTREAM_TIMEOUT; whatever else a service
    says, it has said. Each address has its share of the deadline, so that one
    that hangs leaves time for the next. A write goes on only where it was not sent.
    """
    name = str(connector.name)
    bases = tuple(base.rstrip("/") for base in connector.mirrors)
    others = set(connector.bases).difference(connector.mirrors)
    known = (bases[0], *(base.rstrip("/") for base in others))

    async def send(outgoing: Outgoing) -> Received:
        url = outgoing.prepared.url
        if base_of(url, known) != bases[0]:
            return await inner(outgoing)
        return await attempt(outgoing, standby.turns(), 0)

    async def attempt(outgoing: Outgoing, turns: Turns, number: int) -> Received:
        """Ask the address whose turn it is, with its share of the time left."""
        started = time.monotonic()
        order = turns.first + turns.last
        base = order[number]
        share = outgoing.timeout / max(len(turns.first) - number, 1)
        call = inner(rebased(outgoing, bases[0], bases[base], share))
        try:
            return await _noted(call, standby, base)
        except (UpstreamUnavailable, UpstreamTimeout) as error:
            left = outgoing.timeout - (time.monotonic() - started)
            again = outgoing.repeatable or error.sent is Sent.NO
            if number + 1 == len(order) or not again or left <= 0:
                raise
            observer.see(FellBack(name, outgoing.operation, base, error.code))
            rest = outgoing._replace(timeout=left)
            try:
                return await attempt(rest, turns, number + 1)
            except BreakerOpen:
                raise error from None  # that one was not asked: this is the reason

    return send


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


def observed(connector: Connector, observer: Observer, inner: Sender) -> Sender:
    """Tell the observer how each call ended, or that it was not made."""
    name = str(connector.name)

    async def send(outgoing: Outgoing) -> Received:
        started = time.monotonic()
        status: int | None = None
        code: str | None = Internal.code
        made = True
        try:
            received = await inner(outgoing)
        except (BreakerOpen, Full) as error:
            made, code = False, error.code
            raise
        except CodedError as error:
            code = error.code
            raise
        except asyncio.CancelledError:
            code = "CANCELLED"
            raise
        else:
            status, code = received.status, None
            if is_refusal(status) and status not in outgoing.missing:
                code = UpstreamRejected.code
            return received
        finally:
            if made:
                seconds = time.monotonic() - started
                observer.see(CallEnded(name, outgoing.operation, seconds, status, code))
            else:
                observer.see(CallRefused(name, outgoing.operation, str(code)))

    return send
