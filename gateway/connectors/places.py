"""Waiting for a place in a bulkhead: first come, first served, and not for long."""

import asyncio
from collections import deque

from gateway.connectors.bulkhead import Bulkhead


class Places:
    """The line of those who wait for a place of one connector."""

    def __init__(self, bulkhead: Bulkhead) -> None:
        self._bulkhead = bulkhead
        self._line: deque[asyncio.Future[bool]] = deque()

    async def wait(self, seconds: float) -> bool:
        """Wait for a place; tell whether one was free in time."""
        bulkhead = self._bulkhead
        if not bulkhead.admits:
            return False
        loop = asyncio.get_running_loop()
        place: asyncio.Future[bool] = loop.create_future()
        self._line.append(place)
        bulkhead.waiting += 1
        timer = loop.call_later(seconds, self._give_up, place)
        try:
            return await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled() and place.result():
                self.leave()  # it was given a place in the same moment
            raise
        finally:
            timer.cancel()
            if place in self._line:
                self._line.remove(place)
                bulkhead.waiting -= 1

    def leave(self) -> None:
        """Give a place back, and to whoever waits longest."""
        free = self._bulkhead.leave()
        while free and self._line:
            free = self._seat(self._line.popleft())

    def _seat(self, place: asyncio.Future[bool]) -> bool:
        """Give a place to somebody; tell whether there is another."""
        bulkhead = self._bulkhead
        bulkhead.waiting -= 1
        if not place.done():
            bulkhead.busy += 1
            place.set_result(True)
        return bulkhead.busy < bulkhead.places

    def _give_up(self, place: asyncio.Future[bool]) -> None:
        if not place.done():
            self._bulkhead.stuck = True
            place.set_result(False)
