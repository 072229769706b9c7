"""The connections of one connector: aiohttp's pool, made safe to reuse.

Only here are aiohttp's inner classes extended. What is overridden beyond its
documented interface (`_factory`, `_get`, `_release`) is held by the fault tests.
"""

import asyncio
import select
import ssl
from collections import deque
from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import Any, Final, TypeAlias, cast

from aiohttp import ClientTimeout, TCPConnector
from aiohttp.client_proto import ResponseHandler
from aiohttp.client_reqrep import ClientRequest, ConnectionKey
from aiohttp.connector import Connection
from aiohttp.http import RawResponseMessage
from aiohttp.streams import StreamReader
from aiohttp.tracing import Trace
from typing_extensions import override

from gateway.connectors.address import Guard, GuardedResolver
from gateway.connectors.outbound import NO_TIMER
from gateway.connectors.reuse import Reuse

INTERIM: Final = 64
"""Interim (1xx) answers read before a connection is left to its deadline."""
INTERIM_CODES: Final = range(100, 200)
SWITCHING: Final = 101
FINAL: Final = 200
IDLE: Final = 15.0
"""Seconds for which a connection is kept that nobody uses."""

_Idle: TypeAlias = deque[tuple[ResponseHandler, float]]


class Line(ResponseHandler):
    """One connection.

    It is given up when the service says anything unasked: bytes after an
    answer's end must never be taken for the next request's answer.
    """

    def __init__(
        self, surplus: Callable[[], None], loop: asyncio.AbstractEventLoop
    ) -> None:
        super().__init__(loop=loop)
        self._surplus = surplus
        self.idle = False
        self.uses = 0
        self.person: str | None = None  # whose own it served last
        self.broken = False  # lost to an error, not closed in good order
        self._interim = 0
        self._chunk: bytes | None = b""
        self._params: dict[str, Any] = {}
        self._poll = select.poll()

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._poll.register(transport.get_extra_info("socket").fileno(), select.POLLIN)

    @override
    def connection_lost(self, exc: BaseException | None) -> None:
        self.broken = exc is not None
        super().connection_lost(exc)

    def expect(self, *, body: bool = True) -> None:
        """Get ready for one answer, whose body is not inflated here."""
        self.set_response_params(
            timer=NO_TIMER,
            skip_payload=not body,
            read_until_eof=True,
            auto_decompress=False,  # we inflate ourselves, within the bound
        )

    def say(self, data: bytes) -> None:
        """Send bytes. Raises ConnectionResetError on a connection that has closed."""
        transport = self.transport
        if transport is None or transport.is_closing():
            raise ConnectionResetError
        transport.write(data)

    async def answer(self) -> tuple[RawResponseMessage, StreamReader]:
        """Return the head and the body of the next answer that is not interim."""
        while True:
            message, content = await self.read()
            if message.code not in INTERIM_CODES or message.code == SWITCHING:
                return message, content

    def stale(self) -> bool:
        """Tell whether an idle connection was closed, or has something to say.

        Asks the kernel too: what the loop has not read yet counts.
        """
        return self.should_close or not self.is_connected() or bool(self._poll.poll(0))

    @override
    def set_response_params(self, **params: Any) -> None:
        """Get ready for one answer."""
        self.idle = False
        self.uses += 1
        self._interim = 0
        self._chunk = None
        self._params = params
        super().set_response_params(**params)

    @override
    def data_received(self, data: bytes) -> None:
        if self.idle and data:
            self._surplus()
            self.abort()
            return
        self._chunk = data if self._chunk is None else b""
        super().data_received(data)

    @override
    def resume_reading(self, resume_parser: bool = True) -> None:
        # Asked for after every read; unless reading was paused it costs a fifth of a
        # call to parse nothing.
        if self._reading_paused:
            super().resume_reading(resume_parser)

    @override
    def feed_data(
        self, data: tuple[RawResponseMessage, StreamReader], size: int = 0
    ) -> None:
        self._chunk = b""
        if self.idle:  # a second answer, right behind the one that was asked for
            self._surplus()
        if data[0].code < FINAL:
            self._interim += 1
            if self._interim > INTERIM and self.transport is not None:
                self.transport.pause_reading()  # the deadline ends it, at no cost
        super().feed_data(data, size)

    @override
    def set_exception(
        self, exc: BaseException, exc_cause: BaseException | None = None
    ) -> None:
        chunk, self._chunk = self._chunk, b""
        if chunk:
            self._salvage(chunk)
        super().set_exception(exc, *(() if exc_cause is None else (exc_cause,)))

    def _salvage(self, chunk: bytes) -> None:
        """Save an answer from the rubbish behind it.

        The parser drops a whole chunk for an error anywhere in it. Read again
        in two pieces, the head and then the rest, it gives the answer first.
        """
        head, end, rest = chunk.partition(b"\r\n\r\n")
        if end and rest:
            self._surplus()
            super().set_response_params(**self._params)
            super().data_received(head + end)
            super().data_received(rest)


