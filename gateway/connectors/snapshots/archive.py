"""All snapshots of a process: its threads, and what the operator is told of them."""

import asyncio
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, cast

import orjson

from gateway.connectors.shared.outage import Outage
from gateway.connectors.snapshots.cabinet import Cabinet, trouble
from gateway.connectors.snapshots.clocks import Moments, read_clocks
from gateway.connectors.snapshots.doubts import Doubts
from gateway.connectors.snapshots.hands import Hands
from gateway.connectors.snapshots.names import (
    Order,
    Place,
    by_tags,
    folder_of,
)
from gateway.connectors.snapshots.record import Snapshot, read_snapshot
from gateway.connectors.snapshots.writer import Bounds, Writer
from gateway.observe import Fault, Observer, SnapshotsTurned

BOUND: Final = 0.5
"""Seconds that a call waits for the disk at the most, before it is made."""

LARGEST: Final = 8 * 1024**2
"""Bytes of the largest file. What is larger takes too long to get."""

_MOMENT: Final = 0.005
_READERS: Final = 2
_FLUSH: Final = 3.0
_NOTE: Final = 1024**2


class Snapshots:
    """The snapshots of every connector (tier.py). Trouble with the disk is a miss.

    Nobody waits for the disk for more than `bound` seconds.
    """

    def __init__(
        self,
        cabinet: Cabinet,
        bounds: Bounds,
        observer: Observer,
        moments: Moments | None = None,
        bound: float = BOUND,
    ) -> None:
        self._bound = bound
        self.moments = moments or read_clocks()
        self.largest = min(LARGEST, bounds.share)
        self.reads = Outage()
        self.writer = Writer(cabinet, bounds, self._writing, self.moments)
        self._cabinet = cabinet
        self._observer = observer
        self._hands = Hands("snapshots-read", _READERS)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._down: set[str] = set()
        self._noted: dict[str, str | None] = {}
        self.doubts = Doubts()

    def start(self) -> None:
        """Begin."""
        self._loop = asyncio.get_running_loop()
        self.writer.start()

    def release(self, connector: str, declared: str) -> None:
        """Look no more after a connector that is declared so: it may go some day."""
        self.writer.release(folder_of(connector, declared))

    def drop(self, connector: str, tags: Iterable[str] | None) -> None:
        """Delete what any of these tags names, None for everything of a connector."""
        self.writer.order(by_tags(connector, tags))

    def doubt(self, connector: str) -> None:
        """Have what was got of a connector until now stand in for failures alone."""
        self.doubts.begin(connector, self.moments())
        self._write_note()

    async def obeyed(self) -> None:
        """Wait until what was to be deleted is, within the bound: a disk may hang."""
        until = time.monotonic() + self._bound
        while self.writer.ordered and time.monotonic() < until:  # noqa: ASYNC110 - the writer's thread sets no event of the loop's
            await asyncio.sleep(_MOMENT)

    async def changes(self) -> dict[str, str | None]:
        """Return the changes that were noted last; none where that cannot be told.

        What was in doubt then is so from now on here as well.
        """
        try:
            data = await self._hands.do(
                lambda: self._cabinet.read_note(_NOTE), self._bound
            )
            found: object = {} if data is None else orjson.loads(data)
        except (OSError, ValueError):
            return {}
        noted = _as_dict(found)
        self.doubts.read(noted.get("doubts"))
        known = _as_dict(noted.get("changes"))
        self._noted = {
            name: one for name, one in known.items() if isinstance(one, str | None)
        }
        return {**self._noted}

    def note(self, changes: Mapping[str, str | None]) -> None:
        """Note which changes are known, and obeyed as soon as what was ordered is done."""
        if changes != self._noted:
            self._noted = {**changes}
            self._write_note()

    def _write_note(self) -> None:
        note = {"changes": self._noted, "doubts": self.doubts.write()}
        self.writer.note(orjson.dumps(note))

    async def get(self, places: Sequence[Place]) -> dict[Place, Snapshot]:
        """Return what there is at some places, within the bound."""
        found: dict[Place, Snapshot] = {}
        asked: list[Place] = []
        for place in places:
            one = self.writer.find(place)
            if isinstance(one, Snapshot):
                found[place] = one
            elif one:
                asked.append(place)
        if asked and self._hands.free() and self.reads.left <= 0:
            found.update(await self._read(asked))
        return found

    async def _read(self, places: Sequence[Place]) -> dict[Place, Snapshot]:
        corrupt: list[Place] = []
        try:
            found = await self._hands.do(
                lambda: self._open(places, corrupt), self._bound
            )
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a miss
            self.reads.failed()
            self._turned("reads", error)
            return {}
        self.reads.worked()
        self._turned("reads", None)
        for place in corrupt:
            self.writer.order(Order.of(place))
        return found

    def _open(
        self, places: Sequence[Place], corrupt: list[Place]
    ) -> dict[Place, Snapshot]:
        found: dict[Place, Snapshot] = {}
        for place in places:
            data = self._cabinet.read(place, self.largest)
            snapshot = None if data is None else read_snapshot(place, data)
            if snapshot is not None:
                found[place] = snapshot
            elif data is not None:
                corrupt.append(place)
        return found

    async def aclose(self) -> None:
        """Have written what waits for it, within a bound."""
        self._hands.close()
        self.writer.end(_FLUSH)
        await asyncio.to_thread(self.writer.join, _FLUSH)

    # ------------------------------------------------------ what is told

    def _writing(self, error: Exception | None) -> None:
        """Hear of the writer, in its thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._turned, "writes", error)

    def _turned(self, part: str, error: Exception | None) -> None:
        """Tell once that something does not work, and once that it does again."""
        if (error is not None) is (part in self._down):
            return
        if error is None:
            self._down.discard(part)
            self._observer.see(SnapshotsTurned(part, up=True, code=None))
            return
        self._down.add(part)
        if isinstance(error, OSError):  # a time-out is one
            self._observer.see(SnapshotsTurned(part, up=False, code=trouble(error)))
        else:
            self._observer.see(Fault("snapshots", error))


def _as_dict(found: object) -> dict[str, object]:
    return cast("dict[str, object]", found) if isinstance(found, dict) else {}
