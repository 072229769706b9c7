"""Large answers are worked off beside the loop: gateway/connectors/aside.py."""

import asyncio
import gc
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from gateway.connectors.aside import MOST, Aside, Work
from gateway.errors import UpstreamBusy, UpstreamTimeout


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
        async with aside.turn("a"):
            await aside.run(long)

    first = asyncio.create_task(in_turn())
    await asyncio.to_thread(begun.wait)
    second = asyncio.create_task(aside.run(lambda: done.append("second")))
    await asyncio.sleep(0)
    for one in (first, second):
        one.cancel()
        with pytest.raises(asyncio.CancelledError):
            await one
    go.set()
    async with aside.turn("a"):
        pass
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


async def test_without_a_thread() -> None:
    """Where none is to be had the work is done by whoever asks for its result."""
    thread = ThreadPoolExecutor(1)
    thread.shutdown()
    make = await Aside(thread).run(threading.get_ident)
    assert threading.get_ident() == make()


async def test_the_turn_goes_round_the_connectors() -> None:
    """However many of one wait, another's waits for one of them."""
    aside, order = Aside(), list[str]()

    async def take(connector: str) -> None:
        async with aside.turn(connector):
            order.append(connector)
            await asyncio.sleep(0)

    await asyncio.gather(*map(take, "aaaabb"))
    assert "ababaa" == "".join(order)


async def test_who_waits_for_too_long_is_late() -> None:
    """The turn is waited for until the deadline, and is the next one's after that."""
    aside = Aside()
    async with aside.turn("a", 0.0):
        for connector in ("a", "b"):
            with pytest.raises(UpstreamTimeout):
                async with aside.turn(connector, 0.01):
                    pass
    async with aside.turn("a", 0.0):
        pass


def test_only_so_much_of_one_connector_waits() -> None:
    """What is shared with what waits already may do so in any number."""
    aside, large = Aside(), object()
    with aside.room(Work("a", large, 2 * MOST)):
        with pytest.raises(UpstreamBusy), aside.room(Work("a", object(), 1)):
            pass
        with aside.room(Work("a", large, 2 * MOST)), aside.room(Work("b", large, 1)):
            pass
        with pytest.raises(UpstreamBusy), aside.room(Work("a", object(), 1)):
            pass
    with aside.room(Work("a", object(), MOST - 1)), aside.room(Work("a", object(), 1)):
        pass
