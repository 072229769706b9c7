"""The cache's store: a typed view of memory.

`Store` is the hot path: one namespace, no await, live objects, no copies.
Whoever puts an object in promises never to change it.
"""

from collections.abc import Hashable, Iterable
from sys import getsizeof
from typing import Generic, TypeVar, cast

from gateway.connectors.freshness import Lifetime
from gateway.connectors.key import Key, digest
from gateway.connectors.lru import OVERHEAD, Entry
from gateway.connectors.memory import MemoryTier

__all__ = ["Key", "MemoryTier", "Store", "digest"]

V = TypeVar("V")


class Store(Generic[V]):
    """One namespace of the memory, typed.

    Sizes are the caller's estimate in bytes; a fixed overhead for the entry
    and its key is added. A value is never None. Its `heir`, if there is one, has taken
    over what was kept here.
    """

    __slots__ = ("_entries", "_lru", "_move", "heir", "space")

    def __init__(self, tier: MemoryTier, namespace: str) -> None:
        self.space = tier.space(namespace)
        self._lru = tier.lru
        self.heir: Store[V] | None = None
        # Looked up once: peek is on the path of every warm query.
        self._entries = self.space.entries
        self._move = self.space.order.move_to_end

    def peek(self, key: Key) -> V | None:
        """Return the live value of a key, or None; count a hit."""
        entry = self._entries.get(key)
        if entry is None or entry.expires <= self._lru.clock():
            found = self._lru.find(self.space, key)  # drops the expired
            return None if found is None else cast("V", found.value)
        self._move(entry)
        self.space.hits += 1
        return cast("V", entry.value)

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def epoch(self) -> int:
        """Return a number that rises when something is dropped by order: see `invalidate`."""
        return self.space.epoch

    @property
    def removals(self) -> int:
        """Return how often the memory let go of something, of any namespace."""
        return self._lru.removals

    @property
    def hit_rate(self) -> float | None:
        """Return the share of what was asked for that was here, fresh; None before any was."""
        asked = self.space.hits + self.space.misses
        return self.space.hits / asked if asked else None

    def missed(self, count: int = 1) -> None:
        """Take note that so much was asked for and not here: who asks may look twice."""
        self.space.misses += count

    @property
    def newest(self) -> float | None:
        """Return the age of the newest that was put here, in seconds; None without any."""
        got = self.space.got
        return None if got is None else max(self.now() - got, 0.0)

    def now(self) -> float:
        """Return the memory's clock, in seconds."""
        return self._lru.clock()

    def old(self, key: Key) -> V | None:
        """Return the value of a key although it may have expired, if not for too long."""
        entry = self._lru.find_old(self.space, key)
        return None if entry is None else cast("V", entry.value)

    def put(
        self,
        key: Key,
        value: V,
        size: int,
        lifetime: Lifetime,
        tags: tuple[str, ...] = (),
        age: float = 0.0,
    ) -> bool:
        """Keep a value in place of the old one, for a lifetime; tell whether it fits.

        That began `age` seconds ago. Once it is not fresh any more the value may be
        found as `old`. Where nothing is left of it nothing is kept, nor the old value.
        """
        ttl, stale = lifetime.ttl - age, lifetime.stale
        if ttl + stale <= 0:
            self.drop(key)
            return False
        space, now = self.space, self._lru.clock()
        size += OVERHEAD + sum(map(getsizeof, tags))
        entry = Entry(space, key, value, size, now + ttl, stale, tags)
        if not self._lru.insert(entry):
            return False
        got = now - age
        space.got = got if space.got is None else max(space.got, got)
        return True

    def grow(self, key: Key, extra: int) -> None:
        """Charge `extra` bytes more for a value that has grown, if it is still kept."""
        entry = self._entries.get(key)
        if entry is not None:
            self._lru.grow(entry, extra)

    def shorten(self, key: Key, seconds: float, stale: float = 0.0) -> None:
        """Have what is under a key expire in so many seconds at the most, and go `stale` later."""
        entry = self._entries.get(key)
        if entry is not None:
            entry.expires = min(entry.expires, self._lru.clock() + seconds)
            entry.stale = stale

    def drop(self, key: Key) -> None:
        """Forget one key."""
        entry = self._entries.get(key)
        if entry is not None:
            self._lru.remove(entry)

    def clear(self) -> int:
        """Forget every key of this namespace, and of no other; return how many."""
        self.space.epoch += 1
        found = len(self._entries)
        self._lru.wipe(self.space)
        return found

    @property
    def latest(self) -> "Store[V]":
        """Return the store that has taken over what was kept here, or this one."""
        found = self
        while found.heir is not None:
            found = found.heir
        return found

    def adopt(self, other: "Store[V]") -> list[V]:
        """Take over what another of the same tier keeps, but for what is kept here already.

        What the other has asked for meanwhile it does not keep. Return what was taken.
        """
        other.space.epoch += 1
        other.heir = self
        taken: list[V] = []
        for entry in tuple(other.space.order):
            self._lru.remove(entry)
            if entry.key not in self._entries:
                entry.space = self.space
                self._lru.insert(entry)
                taken.append(cast("V", entry.value))
        times = (one.got for one in (self.space, other.space) if one.got is not None)
        self.space.got = max(times, default=None)
        return taken

    def invalidate(self, tags: Iterable[str]) -> int:
        """Forget what any of these tags names; return how many values that were.

        What is being fetched meanwhile may be as old as what is dropped: whoever
        fetches compares `epoch` before and after.
        """
        self.space.epoch += 1
        found = self._named(tags)
        for key in found:
            self._lru.remove(self._entries[key])
        return len(found)

    def drop_by(self, tags: Iterable[str] | None) -> int:
        """Forget what any of these tags names, None for everything; return how many."""
        return self.clear() if tags is None else self.invalidate(tags)

    def doubt(self) -> list[V]:
        """Return all that is kept, for whoever tells each that it may have changed.

        What is being fetched meanwhile is not kept, and views are looked at anew, as where
        it is dropped.
        """
        self.space.epoch += 1
        self._lru.removals += 1
        return [cast("V", entry.value) for entry in self._entries.values()]

    def count(self, tags: Iterable[str] | None = None) -> int:
        """Return how many values there are, of all or of what any of these tags names."""
        return len(self._entries) if tags is None else len(self._named(tags))

    def _named(self, tags: Iterable[str]) -> set[Hashable]:
        return {key for tag in tags for key in self.space.tags.get(tag, ())}
