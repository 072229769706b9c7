"""A client who takes its answer, or does not."""

import asyncio
import fcntl
import struct
import termios
from typing import Final

from gateway.http.held import SMALL
from gateway.http.written import Written

_LEAST: Final = 1.0
_INT: Final = struct.Struct("i")


class Taking:
    """Ends a connection whose client has taken nothing of its answer for some seconds.

    What is written waits in memory until it is taken, and a connection closes only once
    all is. However slowly somebody reads, they are waited for: as long as what is `written`
    for all of them together is not too much. Where it is, who has waited longest gives up.
    """

    __slots__ = ("_left", "_seconds", "_size", "_timer", "_transport", "_written")

    def __init__(
        self, transport: asyncio.Transport, seconds: float, written: Written
    ) -> None:
        self._transport = transport
        self._seconds = seconds
        self._written = written
        self._size = 0  # of it, its own
        self._left = 0
        self._timer: asyncio.TimerHandle | None = None

    def begin(self, waited: float = 0.0) -> None:
        """Look from now on, where anything is left; some seconds have been waited."""
        if self._timer is None and self.count():
            self._left = self._untaken()
            self._written.join(self)
            self._later(max(self._seconds - waited, min(_LEAST, self._seconds)))

    def end(self) -> None:
        """Look no more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._written.release(self._size)
        self._size = 0
        self._written.leave(self)

    def give_up(self) -> None:
        """End the connection, where more is left than a little."""
        if self.count() > SMALL:
            self._transport.abort()
            self.end()

    def count(self) -> int:
        """Return how many bytes are written and wait here, and have them counted."""
        size = self._transport.get_write_buffer_size()
        self._written.hold(size - self._size)
        self._size = size
        return size

    def _later(self, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(seconds, self._look)

    def _look(self) -> None:
        self._timer = None
        if not self.count():
            self._written.leave(self)
            return
        left = self._untaken()
        if left >= self._left:
            self._transport.abort()
        else:
            self._left = left
            self._later(self._seconds)

    def _untaken(self) -> int:
        """Return how many bytes are not taken: those that the kernel has, too.

        It may have megabytes, and takes the next only when a third of these are gone.
        """
        sock = self._transport.get_extra_info("socket")
        try:
            # SIOCOUTQ, tcp(7): what has been sent and is not acknowledged counts.
            known = fcntl.ioctl(sock.fileno(), termios.TIOCOUTQ, bytes(_INT.size))
        except OSError:  # another system, or no such socket any more
            known = bytes(_INT.size)
        kept: int = _INT.unpack(known)[0]
        return self._transport.get_write_buffer_size() + kept
