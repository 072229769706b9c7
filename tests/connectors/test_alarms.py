"""Deadlines that share one timer, on a real loop."""

import asyncio
from collections.abc import Callable
from contextvars import Context
from typing import TypeVarTuple

import pytest
from typing_extensions import override

from gateway.connectors.alarms import Alarms

Ts = TypeVarTuple("Ts")


async def late(alarms: Alarms, seconds: float) -> str:
    """Wait for ever, within a deadline; tell how it ended."""
    try:
        with alarms.within(seconds):
            await asyncio.Event().wait()
    except TimeoutError:
        return "timed out"
    return "ended"


async def test_in_time() -> None:
    """What ends in time goes on as if there were no deadline."""
    alarms = Alarms()
    with alarms.within(1):
        await asyncio.sleep(0)
    assert 0 == len(alarms)


async def test_late() -> None:
    """What is late raises TimeoutError, and the task is not left cancelled."""
    assert "timed out" == await late(Alarms(), 0.01)
    task = asyncio.current_task()
    assert task is not None
    assert 0 == task.cancelling()
    await asyncio.sleep(0)


async def test_each_at_its_own_time() -> None:
    """A later and longer deadline does not hold up an earlier one, nor the reverse."""
    alarms = Alarms()
    ended: list[float] = []

    async def one(seconds: float) -> None:
        assert "timed out" == await late(alarms, seconds)
        ended.append(seconds)

    await asyncio.gather(*map(one, (0.06, 0.01, 0.03)))
    assert [0.01, 0.03, 0.06] == ended
    assert 0 == len(alarms)


async def test_many_that_end_leave_nothing() -> None:
    """Entries that have ended are forgotten, in whatever order they end."""
    alarms = Alarms()
    gate = asyncio.Event()

    async def slow() -> None:
        with alarms.within(60):
            await gate.wait()

    task = asyncio.create_task(slow())
    await asyncio.sleep(0)
    for _ in range(1000):
        with alarms.within(60):
            pass
    gate.set()
    await task
    assert 0 == len(alarms)


class Timers(asyncio.SelectorEventLoop):
    """A loop whose seconds pass when told, and that remembers the timers set."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.handles: list[asyncio.TimerHandle] = []

    @override
    def time(self) -> float:
        return self.now

    @override
    def call_at(
        self,
        when: float,
        callback: Callable[[*Ts], object],
        *args: *Ts,
        context: Context | None = None,
    ) -> asyncio.TimerHandle:
        handle = super().call_at(when, callback, *args, context=context)
        self.handles.append(handle)
        return handle

    def pending(self) -> int:
        """Return how many timers are to ring."""
        return sum(
            not one.cancelled() and one.when() > self.now for one in self.handles
        )


def test_one_timer() -> None:
    """Short and long deadlines, mixed for long, have one timer, which is seldom set."""
    alarms, loop = Alarms(), Timers()

    async def call(seconds: float, turns: int) -> None:
        with alarms.within(seconds):
            for _ in range(turns):
                await asyncio.sleep(0)

    async def traffic() -> int:
        running: set[asyncio.Task[None]] = set()
        most = 0
        for _ in range(600):
            loop.now += 0.1
            running |= {asyncio.create_task(call(*of)) for of in ((3.0, 20), (1.0, 1))}
            await asyncio.sleep(0)
            running = {one for one in running if not one.done()}
            most = max(most, loop.pending())
        await asyncio.gather(*running)
        return most

    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        assert 1 == runner.run(traffic())
    assert len(loop.handles) < 2 * 60 + 20


async def test_nested() -> None:
    """The inner deadline ends the inner part alone; the outer one holds after it."""
    alarms = Alarms()
    seen: list[str] = []

    async def outer() -> None:
        with alarms.within(0.05):
            seen.append(await late(alarms, 0.01))
            await asyncio.Event().wait()

    with pytest.raises(TimeoutError):
        await outer()
    assert ["timed out"] == seen


async def test_an_outer_deadline_that_passes_first() -> None:
    """It ends both, and is told where it stands."""
    alarms = Alarms()
    seen: list[str] = []
    with pytest.raises(TimeoutError), alarms.within(0.01):
        seen.append(await late(alarms, 60))
    assert [] == seen


async def test_cancelled_from_outside() -> None:
    """A cancellation by anybody else stays one."""
    task = asyncio.create_task(late(Alarms(), 60))
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_cancelled_from_outside_and_late() -> None:
    """Who is cancelled while its time runs out is cancelled, not late."""

    async def stubborn() -> None:
        with Alarms().within(0.01):
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                task.cancel()  # by somebody else, before the deadline is left
                raise

    task = asyncio.create_task(stubborn())
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_another_error_as_time_runs_out() -> None:
    """An error of the work's own is not turned into a late one."""

    async def failing() -> None:
        with Alarms().within(0.01):
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                raise KeyError from None

    with pytest.raises(KeyError):
        await failing()


def test_outside_of_a_task() -> None:
    """There is nothing to cut off without a task."""

    async def running(check: Callable[[], None]) -> None:
        failed = asyncio.get_running_loop().create_future()

        def call() -> None:
            try:
                check()
            except RuntimeError as error:
                failed.set_result(str(error))

        asyncio.get_running_loop().call_soon(call)
        assert "a deadline needs a task to cut off" == await failed

    def check() -> None:
        with Alarms().within(1):
            pass

    asyncio.run(running(check))


def test_on_another_loop() -> None:
    """Alarms that were used on a loop now closed work on the next."""
    alarms = Alarms()
    for _ in range(2):
        assert "timed out" == asyncio.run(late(alarms, 0.01))
