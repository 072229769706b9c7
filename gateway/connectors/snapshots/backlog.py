"""What is still to be done to the files: decided without I/O.

Orders to delete come before everything else, in their order, and what waits to be written
under what they name is thrown away with them: it is as old as that. Of each place only the
newest waits, and it is written once in a while however often it is put, so that an answer
of a second's life does not wear the disk.
"""

import heapq
from collections import deque
from typing import Final, NamedTuple

from gateway.connectors.snapshots.names import Order, Place
from gateway.connectors.snapshots.record import Snapshot

PAUSE: Final = 30.0
"""Seconds between two writes of one place."""

ROOM: Final = 16 * 1024**2
"""Bytes that may wait to be written; what finds no room is not written."""

_MOST_ORDERS: Final = 100


class Write(NamedTuple):
    """A snapshot is to be written."""

    place: Place
    snapshot: Snapshot


class Backlog:
    """Orders and writes that wait. Times are of one monotonic clock."""

    def __init__(self, room: int = ROOM, pause: float = PAUSE) -> None:
        self._room = room
        self._pause = pause
        self._orders: deque[Order] = deque()
        self._waiting: dict[Place, Snapshot] = {}
        self._due: list[tuple[float, Place]] = []
        self._bytes = 0
        self._written: dict[Place, float] = {}  # in the order of the times

    def __len__(self) -> int:
        """Return how much is left to do."""
        return len(self._orders) + len(self._waiting)

    def put(self, place: Place, snapshot: Snapshot, now: float) -> bool:
        """Have a snapshot written; tell whether there is room for it."""
        size = len(snapshot.kept.body)
        was = self._waiting.get(place)
        if self._bytes + size - (0 if was is None else _size(was)) > self._room:
            return False
        if was is None:
            last = self._written.get(place)
            due = now if last is None else max(now, last + self._pause)
            heapq.heappush(self._due, (due, place))
        else:
            self._bytes -= _size(was)
        self._waiting[place] = snapshot
        self._bytes += size
        return True

    def order(self, order: Order) -> None:
        """Have snapshots deleted, and nothing written that was put before."""
        covered = [place for place in self._waiting if order.covers(place)]
        for place in covered:
            self._bytes -= _size(self._waiting.pop(place))
        joined = self._orders[-1].joined(order) if self._orders else None
        if joined is not None:
            self._orders[-1] = joined
            return
        if len(self._orders) >= _MOST_ORDERS:  # of a disk that deletes nothing
            others = [one for one in self._orders if one.connector != order.connector]
            self._orders = deque(others)
            order = Order(order.connector)
        self._orders.append(order)

    def waiting(self, place: Place) -> Snapshot | None:
        """Return what waits to be written."""
        return self._waiting.get(place)

    def barred(self, place: Place) -> bool:
        """Tell whether what is found at a place now is yet to be deleted."""
        return any(order.covers(place) for order in self._orders)

    @property
    def ordered(self) -> bool:
        """Tell whether an order is yet to be carried out."""
        return bool(self._orders)

    def next(self, now: float, *, all_of_it: bool = False) -> Order | Write | None:
        """Return what is to be done now. An order waits until it is `done`.

        With `all_of_it` nothing waits for its time.
        """
        if self._orders:
            return self._orders[0]
        while self._due and (all_of_it or self._due[0][0] <= now):
            _, place = heapq.heappop(self._due)
            snapshot = self._waiting.pop(place, None)
            if snapshot is None:  # an order took it
                continue
            self._bytes -= _size(snapshot)
            self._wrote(place, now)
            return Write(place, snapshot)
        return None

    def done(self, order: Order) -> None:
        """Take note that an order was carried out."""
        if self._orders and self._orders[0] is order:
            self._orders.popleft()

    def due(self, now: float) -> float | None:
        """Return after how many seconds there is something to do; None where there is nothing."""
        if self._orders:
            return 0.0
        return max(self._due[0][0] - now, 0.0) if self._due else None

    def _wrote(self, place: Place, now: float) -> None:
        self._written.pop(place, None)
        self._written[place] = now
        while self._written:
            first = next(iter(self._written))
            if now - self._written[first] < self._pause:
                return
            del self._written[first]


def _size(snapshot: Snapshot) -> int:
    return len(snapshot.kept.body)
