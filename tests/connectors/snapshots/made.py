"""Snapshots, places and clocks for tests."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from time import monotonic, sleep

from gateway.connectors.freshness import Lifetime
from gateway.connectors.key import Key
from gateway.connectors.second import Kept
from gateway.connectors.snapshots.aging import Moment
from gateway.connectors.snapshots.names import Place, folder_of, name_of
from gateway.connectors.snapshots.record import Snapshot

FOLDER = folder_of("perpus", "perpus~1")


@dataclass
class Machine:
    """The clocks of a machine, which pass and are set when told."""

    boot: str = "b1"
    up: float = 50.0
    wall: float = 1_000_000.0

    def __call__(self) -> Moment:
        return Moment(self.boot, self.up, self.wall)

    def pass_by(self, seconds: float) -> None:
        """Let time pass."""
        self.up += seconds
        self.wall += seconds


def key(number: int = 0) -> Key:
    return ("perpus.buku", None, (number,))


def place(number: int = 0, *tags: str, folder: str = FOLDER) -> Place:
    return Place(folder, name_of(key(number), tags))


def kept(body: bytes = b"[1]", *tags: str, error: float = 3600.0) -> Kept:
    return Kept(body, len(body), 7.5, Lifetime(60.0, 0.0, error), tags=tags)


def snapshot(body: bytes = b"[1]", *tags: str) -> Snapshot:
    return Snapshot(kept(body, *tags), Machine()())


def until(there: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait for another thread."""
    end = monotonic() + seconds
    while not there():
        assert monotonic() < end
        sleep(0.005)


@dataclass
class Gate:
    """Holds whoever passes, while it is shut."""

    opened: Event

    def pass_through(self) -> None:
        assert self.opened.wait(10)
