"""How an answer stands in the store that keeps it: since when, for how long, how fresh."""

from typing import Any

from gateway.connectors.freshness import Lifetime, Step, decide
from gateway.connectors.key import Key
from gateway.connectors.shelf import Shelf


class Tenure:
    """The time of an answer in a store, `since` when it was got, for a `lifetime`.

    Times are of the store's clock. `tags` are those it is kept under.
    """

    __slots__ = ("_failed", "_tried", "lifetime", "since", "store", "tags")

    def __init__(
        self,
        store: Shelf[Any],
        lifetime: Lifetime,
        since: float,
        tags: tuple[str, ...],
    ) -> None:
        self.store = store
        self.lifetime = lifetime
        self.since = since
        self.tags = tags
        self._failed: tuple[float, str] | None = None  # when, and with which code
        self._tried: float | None = None  # when the last attempt to renew it ended

    def step(self) -> Step:
        """Decide what to do with the answer."""
        now = self.store.now()
        failed = None if self._failed is None else now - self._failed[0]
        tried = None if self._tried is None else now - self._tried
        return decide(self.lifetime, now - self.since, failed, tried)

    def tried(self) -> None:
        """Take note that an attempt to renew the answer ended just now, no matter how."""
        self._tried = self.store.now()

    def failed(self, code: str) -> None:
        """Take note that an attempt to renew it failed, for which it may stand in."""
        self._tried = now = self.store.now()
        self._failed = now, code

    @property
    def code(self) -> str | None:
        """Return the code with which the last attempt to renew it failed, if one did."""
        return None if self._failed is None else self._failed[1]

    def shorten(self, key: Key, seconds: float) -> None:
        """Keep the answer for so many seconds more at the most, and not once it is stale."""
        age = self.store.now() - self.since
        self.lifetime = Lifetime(min(self.lifetime.ttl, age + seconds))
        self.store.shorten(key, self.lifetime.ttl - age)

    def doubt(self, key: Key) -> None:
        """Have the answer stand in for failures alone from now on: it may have changed."""
        age = self.store.now() - self.since
        life = self.lifetime = self.lifetime.doubted(age)
        self.store.shorten(key, life.ttl - age, life.stale)

    @property
    def expires(self) -> float:
        """Return when it expires."""
        return self.since + self.lifetime.ttl

    @property
    def renewable(self) -> float:
        """Return when it ceases to be shown while it is renewed."""
        return self.expires + self.lifetime.revalidate

    @property
    def over(self) -> float:
        """Return when it ceases to stand in for a failure."""
        return self.expires + self.lifetime.error
