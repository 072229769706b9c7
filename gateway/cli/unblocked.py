"""A stream that is written to as long as somebody reads it.

A pipe whose reader has stopped, as a collector of logs that hangs, is full after some hundred
lines. Whoever writes one more waits for the reader; in the event loop all clients would.
"""

import errno
import select
from typing import TextIO


class Unblocked:
    """A text stream on which a line that would have to wait is not written.

    A line has room where a page (4 KiB) has; a longer one may wait after all.
    """

    __slots__ = ("_poll", "_stream")

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._poll = _poll(stream)

    def write(self, text: str) -> int:
        """Write a line. Raises BlockingIOError where nobody reads, and OSError as files do."""
        if self._poll is not None and not self._poll.poll(0):
            raise BlockingIOError(errno.EAGAIN, "nobody reads the log")
        return self._stream.write(text)

    def flush(self) -> None:
        """Write out what is held back."""
        self._stream.flush()


def _poll(stream: TextIO) -> "select.poll | None":
    """Return what tells whether there is room; None for a stream that is no file."""
    try:
        file = stream.fileno()
    except OSError:  # it is in memory
        return None
    poll = select.poll()
    poll.register(file, select.POLLOUT)
    return poll
