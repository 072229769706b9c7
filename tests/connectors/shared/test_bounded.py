"""Waits on a real event loop, which is kept busy."""

import asyncio
import socket
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from threading import Timer

import pytest

from gateway.connectors.shared.bounded import Bounded
from gateway.connectors.shared.patience import BOUND
from tests.connectors.conftest import BOTH_LOOPS
from tests.connectors.shared.busy import busy

pytestmark = BOTH_LOOPS


@asynccontextmanager
async def line() -> AsyncGenerator[tuple[socket.socket, socket.socket]]:
    """Give two ends of a line; what is sent to one is received at the other."""
    near, far = socket.socketpair()
    near.settimeout(0)
    with near, far:
        yield near, far


async def test_what_comes_in_time_is_returned() -> None:
    """Whoever is not too late is none of the bound's business."""
    bounded = Bounded()
    async with bounded.wait():
        await asyncio.sleep(0.01)
    assert "nobody waits" == str(bounded.patience)


async def test_who_is_silent_is_waited_for_no_longer_than_the_bound() -> None:
    """Each wait has its own bound, under one timer."""
    bounded = Bounded()
    began = time.monotonic()

    async def wait() -> float:
        with pytest.raises(TimeoutError):
            async with bounded.wait():
                await asyncio.Event().wait()
        return time.monotonic() - began

    async def later() -> float:
        await asyncio.sleep(0.02)
        return await wait()

    first, second = await asyncio.gather(wait(), later())
    assert first >= BOUND
    assert second >= BOUND + 0.02
    assert "nobody waits" == str(bounded.patience)


async def test_an_answer_that_came_while_the_loop_was_busy_is_seen() -> None:
    """It lies in the socket when the time is over: it is not late, this process was."""
    bounded = Bounded()
    loop = asyncio.get_running_loop()
    async with line() as (near, far):
        loop.call_later(0.04, time.sleep, 0.3)
        Timer(0.1, far.send, (b"+OK",)).start()  # from outside: the loop cannot
        async with bounded.wait():
            assert b"+OK" == await loop.sock_recv(near, 3)


async def test_many_trips_over_a_busy_loop_are_not_late() -> None:
    """Each waits for its turn of the loop, which takes longer than they all may."""
    bounded = Bounded()
    loop = asyncio.get_running_loop()
    began = time.monotonic()
    async with line() as (near, far), busy(0.03), bounded.wait():
        for _ in range(3):
            far.send(b"+OK")
            assert b"+OK" == await loop.sock_recv(near, 3)
            await asyncio.sleep(0)
    assert time.monotonic() - began > BOUND


async def test_who_is_silent_is_given_up_on_a_busy_loop() -> None:
    """Lag is no excuse for long."""
    bounded = Bounded()
    async with asyncio.timeout(30), busy(0.03):
        with pytest.raises(TimeoutError):
            async with bounded.wait():
                await asyncio.Event().wait()
    assert "nobody waits" == str(bounded.patience)


async def test_what_fails_or_is_cancelled_is_not_waited_for() -> None:
    """A failure goes through as it is, and nothing is left behind."""
    bounded = Bounded()
    with pytest.raises(ValueError, match="mine"):
        async with bounded.wait():
            raise ValueError("mine")

    async def wait() -> None:
        async with bounded.wait():
            await asyncio.Event().wait()

    task = asyncio.create_task(wait())
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait({task})
    assert task.cancelled()
    assert "nobody waits" == str(bounded.patience)
