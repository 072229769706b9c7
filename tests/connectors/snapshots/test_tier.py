"""A connector's snapshots, as its sources use them."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

import pytest
from typing_extensions import override

from gateway.connectors.answer import Answer
from gateway.connectors.freshness import Lifetime
from gateway.connectors.second import Kept
from gateway.connectors.snapshots.archive import Snapshots
from gateway.connectors.snapshots.cabinet import FOLDER as ROOT, Cabinet
from gateway.connectors.snapshots.names import Place
from gateway.connectors.snapshots.tier import ConnectorSnapshots
from gateway.connectors.snapshots.writer import bounds_of
from gateway.connectors.store import MemoryTier, Store
from gateway.connectors.validators import Validators
from gateway.observe import Fault, SnapshotsTurned
from tests.connectors.conftest import Seen
from tests.connectors.snapshots.made import FOLDER, Machine, kept, key

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


@pytest.fixture
def machine() -> Machine:
    return Machine()


async def test_a_restart(tmp_path: Path, machine: Machine) -> None:
    """What one process kept another has, as old as it is, and with all that belongs to it."""
    async with process(tmp_path, machine) as one:
        one.of().put(key(1), kept(b'["a"]', "rak"))
    machine.pass_by(100)
    async with process(tmp_path, machine) as two:
        found = await two.of().get(WANTED)
        assert {key(1): kept(b'["a"]', "rak")._replace(age=100.0)} == found
        assert {} == await two.of("perpus~2").get(WANTED)


@pytest.mark.parametrize(
    ("wall", "expected"),
    [(100.0, 100.0), (-3600.0, None), (3700.0, 3700.0)],
)
async def test_another_start_of_the_machine(
    tmp_path: Path, machine: Machine, wall: float, expected: float | None
) -> None:
    """After the machine was started again the wall clock tells; what it denies is none."""
    async with process(tmp_path, machine) as one:
        one.of().put(key(1), kept(b"[1]", "rak"))
    machine.boot, machine.up, machine.wall = "b2", 1.0, machine.wall + wall
    async with process(tmp_path, machine) as two:
        found = await two.of().get(WANTED)
        assert expected == (found[key(1)].age if found else None)


async def test_an_eviction(tmp_path: Path, machine: Machine) -> None:
    """What memory has let go of is still here, and what it has is not looked for."""
    async with process(tmp_path, machine) as one:
        tier = one.of()
        tier.put(key(1), kept(b"[1]", "rak"))
        await one.written(1)
        assert {key(1)} == set(await tier.get(WANTED))
        answer = Answer([1], 3, 0.0, key(1))
        answer.keep(one.memory, Lifetime(60))
        reads = one.cabinet.reads
        assert {} == await tier.get(WANTED)
        assert reads == one.cabinet.reads


async def test_what_waits_is_there(tmp_path: Path, machine: Machine) -> None:
    """What is not written yet is given all the same: as it is, not as it was."""
    async with process(tmp_path, machine) as one:
        tier = one.of()
        tier.put(key(1), kept(b"[1]", "rak"))
        await one.written(1)
        tier.put(key(1), kept(b"[2]", "rak"))
        found = await tier.get(WANTED)
        assert b"[2]" == found[key(1)].body


async def test_what_is_somebodys_own_is_never_written(
    tmp_path: Path, machine: Machine
) -> None:
    """A personal answer does not come to the disk, whoever says so."""
    async with process(tmp_path, machine) as one:
        one.of().put(key(1), kept(b'["canary"]')._replace(personal=True))
        one.of().put(key(2), kept(b"[1]"))
    assert [b"[1]"] == [bodies(path) for path in files(tmp_path)]


def files(folder: Path) -> list[Path]:
    return [one for one in (folder / ROOT).glob("*~*/*") if one.is_file()]


def bodies(path: Path) -> bytes:
    return path.read_bytes().split(b"\n")[2]


async def test_what_stands_in_for_nothing(tmp_path: Path, machine: Machine) -> None:
    """ "There is none", or a life too short to matter, is not written, and ends what was."""
    async with process(tmp_path, machine) as one:
        tier = one.of()
        tier.put(key(1), kept(b"null", error=0.0))
        brief = Kept(b"1", 1, 0.0, Lifetime(1.0, 0.0, 5.0))
        tier.put(key(2), brief)
        tier.put(key(1), kept(b"[1]"))
        await one.written(1)
        tier.put(key(1), kept(b"null", error=0.0))
        assert {} == await tier.get({key(1): ()})
        await one.written(0)


async def test_what_is_too_large(tmp_path: Path, machine: Machine) -> None:
    """A value that takes too long to get is not written."""
    async with process(tmp_path, machine) as one:
        one.of().put(key(1), kept(b" " * 2**21))
        one.of().put(key(2), kept(b" " * 2**20))
        await one.written(1)


async def test_what_becomes_too_large(tmp_path: Path, machine: Machine) -> None:
    """What has grown too large to be written ends what was: nothing older is shown later."""
    async with process(tmp_path, machine) as one:
        tier = one.of()
        tier.put(key(1), kept(b"[1]"))
        await one.written(1)
        tier.put(key(1), kept(b" " * 2**21))
        assert {} == await tier.get({key(1): ()})
        await one.written(0)


async def test_deleted_and_invalidated(tmp_path: Path, machine: Machine) -> None:
    """Keys, tags and whole connectors are forgotten at once, and gone soon."""
    async with process(tmp_path, machine) as one:
        tier = one.of()
        for number, tags in ((1, ("rak",)), (2, ("rak",)), (3, ()), (4, ())):
            tier.put(key(number), kept(b"[1]", *tags))
        await one.written(4)
        tier.delete([key(1)])
        assert {key(2)} == set(await tier.get(WANTED))
        tier.invalidate(["rak"])
        assert {} == await tier.get(WANTED)
        assert {key(3)} == set(await tier.get({key(3): ()}))
        await one.written(2)
        one.all.drop("pasar", None)
        one.all.drop("perpus", None)
        assert {} == await tier.get({key(3): (), key(4): ()})
        await one.written(0)


async def test_everybody_renews(tmp_path: Path, machine: Machine) -> None:
    """Who renews what is not a matter of the disk."""
    async with process(tmp_path, machine) as one:
        tier = one.of()
        for _ in range(2):
            assert [True, True] == await tier.claim([key(1), key(2)], 5.0)
            tier.hold([key(1)], 5.0)


@pytest.mark.parametrize("junk", [b"", b"\x00" * 5000, b"\x80\x04pickle", b" " * 2**22])
async def test_a_corrupt_file(tmp_path: Path, machine: Machine, junk: bytes) -> None:
    """A file that is not as it was written is none, and is deleted; others are as they were."""
    async with process(tmp_path, machine) as one:
        tier = one.of()
        tier.put(key(1), kept(b"[1]", "rak"))
        tier.put(key(2), kept(b"[2]", "rak"))
        await one.written(2)
        one.cabinet._path(tier._place(key(1), ["rak"])).write_bytes(junk)
        assert {key(2)} == set(await tier.get(WANTED))
        await one.written(1)
        assert [] == one.seen.events


async def test_a_declaration_that_ends(tmp_path: Path, machine: Machine) -> None:
    """A declaration that is used no more is looked after no more, once nobody uses it."""
    async with process(tmp_path, machine) as one:
        one.of().put(key(1), kept(b"[1]"))
        await one.written(1)
        one.of()
        one.all.release("perpus", "perpus~1")
        assert {FOLDER: 1} == one.all.writer._watched
        one.all.release("perpus", "perpus~1")
        assert {} == one.all.writer._watched


async def test_until_it_is_deleted(tmp_path: Path, machine: Machine) -> None:
    """Who has ordered may wait until it is done; not for long where the disk hangs."""
    async with process(tmp_path, machine) as one:
        tier = one.of()
        for number, gone in ((1, False), (2, True)):
            tier.put(key(number), kept(b"[1]", "rak"))
            await one.written(1)
            if not gone:
                one.cabinet.gate.clear()
            tier.invalidate(None)
            began = monotonic()
            await one.all.obeyed()
            assert gone is not one.all.writer.ordered
            assert monotonic() - began < 3
            one.cabinet.gate.set()
            await one.written(0)


async def test_a_disk_that_hangs(tmp_path: Path, machine: Machine) -> None:
    """A hung disk is waited for once; until it answers nobody asks it, and all are misses."""
    async with process(tmp_path, machine) as one:
        tier = one.of()
        for number in (1, 2):
            tier.put(key(number), kept(b"[1]", "rak"))
        await one.written(2)
        one.cabinet.gate.clear()
        began = monotonic()
        assert {} == await tier.get(WANTED)
        assert 0.4 < monotonic() - began < 3
        began = monotonic()
        for _ in range(20):
            assert {} == await tier.get(WANTED)
        assert monotonic() - began < 0.2
        assert [SnapshotsTurned("reads", up=False, code="TIMEOUT")] == one.seen.events
        one.cabinet.gate.set()
        async with asyncio.timeout(10):
            while not await tier.get(WANTED):  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.02)
        assert SnapshotsTurned("reads", up=True, code=None) == one.seen.events[-1]
        assert 2 == len(one.seen.events)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(5, "io"), SnapshotsTurned("reads", up=False, code="IO")),
        (ValueError("a fault"), None),
    ],
)
async def test_a_disk_that_fails(
    tmp_path: Path, machine: Machine, error: Exception, told: object
) -> None:
    """A failure is a miss, and is told once."""
    async with process(tmp_path, machine) as one:
        tier = one.of()
        tier.put(key(1), kept(b"[1]", "rak"))
        await one.written(1)
        one.cabinet.error = error
        for _ in range(3):
            assert {} == await tier.get(WANTED)
        assert [told or Fault("snapshots", error)] == one.seen.events


async def test_a_folder_that_is_not_there(tmp_path: Path, machine: Machine) -> None:
    """Without its folder nothing is kept and nothing fails; it is told, and works when it is back."""
    folder = tmp_path / "volume"
    async with process(folder, machine) as one:
        tier = one.of()
        assert {} == await tier.get(WANTED)
        tier.put(key(1), kept(b"[1]", "rak"))
        await until(lambda: one.seen.events)
        assert [SnapshotsTurned("writes", up=False, code="GONE")] == one.seen.events
        folder.mkdir()
        await one.written(1)
        await until(lambda: len(one.seen.events) > 1)
        assert SnapshotsTurned("writes", up=True, code=None) == one.seen.events[1]
        assert {key(1)} == set(await tier.get(WANTED))


async def test_what_is_in_doubt(tmp_path: Path, machine: Machine) -> None:
    """It stands in for failures alone and is not to be confirmed, here and in the next process.

    What is got after that is as good as ever.
    """
    asked = Validators("e", None, "x")
    async with process(tmp_path, machine) as one:
        tier = one.of()
        tier.put(key(1), kept(b"[1]", "rak")._replace(validators=asked))
        machine.pass_by(10)
        one.all.doubt("perpus")
        machine.pass_by(10)
        tier.put(key(2), kept(b"[2]", "rak")._replace(validators=asked))
    machine.pass_by(10)
    async with process(tmp_path, machine) as two:
        assert {} == await two.all.changes()
        found = await two.of().get(WANTED)
    good = kept(b"[2]", "rak")._replace(age=10.0, validators=asked)
    doubtful = kept(b"[1]", "rak")._replace(age=30.0, lifetime=Lifetime(30, 0, 3630))
    assert {key(1): doubtful, key(2): good} == found


async def test_what_is_noted(tmp_path: Path, machine: Machine) -> None:
    """Changes are known to the next process, once all that was ordered before is done."""
    async with process(tmp_path, machine) as one:
        assert {} == await one.all.changes()
        for _ in range(2):
            one.all.drop("perpus", None)
            one.all.note({"perpus": "a", "pasar": None})
    async with process(tmp_path, machine) as two:
        assert {"perpus": "a", "pasar": None} == await two.all.changes()


@pytest.mark.parametrize(
    "junk", [b"", b"[]", b"{", b'{"changes": {"perpus": 1}}', b"\xff"]
)
async def test_a_note_that_is_none(
    tmp_path: Path, machine: Machine, junk: bytes
) -> None:
    """What is not as it was noted is not known."""
    async with process(tmp_path, machine) as one:
        one.cabinet.write_note(junk)
        assert {} == await one.all.changes()
    async with process(tmp_path, machine) as two:
        two.cabinet.error = OSError(5, "io")
        assert {} == await two.all.changes()
