"""The thread that writes snapshots, deletes them, and keeps them within their bound."""

import time
from collections import Counter
from collections.abc import Callable
from random import sample
from threading import Condition, Thread
from typing import Final, NamedTuple, TypeAlias

from gateway.connectors.shared.outage import Outage
from gateway.connectors.snapshots.aging import age
from gateway.connectors.snapshots.backlog import Backlog, Write
from gateway.connectors.snapshots.cabinet import Cabinet
from gateway.connectors.snapshots.clocks import Moments
from gateway.connectors.snapshots.eviction import (
    Found,
    charge,
    doubtful,
    surplus,
    useless,
)
from gateway.connectors.snapshots.listing import Listing
from gateway.connectors.snapshots.names import Order, Place
from gateway.connectors.snapshots.record import Snapshot, read_head, write_snapshot

LOOK: Final = 10.0
"""Seconds after which what other processes have written is known here."""

SWEEP: Final = 600.0
"""Seconds between two cleanings where little is written."""

_HEAD: Final = 16 * 1024

Tell: TypeAlias = Callable[[Exception | None], None]
"""Takes the trouble, None where there is none any more; in this thread."""


class Bounds(NamedTuple):
    """What all may take: a cleaning leaves `target` bytes, and is due after `share` more.

    The share is small enough that all processes together stay within the bound.
    """

    target: int
    share: int


