"""uvicorn's HTTP protocol, with the head and a small body in one write.

uvicorn writes the head as soon as it is known. That is a system call more for
each answer, and on a network a packet more.
"""

import asyncio
import fcntl
import termios
from math import inf
from typing import Final, cast

from typing_extensions import override

from gateway.cli.bounded import PIECE, Bounded
from gateway.cli.corked import Corked
from gateway.cli.patience import LOOK, Awaited
from gateway.http.front import Crowd, Front
from gateway.http.glance import LAST, REFUSAL, Asked, glance
from gateway.http.presence import Presence

_KEPT: Final = 1.0
"""Seconds that a connection is kept at the least while its refusal is due."""
_COUNT: Final = bytes(4)  # room for an int

_GREETING: Final = 0.25
"""Seconds in which who has just connected says what it wants."""


class OneWrite(Bounded):
    """A connection whose small answers are written whole, where they come whole.

    Where it is lost, what waits for an agency is told so. A client who closes its own half
    has gone, too: `eof_received` returns None, and with that the loop closes the other
    half. RFC 9112 §9.6 lets a server do so, and no client of HTTP needs to stay half open.
    """

    _corked: Corked
    _presence: Presence

    _made = -inf
    """When it was made."""
    _extra = False
    """It is one too many."""
    _refused: Asked | None = None
    """What waits to be refused."""
    _told = -inf
    """When something was refused the last time: the keep-alive time begins then."""

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        own = cast("asyncio.Transport", transport)
        self._made = self.loop.time()
        self._corked = Corked(own)
        super().connection_made(cast("asyncio.Transport", self._corked))
        self._corked.taking = self._taking
        self._corked.unheard = self._unheard
        self._presence = Presence()
        self.app_state = self._presence.state(self.app_state)
        crowd = self._crowd()
        self._extra = crowd is not Crowd.WELCOME
        if crowd is Crowd.CUT:
            own.abort()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._corked.lose()
        super().connection_lost(exc)
        self._presence.leave()

    @override
    def data_received(self, data: bytes) -> None:
        front = self._front
        if (
            front is not None
            and (front.valve.wary or self._extra)
            and self._turned_away(front, data)
        ):
            return
        if self._refused is not None:  # more has come: what was asked first goes first
            self.refuse()
            if self.transport.is_closing():
                return
        if len(data) > PIECE:
            self._receive_in_pieces(data)
            return
        super().data_received(data)
        cycle = self.cycle
        if self._extra and cycle is not None:
            cycle.keep_alive = False
        if (
            cycle is None
            or cycle.more_body
            or cycle.response_complete
            or cycle.scope is not self.scope
        ):  # not the end of a request
            self._expect()
            self._hold(len(data))
        elif self._size or self.pipeline:
            self._keep(len(data))

    def _turned_away(self, front: Front, data: bytes) -> bool:
        """Refuse what is too much, unread; tell whether it was."""
        asked = glance(data) if self._between() else None
        if asked is None:
            return False
        coming = front.valve.coming
        if self._extra:
            front.valve.turn_away()
            asked = asked._replace(last=True)
        elif not front.refuses(asked):
            if not coming and front.valve.coming:
                self.loop.call_soon(front.valve.begun)
            return False
        self._refused = asked
        front.waiting.refuse(self)
        return True

    def _between(self) -> bool:
        """Tell whether the next byte begins a request: none is being read or answered."""
        if self._refused is not None or self.transport.is_closing():
            return False
        cycle = self.cycle
        if cycle is None:
            return cast("object", self.scope) is None
        done = cycle.response_complete and not cycle.more_body
        return done and self.scope is cycle.scope

    def refuse(self) -> None:
        """Answer 503, and wait for the next request as after any other answer."""
        asked, self._refused = self._refused, None
        front = self._front
        if asked is None or front is None or self.transport.is_closing():
            return
        corked = self._corked
        if asked.last or front.leaving:
            corked.answer(LAST)
            self._cut = not self._extra  # of these there are too many to linger
            corked.close()
            return
        corked.answer(REFUSAL)
        self._told = self.loop.time()
        if self.timeout_keep_alive_task is None:
            self._wait(self.timeout_keep_alive)

    @override
    def timeout_keep_alive_handler(self) -> None:
        """Close where nothing was asked for so long: not what the loop was late to read."""
        if not self._lasts():
            self.timeout_keep_alive_task = self.loop.call_later(LOOK, self._part)

    def _part(self) -> None:
        if not self._lasts():
            super().timeout_keep_alive_handler()

    def _lasts(self) -> bool:
        """Wait on where a refusal is due or was told of late: it, too, is an answer."""
        rest = self._told + self.timeout_keep_alive - self.loop.time()
        lasts = self._refused is not None or rest > 0
        if lasts:
            self._wait(max(rest, _KEPT))
        return lasts

    @override
    def shutdown(self) -> None:
        """Close, but first tell who waits to hear it.

        Who has asked already, which the loop has not read yet, is answered first: that
        answer closes the connection, as the gateway stops. So is who has just come, and
        has a moment to ask.
        """
        self.refuse()
        if self._between():
            if _unread(self.transport):
                return
            left = self._made + _GREETING - self.loop.time()
            if self.cycle is None and left > 0:
                self.loop.call_later(left, self.shutdown)
                return
        super().shutdown()

    def _unheard(self) -> bool:
        """Tell whether a client may be sending, or has sent, what nobody reads; keep none of it."""
        cycle, awaited = self.cycle, self._awaited()[0]
        unheard = (
            self._cut
            or self.flow.read_paused
            or awaited is Awaited.HEAD
            or (cycle is not None and cycle.more_body)
        )
        if unheard:
            self._release()
            if self.headers:
                self.headers.clear()
        return unheard

    def _crowd(self) -> Crowd:
        """Ask what becomes of this connection, the newest of as many as there are."""
        front = self._front
        return Crowd.WELCOME if front is None else front.crowd(len(self.connections))


def _unread(transport: asyncio.Transport) -> bool:
    """Tell whether the kernel holds bytes that have come and are not read."""
    sock = transport.get_extra_info("socket")
    try:
        return any(fcntl.ioctl(sock.fileno(), termios.FIONREAD, _COUNT))
    except OSError:  # it cannot tell
        return False
