"""Single flight: callers who want the same thing at the same time share one call."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from copy import copy
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from gateway.errors import Internal

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass(slots=True, eq=False)
class _Flight(Generic[V]):
    """One call under way and the callers who wait for it."""

    task: asyncio.Task[V]
    waiters: set[asyncio.Future[V]] = field(default_factory=set["asyncio.Future[V]"])


class Flights(Generic[K, V]):
    """Calls under way, by key; nothing is kept once a call has ended.

    The call runs in a task of its own, so it outlives the caller who began
    it. It is cancelled when nobody waits for it any more.
    """

    def __init__(self) -> None:
        self._flights: dict[K, _Flight[V]] = {}
        # The loop holds its tasks weakly; a call being cancelled has no flight.
        self._tasks: set[asyncio.Task[V]] = set()

    def __len__(self) -> int:
        return len(self._flights)

    async def join(self, key: K, start: Callable[[], Awaitable[V]]) -> V:
        """Wait for the call of `key`, beginning it with `start` if there is none.

        Every caller gets the value, or an exception of its own: a copy of the
        one that was raised, where that can be copied. A call that is
        cancelled from outside raises Internal.
        """
        flight = self._flights.get(key)
        if flight is None:
            flight = self._take_off(key, start)
        waiter: asyncio.Future[V] = asyncio.get_running_loop().create_future()
        flight.waiters.add(waiter)
        try:
            return await waiter
        except asyncio.CancelledError:
            self._leave(key, flight, waiter)
            raise
        finally:
            # What is raised holds this frame, which must not hold what is raised: an
            # outage would leave its work to the collector, in pauses of milliseconds.
            del flight, waiter

    def _take_off(self, key: K, start: Callable[[], Awaitable[V]]) -> _Flight[V]:
        """Begin the call of `key`."""

        async def call() -> V:
            return await start()

        flight = _Flight(asyncio.create_task(call()))
        self._flights[key] = flight
        self._tasks.add(flight.task)

        def land(task: asyncio.Task[V]) -> None:
            self._tasks.discard(task)
            self._forget(key, flight)
            _tell(task, flight.waiters)

        flight.task.add_done_callback(land)
        return flight

    def _leave(self, key: K, flight: _Flight[V], waiter: asyncio.Future[V]) -> None:
        """Take note that a caller is gone; the last one out ends the call."""
        flight.waiters.discard(waiter)
        if not flight.waiters and not flight.task.done():
            self._forget(key, flight)  # a newcomer must not board a dying call
            flight.task.cancel()

    def _forget(self, key: K, flight: _Flight[V]) -> None:
        """Drop the flight, unless another has taken its key since."""
        if self._flights.get(key) is flight:
            del self._flights[key]


def _tell(task: asyncio.Task[V], waiters: set[asyncio.Future[V]]) -> None:
    """Hand the outcome of a call to everybody who still waits."""
    error: BaseException | None
    if task.cancelled():
        error = Internal("a shared call was cancelled")
    else:
        error = task.exception()  # also marks it as retrieved
    for waiter in waiters:
        if waiter.done():
            continue
        if error is None:
            waiter.set_result(task.result())
        else:
            waiter.set_exception(_twin(error))


def _twin(error: BaseException) -> BaseException:
    """Copy an exception, so that no two callers raise the same object.

    Raising adds to an exception's traceback and context; shared by a thousand
    callers these grow and mix. One that cannot be copied is shared after all.
    """
    try:
        twin = copy(error)
    except Exception:  # noqa: BLE001 - a foreign __init__ may raise anything
        return error
    if type(twin) is not type(error):
        return error
    twin.__cause__ = error.__cause__
    return twin.with_traceback(error.__traceback__)
