"""A connection whose requests are bounded in bytes until they are answered.

The parser keeps a field until it ends, and uvicorn a head, neither with a bound; and
what is small for one connection is much for all of them. So bytes are counted until the
request that they belong to is answered. One that comes whole in one small piece, and
waits for no other's answer, is never counted.
"""

import asyncio
from typing import Any, Final, cast

from typing_extensions import override
from uvicorn.config import Config
from uvicorn.server import ServerState

from gateway.cli.patience import Awaited, Patient
from gateway.http.held import SMALL, Held
from gateway.http.unread import crowded, overfull, overlong

PIECE: Final = 16 * 1024
"""Bytes that are read at once, so that no more than that is read beyond a bound."""
MOST_HEAD: Final = 64 * 1024
"""Bytes of a head: the request's target and its header fields."""
MOST_AHEAD: Final = 32
"""Requests that may wait for the answers to those before them (RFC 9112 §9.3.2).

The smallest has 18 bytes and takes 2,000 once it is read.
"""
_FRAMING: Final = 2
"""Bytes that one of a body may take with the chunks that it comes in, on the average."""


class TooManyAheadError(Exception):
    """A client asks on and on, and does not wait for its answers."""


class Bounded(Patient):
    """A connection whose client keeps no more than a share of the memory."""

    _size = 0
    """Bytes of the request that is unfinished, and perhaps of the end of the one before."""
    _whose: object = None
    """The scope of that request."""
    _kept = 0
    """Bytes of requests that have arrived and are not answered."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._held = Held() if self._front is None else self._front.held

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._release()
        self._held.release(self._kept)
        self._kept = 0

    @override
    def on_message_begin(self) -> None:
        """Begin a request; of too many the first are answered, and then it is closed."""
        if len(self.pipeline) >= MOST_AHEAD:
            raise TooManyAheadError
        super().on_message_begin()

    @override
    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP, or is and nobody reads: too many fields, 65,535 bytes of target."""
        if self._due(self._awaited()[0]):
            super().send_400_response(msg)
        elif self.crowded:
            self._refuse(crowded())
        elif len(self.url) >= MOST_HEAD - 1:
            self._refuse(overlong("target", MOST_HEAD))
        else:
            super().send_400_response(msg)

    def _receive_in_pieces(self, data: bytes) -> None:
        """Read what has come, piece by piece, as long as there is somebody to answer."""
        for start in range(0, len(data), PIECE):
            if self.transport.is_closing():
                return
            self.data_received(data[start : start + PIECE])

    def _hold(self, size: int) -> None:
        """Count a piece after which a request is unfinished; refuse one that is too much."""
        awaited, _ = self._awaited()
        scope = cast("object", self.scope)
        if awaited is Awaited.REQUEST:
            self._release()
        elif scope is not self._whose:
            self._keep(0)
        over = self._cut or awaited is Awaited.REQUEST
        if over or self.transport.is_closing():
            return
        self._whose = scope
        self._size += size
        self._held.hold(size)
        most = self._most(awaited)
        if self.crowded:
            self._refuse(crowded())
        elif self._size > most + PIECE:
            what = "target" if len(self.url) > most // 2 else awaited.name.lower()
            self._refuse(overlong(what, most))
        elif self._held.too_much(self._size) and not self._due(awaited):
            self._refuse(overfull())

    def _most(self, awaited: Awaited) -> int:
        """Return how many bytes there may be of a request so far."""
        if awaited is Awaited.HEAD:
            return MOST_HEAD
        return MOST_HEAD + _FRAMING * self._bounds.max_body

    def _keep(self, size: int) -> None:
        """Count what has arrived, its last piece of `size` bytes too, until it is answered."""
        size += self._size
        self._release()
        cycle = self.cycle
        small = size <= SMALL and not self.pipeline
        if small or cycle is None or cycle.response_complete:
            return
        self._held.hold(size)
        self._kept += size
        on_response = cycle.on_response

        def answered() -> None:
            if self._kept:  # else all was given back, as the connection was lost
                self._held.release(size)
                self._kept -= size
            cycle.body.clear()  # unread, where that was not waited for
            on_response()

        cycle.on_response = answered
        if self.pipeline and self._held.too_much(self._kept):
            self.transport.abort()

    def _release(self) -> None:
        """Keep nothing any more of a request that is given up, answered, or small."""
        self._held.release(self._size)
        self._size, self._whose = 0, None
        cycle = self.cycle
        if cycle is not None and (cycle.response_complete or cycle.disconnected):
            cycle.body.clear()
