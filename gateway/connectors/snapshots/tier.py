"""Snapshots as the second tier (second.py) of one connector. It fails open."""

from collections.abc import Mapping, Sequence
from typing import Final

from gateway.connectors.answer import Answer
from gateway.connectors.key import Key
from gateway.connectors.second import Kept, Wanted
from gateway.connectors.snapshots.aging import age
from gateway.connectors.snapshots.archive import Snapshots
from gateway.connectors.snapshots.backlog import PAUSE
from gateway.connectors.snapshots.names import Order, Place, folder_of, name_of, stem_of
from gateway.connectors.snapshots.record import Snapshot
from gateway.connectors.store import Store

_HEAD: Final = 16 * 1024


class ConnectorSnapshots:
    """A connector's snapshots, as long as it is declared alike.

    What its memory has, fresh or not, is not looked for.
    """

    def __init__(
        self,
        snapshots: Snapshots,
        connector: str,
        declared: str,
        memory: Store[Answer],
    ) -> None:
        self._snapshots = snapshots
        self._memory = memory
        self._connector = connector
        self._folder = folder_of(connector, declared)
        snapshots.writer.watch(self._folder)

    async def get(self, wanted: Wanted) -> Mapping[Key, Kept]:
        """Return what is kept under some keys."""
        places = {
            self._place(key, tags): key
            for key, tags in wanted.items()
            if self._memory.old(key) is None
        }
        found = await self._snapshots.get(list(places))
        now, latest = self._snapshots.moments(), self._snapshots.writer.latest
        held: dict[Key, Kept] = {}
        for place, (kept, at) in found.items():
            old = age(at, now, latest)
            if old is None:
                continue
            if self._snapshots.doubts.about(self._connector, at, now, latest):
                life = kept.lifetime.doubted(old)
                kept = kept._replace(lifetime=life, validators=None)  # noqa: PLW2901 - the same, in doubt
            held[places[place]] = kept._replace(age=old)
        return held

    def put(self, key: Key, kept: Kept) -> None:
        """Keep an answer under a key, in place of the old one.

        One that may not stand in for an error, such as "there is none", or is too large,
        only takes the old one away. Nobody's own answer is kept.
        """
        if kept.personal:
            return
        place = self._place(key, kept.tags)
        writer = self._snapshots.writer
        lifetime = kept.lifetime
        fits = len(kept.body) + _HEAD <= self._snapshots.largest
        if fits and lifetime.error > 0 and lifetime.ttl + lifetime.error > PAUSE:
            writer.put(
                place, Snapshot(kept, self._snapshots.moments().before(kept.age))
            )
        elif writer.find(place):
            self.delete((key,))

    def delete(self, keys: Sequence[Key]) -> None:
        """Forget some keys."""
        stems = frozenset(map(stem_of, keys))
        self._snapshots.writer.order(Order(self._connector, stems))

    def invalidate(self, tags: Sequence[str] | None) -> None:
        """Forget what any of these tags names; None for everything of the connector."""
        self._snapshots.drop(self._connector, tags)

    async def claim(self, keys: Sequence[Key], seconds: float) -> Sequence[bool]:
        """Tell of each key that this process is to renew it: others are not asked."""
        del seconds
        return [True] * len(keys)

    def hold(self, keys: Sequence[Key], seconds: float) -> None:
        """Do nothing: nobody is kept from what was claimed."""

    def _place(self, key: Key, tags: Sequence[str]) -> Place:
        return Place(self._folder, name_of(key, tags))
