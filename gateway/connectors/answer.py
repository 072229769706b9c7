"""An answer: what one call gave, and what has been made of it since."""

from collections.abc import Callable, Hashable, Iterable
from typing import Final, NamedTuple, TypeVar, cast

from gateway.connectors.answered import Call
from gateway.connectors.freshness import Lifetime, Step
from gateway.connectors.key import Key, weigh
from gateway.connectors.shelf import Shelf
from gateway.connectors.tenure import Tenure
from gateway.connectors.validators import Validators
from gateway.errors import CodedError

T = TypeVar("T")
_MOST_DERIVED: Final = 256  # things kept with one answer: selections, filters, indexes
_DERIVED: Final = 1024  # bytes of what is derived and holds no value of its own
DECODED: Final = 6
"""Bytes that a byte of JSON takes in memory: 2 of texts, 7 of digits."""


class Cut(NamedTuple):
    """Why an answer holds less than was asked for: a bound, or a page that failed."""

    error: CodedError | None = None


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
        "_made_of",
        "_parts_charged",
        "_shelf",
        "_tenure",
        "allowed",
        "as_of",
        "calls",
        "cut",
        "key",
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
        self.validators: Validators | None = None
        self.allowed: Lifetime | None = None  # of what a service says has not changed
        self._tenure: Tenure | None = None  # where it is kept
        self._made_of: float | None = None
        self._shelf: Shelf[Answer] | None = None  # of what it is made of
        self._charged = 0
        self._parts_charged = 0

    def part(self, value: object) -> "Answer":
        """Return a part of this answer, which is current as long as the whole is."""
        part = Answer(value, _share(self.value, value, self.size), self.as_of)
        part.whole = self
        part.stale = self.stale
        part.reason = self.reason
        return part

    def keep(
        self,
        store: "Shelf[Answer]",
        lifetime: Lifetime,
        tags: tuple[str, ...] = (),
        age: float = 0.0,
    ) -> None:
        """Put this answer in a store, for a lifetime that began `age` seconds ago."""
        if self.key is None:
            return
        size = self.size * DECODED + weigh(self.key) + self._charged
        if store.put(self.key, self, size, lifetime, tags, age):
            self._tenure = Tenure(store, lifetime, store.now() - age, tags)

    def move(self, store: "Shelf[Answer]") -> None:
        """Take note that another store keeps this now, as the one before did."""
        if self._tenure is not None:
            self._tenure.store = store

    # ---------------------------------------------------------- freshness

    def step(self) -> Step:
        """Decide what to do with this answer, which is kept."""
        assert self._tenure is not None  # noqa: S101 - asked of what a store gave
        return self._tenure.step()

    def tried(self) -> None:
        """Take note that an attempt to renew this answer ended just now, no matter how."""
        if self._tenure is not None:
            self._tenure.tried()

    def failed(self, code: str) -> None:
        """Take note that an attempt to renew this failed, for which it may stand in."""
        if self._tenure is not None:
            self._tenure.failed(code)

    def aged(self) -> "Answer":
        """Return this answer as one that is shown although it is not fresh.

        What is derived of that, views too, is kept apart from what was made while
        this was fresh.
        """
        code = None if self._tenure is None else self._tenure.code

        def age() -> Answer:
            part = self.part(self.value)
            part.size, part.stale, part.reason = self.size, True, code
            part.cut = self.cut
            return part

        return self.once(("aged", code), age, _DERIVED)

    def disown(self, seconds: float) -> None:
        """Keep this for so many seconds more at the most, and not once it is stale."""
        if self._tenure is None or self.key is None:
            return
        self.validators = None  # it is not to be confirmed
        self._tenure.shorten(self.key, seconds)

    def doubt(self) -> None:
        """Have this stand in for failures alone from now on: it may have changed."""
        if self._tenure is None or self.key is None:
            return
        self.validators = None  # it is to be given anew
        self._tenure.doubt(self.key)

    def blend(self, parts: "Iterable[Answer]") -> None:
        """Take over from the answers this one is made of how old and stale they are."""
        for part in parts:
            if part.stale:
                self.stale = True
                self.reason = self.reason or part.reason
            if self._shelf is None:
                self._shelf = part.store
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
    def tenure(self) -> Tenure | None:
        """Return how it stands in its store; of a part, how the whole does."""
        return self._tenure if self.whole is None else self.whole.tenure

    @property
    def lifetime(self) -> Lifetime | None:
        """Return for how long it is kept; None where it is not."""
        return None if self._tenure is None else self._tenure.lifetime

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
        tenure, first = self._tenure, self._made_of
        if tenure is None:
            return first
        return tenure.since if first is None else min(tenure.since, first)

    @property
    def current(self) -> bool:
        """Tell whether this is still what the store gives for its key."""
        if self.whole is not None:
            return self.whole.current
        if self._tenure is None or self.key is None:
            return False
        return self._tenure.store.peek(self.key) is self

    @property
    def age(self) -> float:
        """Return how many seconds ago it was got; 0 where it was just now."""
        kept, store = self.kept_at, self.store
        shelf = self._shelf if store is None else store  # an empty one is one, too
        return 0.0 if kept is None or shelf is None else max(shelf.now() - kept, 0.0)

    @property
    def store(self) -> "Shelf[Answer] | None":
        """Return the store it was put in; of a part, that of the whole."""
        return None if (tenure := self.tenure) is None else tenure.store

    @property
    def expires(self) -> float:
        """Return when it expires, on the store's clock."""
        return 0.0 if (tenure := self.tenure) is None else tenure.expires

    @property
    def tags(self) -> tuple[str, ...]:
        """Return the tags that it is kept under; of a part, those of the whole."""
        return () if (tenure := self.tenure) is None else tenure.tags

    @property
    def kept(self) -> bool:
        """Tell whether it was ever put in a store."""
        return self.tenure is not None

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
        store, key = self.store, self.key
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


def _share(whole: object, part: object, size: int) -> int:
    """Return what a part takes of an answer's size: of a list, as it has rows."""
    if part is None or not isinstance(whole, list):
        return 0 if part is None else size
    count = len(cast("list[object]", part)) if isinstance(part, list) else 1
    return size * count // max(len(cast("list[object]", whole)), 1)
