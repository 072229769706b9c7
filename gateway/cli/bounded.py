"""A connection of whose unfinished request no more is kept than may be.

The parser keeps a field until it ends, and uvicorn a head, neither with a bound; and
what is small for one connection is much for all of them. So bytes are counted as long as
a request has not arrived whole. One that comes whole in one small piece is never counted.
"""

import asyncio
from typing import Any, Final, cast

from typing_extensions import override
from uvicorn.config import Config
from uvicorn.server import ServerState

from gateway.cli.patience import Awaited, Patient
from gateway.http.held import Held
from gateway.http.unread import overfull, overlong

PIECE: Final = 16 * 1024
"""Bytes that are read at once, so that no more than that is read beyond a bound."""
MOST_HEAD: Final = 64 * 1024
"""Bytes of a head: the request's target and its header fields."""
_FRAMING: Final = 2
"""Bytes that one of a body may take with the chunks that it comes in, on the average."""


class Bounded(Patient):
    """A connection whose client keeps no more than a share of the memory."""

    _size = 0
    """Bytes of the request that is unfinished, and perhaps of the end of the one before."""
    _whose: object = None
    """The scope of that request."""

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

    @override
    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP; a target above 65,535 bytes is, but nobody takes it apart."""
        if len(self.url) >= MOST_HEAD - 1 and not self._due(self._awaited()[0]):
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
        if awaited is Awaited.REQUEST or scope is not self._whose:
            self._release()
        if awaited is Awaited.REQUEST or self.transport.is_closing():
            return
        self._whose = scope
        self._size += size
        self._held.hold(size)
        most = self._most(awaited)
        if self._size > most + PIECE:
            what = "target" if len(self.url) > most // 2 else awaited.name.lower()
            self._refuse(overlong(what, most))
        elif self._held.too_much(self._size) and not self._due(awaited):
            self._refuse(overfull())

    def _most(self, awaited: Awaited) -> int:
        """Return how many bytes there may be of a request so far."""
        if awaited is Awaited.HEAD:
            return MOST_HEAD
        return MOST_HEAD + _FRAMING * self._bounds.max_body

    def _release(self) -> None:
        """Keep nothing any more of a request that has arrived, or is given up."""
        self._held.release(self._size)
        self._size, self._whose = 0, None
