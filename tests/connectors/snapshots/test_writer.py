"""The thread behind the snapshots: it writes, deletes, cleans up, and hangs alone."""

import os
import time
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

import pytest
from typing_extensions import override

from gateway.connectors.snapshots.cabinet import FOLDER as ROOT, Cabinet
from gateway.connectors.snapshots.names import Place, by_tags
from gateway.connectors.snapshots.record import read_snapshot, write_snapshot
from gateway.connectors.snapshots.writer import Bounds, Writer, bounds_of
from tests.connectors.snapshots.made import FOLDER, Machine, place, snapshot, until

AMPLE = Bounds(2**30, 2**30)


class Moody(Cabinet):
    """Files on a disk that fails when told, or keeps whoever writes waiting."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.error: Exception | None = None
        self.full = False
        self.gate = Event()
        self.gate.set()
        self.deleted: list[Place] = []

    @override
    def write(self, place: Place, data: bytes) -> None:
        assert self.gate.wait(10)
        if self.full:
            raise OSError(28, "full")
        if self.error is not None:
            raise self.error
        super().write(place, data)

    @override
    def delete(self, places: Iterable[Place]) -> None:
        places = list(places)
        if self.error is not None:
            raise self.error
        super().delete(places)
        self.deleted += places


@dataclass
class Desk:
    """A writer, its files, and what it told."""

    folder: Path
    bounds: Bounds = AMPLE
    machine: Machine = field(default_factory=Machine)
    told: list[Exception | None] = field(default_factory=list[Exception | None])

    def __post_init__(self) -> None:
        self.cabinet = Moody(self.folder)
        self.writer = Writer(self.cabinet, self.bounds, self.told.append, self.machine)

    def start(self) -> "Desk":
        self.writer.watch(FOLDER)
        self.writer.start()
        until(lambda: not self.writer.listing.has(place(999)))
        return self

    def end(self) -> None:
        self.cabinet.gate.set()
        self.writer.end(5)
        self.writer.join(10)

    def read(self, at: Place) -> bytes | None:
        data = self.cabinet.read(at, 10**7)
        found = None if data is None else read_snapshot(at, data)
        return None if found is None else found.kept.body


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    one = Desk(tmp_path)
    yield one
    if one.writer._thread.is_alive():
        one.end()


def test_writes(desk: Desk) -> None:
    """What is put is found at once, and is in its file soon."""
    desk.start()
    assert not desk.writer.find(place(1))
    desk.cabinet.gate.clear()
    desk.writer.put(place(2), snapshot(b"[2]"))
    desk.writer.put(place(1), snapshot(b"[1]"))
    assert snapshot(b"[1]") == desk.writer.find(place(1))
    desk.cabinet.gate.set()
    until(lambda: desk.read(place(1)) == b"[1]")
    until(lambda: desk.writer.find(place(1)) is True)


def test_all_is_written_at_the_end(desk: Desk) -> None:
    """What has to wait for its time is written when the process ends."""
    desk.start()
    desk.writer.put(place(), snapshot(b"[1]"))
    until(lambda: desk.read(place()) == b"[1]")
    desk.writer.put(place(), snapshot(b"[2]"))
    time.sleep(0.02)
    assert b"[1]" == desk.read(place())
    desk.end()
    assert b"[2]" == desk.read(place())
    assert not desk.writer._thread.is_alive()


def test_a_hung_disk_holds_up_no_end(desk: Desk) -> None:
    """A process ends although its disk does not answer."""
    desk.start()
    desk.cabinet.gate.clear()
    desk.writer.put(place(), snapshot())
    began = time.monotonic()
    desk.writer.end(0.05)
    desk.writer.join(0.05)
    assert time.monotonic() - began < 2


def test_time_that_is_over(desk: Desk) -> None:
    """What is not written in time at the end is not written."""
    desk.start()
    desk.cabinet.gate.clear()
    for number in range(3):
        desk.writer.put(place(number), snapshot())
    desk.writer.end(0.01)
    time.sleep(0.05)
    desk.cabinet.gate.set()
    desk.writer.join(5)
    assert not desk.writer._thread.is_alive()
    assert 2 > len(desk.cabinet.names(FOLDER))


def test_orders(desk: Desk) -> None:
    """What tags name is not there from then on, also what was being written meanwhile."""
    desk.start()
    for number in range(3):
        desk.writer.put(place(number, "rak"), snapshot())
    desk.writer.put(place(5), snapshot())
    until(lambda: len(desk.cabinet.names(FOLDER)) == 4)
    desk.cabinet.gate.clear()
    desk.writer.put(place(9, "rak"), snapshot(b"[9]"))
    time.sleep(0.02)  # it is being written
    desk.writer.put(place(8, "rak"), snapshot(b"[8]"))
    desk.writer.order(by_tags("perpus", ["rak"]))
    for number in (0, 1, 2, 8, 9):
        assert not desk.writer.find(place(number, "rak"))
    assert desk.writer.find(place(5))
    desk.cabinet.gate.set()
    until(lambda: desk.cabinet.names(FOLDER) == [place(5).name])
    until(lambda: not desk.writer._backlog.barred(place(9, "rak")))
    assert not desk.writer.find(place(9, "rak"))


def test_orders_reach_what_others_wrote(desk: Desk) -> None:
    """Also the files of other processes, and of other declarations, go."""
    desk.start()
    for folder in (FOLDER, "perpus~0", "pasar~1"):
        desk.cabinet.write(place(1, "rak", folder=folder), b"")
    desk.writer.order(by_tags("perpus", ["rak"]))
    until(lambda: len(desk.cabinet.deleted) == 2)
    assert [place(1).name[:40]] == [n[:40] for n in desk.cabinet.names("pasar~1")]


def test_what_others_write_is_seen(desk: Desk) -> None:
    """A folder is read again when it has changed, and when it is looked after anew."""
    desk.start()
    desk.cabinet.write(place(1), write_snapshot(place(1), snapshot()))
    assert not desk.writer.find(place(1))
    desk.writer.watch(FOLDER)
    until(lambda: desk.writer.find(place(1)) is True)
    desk.writer.release(FOLDER)
    assert not desk.writer.find(place(2))
    desk.writer.release(FOLDER)
    assert desk.writer.find(place(2))  # nobody looks: it might be there


def test_the_bound(tmp_path: Path) -> None:
    """However much is written, what lies on the disk stays within the bound."""
    desk = Desk(tmp_path, bounds_of(256 * 1024, 1)).start()
    most = 0
    for number in range(300):
        desk.writer.put(place(number), snapshot(b"x" * 3000))
        if number % 10 == 0:
            until(lambda: not len(desk.writer._backlog))
            most = max(most, len(list((tmp_path / ROOT / FOLDER).iterdir())))
    desk.end()
    assert 256 * 1024 >= most * 4096 > 128 * 1024
    assert None is desk.read(place(0))
    assert None is not desk.read(place(299))
    assert not desk.writer.find(place(0))


def test_bounds() -> None:
    """Processes that share a folder exceed the bound together no more than alone."""
    for processes in (1, 4, 64):
        found = bounds_of(2**28, processes)
        assert 2**28 >= found.target + processes * found.share


def test_cleaning(desk: Desk) -> None:
    """A start finds what nobody will ask for any more, and takes it away."""
    desk.cabinet.open()
    for folder, age in (("perpus~0", 3 * 86400), ("perpus~9", 60), (FOLDER, 9e6)):
        desk.cabinet.write(place(1, folder=folder), b"")
        path = desk.cabinet._path(place(1, folder=folder))
        os.utime(path, (0, time.time() - age))
    desk.start()
    until(lambda: desk.cabinet.deleted == [place(1, folder="perpus~0")])
    assert desk.writer.find(place(1))
    until(lambda: desk.writer.latest > time.time() - 3600)


def test_what_is_too_old_goes(desk: Desk) -> None:
    """What may be shown no more is taken away although nobody asks for it."""
    for number, seconds in ((1, 0.0), (2, 3000.0)):  # each is good for 3660
        at = desk.machine().before(seconds)
        data = write_snapshot(place(number), snapshot()._replace(at=at))
        desk.cabinet.open()
        desk.cabinet.write(place(number), data)
    desk.cabinet.write(place(3), b"junk")
    for number in (1, 2, 3):
        path = desk.cabinet._path(place(number))
        os.utime(path, (0, time.time() - 2 * 3600))
    desk.machine.pass_by(1000)
    desk.start()
    until(lambda: desk.cabinet.deleted == [place(2)])
    assert [True, False, True] == [desk.writer.find(place(n)) for n in (1, 2, 3)]


def test_somebody_else_cleans(desk: Desk) -> None:
    """While another process cleans up this one only looks."""
    desk.cabinet.open()
    dead = place(1, folder="perpus~0")
    desk.cabinet.write(dead, b"")
    os.utime(desk.cabinet._path(dead), (0, 0))
    with Cabinet(desk.folder).alone():
        desk.start()
        desk.writer.put(place(), snapshot())
        until(lambda: desk.writer.find(place()) is True)
    assert [] == desk.cabinet.deleted


@pytest.mark.parametrize("error", [OSError(28, "full"), ValueError("a fault")])
def test_trouble_is_told_and_ends(desk: Desk, error: Exception) -> None:
    """What cannot be written is told, once more when it can, and tried again by itself."""
    desk.start()
    desk.cabinet.error = error
    desk.writer.put(place(1), snapshot())
    until(lambda: desk.told == [error])
    desk.writer.put(place(2), snapshot())
    assert desk.writer.find(place(2))
    desk.cabinet.error = None
    until(lambda: desk.told[-1] is None)
    assert [error, None] == desk.told
    until(lambda: desk.read(place(2)) is not None)


def test_what_cannot_be_deleted_is_not_there(desk: Desk) -> None:
    """Where a disk deletes nothing, what was to go is not given all the same."""
    desk.start()
    desk.writer.put(place(1), snapshot())
    until(lambda: desk.writer.find(place(1)) is True)
    desk.cabinet.error = OSError(30, "read-only")
    desk.writer.order(by_tags("perpus", None))
    until(lambda: bool(desk.told))
    assert not desk.writer.find(place(1))
    desk.cabinet.error = None
    until(lambda: desk.cabinet.names(FOLDER) == [])


def test_a_full_disk_deletes(desk: Desk) -> None:
    """What is ordered while nothing can be written is deleted at once: a kill brings nothing back."""
    desk.start()
    for number in (1, 2, 3):
        desk.writer.put(place(number, f"t{number}"), snapshot())
    until(lambda: len(desk.cabinet.names(FOLDER)) == 3)
    desk.cabinet.full = True
    desk.writer.put(place(4), snapshot())
    until(lambda: bool(desk.told))
    desk.writer._outage._until = time.monotonic() + 60
    for tag in ("t1", "t2"):
        desk.writer.order(by_tags("perpus", [tag]))
    until(lambda: not desk.writer.ordered)
    assert {place(1, "t1"), place(2, "t2")} == set(desk.cabinet.deleted)
    assert desk.writer._outage.left > 0


def test_an_end_in_trouble(desk: Desk) -> None:
    """A process ends although what it has to write cannot be written."""
    desk.start()
    desk.cabinet.gate.clear()
    desk.writer.put(place(1), snapshot())
    desk.cabinet.error = OSError(28, "full")
    desk.end()
    assert not desk.writer._thread.is_alive()