def bounds_of(most: int, processes: int) -> Bounds:
    """Return the bounds of one of several processes that share a folder."""
    spare = most // 8
    return Bounds(most - spare, spare // processes)


class Writer:
    """Does what is put and ordered, one thing after another, behind whoever says so.

    `latest` is the latest Unix time at which any process is known to have used a snapshot.
    """

    def __init__(
        self, cabinet: Cabinet, bounds: Bounds, tell: Tell, moments: Moments
    ) -> None:
        self.latest = 0.0
        self.listing = Listing()
        self._moments = moments
        self._cabinet = cabinet
        self._bounds = bounds
        self._tell = tell
        self._backlog = Backlog()
        self._watched: Counter[str] = Counter()
        self._outage = Outage()
        self._changed = Condition()
        self._ends: float | None = None
        self._note: bytes | None = None
        self._hurry = False  # an order is tried, once, although the disk fails
        self._written = 0
        self._look_at = self._sweep_at = 0.0
        self._thread = Thread(target=self._run, name="snapshots", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    # --------------------------------------------- what others may call

    def put(self, place: Place, snapshot: Snapshot) -> None:
        """Have a snapshot written, if there is room for it."""
        now = time.monotonic()
        with self._changed:
            if self._backlog.put(place, snapshot, now) and self._outage.left <= 0:
                self._changed.notify()

    def order(self, order: Order) -> None:
        """Have snapshots deleted; from now on they are not there."""
        with self._changed:
            self._backlog.order(order)
            self._hurry = True
            self._changed.notify()

    @property
    def ordered(self) -> bool:
        """Tell whether something is yet to be deleted."""
        with self._changed:
            return self._backlog.ordered

    def find(self, place: Place) -> Snapshot | bool:
        """Return a snapshot that waits to be written, or tell whether one is in its file."""
        with self._changed:
            waiting = self._backlog.waiting(place)
            if waiting is not None:
                return waiting
            return self.listing.has(place) and not self._backlog.barred(place)

    def watch(self, folder: str) -> None:
        """Look after a folder, until it is let go as often as it is watched."""
        with self._changed:
            self._watched[folder] += 1
            self._look_at = 0.0
            self._changed.notify()

    def release(self, folder: str) -> None:
        """Look no more after a folder: what is in it may go some day."""
        with self._changed:
            self._watched -= Counter({folder: 1})
            if folder not in self._watched:
                self.listing.forget(folder)

    def note(self, data: bytes) -> None:
        """Have something noted that holds once all that was ordered is done."""
        with self._changed:
            self._note = data
            self._changed.notify()

    def end(self, seconds: float) -> None:
        """Have all that is left done within some seconds, and then no more."""
        with self._changed:
            self._ends = time.monotonic() + seconds
            self._hurry = True
            self._changed.notify()

    def join(self, seconds: float) -> None:
        """Wait until that is done, or has taken too long."""
        self._thread.join(seconds)

    # ------------------------------------------------------- the thread

    def _run(self) -> None:
        while (todo := self._wait()) is not None:
            try:
                todo()
            except Exception as error:  # noqa: BLE001 - whatever it is, it is told, and tried again later
                self._outage.failed()
                self._tell(error)
                if self._ends is not None:
                    return

    def _wait(self) -> Callable[[], None] | None:
        """Wait for something to do; None where there is nothing more."""
        with self._changed:
            while True:
                now = time.monotonic()
                todo = self._next(now)
                if todo is not None:
                    return todo
                if self._ends is not None:
                    return None
                self._changed.wait(self._pause(now))

    def _next(self, now: float) -> Callable[[], None] | None:
        ending = self._ends is not None
        fails = self._outage.left > 0
        hurry = (
            self._hurry and self._backlog.ordered
        )  # a full disk deletes all the same
        if (fails and not hurry) or (self._ends is not None and now > self._ends):
            return None
        if fails:
            self._hurry = False
        elif not ending and now >= self._sweep_at:
            return self._sweep
        elif self._note is not None and not self._backlog.ordered:
            return self._write_note
        todo = self._backlog.next(now, all_of_it=ending)
        if isinstance(todo, Order):
            return lambda: self._obey(todo)
        if todo is not None:
            return lambda: self._write(todo)
        return self._look if now >= self._look_at and not ending else None

    def _pause(self, now: float) -> float:
        if self._outage.left > 0:
            return self._outage.left
        due = self._backlog.due(now)
        soon = min(self._look_at, self._sweep_at) - now
        return max(soon if due is None else min(soon, due), 0.0)

    def _write(self, write: Write) -> None:
        data = write_snapshot(write.place, write.snapshot)
        if self._written + charge(len(data)) > self._bounds.share:
            self._sweep()
        self._cabinet.write(write.place, data)
        self.listing.add(write.place)
        self._written += charge(len(data))
        if self._outage.on:
            self._outage.worked()
            self._tell(None)

    def _write_note(self) -> None:
        with self._changed:
            data, self._note = self._note, None
        if data is not None:
            self._cabinet.write_note(data)

    def _obey(self, order: Order) -> None:
        """Delete what an order names, also what other processes wrote."""
        for folder in self._cabinet.folders(order.connector):
            places = [Place(folder, name) for name in self._cabinet.names(folder)]
            gone = [place for place in places if order.covers(place)]
            self._cabinet.delete(gone)
            self.listing.discard(gone)
        with self._changed:
            self._backlog.done(order)
            self._hurry = True

    def _look(self) -> None:
        """Find out what other processes have written."""
        self._look_at = time.monotonic() + LOOK
        with self._changed:
            watched = tuple(self._watched)
        for folder in watched:
            turned = self._cabinet.turned(folder)
            if turned != self.listing.turned.get(folder):
                self.listing.read(folder, self._cabinet.names(folder), turned)

    def _sweep(self) -> None:
        """Delete what is of no use, and what is too much."""
        self._sweep_at = time.monotonic() + SWEEP
        self._cabinet.open()
        self._look()
        with self._cabinet.alone() as alone:
            files = list(self._cabinet.scan()) if alone else []
            live, now = frozenset(self._watched), time.time()
            gone = set(useless(files, live, now))
            gone.update(filter(self._over, doubtful(files, now, sample)))
            left = [one for one in files if one not in gone]
            gone.update(surplus(left, live, self._bounds.target))
            places = [one.place for one in gone]
            self._cabinet.delete(places)
            self.listing.discard(places)
            self._written = 0 if alone else self._written
        self.latest = max((one.used for one in files), default=self.latest)

    def _over(self, file: Found) -> bool:
        """Tell whether a file is older than its answer may be shown."""
        snapshot = read_head(file.place, self._cabinet.begin(file.place, _HEAD))
        if snapshot is None:  # it is not ours, or is yet to be written: see `useless`
            return False
        lifetime = snapshot.kept.lifetime
        old = age(snapshot.at, self._moments(), self.latest)
        return old is not None and old >= lifetime.ttl + lifetime.stale
