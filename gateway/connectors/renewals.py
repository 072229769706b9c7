"""Renewals of stale answers, behind those who were given them: one a key, and bounded."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Final

from gateway.connectors.key import Key
from gateway.observe import Fault, Observer, Silent

_MOST: Final = 20


class Renewals:
    """What one connector's stale answers are being renewed by.

    No more than `most` run at once, so that they leave slots to those who wait: what
    finds no room is tried again when the answer is next asked for. A renewal has the
    deadlines of its own calls, not those of whoever caused it.
    """

    def __init__(self, observer: Observer | None = None, most: int = _MOST) -> None:
        self._observer = observer or Silent()
        self._most = most
        self._running: dict[Key, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def __contains__(self, key: Key | None) -> bool:
        """Tell whether the answer of a key is being renewed."""
        return key in self._running

    def begin(
        self, where: str, keys: Iterable[Key], renew: Callable[[], Awaitable[object]]
    ) -> bool:
        """Begin to renew the answers of some keys at once; tell whether there was room.

        None of them may be under way. `where` names the operation, for a fault.
        """
        if len(self._tasks) >= self._most:
            return False
        task = asyncio.create_task(self._run(where, renew))
        claimed = tuple(keys)
        self._tasks.add(task)
        self._running.update(dict.fromkeys(claimed, task))

        def end(_task: asyncio.Task[None]) -> None:
            self._tasks.discard(task)
            for key in claimed:
                self._running.pop(key, None)

        task.add_done_callback(end)
        return True

    async def settle(self) -> None:
        """Wait until every renewal that has begun has ended."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def aclose(self) -> None:
        """End what is under way."""
        for task in self._tasks:
            task.cancel()
        await self.settle()

    async def _run(self, where: str, renew: Callable[[], Awaitable[object]]) -> None:
        try:
            await renew()
        except Exception as error:  # noqa: BLE001 - nobody waits: a fault of ours is only told
            self._observer.see(Fault(where, error))
