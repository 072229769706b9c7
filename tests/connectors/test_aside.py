"""Large answers are worked off beside the loop: gateway/connectors/aside.py."""

import asyncio
import gc
import threading

import pytest

from gateway.connectors.aside import Aside


async def test_its_result_or_its_error() -> None:
    """What is done is done in another thread."""
    aside = Aside()
    assert threading.get_ident() != (await aside.run(threading.get_ident))()
    failed = await aside.run(lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        failed()


async def test_who_is_cancelled_waits_no_longer() -> None:
    """What has begun goes on to its end, what has not is left; the turn is the next one's."""
    aside, begun, go = Aside(), threading.Event(), threading.Event()
    done: list[str] = []

    def long() -> None:
        begun.set()
        go.wait()
        done.append("long")

    async def in_turn() -> None:
        async with aside.turn:
            await aside.run(long)

    first = asyncio.create_task(in_turn())
    await asyncio.to_thread(begun.wait)
    second = asyncio.create_task(aside.run(lambda: done.append("second")))
    await asyncio.sleep(0)
    for one in (first, second):
        one.cancel()
        with pytest.raises(asyncio.CancelledError):
            await one
    assert not aside.turn.locked()
    go.set()
    (await aside.run(lambda: done.append("last")))()
    assert ["long", "last"] == done


async def test_an_error_that_nobody_waits_for() -> None:
    """It is nobody's: the loop, which would complain of it, hears nothing."""
    aside, begun, go = Aside(), threading.Event(), threading.Event()
    heard: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, told: heard.append(told))

    def fail() -> None:
        begun.set()
        go.wait()
        raise ValueError

    leaving = asyncio.create_task(aside.run(fail))
    await asyncio.to_thread(begun.wait)
    leaving.cancel()
    go.set()
    with pytest.raises(asyncio.CancelledError):
        await leaving
    unread = await aside.run(lambda: 1 // 0)
    del leaving, unread
    gc.collect()
    assert [] == heard
