"""What is asked of the server ends when patience does (patience.py)."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from gateway.connectors.shared.patience import Patience


class Bounded:
    """Ends what takes too long: one timer for all, and none while nobody waits."""

    def __init__(self) -> None:
        self.patience = Patience[asyncio.Timeout]()
        self._timer: asyncio.TimerHandle | None = None

    @asynccontextmanager
    async def wait(self) -> AsyncGenerator[None]:
        """Bound the time of what is inside. Raises TimeoutError there."""
        waiting = asyncio.timeout(None)
        self.patience.begin(waiting)
        self._look_later()
        try:
            async with waiting:
                yield
        finally:
            self.patience.end(waiting)

    def _look_later(self) -> None:
        pause = self.patience.pause
        if self._timer is None and pause is not None:
            self._timer = asyncio.get_running_loop().call_later(pause, self._look)

    def _look(self) -> None:
        self._timer = None
        now = asyncio.get_running_loop().time()
        for waiting in self.patience.look():
            waiting.reschedule(now)  # behind what has just been woken by its answer
        self._look_later()
