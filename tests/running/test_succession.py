"""One engine after another: what becomes of connectors, and what is switched meanwhile."""

import asyncio
import datetime as dt
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

import httpx
import pytest
from typing_extensions import override

from gateway.app import draw
from gateway.app.workshop import Workshop
from gateway.config.model import Connector
from gateway.connectors.installed import Installed
from gateway.connectors.notice import WIB, Notice
from gateway.execution.pipeline import Engine
from gateway.observe import Fault, MaintenanceBegan, Observer, Reloaded
from gateway.running.shared import OwnState
from gateway.running.succession import Design, Succession
from gateway.running.switchboard import Switchboard
from gateway.schema.blueprint import Blueprint
from gateway.settings import Settings
from tests.execution.harness import configure
from tests.http.fakes import Noted

HEAD: Final = "version: 1\nconnectors:\n"
ONE: Final = """
  {name}:
    opd: Dinas Perdagangan
    url: http://127.0.0.1:9
    network: loopback
    queries:
      jumlah{name}: {{returns: Int, call: GET /j}}
"""


def design(*names: str) -> Design:
    """Make the design of some connectors, each declared as ever."""
    config = configure(HEAD + "".join(ONE.format(name=name) for name in names))
    prints = {name: name.encode() for name in names}
    return Design(draw(config), prints, prints)


@dataclass
class Doors:
    """Makes transports, but none for a connector that is `stuck`; knows which are open."""

    stuck: str = ""
    jammed: str = ""  # cannot be closed quietly
    open: list[str] = field(default_factory=list[str])
    hold: Callable[[], None] | None = None  # in the thread that opens one

    def __call__(self, connector: Connector, observer: Observer) -> "Door":
        del observer
        if self.hold is not None:
            self.hold()
        if connector.name == self.stuck:
            message = "the door is stuck"
            raise OSError(message)
        self.open.append(str(connector.name))
        return Door(self, str(connector.name))


class Door(httpx.AsyncBaseTransport):
    """A transport that nobody asks."""

    def __init__(self, doors: Doors, name: str) -> None:
        self._doors = doors
        self._name = name

    @override
    async def aclose(self) -> None:
        self._doors.open.remove(self._name)
        if self._name == self._doors.jammed:
            raise OSError


class Shop(Workshop):
    """A workshop that builds no engine while it is `broken`."""

    broken = False
    failures = 0

    @override
    def assemble(
        self,
        blueprint: Blueprint,
        installed: Mapping[str, Installed],
        notices: Mapping[str, Notice] = MappingProxyType({}),
    ) -> Engine:
        if self.broken:
            self.failures += 1
            raise LookupError
        return super().assemble(blueprint, installed, notices)


@dataclass
class Scene:
    """A succession whose first engine serves the connector `a`."""

    succession: Succession
    shop: Shop
    doors: Doors
    noted: Noted

    @property
    def serving(self) -> Sequence[str]:
        """Return the connectors that are served."""
        return list(self.succession.edition.installed)


@asynccontextmanager
async def scene(
    warm: Callable[[Engine], Awaitable[None]] | None = None,
) -> AsyncGenerator[Scene]:
    """Begin a succession; `warm` is not asked about its first engine."""
    doors, noted = Doors(), Noted()
    first = True

    async def warming(engine: Engine) -> None:
        nonlocal first
        if warm is not None and not first:
            await warm(engine)
        first = False

    def serve(engine: Engine) -> None:
        del engine

    shop = Shop(Settings(), noted, doors)
    succession = Succession(shop, serve, noted, patience=0.0, warm=warming)
    await succession.begin(design("a"), {})
    yield Scene(succession, shop, doors, noted)
    await succession.close()
    assert [] == doors.open


def notice(connector: str) -> Notice:
    """Make a notice without an end."""
    return Notice(connector, dt.datetime(2026, 3, 1, tzinfo=WIB))


async def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(60):
        while not holds():  # noqa: ASYNC110 - a test polls; what it waits for sets no event
            await asyncio.sleep(0.01)


async def test_what_cannot_be_installed_leaves_nothing_open() -> None:
    """Where one connector cannot be, those before it are closed, and the old one serves on."""
    async with scene() as it:
        it.doors.stuck = "c"
        with pytest.raises(OSError, match="stuck"):
            await it.succession.renew(design("a", "b", "c"), 0.0)
        assert ["a"] == it.doors.open
        it.doors.stuck = ""
        await it.succession.renew(design("a", "b", "c"), 0.0)
        assert ["a", "b", "c"] == it.serving == it.doors.open


