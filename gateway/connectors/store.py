"""The cache's store: a typed view of memory, and the seam for a shared tier.

`Store` is the hot path: one namespace, no await, live objects, no copies.
Whoever puts an object in promises never to change it.
"""

from typing import Generic, Protocol, TypeVar, cast

from gateway.connectors.key import Key, digest
from gateway.connectors.lru import OVERHEAD, Entry
from gateway.connectors.memory import MemoryTier

__all__ = ["Key", "MemoryTier", "SharedTier", "Store", "digest"]

V = TypeVar("V")


class SharedTier(Protocol):
    """A tier shared by processes (Valkey): bytes under the `digest` of a key.

    It fails open: trouble is a miss, never an exception. Values are JSON,
    checked by the reader; `ttl` is in seconds and always positive.
    """

    async def get(self, name: str) -> bytes | None:
        """Return the bytes under a digest, or None."""
        ...

    async def set(self, name: str, value: bytes, ttl: float) -> None:
        """Keep bytes under a digest for `ttl` seconds."""
        ...

    async def delete(self, name: str) -> None:
        """Forget a digest."""
        ...


class Store(Generic[V]):
    """One namespace of the memory, typed.

    Sizes are the caller's estimate in bytes; a fixed overhead for the entry
    and its key is added. A value is never None.
    """

    __slots__ = ("_entries", "_lru", "_move", "space")

    def __init__(self, tier: MemoryTier, namespace: str) -> None:
        self.space = tier.space(namespace)
        self._lru = tier.lru
        # Looked up once: peek is on the path of every warm query.
        self._entries = self.space.entries
        self._move = tier.lru.order.move_to_end

    def peek(self, key: Key) -> V | None:
        """Return the live value of a key, or None; count a hit or a miss."""
        entry = self._entries.get(key)
        if entry is None or entry.expires <= self._lru.clock():
            found = self._lru.find(self.space, key)  # counts, and drops the expired
            return None if found is None else cast("V", found.value)
        self._move(entry)
        self.space.hits += 1
        return cast("V", entry.value)

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def removals(self) -> int:
        """Return how often the memory let go of something, of any namespace."""
        return self._lru.removals

    def now(self) -> float:
        """Return the memory's clock, in seconds."""
        return self._lru.clock()

    def put(self, key: Key, value: V, size: int, ttl: float) -> bool:
        """Keep a value for `ttl` seconds in place of the old one; tell whether it fits.

        With a ttl of 0 or less nothing is kept, the old value included.
        """
        if ttl <= 0:
            self.drop(key)
            return False
        expires = self._lru.clock() + ttl
        return self._lru.insert(Entry(self.space, key, value, size + OVERHEAD, expires))

    def grow(self, key: Key, extra: int) -> None:
        """Charge `extra` bytes more for a value that has grown, if it is still kept."""
        entry = self._entries.get(key)
        if entry is not None:
            self._lru.grow(entry, extra)

    def drop(self, key: Key) -> None:
        """Forget one key."""
        entry = self._entries.get(key)
        if entry is not None:
            self._lru.remove(entry)

    def clear(self) -> None:
        """Forget every key of this namespace, and of no other."""
        self._lru.wipe(self.space)
