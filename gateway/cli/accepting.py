"""How connections are taken in: all that have come, not one in each turn of the event loop.

uvloop takes one connection in a turn. Where many ask over connections that they have, turns
are long, and who came anew would wait a turn for each that came before.
"""

import asyncio
import errno
import math
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_FEW: Final = 4
"""Connections that one turn takes in any case: another worker may be as free for the next."""
_EACH: Final = 0.0005
_MOST: Final = 32
"""Connections that one turn takes at the most: who has one is served in between."""
_REST: Final = 0.1
"""Seconds without a new connection, where no file is left for one."""
_EXHAUSTED: Final = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM})


class Accepting:
    """Takes in what comes to a listener; uvicorn has it in place of its own server.

    It works on a copy. To the kernel this and the listeners of other workers are one, and so
    is whether it blocks. A copy would be made to block where the listener says that it does,
    as one that came from another process does, whatever it is: then a worker that was woken
    for what another has taken would wait in accept(2), and all its clients with it.
    """

    def __init__(
        self, listener: socket.socket, protocol: Callable[[], HttpToolsProtocol]
    ) -> None:
        listener.settimeout(0)
        self._listener = listener.dup()
        self._protocol = protocol
        self._loop = asyncio.get_running_loop()
        self._opening: set[asyncio.Task[None]] = set()
        self._rest: asyncio.TimerHandle | None = None
        self._left = math.inf  # since when some may have been left for the next turn
        self._closed = False
        self._begin()

    def close(self) -> None:
        """Take in nothing more, but who has come by now: his request may be on its way."""
        if self._closed:
            return
        self._closed = True
        if self._rest is not None:
            self._rest.cancel()
        self._loop.remove_reader(self._listener.fileno())
        while self._one():
            pass
        self._listener.close()

    async def wait_closed(self) -> None:
        """Wait until every connection that was taken in is a client's."""
        if self._opening:
            await asyncio.wait({*self._opening})

    def _begin(self) -> None:
        self._loop.add_reader(self._listener.fileno(), self._take)

    def _take(self) -> None:
        now = self._loop.time()
        many = allowance(now - self._left)
        self._left = math.inf
        for _ in range(many):
            if not self._one():
                return
        self._left = now

    def _one(self) -> bool:
        """Take one connection in; tell whether there was one."""
        try:
            taken, _ = self._listener.accept()
        except OSError as error:  # nobody is there, or no more, or there is no room
            if error.errno in _EXHAUSTED and not self._closed:
                self._loop.remove_reader(self._listener.fileno())
                self._rest = self._loop.call_later(_REST, self._begin)
            return False
        taken.settimeout(0)
        task = self._loop.create_task(self._open(taken))
        self._opening.add(task)
        task.add_done_callback(self._opening.discard)
        return True

    async def _open(self, taken: socket.socket) -> None:
        with suppress(OSError):  # who has gone again
            _, client = await self._loop.connect_accepted_socket(self._protocol, taken)
            if self._closed:  # uvicorn has told the others
                client.shutdown()


def allowance(turn: float) -> int:
    """Return how many may be taken in after a turn of so many seconds; the longer, the more.

    Short turns take few: of workers that have nothing to do the first would have all who come.
    """
    return int(min(max(turn / _EACH, _FEW), _MOST))
