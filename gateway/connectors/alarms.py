"""Deadlines that share one timer.

`asyncio.timeout()` sets and cancels a timer of the loop each time, which costs
as much as a tenth of a small call. Nearly every call ends in time: here its
deadline is an entry in a heap that is looked at when the next one is due.
"""

import asyncio
from heapq import heappop, heappush
from math import inf
from types import TracebackType
from typing import Self

_Entry = tuple[float, int, "Deadline"]


class Alarms:
    """The deadlines of one event loop, kept by a single timer."""

    __slots__ = ("_count", "_due", "_entries", "_loop", "_timer")

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._entries: list[_Entry] = []
        self._count = 0
        self._due = inf  # when the timer rings: too early does no harm
        self._timer: asyncio.TimerHandle | None = None

    def __len__(self) -> int:
        """Return how many entries are kept, those that have ended included."""
        return len(self._entries)

    def within(self, seconds: float) -> "Deadline":
        """Return a context that raises TimeoutError if it takes longer.

        It cancels the task that entered it, as asyncio.timeout() does; a
        cancellation by anybody else passes through as one.
        """
        return Deadline(self, seconds)

    def task(self) -> asyncio.Task[object]:
        """Return the running task. Raises RuntimeError outside of one.

        The loop is remembered: to ask which one runs is a system call.
        """
        task = None if self._loop is None else asyncio.current_task(self._loop)
        if task is not None:
            return task
        self._loop, self._entries, self._due = asyncio.get_running_loop(), [], inf
        self._timer = None  # that of another loop rings there, or nowhere
        task = asyncio.current_task(self._loop)
        if task is None:
            message = "a deadline needs a task to cut off"
            raise RuntimeError(message)
        return task

    def add(self, deadline: "Deadline", seconds: float) -> None:
        """Watch a deadline of the running task that ends in some seconds."""
        loop = self._loop
        assert loop is not None  # noqa: S101 - the task was asked for first
        when = loop.time() + seconds
        self._count += 1  # tells equal times apart: deadlines are never compared
        heappush(self._entries, (when, self._count, deadline))
        if when < self._due:
            self._arm(loop, when)

    def _arm(self, loop: asyncio.AbstractEventLoop, when: float) -> None:
        """Set the timer, in place of a later one: each would set itself again."""
        if self._timer is not None:
            self._timer.cancel()
        self._due, self._timer = when, loop.call_at(when, self._ring, loop)

    def tidy(self) -> None:
        """Forget the first entries, as far as they have ended."""
        entries = self._entries
        while entries and entries[0][2].ended:
            heappop(entries)

    def _ring(self, loop: asyncio.AbstractEventLoop) -> None:
        """Cut off what is late, and wait for the next."""
        if loop is not self._loop:
            return
        entries, now = self._entries, loop.time()
        self._due, self._timer = inf, None
        while entries:
            when, _, deadline = entries[0]
            if when > now and not deadline.ended:
                self._arm(loop, when)
                return
            heappop(entries)
            if not deadline.ended:
                deadline.cut()


class Deadline:
    """One use of Alarms; see `Alarms.within`."""

    __slots__ = ("_alarms", "_before", "_cut", "_seconds", "_task", "ended")

    def __init__(self, alarms: Alarms, seconds: float) -> None:
        self._alarms = alarms
        self._seconds = seconds
        self._task: asyncio.Task[object] | None = None
        self._before = 0
        self._cut = False
        self.ended = False

    def __enter__(self) -> Self:
        """Begin. Raises RuntimeError outside of a task."""
        task = self._task = self._alarms.task()
        self._before = task.cancelling()
        self._alarms.add(self, self._seconds)
        return self

    def cut(self) -> None:
        """Cancel the task: its time is over."""
        self._cut = True
        if self._task is not None:
            self._task.cancel()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End; raises TimeoutError where it was this deadline that cut it off."""
        self.ended = True
        task, self._task = self._task, None  # the heap may hold this a while longer
        self._alarms.tidy()
        if self._cut and task is not None:
            ours = task.uncancel() <= self._before
            if ours and kind is not None and issubclass(kind, asyncio.CancelledError):
                raise TimeoutError from error
