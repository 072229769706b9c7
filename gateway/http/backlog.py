"""Those who wait to begin: first come, first begun."""

import asyncio
from collections import deque

from gateway.http.valve import Valve


class Backlog:
    """Lets one begin whenever the valve has room."""

    __slots__ = ("_line", "_valve")

    def __init__(self, valve: Valve) -> None:
        self._valve = valve
        self._line: deque[asyncio.Future[int]] = deque()

    async def wait(self) -> int:
        """Wait until one may begin, which is counted then; return what `leave` wants.

        Who is cancelled has not begun.
        """
        turn: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._line.append(turn)
        self._valve.queue()
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.cancelled():
                self._valve.unqueue()
            else:
                self.leave(turn.result())
            raise

    def leave(self, entered: int) -> None:
        """Take note that one has ended, and let the next begin."""
        self._valve.leave(entered)
        if self._line:
            self.serve()

    def serve(self) -> None:
        """Let begin whoever may."""
        valve, line = self._valve, self._line
        while line and valve.free:
            turn = line.popleft()
            if not turn.done():
                valve.unqueue()
                turn.set_result(valve.enter())
