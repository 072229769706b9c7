"""Calls that last longer than anybody waits: gateway/connectors/lasting.py."""

import asyncio

import pytest

from gateway.connectors.key import Key
from gateway.connectors.lasting import awaited
from gateway.connectors.renewals import Renewals
from gateway.errors import UpstreamBusy, UpstreamTimeout
from tests.connectors.runtime import Runtime

KEY: Key = ("perpus.buku", None, ())
SLOW = """
    limits: {concurrency: 2}
    timeout: 50ms
    queries:
      lambat: {args: {n: Int}, returns: Int, call: "GET /n?n={n}", refresh: {every: 1h, timeout: 5s}}
"""


async def test_who_waits_too_long_is_told() -> None:
    """The call goes on, and whoever comes later joins what it gave."""
    runtime = Runtime(SLOW, lambda _: 7)
    runtime.service.hold = asyncio.Event()
    with pytest.raises(UpstreamTimeout):
        await runtime.ask("lambat")
    assert 1 == runtime.service.now
    runtime.service.hold.set()
    await runtime.source("lambat").line.renewals.settle()
    assert 7 == await runtime.ask("lambat")
    assert ["/n"] == runtime.service.asked


async def test_no_more_go_on_than_there_is_room_for() -> None:
    """A call without room behind ends with those who wait for it."""
    runtime = Runtime(SLOW, lambda _: 7)
    runtime.service.hold = asyncio.Event()
    line = runtime.source("lambat").line
    line.renewals._most = 1
    for number in range(2):
        with pytest.raises(UpstreamTimeout):
            await runtime.ask("lambat", n=number)
    await asyncio.sleep(0.01)
    assert 1 == runtime.service.now
    runtime.service.hold.set()
    await line.renewals.settle()


async def test_what_fails_is_told_to_who_waits() -> None:
    """Nobody else hears of it, and the next asks again."""
    behind = Renewals()

    async def busy() -> int:
        raise UpstreamBusy("penuh")

    with pytest.raises(UpstreamBusy):
        await awaited(KEY, 1.0, busy, behind)
    await behind.settle()
    assert KEY not in behind


async def test_without_single_flight_each_has_its_own() -> None:
    """Where calls are not shared, each ends with who made it."""
    runtime = Runtime(SLOW, lambda _: 7, coalesce=False)
    assert 7 == await runtime.ask("lambat")
    assert (1, 1) == (len(runtime.service.asked), runtime.service.most)
    runtime.clock.now += 10_000
    assert 7 == await runtime.ask("lambat")
