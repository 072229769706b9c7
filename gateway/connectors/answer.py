"""An answer: what one call gave, and what has been made of it since."""

from collections.abc import Callable, Hashable
from typing import Final, NamedTuple, Protocol, TypeVar

from gateway.connectors.key import Key, weigh
from gateway.errors import CodedError

T = TypeVar("T")
_MOST_DERIVED: Final = 256  # things kept with one answer: selections, filters, indexes
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

    def put(self, key: Key, value: "Answer", size: int, ttl: float) -> bool:
        """Keep an answer for `ttl` seconds; tell whether it fits."""
        ...

    def grow(self, key: Key, extra: int) -> None:
        """Charge more bytes for what is kept."""
        ...


class Cut(NamedTuple):
    """Why an answer holds less than was asked for: a bound, or a page that failed."""

    error: CodedError | None = None


class Answer:
    """The selected part of an upstream answer, never changed once made.

    `size` is its share of the body in bytes; `as_of` the Unix time at which
    it was fetched. `made` keeps what is derived from it: indexes, filtered
    rows, and the bytes projected for a selection. It lives and dies with the
    answer and is charged to the store.
    """

    __slots__ = (
        "_charged",
        "_expires",
        "_store",
        "as_of",
        "cut",
        "key",
        "made",
        "size",
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
        self.made: dict[Hashable, object] = {}
        self._expires = 0.0
        self._store: Shelf | None = None
        self._charged = 0

    def part(self, value: object) -> "Answer":
        """Return a part of this answer, which is current as long as the whole is."""
        part = Answer(value, 0, self.as_of)
        part.whole = self
        return part

    def keep(self, store: Shelf, ttl: float) -> None:
        """Put this answer in a store, for `ttl` seconds."""
        if self.key is None:
            return
        size = self.size * _DECODED + weigh(self.key)
        if store.put(self.key, self, size, ttl):
            self._store = store
            self._expires = store.now() + ttl

    @property
    def current(self) -> bool:
        """Tell whether this is still what the store gives for its key."""
        if self.whole is not None:
            return self.whole.current
        if self._store is None or self.key is None:
            return False
        return self._store.peek(self.key) is self

    @property
    def store(self) -> Shelf | None:
        """Return the store it was put in; of a part, that of the whole."""
        return self._store if self.whole is None else self.whole.store

    @property
    def expires(self) -> float:
        """Return when it expires, on the store's clock."""
        return self._expires if self.whole is None else self.whole.expires

    @property
    def kept(self) -> bool:
        """Tell whether it was ever put in a store."""
        return self._store is not None or (self.whole is not None and self.whole.kept)

    def charge(self, extra: int) -> None:
        """Tell the store that something of `extra` bytes was derived and kept.

        A negative number tells that it is gone. Another answer that has taken
        this one's place is not charged.
        """
        self._charged += extra
        if self.whole is not None:
            self.whole.charge(extra)
        elif self._store is not None and self.key is not None and self.current:
            self._store.grow(self.key, extra)

    def once(self, name: Hashable, make: Callable[[], T], size: int = 0) -> T:
        """Return what is derived under `name`, making it the first time.

        `size` is what it takes in memory, in bytes, its name included.
        """
        found = self.made.get(name)
        if found is None:
            if len(self.made) >= _MOST_DERIVED:
                self.made.clear()
                self.charge(-self._charged)
            found = self.made[name] = make()
            self.charge(size)
        return found  # type: ignore[return-value]  # what make() returned under this name
