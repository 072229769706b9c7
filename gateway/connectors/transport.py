"""The transport: an httpx transport over aiohttp's connections.

One for each connector, with connections, a name server thread and bounds of
its own; how many calls are under way at once is the bulkhead's (`guarding.py`). It
enters aiohttp below its session, where there are no cookies, proxies, netrc,
redirects or repeated requests that would have to be switched off. An answer is read
whole (`receiving.py`) before it is handed over, within its bound and its deadline.
"""

import ssl
from dataclasses import dataclass, replace
from functools import lru_cache
from http import HTTPStatus
from typing import Final, NamedTuple, cast

import httpx
from aiohttp import ClientTimeout, hdrs
from aiohttp.client_reqrep import ClientRequest, ClientResponse
from typing_extensions import override

from gateway.config.model import Limits
from gateway.connectors.address import Guard, GuardedResolver, Lookup, look_up
from gateway.connectors.alarms import Alarms
from gateway.connectors.outbound import (
    Headers,
    Heads,
    make_request,
    read_headers,
    unsigned,
)
from gateway.connectors.pool import Line, Pool
from gateway.connectors.receiving import Exchange, receive
from gateway.connectors.translate import (
    FOREIGN,
    StaleConnection,
    translate,
)
from gateway.errors import Sent

UNDONE: Final = frozenset(
    (b"content-encoding", b"content-length", b"transfer-encoding")
)
"""Answer headers that no longer describe the body once it is handed over."""
_SPARE: Final = 2
"""Connections for each call that may be under way: half of them rest meanwhile."""


class Deadlines(NamedTuple):
    """Seconds for getting a connection, and for the whole call."""

    connect: float = 1.0
    total: float = 3.0


USUAL: Final = Deadlines()


class Own(NamedTuple):
    """What of a request is its caller's own.

    `signed` replace headers of their names and are not remembered; the answer
    belongs to the `person`, and to everybody where that is None.
    """

    signed: tuple[tuple[str, str], ...] = ()
    person: str | None = None


NOTHING: Final = Own()


@dataclass(slots=True)
class _Call:
    """How far a call has come, and so whether the service may have received it."""

    person: str | None
    sent: Sent = Sent.NO
    reused: bool = False


class AiohttpTransport(httpx.AsyncBaseTransport):
    """Send requests of one connector.

    `guard` says where it may dial; `limits` bounds the bytes of a body, before and
    after inflating, and its calls at once tell how many connections it keeps;
    `deadlines` hold where a request brings none. `tls` replaces the system's trust
    store. Everything it raises is of errors.py.
    """

    def __init__(
        self,
        guard: Guard,
        limits: Limits,
        *,
        deadlines: Deadlines = USUAL,
        tls: ssl.SSLContext | None = None,
        lookup: Lookup = look_up,
    ) -> None:
        self._guard = guard
        self._lookup = lookup
        self._limits = limits
        self._bound = limits.max_body
        self._deadlines = deadlines
        self._tls = tls
        self._resolver = GuardedResolver(guard, lookup)
        self._alarms = Alarms()
        self._heads = Heads()
        self._pool: Pool | None = None  # needs a running loop

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send an httpx request; its body and the answer's are in memory.

        `extensions["timeout"]` may hold `connect` and `total`, in seconds.
        """
        timeout = request.extensions.get("timeout", {})
        answer = await self.exchange(
            request.method,
            str(request.url),
            read_headers(request.headers.raw),
            await request.aread(),
            Deadlines(
                timeout.get("connect") or self._deadlines.connect,
                timeout.get("total") or self._deadlines.total,
            ),
        )
        kept = [pair for pair in answer.raw_headers if pair[0].lower() not in UNDONE]
        return httpx.Response(answer.status, headers=kept, content=answer.body)

    async def exchange(
        self,
        method: str,
        url: str,
        headers: Headers = (),
        body: bytes = b"",
        deadlines: Deadlines | None = None,
        own: Own = NOTHING,
    ) -> Exchange:
        """Send a request and read its answer, without httpx's objects.

        `url` goes out as it is written. Raises UpstreamError, or BadInput for
        a header that cannot be sent.
        """
        signed, call = own.signed, _Call(own.person)
        deadlines = deadlines or self._deadlines
        try:
            with self._alarms.within(deadlines.total):
                pool = self._pool = self._pool or self._open()
                quick = None
                if method == hdrs.METH_GET and not body:
                    headers = tuple(headers)
                    quick = self._heads.get(pool.loop, url, headers, signed)
                if quick is not None:
                    return await self._ask(call, pool, *quick, deadlines.connect)
                every = (*unsigned(headers, signed), *signed)
                request = make_request(pool.loop, method, url, every, body)
                return await self._converse(call, pool, request, deadlines.connect)
        except FOREIGN as error:
            ours = translate(error, call.sent, reused=call.reused)
            if self._pool is not None and isinstance(ours, StaleConnection):
                self._pool.ended_at_reuse()
            raise ours from error

    def beside(self, max_body: int, tls: ssl.SSLContext | None) -> "AiohttpTransport":
        """Return a transport for bodies of another size, with connections of its own.

        So is its `tls`: a certificate that this one shows is not for every host.
        """
        return AiohttpTransport(
            self._guard,
            replace(self._limits, max_body=max_body),
            deadlines=self._deadlines,
            tls=tls,
            lookup=self._lookup,
        )

    def _open(self) -> Pool:
        most = _SPARE * self._limits.concurrency
        return Pool(self._guard, self._resolver, self._tls, most)

    async def _ask(
        self,
        call: _Call,
        pool: Pool,
        request: ClientRequest,
        head: bytes,
        connect: float,
    ) -> Exchange:
        """Send the head of a request and read its answer; `request` says whereto."""
        conn = await pool.take(request, _waiting(connect), call.person)
        line = cast("Line", conn.protocol)
        call.reused = line.uses > 0
        try:
            line.expect()
            call.sent = Sent.UNKNOWN
            line.say(head)
            message, content = await line.answer()
            call.sent = Sent.YES
            if message.code != HTTPStatus.SWITCHING_PROTOCOLS:
                content.on_eof(conn.release)  # back to the pool
            return await receive(message, content, line, self._bound)
        finally:
            if conn.protocol is not None:  # the answer's end gives it back: none came
                line.abort()
                conn.close()

    async def _converse(
        self, call: _Call, pool: Pool, request: ClientRequest, connect: float
    ) -> Exchange:
        """Send a request on a connection and give that back, or cut it off."""
        conn = await pool.take(request, _waiting(connect), call.person)
        line = cast("Line", conn.protocol)
        call.reused = line.uses > 0
        response: ClientResponse | None = None
        try:
            line.expect(body=request.method != hdrs.METH_HEAD)
            call.sent = Sent.UNKNOWN
            response = await request.send(conn)
            await response.start(conn)
            call.sent = Sent.YES
            return await receive(response, response.content, line, self._bound)
        finally:
            if conn.protocol is not None:  # the answer's end gives it back: none came
                line.abort()  # at once, unsent bytes and TLS farewells or not
                if response is not None:
                    response.close()
                conn.close()

    @override
    async def aclose(self) -> None:
        """Close every connection, those in use included."""
        await self._resolver.close()
        if self._pool is not None:
            await self._pool.close()


@lru_cache(maxsize=16)
def _waiting(connect: float) -> ClientTimeout:
    """Return the deadline of connecting: DNS and TLS included."""
    return ClientTimeout(total=None, connect=connect)
