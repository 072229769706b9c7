"""A coroutine begun before it is awaited."""

import asyncio

import pytest

from gateway.http.begun import Begun, begin


async def test_ends_without_waiting() -> None:
    """What need not wait is done at once, with its result."""

    async def quick() -> str:
        return "a"

    assert "a" == begin(quick())


async def test_waits_more_than_once() -> None:
    """What waits is awaited to its end, and gets what it waited for."""
    later: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    async def slow() -> str:
        await asyncio.sleep(0)
        return await later

    begun = begin(slow())
    assert isinstance(begun, Begun)
    asyncio.get_running_loop().call_later(0.01, later.set_result, "a")
    assert "a" == await begun


async def test_sees_its_time_out() -> None:
    """A time-out around the rest reaches the coroutine, which can clean up."""
    seen: list[str] = []

    async def endless() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            seen.append("cleaned")

    begun = begin(endless())
    assert isinstance(begun, Begun)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await begun
    assert ["cleaned"] == seen


async def test_answers_what_is_thrown_at_it() -> None:
    """A coroutine that catches what it waited for can still return."""
    later: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    async def patient() -> str:
        try:
            return await later
        except ValueError:
            return "caught"

    begun = begin(patient())
    assert isinstance(begun, Begun)
    later.set_exception(ValueError())
    assert "caught" == await begun


async def test_fails_at_once() -> None:
    """What fails before it waits fails as it would have when awaited."""

    async def broken() -> None:
        raise UnicodeError

    with pytest.raises(UnicodeError):
        begin(broken())
