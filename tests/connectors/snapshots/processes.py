"""Processes whose snapshots lie in one folder, on a disk that may hang or fail."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from typing_extensions import override

from gateway.connectors.answer import Answer
from gateway.connectors.snapshots.archive import Snapshots
from gateway.connectors.snapshots.cabinet import Cabinet
from gateway.connectors.snapshots.names import Place
from gateway.connectors.snapshots.tier import ConnectorSnapshots
from gateway.connectors.snapshots.writer import bounds_of
from gateway.connectors.store import MemoryTier, Store
from tests.connectors.conftest import Seen
from tests.connectors.snapshots.made import FOLDER, Machine, key

WANTED = {key(1): ("rak",), key(2): ("rak",)}


class Slow(Cabinet):
    """Files on a disk that hangs while the gate is shut, or fails."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.gate = threading.Event()
        self.gate.set()
        self.error: Exception | None = None
        self.reads = 0

    @override
    def read(self, place: Place, most: int) -> bytes | None:
        self.reads += 1
        assert self.gate.wait(10)
        if self.error is not None:
            raise self.error
        return super().read(place, most)

    @override
    def delete(self, places: Iterable[Place]) -> None:
        assert self.gate.wait(10)
        super().delete(places)


@dataclass
class Process:
    """One process's snapshots over a folder."""

    folder: Path
    machine: Machine
    seen: Seen = field(default_factory=Seen)

    def __post_init__(self) -> None:
        self.cabinet = Slow(self.folder)
        self.all = Snapshots(self.cabinet, bounds_of(2**24, 1), self.seen, self.machine)
        self.memory: Store[Answer] = Store(MemoryTier(2**20), "perpus~1")

    def of(self, declared: str = "perpus~1") -> ConnectorSnapshots:
        return ConnectorSnapshots(self.all, "perpus", declared, self.memory)

    async def written(self, count: int) -> None:
        await until(lambda: len(self.cabinet.names(FOLDER)) == count)


async def until(there: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not there():  # noqa: ASYNC110 - a test polls; a thread sets no event
            await asyncio.sleep(0.005)


@asynccontextmanager
async def process(folder: Path, machine: Machine) -> AsyncGenerator[Process]:
    one = Process(folder, machine)
    one.all.start()
    try:
        yield one
    finally:
        one.cabinet.gate.set()
        await one.all.aclose()
