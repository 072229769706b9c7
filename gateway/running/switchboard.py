"""The operator's switches, obeyed: maintenance and purges, in every worker alike."""

import asyncio
import datetime as dt
from collections.abc import Callable, Collection, Mapping
from typing import Final, NamedTuple

import orjson

from gateway.connectors.memories import Memories
from gateway.connectors.notice import Notice
from gateway.execution.message import Request
from gateway.observe import (
    Fault,
    MaintenanceBegan,
    MaintenanceEnded,
    Observer,
    Purged,
    PurgeOrdered,
)
from gateway.running.orders import Gathered, Orders
from gateway.running.shared import Change, Shared, StateError
from gateway.running.state import State
from gateway.running.succession import Notices, Succession

EVERY: Final = 0.25
"""Seconds between looks at what other workers have switched."""

OPERATOR: Final = "(operator)"
"""Who ordered something with the operator's token: no connector has this name."""


_OVERVIEW: Final = """{ opd {
  konektor nama keadaan sejak sampai pesan pemutus
  terakhirBerhasil galatTerakhir statusTerakhir sebabTerakhir
  rasioSimpanan umurSimpanan rincian
} }"""


class Overview(NamedTuple):
    """How every connector is, as the operator sees the root field `opd`.

    `notes` are what else the operator should know, in Indonesian.
    """

    connectors: list[dict[str, object]]
    notes: tuple[str, ...]


def _no_note() -> str | None:
    return None


class Switchboard:
    """Keeps the engine as the operator's state says; `clock` tells the time of day.

    `note` says what else the operator should know, if anything. The `memories` know when
    what was purged is gone from the disk, too: it does not come back with the next process.
    """

    def __init__(
        self,
        shared: Shared,
        succession: Succession,
        observer: Observer,
        clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
        note: Callable[[], str | None] = _no_note,
        memories: Memories | None = None,
    ) -> None:
        self._shared = shared
        self._succession = succession
        self._observer = observer
        self._clock = clock
        self._note = note
        self._memories = memories or Memories()
        self._state = State()
        self._shown: Notices = {}
        self._purged = 0
        self._broken = False
        self._failing = False
        self._lock = asyncio.Lock()
        self.orders = Orders(self._order, observer)
        """What this worker has forgotten already, and the others are to forget."""

    async def begin(self) -> Notices:
        """Read the state as it is at the start; return the notices that hold."""
        await self._read()
        self._purged = self._state.last_purge
        self._shown = self._state.current(self._clock())
        self._tell({}, self._shown)
        return self._shown

    async def run(self) -> None:
        """Look for ever at what was switched elsewhere, and at what is over."""
        while True:
            await asyncio.sleep(EVERY)
            try:
                await self.look()
            except Exception as error:  # noqa: BLE001 - a fault of ours is told, and tried again
                if not self._failing:
                    self._observer.see(Fault("switches", error))
                self._failing = True
            else:
                self._failing = False

    async def look(self) -> None:
        """Obey what was switched elsewhere, and what is over."""
        async with self._lock:
            await self._read()
            last = self._state.last_purge
            await self._obey(last, told=last)

    def connectors(self) -> Collection[str]:
        """Return the names of all connectors."""
        return self._succession.edition.installed.keys()

    async def overview(self) -> Overview:
        """Return how every connector is."""
        engine = self._succession.edition.engine
        reply = await engine.execute(Request(_OVERVIEW, operator=True))
        connectors: list[dict[str, object]] = orjson.loads(reply.body)["data"]["opd"]
        notes = (self._note(), self._shared.note)
        return Overview(connectors, tuple(one for one in notes if one is not None))

    def note(self) -> str | None:
        """Say of the switches what the operator should know; None for nothing."""
        return self._shared.note

    def notices(self) -> list[Notice]:
        """Return which connectors are switched off."""
        return list(self._state.current(self._clock()).values())

    async def switch_off(self, notice: Notice) -> None:
        """Switch a connector off. Raises StateError."""
        await self._change(lambda state: state.with_notice(notice, self._clock()))

    async def switch_on(self, connector: str) -> None:
        """Switch a connector on. Raises StateError."""
        await self._change(lambda state: state.without_notice(connector, self._clock()))

    def keys(self) -> Mapping[str, str]:
        """Return the keys by which connectors' owners may have them forget."""
        installed = self._succession.edition.installed
        keys = {n: one.line.connector.invalidate_key for n, one in installed.items()}
        return {name: str(key) for name, key in keys.items() if key is not None}

    async def purge(
        self, connector: str, tags: tuple[str, ...] | None = None, by: str = OPERATOR
    ) -> int:
        """Forget a connector's answers, all or those that tags name.

        Return how many this process had kept. Raises StateError.
        """
        found = self._succession.edition.installed.get(connector)
        count = 0 if found is None else found.line.store.count(tags)
        await self._change(lambda state: state.with_purge(connector, tags), own=1)
        told = None if tags is None else len(tags)
        self._observer.see(PurgeOrdered(connector, by, told))
        await self._memories.obeyed()
        if self._memories.untold(connector):  # others may reach the server before this
            await self._change(
                lambda state: state.with_purge(connector, tags, told=False), done=1
            )
        return count

    async def _order(self, orders: Gathered) -> None:
        """Have the other workers forget. Raises StateError."""

        def change(state: State) -> State:
            for connector, tags in orders.items():
                told = not self._memories.untold(connector)
                state = state.with_purge(connector, tags, told=told)
            return state

        await self._change(change, done=len(orders))

    async def _change(self, change: Change, done: int = 0, own: int = 0) -> None:
        """Change the state and obey it, but for its last orders that are `done` here.

        The last `own` come from this worker, which tells the shared server of them.
        """
        async with self._lock:
            self._state = await self._shared.change(change)
            last = self._state.last_purge
            await self._obey(last - done, told=last - own)

    async def _read(self) -> None:
        """Read what is new; trouble is told once, and what was known still holds."""
        try:
            self._state = await self._shared.read() or self._state
        except StateError as error:
            if not self._broken:
                self._observer.see(Fault("state", error))
            self._broken = True
        else:
            self._broken = False

    async def _obey(self, last: int, told: int) -> None:
        """Do what is ordered, up to number `last`.

        Up to number `told` the worker that took the order tells the shared server, where it can.
        """
        if self._state.missed(self._purged):
            for name in self.connectors():
                self._purge(name, None, told=True)
        for one in self._state.purges:
            if self._purged < one.number <= last:
                self._purge(
                    one.connector, one.tags, told=one.told and one.number <= told
                )
        self._purged = self._state.last_purge
        wanted = self._state.current(self._clock())
        if wanted != self._shown:
            await self._succession.darken(wanted)
            before, self._shown = self._shown, wanted
            self._tell(before, wanted)

    def _purge(
        self, connector: str, tags: tuple[str, ...] | None, *, told: bool
    ) -> None:
        found = self._succession.edition.installed.get(connector)
        if found is not None:
            count = found.forget(tags, told=told)
            self._observer.see(Purged(connector, count))

    def _tell(self, before: Notices, after: Notices) -> None:
        for name, one in after.items():
            if before.get(name) != one:
                until = None if one.until is None else one.until.isoformat()
                self._observer.see(MaintenanceBegan(name, until))
        for name in before:
            if name not in after:
                self._observer.see(MaintenanceEnded(name))