class Pool(TCPConnector):
    """The connections of one connector, dialled only where its guard allows.

    `most` is of connections: beyond it one that has not rested is used again.
    """

    def __init__(
        self,
        guard: Guard,
        resolver: GuardedResolver,
        tls: ssl.SSLContext | None,
        most: int,
    ) -> None:
        super().__init__(  # pyright: ignore[reportUnknownMemberType] # in aiohappyeyeballs
            resolver=resolver,
            socket_factory=guard.open_socket,
            ssl=True if tls is None else tls,
            keepalive_timeout=IDLE,
            limit=0,  # the bulkhead counts the calls
        )
        self._reuse = Reuse(most)
        self._asker: str | None = None
        lines = partial(Line, self._babbled, loop=self._loop)
        self._factory = cast("partial[ResponseHandler]", lines)

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        """Return the event loop it belongs to."""
        return self._loop

    async def take(
        self, req: ClientRequest, waiting: ClientTimeout, person: str | None
    ) -> Connection:
        """Return a connection that is new, or idle, silent and rested.

        `person` is whom the answer belongs to; None where it is everybody's.
        """
        self._asker = person  # `_get` reads it before anything is waited for
        conn = await self.connect(req, [], waiting)
        cast("Line", conn.protocol).person = person
        return conn

    def ended_at_reuse(self) -> None:
        """Take note that a connection ended when it was used again."""
        self._reuse.ended(monotonic())

    def _babbled(self) -> None:
        self._reuse.babbled(monotonic())

    @override
    async def _get(self, key: ConnectionKey, traces: list[Trace]) -> Connection | None:
        """Return the connection that is idle longest, if it may be used again."""
        now = monotonic()
        idle = self._idle(key, now)
        if not idle or not self._reuse.allows(now):
            return None
        line, since = cast("tuple[Line, float]", idle[0])
        rested = self._reuse.rested(
            now - since,
            len(self._acquired) + len(idle),
            foreign=line.person is not None and line.person != self._asker,
        )
        if rested is False:
            return None
        idle.popleft()
        if rested is None:  # it makes room
            line.abort()
            return None
        self._acquired.add(line)
        return Connection(self, key, line, self._loop)

    def _idle(self, key: ConnectionKey, now: float) -> _Idle | None:
        """Return the idle connections, of which the first can be used."""
        idle = self._conns.get(key)
        while idle:
            line, since = cast("tuple[Line, float]", idle[0])
            if now - since <= IDLE and not line.stale():
                break
            idle.popleft()
            line.abort()
        return idle

    @override
    def _release(
        self,
        key: ConnectionKey,
        protocol: ResponseHandler,
        *,
        should_close: bool = False,
    ) -> None:
        line = cast("Line", protocol)
        line.idle = True
        if not should_close:
            if len(line):  # a further answer: its own was read
                self._babbled()
            if line.uses > 1:
                self._reuse.served()
        untrusted = not self._reuse.allows(monotonic())
        super()._release(key, protocol, should_close=should_close or untrusted)
