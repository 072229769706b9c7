"""A byte-bounded LRU over several namespaces, on a clock it is given.

Whoever takes the most gives way: the questions that citizens ask one agency must not drive
out what is left of another that is dark.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

OVERHEAD: Final = 512
"""Bytes an entry costs besides its value: itself, its key, its two dict slots."""


@dataclass(slots=True, eq=False)  # told apart by identity: hashed at every hit
class Entry:
    """One value kept. `size` counts bytes, `expires` is a time of the clock.

    It may be found for `stale` seconds more by those who ask for what is old.
    `tags` are names it can be dropped by.
    """

    space: "Space"
    key: Hashable
    value: Any
    size: int
    expires: float
    stale: float = 0.0
    tags: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class Space:
    """One namespace: its entries and what became of them.

    `order` begins with the least recently used, `tags` are the keys of what each tag
    names; `got` is when the newest was got that was put there. `misses` are counted by
    who asks. `epoch` rises when something is dropped by order.
    """

    entries: dict[Hashable, Entry] = field(default_factory=dict[Hashable, Entry])
    order: OrderedDict[Entry, None] = field(default_factory=OrderedDict[Entry, None])
    used: int = 0
    hits: int = 0
    misses: int = 0
    evictions: int = 0
    epoch: int = 0
    got: float | None = None
    tags: dict[str, set[Hashable]] = field(default_factory=dict[str, "set[Hashable]"])


Clock: TypeAlias = Callable[[], float]


class Lru:
    """Keep entries up to `budget` bytes in all.

    The least recently used of the largest namespace go first.

    An expired entry is returned to those alone who ask for what is old, and one
    that is too old to nobody. Its memory is reclaimed when it is asked for, or when
    its turn comes to be evicted.
    """

    __slots__ = ("_spaces", "budget", "clock", "removals", "used")

    def __init__(self, budget: int, clock: Clock) -> None:
        self.budget = budget
        self.clock = clock
        self._spaces: set[Space] = set()  # those that keep anything
        self.used = 0
        self.removals = 0  # while it stands still, nothing kept has gone

    def find(self, space: Space, key: Hashable) -> Entry | None:
        """Return a live entry and make it the most recently used."""
        entry = space.entries.get(key)
        if entry is None:
            return None
        now = self.clock()
        if entry.expires <= now:
            if entry.expires + entry.stale <= now:
                self.remove(entry)
            return None
        space.order.move_to_end(entry)
        space.hits += 1
        return entry

    def find_old(self, space: Space, key: Hashable) -> Entry | None:
        """Return an entry, fresh or not, that is not too old to be used."""
        entry = space.entries.get(key)
        if entry is None:
            return None
        if entry.expires + entry.stale <= self.clock():
            self.remove(entry)
            return None
        space.order.move_to_end(entry)
        return entry

    def insert(self, entry: Entry) -> bool:
        """Keep an entry in place of its predecessor; tell whether it fits."""
        old = entry.space.entries.get(entry.key)
        if old is not None:
            self.remove(old)
        if entry.size > self.budget:
            return False
        space = entry.space
        space.entries[entry.key] = entry
        for tag in entry.tags:
            space.tags.setdefault(tag, set()).add(entry.key)
        space.order[entry] = None
        self._spaces.add(space)
        self._charge(entry, entry.size)
        return True

    def grow(self, entry: Entry, extra: int) -> None:
        """Charge `extra` bytes more for an entry that is kept.

        An entry that no longer fits the budget at all goes, and alone.
        """
        if entry.size + extra > self.budget:
            self.remove(entry)
            entry.space.evictions += 1
            return
        entry.size += extra
        entry.space.order.move_to_end(entry)
        self._charge(entry, extra)

    def remove(self, entry: Entry) -> None:
        """Forget an entry that is kept."""
        space = entry.space
        del space.entries[entry.key]
        del space.order[entry]
        if not space.order:
            self._spaces.discard(space)
        self.removals += 1
        self.used -= entry.size
        space.used -= entry.size
        for tag in entry.tags:
            keys = space.tags[tag]
            keys.discard(entry.key)
            if not keys:
                del space.tags[tag]

    def wipe(self, space: Space) -> None:
        """Forget every entry of one namespace, and of no other."""
        for entry in list(space.entries.values()):
            self.remove(entry)

    def _charge(self, entry: Entry, size: int) -> None:
        """Account for more bytes, and evict until all fits."""
        self.used += size
        entry.space.used += size
        while self.used > self.budget:
            victim = self._victim(entry)
            self.remove(victim)
            victim.space.evictions += 1

    def _victim(self, spared: Entry) -> Entry:
        """Return what goes next, which is not what has just been put there."""
        oldest = next(iter(max(self._spaces, key=_used).order))
        if oldest is not spared:
            return oldest
        others = (space for space in self._spaces if space is not spared.space)
        return next(iter(max(others, key=_used).order))


def _used(space: Space) -> int:
    return space.used
