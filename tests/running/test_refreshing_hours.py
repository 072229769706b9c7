"""Fetching by a clock of ours: a service that answers only at night, and our own faults."""

import asyncio
import datetime as dt
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final

import httpx
import orjson
from typing_extensions import override

from gateway.app import draw
from gateway.app.workshop import MakeTransport, Workshop
from gateway.config.model import Connector
from gateway.connectors.readers.zones import WIB
from gateway.execution.message import Request
from gateway.execution.pipeline import Engine
from gateway.observe import CallEnded, Fault, Observer, Refreshed
from gateway.running.refreshing import Refresher
from gateway.running.succession import Design, Succession
from gateway.settings import Settings
from tests.connectors.faulty import Peer, Server, faulty
from tests.execution.harness import configure
from tests.http.fakes import Noted

PRINTS: Final = {"pasar": b"x"}
TEXT: Final = """
version: 1
connectors:
  pasar:
    opd: Dinas Perdagangan
    url: {url}
    network: loopback
    timeout: 100ms
    retry: false
    queries:
      jumlah: {{returns: Int, call: GET /j, refresh: {{every: 15m, timeout: 5s, between: 21:00-04:30}}}}
"""


@dataclass
class Time:
    """The time of day and the seconds of what is kept, which pass together."""

    now: dt.datetime = dt.datetime(2026, 3, 1, 12, tzinfo=WIB)
    wrong: dt.timedelta = dt.timedelta()  # of the wall's clock alone

    def wall(self, zone: dt.timezone) -> dt.datetime:
        """Return the time of day in a zone."""
        return self.now.astimezone(zone) + self.wrong

    def clock(self) -> float:
        """Return seconds."""
        return self.now.timestamp()

    def to(self, hour: int, minute: int = 0) -> None:
        """Go on to the next time it is so late."""
        later = self.now.replace(hour=hour, minute=minute)
        self.now = later if later > self.now else later + dt.timedelta(days=1)


@dataclass
class Bench:
    """A gateway's engine, what fetches for it, and the time."""

    succession: Succession
    noted: Noted
    time: Time
    service: Server
    version: int = 1

    async def look(self) -> Refreshed | None:
        """Have what is due at this time fetched; tell of it."""
        count = len(self.fetched)
        refresher = Refresher(lambda: self.succession.edition, self.noted, lambda: 0.0)
        refresher.look()
        async with asyncio.timeout(10):
            while refresher._tasks:  # noqa: ASYNC110 - a test polls; nobody to set an event
                await asyncio.sleep(0.01)
        return self.fetched[-1] if len(self.fetched) > count else None

    @property
    def fetched(self) -> list[Refreshed]:
        """Return what was told."""
        return [one for one in self.noted.events if isinstance(one, Refreshed)]

    async def ask(self) -> Any:
        """Ask the graph."""
        engine = self.succession.edition.engine
        reply = await engine.execute(Request("{ jumlah }"))
        return orjson.loads(reply.body)


@asynccontextmanager
async def bench(
    text: str = TEXT, make_transport: MakeTransport | None = None
) -> AsyncGenerator[Bench]:
    """Run a service that sleeps by day, slow at night, and a gateway before it."""
    time, noted = Time(), Noted()

    async def nightly(peer: Peer) -> None:
        while True:
            await peer.request()
            await asyncio.sleep(0.3)
            if 21 <= time.now.hour or time.now.hour < 5:
                peer.answer(b"%d" % time.now.day)
            else:
                peer.send(b"HTTP/1.1 503 Closed\r\ncontent-length: 0\r\n\r\n")

    def serve(engine: Engine) -> None:
        del engine

    async with faulty(nightly) as service:
        workshop = Workshop(
            Settings(), noted, make_transport, clock=time.clock, wall=time.wall
        )
        succession = Succession(workshop, serve, noted, patience=0.0)
        config = configure(text.format(url=service.url))
        await succession.begin(Design(draw(config), PRINTS, PRINTS), {})
        yield Bench(succession, noted, time, service)
        await succession.close()


async def test_a_day_and_a_night() -> None:
    """By day it is left alone and the night's answer is shown, until the next night."""
    async with bench() as it:
        assert await it.look() is None
        it.time.to(21)
        first = await it.look()
        assert first is not None
        assert first.code is None
        assert {"data": {"jumlah": 1}} == await it.ask()
        it.time.to(4, 29)
        assert await it.look() is not None
        it.time.to(20, 59)
        assert await it.look() is None
        asked = len(it.service.requests)
        assert {"data": {"jumlah": 2}} == await it.ask()
        assert asked == len(it.service.requests) == 2
        it.time.to(21, 5)
        await it.look()
        assert {"data": {"jumlah": 2}} == await it.ask()


async def test_before_its_first_night() -> None:
    """With nothing kept a request asks by day as any does, and has the service's no."""
    async with bench() as it:
        early = await it.ask()
        await it.succession.edition.installed["pasar"].line.renewals.settle()
        told = await it.ask()
        await it.succession.edition.installed["pasar"].line.renewals.settle()
    codes = [one["errors"][0]["extensions"]["code"] for one in (early, told)]
    assert ["UPSTREAM_TIMEOUT"] * 2 == codes
    # Each call was seen through, although nobody waited for it any more.
    assert 2 == len([one for one in it.noted.events if isinstance(one, CallEnded)])


async def test_a_clock_that_is_set() -> None:
    """A time of day that jumps for an hour fetches nothing twice within the interval."""
    async with bench() as it:
        it.time.to(22)
        await it.look()
        for hours in (-1, 1, 3, 12):
            it.time.wrong = dt.timedelta(hours=hours)
            assert await it.look() is None
        assert 1 == len(it.fetched)


class Broken(httpx.AsyncBaseTransport):
    """A mistake of ours, on the way to a service."""

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        raise RuntimeError(request.method)


def broken(connector: Connector, observer: Observer) -> Broken:
    """Make it for any connector."""
    del connector, observer
    return Broken()


async def test_a_fault_of_ours_is_told() -> None:
    """It is in the log as one, and is not begun again at once."""
    async with bench(make_transport=broken) as it:
        it.time.to(22)
        told = await it.look()
        assert await it.look() is None
    assert told is not None
    assert "INTERNAL" == told.code
    (fault,) = [one for one in it.noted.events if isinstance(one, Fault)]
    assert ("refresh", RuntimeError) == (fault.where, type(fault.error))


async def test_arguments_that_are_none() -> None:
    """What the graph's own clients could not send stops no other query."""
    lacking = """
      sejak:
        args: {{pada: DateTime}}
        returns: Int
        call: GET /j?p={{pada}}
        refresh: {{every: 15m, with: {{pada: "2026-03-01 10:00:00+07:00"}}}}
"""
    async with bench(TEXT.rstrip() + lacking) as it:
        it.time.to(22)
        told = await it.look()
    assert told is not None
    assert ("jumlah", None) == (told.operation, told.code)
    (fault,) = [one for one in it.noted.events if isinstance(one, Fault)]
    assert "refresh" == fault.where
