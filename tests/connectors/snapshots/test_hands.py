"""Threads that a loop has things done by."""

import asyncio
import threading
from time import monotonic

import pytest

from gateway.connectors.snapshots.hands import Hands


async def test_results_and_failures() -> None:
    """What a job returns or raises is returned or raised."""
    hands = Hands("test", 2)
    assert 7 == await hands.do(lambda: 7, 5.0)
    with pytest.raises(ZeroDivisionError):
        await hands.do(lambda: 1 // 0, 5.0)
    assert threading.current_thread() is not await hands.do(
        threading.current_thread, 5.0
    )
    hands.close()


async def test_a_job_that_hangs() -> None:
    """A job that hangs is waited for no longer than its bound, and is known till it ends."""
    hands, gate = Hands("test", 1), threading.Event()
    began = monotonic()
    with pytest.raises(TimeoutError):
        await hands.do(gate.wait, 0.05)
    assert monotonic() - began < 2
    assert not hands.free()
    gate.set()
    async with asyncio.timeout(5):
        while not hands.free():  # noqa: ASYNC110 - a test polls; a thread sets no event
            await asyncio.sleep(0.005)
    assert 1 == await hands.do(lambda: 1, 5.0)
    hands.close()


async def test_who_goes_away() -> None:
    """A caller that goes away is none of the disk's trouble."""
    hands, gate = Hands("test", 1), threading.Event()
    task = asyncio.create_task(hands.do(gate.wait, 5.0))
    await asyncio.sleep(0.01)
    task.cancel()
    await asyncio.wait([task])
    assert hands.free()
    gate.set()
    assert 1 == await hands.do(lambda: 1, 5.0)
    hands.close()


async def test_too_much_to_do() -> None:
    """Where very many wait another would only wait with them."""
    hands, gate = Hands("test", 1), threading.Event()
    tasks = [asyncio.create_task(hands.do(gate.wait, 5.0)) for _ in range(256)]
    await asyncio.sleep(0.01)
    assert not hands.free()
    gate.set()
    await asyncio.gather(*tasks)
    assert hands.free()
    hands.close()


def test_a_loop_that_has_ended() -> None:
    """A job that ends after its loop is nobody's any more, and its thread ends too."""
    gate = threading.Event()
    before = threading.active_count()

    async def run() -> None:
        hands = Hands("test", 1)
        with pytest.raises(TimeoutError):
            await hands.do(gate.wait, 0.01)
        hands.close()

    asyncio.run(run())
    gate.set()
    end = monotonic() + 5
    while threading.active_count() > before:
        assert monotonic() < end
