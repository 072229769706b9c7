"""What keeps answers: as much of a store (store.py) as an answer has to know."""

from typing import Protocol, TypeVar

from gateway.connectors.freshness import Lifetime
from gateway.connectors.key import Key

V = TypeVar("V")


class Shelf(Protocol[V]):
    """Keeps values under keys, on a clock of its own."""

    @property
    def removals(self) -> int:
        """Return how often the memory let go of something."""
        ...

    def now(self) -> float:
        """Return the memory's clock, in seconds."""
        ...

    def peek(self, key: Key) -> V | None:
        """Return what is kept under a key."""
        ...

    def old(self, key: Key) -> V | None:
        """Return what is kept under a key, fresh or not."""
        ...

    def put(
        self,
        key: Key,
        value: V,
        size: int,
        lifetime: Lifetime,
        tags: tuple[str, ...] = (),
        age: float = 0.0,
    ) -> bool:
        """Keep a value for a lifetime that began `age` seconds ago; tell whether it fits."""
        ...

    def grow(self, key: Key, extra: int) -> None:
        """Charge more bytes for what is kept."""
        ...

    def shorten(self, key: Key, seconds: float, stale: float = 0.0) -> None:
        """Have what is kept expire in so many seconds at the most, and go `stale` later."""
        ...
