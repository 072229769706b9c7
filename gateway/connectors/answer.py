"""An answer: what one call gave, and what has been made of it since."""

from collections.abc import Callable, Hashable, Iterable
from typing import Final, NamedTuple, Protocol, TypeVar

from gateway.connectors.freshness import Lifetime, Step, decide
from gateway.connectors.key import Key, weigh
from gateway.errors import CodedError

T = TypeVar("T")
_MOST_DERIVED: Final = 256  # things kept with one answer: selections, filters, indexes
_DERIVED: Final = 1024  # bytes of what is derived and holds no value of its own
_DECODED: Final = (
    6  # bytes that a byte of JSON takes in memory: 2 of texts, 7 of digits
)


class Shelf(Protocol):
    """What keeps answers: as much of a store (store.py) as an answer has to know."""

    @property
    def removals(self) -> int:
        """Return how often the memory let go of something."""
        ...

    def now(self) -> float:
        """Return the memory's clock, in seconds."""
        ...

    def peek(self, key: Key) -> "Answer | None":
        """Return what is kept under a key."""
        ...

    def old(self, key: Key) -> "Answer | None":
        """Return what is kept under a key, fresh or not."""
        ...

    def put(
        self,
        key: Key,
        value: "Answer",
        size: int,
        lifetime: Lifetime,
        tags: tuple[str, ...] = (),
        age: float = 0.0,
    ) -> bool:
        """Keep an answer for a lifetime that began `age` seconds ago; tell whether it fits."""
        ...

    def grow(self, key: Key, extra: int) -> None:
        """Charge more bytes for what is kept."""
        ...

    def shorten(self, key: Key, seconds: float) -> None:
        """Let go of what is kept after so many seconds at the most."""
        ...


class Held(Protocol):
    """An answer of a call, while it is kept (custody.py)."""

    def disown(self) -> None:
        """Let go of it: it breaks its types."""
        ...


class Call(Protocol):
    """A call that answered, until it is known whether its answer fits its types."""

    def misfit(self, operation: str, bad: float, rows: int) -> None:
        """Count it as failed: `bad` of `rows` break their type."""
        ...

    def keeps(self, held: Held) -> None:
        """Take note of an answer of it, which is kept."""
        ...


class Cut(NamedTuple):
    """Why an answer holds less than was asked for: a bound, or a page that failed."""

    error: CodedError | None = None


class Validators(NamedTuple):
    """What a service can be asked by whether an answer has changed: RFC 9110 §8.8.

    They hold for the request that it was the answer `of` (exchange.py), which may
    have been for other keys as well.
    """

    etag: str | None
    modified: str | None
    of: str


