"""The clients: what they were answered, and their pace."""

import asyncio
import time

import pytest

from benchmarks.faults.client import Line, Reply, clients, crowd, paced
from benchmarks.faults.conduct import DEAD, HANGS, Conduct
from benchmarks.faults.upstream import Service


def reply(body: bytes) -> Reply:
    return Reply(200, b"", body, 1.0, 1.5)


def test_a_reply_tells_its_codes_and_data() -> None:
    """Errors are told by their codes; no answer at all is LOST."""
    found = reply(b'{"data":{"a":null},"errors":[{"extensions":{"code":"X"}}]}')
    assert (("X",), {"a": None}, 0.5) == (found.codes, found.data, found.seconds)
    assert () == reply(b'{"data":{}}').codes
    assert ("LOST",) == found._replace(status=0).codes


async def test_connections_are_used_again(service: Service) -> None:
    """One client after the other uses one connection, two at once use two."""
    await service.behave(Conduct(delay=0.05))
    async with clients(service.port) as some:
        await some.open(1)
        assert 200 == (await some.ask("{ a }")).status
        assert 200 == (await some.ask("{ a }")).status
        assert 1 == len(service.lines)
        await asyncio.gather(some.ask("{ a }"), some.ask("{ b }"))
        assert 2 == len(service.lines)


async def test_who_is_cancelled_goes_away(service: Service) -> None:
    """The service sees the connection end."""
    await service.behave(HANGS)
    async with clients(service.port) as some:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(some.ask("{ a }"), 0.05)
        async with asyncio.timeout(2):
            while service.lines:  # noqa: ASYNC110 - a test polls; nobody to set an event
                await asyncio.sleep(0.005)


async def test_a_connection_that_ends_is_lost(service: Service) -> None:
    """The reply has no status; the next client opens another connection."""
    await service.behave(HANGS)
    async with clients(service.port) as some:
        asking = asyncio.create_task(some.ask("{ a }"))
        while not service.calls:  # noqa: ASYNC110 - a test polls; nobody to set an event
            await asyncio.sleep(0.005)
        await service.behave(DEAD)
        assert ("LOST",) == (await asking).codes
        await service.behave(Conduct())
        assert 200 == (await some.ask("{ a }")).status


async def test_a_closed_line_cannot_be_used() -> None:
    """It says so as a socket does."""
    with pytest.raises(ConnectionResetError):
        await Line().ask(b"")


async def test_the_pace_does_not_wait_for_answers() -> None:
    """Ten askers in a tenth of a second, though each takes as long as that."""

    async def ask(number: int) -> float:
        began = time.monotonic()
        await asyncio.sleep(0.1)
        return began - number / 100

    begun = await paced(ask, 100, 0.1)
    assert 10 == len(begun)
    assert max(begun) - min(begun) < 0.09


async def test_a_crowd_asks_again_and_again() -> None:
    """Each caller asks, waits, and asks again until the time is over."""
    asked: list[int] = []

    async def ask(number: int) -> None:
        asked.append(number)
        await asyncio.sleep(0.01)

    assert len(await crowd(ask, 3, 0.1)) == len(asked)
    assert {0, 1, 2} == set(asked)
    assert len(asked) > 6
