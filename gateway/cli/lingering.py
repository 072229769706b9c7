"""A connection that is closed while its client may still be sending.

Where a socket is closed with bytes unread, or more of them come, the kernel resets the
connection, and a client that is reset may never see what it was told (RFC 9112 §9.6).
So the gateway closes its own half first, and reads on for a moment, to no purpose.
"""

import asyncio
from typing import Final

from typing_extensions import override

LONGEST: Final = 5.0
"""Seconds in all."""
SILENCE: Final = 0.5
"""Seconds without a byte after which nobody is sending any more."""
MOST: Final = 16 * 1024 * 1024
"""Bytes after which it has been enough."""


class Lingering(asyncio.Protocol):
    """Drops what still comes, till its client closes, falls silent or goes on for too long.

    It takes the place of the transport's protocol, which hears of the end.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._protocol = transport.get_protocol()
        self._loop = asyncio.get_running_loop()
        self._until = self._loop.time() + LONGEST
        self._left = MOST
        self._heard = False
        self._timer = self._loop.call_later(SILENCE, self._look)
        transport.set_protocol(self)
        try:
            transport.write_eof()
        except OSError:  # it is reset, and the loop has not read so yet
            transport.abort()
        else:
            transport.resume_reading()

    @override
    def data_received(self, data: bytes) -> None:
        self._heard = True
        self._left -= len(data)
        if self._left <= 0:
            self._transport.close()

    @override
    def pause_writing(self) -> None:
        self._protocol.pause_writing()

    @override
    def resume_writing(self) -> None:
        self._protocol.resume_writing()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._timer.cancel()
        self._protocol.connection_lost(exc)

    def _look(self) -> None:
        heard, self._heard = self._heard, False
        if heard and self._loop.time() < self._until:
            self._timer = self._loop.call_later(SILENCE, self._look)
        else:
            self._transport.close()
