"""The memory tier: one byte budget, spoken to through aiocache's interface or a Store."""

# mypy needs the ignore below; pyright, which reads aiocache's source, does not:
# pyright: reportUnnecessaryTypeIgnoreComment=false

import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import Any, TypeAlias

from typing_extensions import override

from gateway.connectors.lru import OVERHEAD, Clock, Entry, Lru, Space


@contextmanager
def _without(name: str) -> Generator[None]:
    """Have a module look as if it were not installed, unless it is loaded already."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment] # how import is told: there is none
    try:
        yield
    finally:
        del sys.modules[name]


# aiocache loads the client of every server it knows: a third of a second at every start,
# for a client that only connectors/shared needs, and loads when it does.
with _without("redis"):
    from aiocache.base import BaseCache
    from aiocache.serializers import NullSerializer

Place: TypeAlias = tuple[str | None, str]
"""How the memory names what aiocache calls a key: its namespace, and the key."""


class MemoryTier(BaseCache):  # type: ignore[misc] # aiocache ships no types
    """Memory of `budget` bytes for all namespaces together.

    `clock` gives monotonic seconds. `measure` sizes, in bytes, the values
    that come in through aiocache. aiocache's defaults that bite are off: keys
    and namespaces are never joined, a ttl of 0 keeps nothing, `clear` takes
    one namespace, and no operation has a time-out.
    """

    NAME = "memory"

    def __init__(
        self,
        budget: int,
        *,
        clock: Clock = monotonic,
        measure: Callable[[Any], int] = len,
    ) -> None:
        super().__init__(  # pyright: ignore[reportUnknownMemberType] # aiocache ships no types
            serializer=NullSerializer(), timeout=0, key_builder=_place
        )
        self.lru = Lru(budget, clock)
        self._measure = measure
        self._spaces: dict[str | None, Space] = {}

    def space(self, namespace: str | None) -> Space:
        """Return a namespace, the same object every time."""
        return self._spaces.setdefault(namespace, Space())

    def forget(self, namespace: str | None) -> None:
        """Forget a namespace and all in it."""
        space = self._spaces.pop(namespace, None)
        if space is not None:
            self.lru.wipe(space)

    def _find(self, place: Place) -> Entry | None:
        return self.lru.find(self.space(place[0]), place[1])

    def _expiry(self, ttl: float | None) -> float:
        return float("inf") if ttl is None else self.lru.clock() + ttl

    # What follows is called by aiocache's public methods (`get` calls `_get`);
    # `encoding`, `_cas_token` and `_conn` mean something to Redis only.

    @override
    async def _get(
        self, key: Place, encoding: object = None, _conn: object = None
    ) -> Any:
        entry = self._find(key)
        return None if entry is None else entry.value

    @override
    async def _gets(
        self, key: Place, encoding: object = None, _conn: object = None
    ) -> Any:
        return await self._get(key)

    @override
    async def _multi_get(
        self, keys: Sequence[Place], encoding: object = None, _conn: object = None
    ) -> list[Any]:
        return [await self._get(key) for key in keys]

    @override
    async def _set(
        self,
        key: Place,
        value: Any,
        ttl: float | None,
        _cas_token: object = None,
        _conn: object = None,
    ) -> bool:
        if ttl is not None and ttl <= 0:
            await self._delete(key)
            return False
        size = self._measure(value) + OVERHEAD
        space = self.space(key[0])
        return self.lru.insert(Entry(space, key[1], value, size, self._expiry(ttl)))

    @override
    async def _multi_set(
        self,
        pairs: Sequence[tuple[Place, Any]],
        ttl: float | None,
        _conn: object = None,
    ) -> bool:
        return all([await self._set(key, value, ttl) for key, value in pairs])

    @override
    async def _add(
        self, key: Place, value: Any, ttl: float | None, _conn: object = None
    ) -> bool:
        if await self._exists(key):
            msg = "the key exists already"  # not the key itself: it may be personal
            raise ValueError(msg)
        return await self._set(key, value, ttl)

    @override
    async def _exists(self, key: Place, _conn: object = None) -> bool:
        return self._find(key) is not None

    @override
    async def _increment(self, key: Place, delta: int, _conn: object = None) -> int:
        entry = self._find(key)
        value = delta if entry is None else int(entry.value) + delta
        expires = self._expiry(None) if entry is None else entry.expires
        size = OVERHEAD + value.bit_length() // 8
        self.lru.insert(Entry(self.space(key[0]), key[1], value, size, expires))
        return value

    @override
    async def _expire(self, key: Place, ttl: float, _conn: object = None) -> bool:
        entry = self._find(key)
        if entry is None:
            return False
        entry.expires = self._expiry(ttl)
        return True

    @override
    async def _delete(self, key: Place, _conn: object = None) -> int:
        entry = self._find(key)
        if entry is None:
            return 0
        self.lru.remove(entry)
        return 1

    @override
    async def _clear(self, namespace: str | None, _conn: object = None) -> bool:
        self.lru.wipe(self.space(namespace))
        return True


def _place(key: str, namespace: str | None = None) -> Place:
    """Keep namespace and key apart, where aiocache would join them."""
    return namespace, key