async def test_a_fault_while_warming_leaves_nothing_open() -> None:
    """An engine that never served leaves what the one before it stands on, and no more."""

    async def broken(engine: Engine) -> None:
        raise LookupError(engine.ready())

    async with scene(broken) as it:
        with pytest.raises(LookupError):
            await it.succession.renew(design("a", "b"), 0.0)
        assert ["a"] == it.serving == it.doors.open


async def test_what_cannot_be_closed_leaves_the_others_closed() -> None:
    """Where one of several is closed with a fault the others are closed all the same."""
    async with scene() as it:
        it.doors.stuck, it.doors.jammed = "e", "c"
        with pytest.raises(OSError):  # noqa: PT011 - the test's own, which has no text
            await it.succession.renew(design("a", "b", "c", "d", "e"), 0.0)
        assert ["a"] == it.serving == it.doors.open


async def test_stopped_while_it_warms() -> None:
    """A gateway that has to stop meanwhile leaves nothing open either."""
    begun = asyncio.Event()

    async def slow(engine: Engine) -> None:
        del engine
        begun.set()
        await asyncio.sleep(3600)

    async with scene(slow) as it:
        renewing = asyncio.create_task(it.succession.renew(design("a", "b"), 0.0))
        await begun.wait()
        renewing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await renewing
        assert ["a"] == it.serving == it.doors.open


async def test_stopped_while_it_is_built() -> None:
    """What a thread goes on opening is closed once the thread is done."""
    loop = asyncio.get_running_loop()
    reached, free = asyncio.Event(), asyncio.Event()

    def hold() -> None:
        loop.call_soon_threadsafe(reached.set)
        asyncio.run_coroutine_threadsafe(free.wait(), loop).result()

    async with scene() as it:
        it.doors.hold = hold
        renewing = asyncio.create_task(it.succession.renew(design("a", "b", "c"), 0.0))
        await reached.wait()
        renewing.cancel()
        await asyncio.sleep(0.01)
        free.set()
        with pytest.raises(asyncio.CancelledError):
            await renewing
        assert ["a"] == it.serving == it.doors.open


async def test_the_first_that_fails_leaves_nothing_open() -> None:
    """So does a start that fails, before there is anything that serves."""
    doors = Doors(stuck="b")
    shop = Shop(Settings(), Noted(), doors)
    succession = Succession(shop, lambda _: None, Noted(), patience=0.0)
    with pytest.raises(OSError, match="stuck"):
        await succession.begin(design("a", "b"), {})
    assert [] == doors.open


async def test_a_switch_does_not_wait_for_warming() -> None:
    """What is switched while an engine is made warm holds at once, and in that one too."""
    held, begun = asyncio.Event(), asyncio.Event()

    async def slow(engine: Engine) -> None:
        del engine
        begun.set()
        await held.wait()

    async with scene(slow) as it:
        renewing = asyncio.create_task(it.succession.renew(design("a", "b"), 0.0))
        await begun.wait()
        async with asyncio.timeout(5):
            await it.succession.darken({"a": notice("a")})
        meanwhile = it.serving, list(it.succession.edition.notices)
        held.set()
        await renewing
        after = it.serving, list(it.succession.edition.notices)
        assert ["a", "b"] == it.doors.open
    assert (["a"], ["a"]) == meanwhile
    assert (["a", "b"], ["a"]) == after
    told = [one for one in it.noted.events if isinstance(one, Reloaded)]
    assert [(("a",), ("b",), ())] == [(one.kept, one.begun, one.ended) for one in told]


async def test_a_switch_that_fails_is_tried_again() -> None:
    """A fault while a switch is obeyed is told once, and it holds as soon as it can."""
    async with scene() as it:
        board = Switchboard(OwnState(), it.succession, it.noted)
        await board.begin()
        it.shop.broken = True
        with pytest.raises(LookupError):
            await board.switch_off(notice("a"))
        looking = asyncio.create_task(board.run())
        await until(lambda: it.shop.failures >= 3)  # one ordered it, two looked
        faults = [one for one in it.noted.events if isinstance(one, Fault)]
        it.shop.broken = False
        await until(lambda: bool(it.succession.edition.notices))
        looking.cancel()
        assert ["a"] == list(it.succession.edition.notices)
    assert ["switches"] == [one.where for one in faults]
    told = [one for one in it.noted.events if isinstance(one, MaintenanceBegan)]
    assert [MaintenanceBegan("a", None)] == told