class Answer:
    """The selected part of an upstream answer, never changed once made.

    `size` is its share of the body in bytes; `as_of` the Unix time at which
    it was fetched. `made` keeps what is derived from it: indexes, filtered
    rows, and the bytes projected for a selection. It lives and dies with the
    answer and is charged to the store.

    One that is shown although it is not fresh is `stale`, with the code of what
    kept it from being renewed as `reason`: see `aged`.
    """

    __slots__ = (
        "_charged",
        "_failed",
        "_kept_at",
        "_made_of",
        "_parts_charged",
        "_shelf",
        "_store",
        "_tags",
        "_tried",
        "allowed",
        "as_of",
        "calls",
        "cut",
        "key",
        "lifetime",
        "made",
        "reason",
        "size",
        "stale",
        "validators",
        "value",
        "whole",
    )

    def __init__(
        self, value: object, size: int, as_of: float, key: Key | None = None
    ) -> None:
        self.value = value
        self.size = size
        self.as_of = as_of
        self.key = key
        self.cut: Cut | None = None  # where it is not all that was asked for
        self.whole: Answer | None = None  # the answer this one is a part of
        self.calls: tuple[Call, ...] = ()  # that gave it, until it is judged
        self.made: dict[Hashable, object] = {}
        self.stale = False
        self.reason: str | None = None
        self.lifetime: Lifetime | None = None
        self.validators: Validators | None = None
        self.allowed: Lifetime | None = None  # of what a service says has not changed
        self._kept_at = 0.0
        self._made_of: float | None = None
        self._shelf: Shelf | None = None  # of what it is made of
        self._failed: tuple[float, str] | None = None  # when, and with which code
        self._tried: float | None = None  # when the last attempt to renew it ended
        self._store: Shelf | None = None
        self._charged = 0
        self._parts_charged = 0
        self._tags: tuple[str, ...] = ()

    def part(self, value: object) -> "Answer":
        """Return a part of this answer, which is current as long as the whole is."""
        part = Answer(value, 0, self.as_of)
        part.whole = self
        part.stale = self.stale
        part.reason = self.reason
        return part

    def keep(
        self,
        store: Shelf,
        lifetime: Lifetime,
        tags: tuple[str, ...] = (),
        age: float = 0.0,
    ) -> None:
        """Put this answer in a store, for a lifetime that began `age` seconds ago."""
        if self.key is None:
            return
        size = self.size * _DECODED + weigh(self.key) + self._charged
        if store.put(self.key, self, size, lifetime, tags, age):
            self._store = store
            self._tags = tags
            self._kept_at = store.now() - age
            self.lifetime = lifetime

    def move(self, store: Shelf) -> None:
        """Take note that another store keeps this now, as the one before did."""
        self._store = store

    # ---------------------------------------------------------- freshness

    def step(self) -> Step:
        """Decide what to do with this answer, which is kept."""
        store, lifetime = self._store, self.lifetime
        assert store is not None  # noqa: S101 - asked of what a store gave
        assert lifetime is not None  # noqa: S101 - as above
        now = store.now()
        failed = None if self._failed is None else now - self._failed[0]
        tried = None if self._tried is None else now - self._tried
        return decide(lifetime, now - self._kept_at, failed, tried)

    def tried(self) -> None:
        """Take note that an attempt to renew this answer ended just now, no matter how."""
        if self._store is not None:
            self._tried = self._store.now()

    def failed(self, code: str) -> None:
        """Take note that an attempt to renew this failed, for which it may stand in."""
        self.tried()
        if self._tried is not None:
            self._failed = self._tried, code

    def aged(self) -> "Answer":
        """Return this answer as one that is shown although it is not fresh.

        What is derived of that, views too, is kept apart from what was made while
        this was fresh.
        """
        code = None if self._failed is None else self._failed[1]

        def age() -> Answer:
            part = self.part(self.value)
            part.size, part.stale, part.reason = self.size, True, code
            part.cut = self.cut
            return part

        return self.once(("aged", code), age, _DERIVED)

    def disown(self, seconds: float) -> None:
        """Keep this for so many seconds more at the most, and not once it is stale."""
        store, lifetime = self._store, self.lifetime
        if store is None or lifetime is None or self.key is None:
            return
        age = store.now() - self._kept_at
        self.lifetime = Lifetime(min(lifetime.ttl, age + seconds))
        self.validators = None  # it is not to be confirmed
        store.shorten(self.key, self.lifetime.ttl - age)

    def blend(self, parts: "Iterable[Answer]") -> None:
        """Take over from the answers this one is made of how old and stale they are."""
        for part in parts:
            if part.stale:
                self.stale = True
                self.reason = self.reason or part.reason
            self._shelf = self._shelf or part.store
            self.calls += part.calls
            kept, oldest = part.kept_at, self._made_of
            if kept is not None:
                self._made_of = kept if oldest is None else min(kept, oldest)

    def confirmed(self, as_of: float) -> "Answer":
        """Return this answer as got anew: its service says that it has not changed."""
        again = Answer(self.value, self.size, as_of, self.key)
        again.made = {  # parts are of this answer
            name: one for name, one in self.made.items() if not isinstance(one, Answer)
        }
        again._charged = self._charged - self._parts_charged
        again.validators = self.validators
        again.allowed = self.lifetime
        return again

    @property
    def composed(self) -> bool:
        """Tell whether it is made of other answers."""
        return self._made_of is not None

    @property
    def kept_at(self) -> float | None:
        """Return when it was kept, or the first it is made of; None where nothing was.

        The time is of the store's clock.
        """
        if self.whole is not None:
            return self.whole.kept_at
        if self._store is None:
            return self._made_of
        first = self._made_of
        return self._kept_at if first is None else min(self._kept_at, first)

    @property
    def current(self) -> bool:
        """Tell whether this is still what the store gives for its key."""
        if self.whole is not None:
            return self.whole.current
        if self._store is None or self.key is None:
            return False
        return self._store.peek(self.key) is self

    @property
    def age(self) -> float:
        """Return how many seconds ago it was got; 0 where it was just now."""
        kept, shelf = self.kept_at, self.store or self._shelf
        return 0.0 if kept is None or shelf is None else max(shelf.now() - kept, 0.0)

    @property
    def store(self) -> Shelf | None:
        """Return the store it was put in; of a part, that of the whole."""
        return self._store if self.whole is None else self.whole.store

    @property
    def expires(self) -> float:
        """Return when it expires, on the store's clock."""
        if self.whole is not None:
            return self.whole.expires
        ttl = 0.0 if self.lifetime is None else self.lifetime.ttl
        return self._kept_at + ttl

    @property
    def renewable(self) -> float:
        """Return when it ceases to be shown while it is renewed, on the store's clock."""
        if self.whole is not None:
            return self.whole.renewable
        stale = 0.0 if self.lifetime is None else self.lifetime.revalidate
        return self.expires + stale

    @property
    def over(self) -> float:
        """Return when it ceases to stand in for a failure, on the store's clock."""
        if self.whole is not None:
            return self.whole.over
        stale = 0.0 if self.lifetime is None else self.lifetime.error
        return self.expires + stale

    @property
    def tags(self) -> tuple[str, ...]:
        """Return the tags that it is kept under; of a part, those of the whole."""
        return self._tags if self.whole is None else self.whole.tags

    @property
    def kept(self) -> bool:
        """Tell whether it was ever put in a store."""
        return self._store is not None or (self.whole is not None and self.whole.kept)

    def charge(self, extra: int, *, part: bool = False) -> None:
        """Tell the store that something of `extra` bytes was derived and kept.

        A negative number tells that it is gone, `part` that it is a part or a part's.
        Another answer that has taken this one's place is not charged.
        """
        self._charged += extra
        if part:
            self._parts_charged += extra
        if self.whole is not None:
            self.whole.charge(extra, part=True)
            return
        store, key = self._store, self.key
        # Nobody has asked for it: that is no hit.
        if store is not None and key is not None and store.old(key) is self:
            store.grow(key, extra)

    def once(self, name: Hashable, make: Callable[[], T], size: int = 0) -> T:
        """Return what is derived under `name`, making it the first time.

        `size` is what it takes in memory, in bytes, its name included.
        """
        found = self.made.get(name)
        if found is None:
            if len(self.made) >= _MOST_DERIVED:
                self.made.clear()
                self.charge(-self._charged)
                self._parts_charged = 0
            found = self.made[name] = make()
            self.charge(size, part=isinstance(found, Answer))
        return found  # type: ignore[return-value]  # what make() returned under this name
