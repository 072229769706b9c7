"""One upstream call, in order: the whole story of sending.

    cache ▸ single flight ▸ budget ▸ deadline ▸ bulkhead ▸ retry ▸ pace ▸ breaker
    ▸ auth ▸ transport ▸ size limit ▸ status ▸ decode ▸ missing? ▸ success? ▸ select
    ▸ shape

What comes before the deadline is `source.py`'s, decode and what follows are
`shape.py`'s. Between them stands a `Sender`: the transport, wrapped by each
piece that a connector has. A piece is a Sender around another Sender and knows
nothing of the rest. A connector's further addresses stand between retry and
breaker: each address has a breaker of its own, and all share the places.
"""

import asyncio
import time
from typing import TypeAlias

import httpx
from multidict import CIMultiDict, CIMultiDictProxy

from gateway.config.credentials import Forward
from gateway.config.model import Connector
from gateway.config.nodes import Hidden
from gateway.connectors.aside import Aside
from gateway.connectors.fallback import standing_by
from gateway.connectors.guarding import bounded, retried, tripping
from gateway.connectors.outbound import unsigned
from gateway.connectors.outgoing import NO_HEADERS, Outgoing, Received, Sender
from gateway.connectors.resending import resent
from gateway.connectors.resilience import BreakerOpen, Full, Resilience
from gateway.connectors.standby import Standby
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
from gateway.observe import CallEnded, CallRefused, Observer

__all__ = ["NO_HEADERS", "Outgoing", "Received", "Sender", "build_sender"]


def build_sender(
    connector: Connector,
    transport: httpx.AsyncBaseTransport,
    observer: Observer,
    connect_timeout: float,
    resilience: Resilience | None = None,
    aside: Aside | None = None,
) -> Sender:
    """Put the pieces of one connector around its transport, innermost first.

    `resilience` is shared by all Senders of a connector, and by all connectors what
    decodes their large answers `aside`; without them this one has its own.
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
    send = bounded(resilience, send, aside)
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


_End: TypeAlias = tuple[int | None, str | None, str | None]
"""How a call ended: its HTTP status, its code, and why no connection stood."""


def _failed(error: CodedError) -> _End:
    """Say how a call failed."""
    if not isinstance(error, UpstreamError):
        return None, error.code, None
    cause = None if error.cause is None else error.cause.name
    return error.status, error.code, cause


def observed(connector: Connector, observer: Observer, inner: Sender) -> Sender:
    """Tell the observer how each call ended, or that it was not made."""
    name = str(connector.name)
    own = any(isinstance(one, Forward) for one in connector.auth)

    async def send(outgoing: Outgoing) -> Received:
        started = time.monotonic()
        end: _End = (None, Internal.code, None)
        made = True
        try:
            received = await inner(outgoing)
        except (BreakerOpen, Full) as error:
            made, end = False, (None, error.code, None)
            raise
        except CodedError as error:
            end = _failed(error)
            raise
        except asyncio.CancelledError:
            end = (None, "CANCELLED", None)
            raise
        else:
            status = received.status
            refused = is_refusal(status) and status not in outgoing.missing
            end = (status, UpstreamRejected.code if refused else None, None)
            return received
        finally:
            if made:
                seconds = time.monotonic() - started
                observer.see(CallEnded(name, outgoing.operation, seconds, *end, own))
            else:
                observer.see(CallRefused(name, outgoing.operation, str(end[1])))

    return send
