"""Keeps the link to the shared server: opens it, watches it, and has it listened to.

Requests use the link while there is one and never wait for another. The breaker is
that there is none: whoever finds it broken gives it up, and only this task tries anew.
"""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final, TypeVar

from gateway.connectors.shared.bounded import Bounded
from gateway.connectors.shared.dialling import Dial
from gateway.connectors.shared.link import Link, trouble
from gateway.connectors.shared.listening import Listener, Memory
from gateway.connectors.shared.names import Names
from gateway.connectors.shared.news import Changes
from gateway.connectors.shared.outage import Outage
from gateway.connectors.shared.owed import Owed
from gateway.connectors.shared.patience import BOUND
from gateway.observe import Fault, Observer, SharedTierTurned

T = TypeVar("T")

BEAT: Final = 5.0
"""Seconds after which a missed message is found out, and the link is tried."""

_DIALLING: Final = 2.0
_AT_ONCE: Final = 12
_TRIALS: Final = 2
_DOUBTS: Final = 3  # between two beats
_MOSTLY: Final = 0.5


class Keeper:
    """The link to one server. What others say is to be dropped is dropped from `memory`."""

    def __init__(
        self,
        dial: Dial,
        names: Names,
        changes: Changes,
        memory: Memory,
        observer: Observer,
        secret: bytes = b"",
    ) -> None:
        self.link: Link | None = None
        self.beat = BEAT
        self.outage = Outage()
        self.changes = changes
        self.owed = Owed()
        self.settle: Callable[[Link], Awaitable[None]] | None = None
        self._dial = dial
        self._names = names
        self._observer = observer
        self._bounded = Bounded()
        self.listener = Listener(names, changes, memory, self._bounded, secret)
        self.clock = self.listener.clock
        self._places = asyncio.Semaphore(_AT_ONCE)
        self._tried = asyncio.Event()
        self._attending: asyncio.Task[None] | None = None
        self._running: asyncio.Task[None] | None = None
        self._doubted: Link | None = None
        self._doubts = 0
        self._trial: asyncio.Task[None] | None = None
        self._told_up: bool | None = None

    def start(self) -> None:
        """Begin."""
        self._running = asyncio.create_task(self._run())

    async def ready(self, seconds: float) -> bool:
        """Wait until the server was tried once; tell whether there is a link."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._tried.wait()
        return self.link is not None

    async def aclose(self) -> None:
        """End, and close the link."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.wait({self._running})

    async def use(self, ask: Callable[[Link], Awaitable[T]]) -> T | None:
        """Ask the server something, for no longer than the bound; None where it fails.

        A failure is the end of the link. One that let the time go by is left alone
        until it was tried, unless most of the time went by for want of a place.
        """
        link = self.link
        if link is None:
            return None
        begun = math.inf
        try:
            async with self._bounded.wait(), self._places:
                if self.link is not link:
                    return None
                begun = self._bounded.patience.seconds
                return await ask(link)
        except TimeoutError:
            if self._bounded.patience.seconds - begun > BOUND * _MOSTLY:
                self._doubt(link)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a miss
            self.lose(link, self.judge(error))
        return None

    def lose(self, link: Link, code: str) -> None:
        """Give up a link that has failed, if it is still the one in use."""
        if self.link is link or self._doubted is link:
            self._down(code)
            if self._attending is not None:
                self._attending.cancel()

    def _doubt(self, link: Link) -> None:
        """Use a link no more until it has answered in time; one that is often late is lost."""
        if self.link is not link:
            return
        self._doubts += 1
        if self._doubts > _DOUBTS:
            self.lose(link, "TIMEOUT")
            return
        self.link, self._doubted = None, link
        self._trial = asyncio.create_task(self._try(link))

    async def _try(self, link: Link) -> None:
        try:
            await _prove(lambda: self.listener.set_clock(link))
            await self._settled(link)
        except Exception as error:  # noqa: BLE001 - as in `use`
            self.lose(link, self.judge(error))
        else:
            if self._doubted is link:
                self.link, self._doubted = link, None

    def judge(self, error: BaseException) -> str:
        """Name a failure; one that is a fault of ours is told."""
        code = trouble(error)
        if code is None:
            self._observer.see(Fault("shared tier", error))
        return code or "FAULT"

    # ------------------------------------------------------------ the task

    async def _run(self) -> None:
        while True:
            try:
                await self._once()
            except Exception as error:  # noqa: BLE001 - a fault of ours: told, and begun anew
                self._down(self.judge(error))
            self._tried.set()
            await asyncio.sleep(self.outage.left)

    async def _once(self) -> None:
        """Open a link and attend to it as long as it works."""
        try:
            async with asyncio.timeout(_DIALLING):
                link = await self._dial()
        except Exception as error:  # noqa: BLE001 - as in `use`
            self._down(self.judge(error))
            return
        attending = self._attending = asyncio.create_task(self._attend(link))
        try:
            await asyncio.wait({attending})
        finally:
            attending.cancel()
            self.link = self._doubted = None
            if self._trial is not None:
                self._trial.cancel()
            await link.aclose()
        if not attending.cancelled():
            failure = attending.exception()
            if failure is not None:  # it ends in no other way
                self._down(self.judge(failure))

    async def _attend(self, link: Link) -> None:
        async with asyncio.timeout(_DIALLING):
            hearing = await link.hear(self._names.channel)
        await _prove(lambda: self.listener.look_up(link))
        await self.listener.catch_up(hearing, _DIALLING)
        await self._settled(link)
        self._up(link)
        while True:
            beat = time.monotonic() + self.beat
            while (left := beat - time.monotonic()) > 0:
                self.listener.hear(await hearing.next(left))
            if self.link is link:  # else it is being tried already
                await self._check(link)
                await self.listener.catch_up(hearing, _DIALLING)

    async def _check(self, link: Link) -> None:
        """Try a link that is in use."""
        try:
            await self.listener.look_up(link)
            await self._settled(link)
        except TimeoutError:
            self._doubt(link)
        else:
            self.outage.worked()
            self._doubts = 0

    async def _settled(self, link: Link) -> None:
        """Have what was left undone while there was no link done over this one."""
        if self.settle is not None:
            async with asyncio.timeout(_DIALLING):
                await self.settle(link)

    def _up(self, link: Link) -> None:
        self.link = link
        self.changes.steady = True
        self._doubts = 0
        self._tried.set()
        self._tell(up=True, code=None)

    def _down(self, code: str) -> None:
        self.link = self._doubted = None
        self.changes.lost()
        self.outage.failed()
        self._tell(up=False, code=code)

    def _tell(self, *, up: bool, code: str | None) -> None:
        if self._told_up is not up:
            first = up and self._told_up is None
            self._told_up = up
            self._observer.see(SharedTierTurned("link", up, code, first))


async def _prove(ask: Callable[[], Awaitable[None]]) -> None:
    """Ask more than once: one answer may be lost. Raises what the last failed with."""
    for _ in range(_TRIALS - 1):
        with suppress(TimeoutError):
            return await ask()
    return await ask()
