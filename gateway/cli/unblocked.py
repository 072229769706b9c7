"""A stream that is written to as long as somebody reads it.

A pipe whose reader has stopped, as a collector of logs that hangs, is full after some
hundred lines. Whoever writes one more waits for the reader; in the event loop all
clients would.
"""

import errno
import os
import select
import stat
from contextlib import suppress
from typing import Final, TextIO

_MOMENT: Final = 10
"""Milliseconds that a reader has to take a part of a line that no pipe holds whole."""


class Unblocked:
    """A text stream on which a line that would have to wait is not written.

    One of which a part was written, as on a disk that is full, is ended before the next.
    """

    __slots__ = ("_file", "_poll", "_stream", "_torn")

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._file = _opened(stream)
        self._poll = select.poll()
        self._torn = False
        if self._file is not None:
            self._poll.register(self._file, select.POLLOUT)

    def write(self, text: str) -> int:
        """Write a line. Raises BlockingIOError where nobody reads, and OSError as files do."""
        if self._file is None:
            return self._stream.write(text)
        line = text.encode(errors="backslashreplace")
        rest = b"\n" + line if self._torn else line
        wait = 0
        while rest:
            if not self._poll.poll(wait):
                raise BlockingIOError(errno.EAGAIN, "nobody reads the log")
            rest = rest[os.write(self._file, rest) :]
            self._torn, wait = bool(rest), _MOMENT
        return len(text)

    def flush(self) -> None:
        """Write out what is held back."""
        if self._file is None:
            self._stream.flush()


def _opened(stream: TextIO) -> int | None:
    """Return a stream's file; None where it is in memory.

    A pipe is opened again where that may be, so that none of its other users, who share
    whether it blocks, learns of it. One that blocks is waited for after all by a line that
    is longer than a page (4 KiB), or that another worker was faster to write.
    """
    try:
        file = stream.fileno()
    except OSError:
        return None
    if stat.S_ISFIFO(os.fstat(file).st_mode):
        with suppress(OSError):  # no /proc, or it is another user's
            flags = os.O_WRONLY | os.O_NONBLOCK | os.O_CLOEXEC
            return os.open(f"/proc/self/fd/{file}", flags)
    return file
