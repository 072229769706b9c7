"""Threads that do for an event loop what may block, or hang for good."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import Any, Final, NamedTuple, TypeVar

T = TypeVar("T")
_MOST: Final = 256


class _Job(NamedTuple):
    work: Callable[[], Any]
    done: asyncio.Future[Any]


class Hands:
    """Some threads that do one job after another, begun when there is the first.

    Nobody waits for them when the process ends: asyncio's own threads would hold an
    exit up as long as a disk hangs.
    """

    def __init__(self, name: str, count: int) -> None:
        self._late: set[asyncio.Future[Any]] = set()
        self._waiting = 0
        self._name = name
        self._count = count
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._threads: list[Thread] = []

    def free(self) -> bool:
        """Tell whether a job would be done soon: none hangs, and few wait."""
        return not self._late and self._waiting < _MOST

    async def do(self, work: Callable[[], T], bound: float) -> T:
        """Have something done. Raises what it raises, and TimeoutError after `bound` seconds."""
        if not self._threads:
            self._begin()
        loop = asyncio.get_running_loop()
        job = _Job(work, loop.create_future())
        self._waiting += 1
        self._jobs.put(job)
        try:
            async with asyncio.timeout(bound):
                found: T = await job.done
        except TimeoutError:
            if job.done.cancelled():
                self._late.add(job.done)
            raise
        return found

    def close(self) -> None:
        """Have the threads end after what they do now."""
        for _ in self._threads:
            self._jobs.put(None)

    def _begin(self) -> None:
        loop = asyncio.get_running_loop()
        for number in range(self._count):
            name = f"{self._name}-{number}"
            thread = Thread(target=self._run, args=(loop,), name=name, daemon=True)
            thread.start()
            self._threads.append(thread)

    def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        while (job := self._jobs.get()) is not None:
            found, error = None, None
            try:
                found = job.work()
            except BaseException as raised:  # noqa: BLE001 - it is raised where it was asked for
                error = raised
            with suppress(RuntimeError):  # the loop has ended meanwhile
                loop.call_soon_threadsafe(self._ended, job.done, found, error)

    def _ended(
        self, done: asyncio.Future[Any], found: object, error: BaseException | None
    ) -> None:
        self._waiting -= 1
        self._late.discard(done)
        if done.cancelled():  # nobody waits for it any more
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(found)
