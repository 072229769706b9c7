"""What a view remembers: gateway/execution/view.py."""

from dataclasses import dataclass, field

from gateway.connectors.answer import Answer
from gateway.connectors.freshness import Lifetime
from gateway.connectors.key import Key
from gateway.execution.view import Others, View


@dataclass
class Shelf:
    """A store whose time stands still until it is moved; it counts what it is asked."""

    removals: int = 0
    time: float = 100.0
    held: dict[Key, Answer] = field(default_factory=dict)
    asked: int = 0

    def now(self) -> float:
        """Return its time."""
        return self.time

    def peek(self, key: Key) -> Answer | None:
        """Return what is held."""
        self.asked += 1
        return self.held.get(key)

    def old(self, key: Key) -> Answer | None:
        """Return what is held, fresh or not."""
        return self.held.get(key)

    def put(
        self,
        key: Key,
        value: Answer,
        size: int,
        lifetime: Lifetime,
        tags: tuple[str, ...] = (),
        age: float = 0.0,
    ) -> bool:
        """Hold an answer."""
        del size, lifetime, tags, age
        self.held[key] = value
        return True

    def grow(self, key: Key, extra: int) -> None:
        """Take no note of sizes."""

    def shorten(self, key: Key, seconds: float, stale: float = 0.0) -> None:
        """Let go of nothing."""


def kept(shelf: Shelf, *ttls: float) -> list[Answer]:
    """Return answers that a shelf holds for some seconds."""
    found = [Answer(None, 1, 0.0, (str(number),)) for number in range(len(ttls))]
    for one, ttl in zip(found, ttls, strict=True):
        one.keep(shelf, Lifetime(ttl))
    return found


def test_nothing_besides() -> None:
    """A view of one answer alone remembers no others."""
    assert None is View(b"null").others


def test_current_while_nothing_is_removed() -> None:
    """Answers are asked for once, and again when a second is over."""
    shelf = Shelf()
    others = Others(kept(shelf, 60, 60), shelf)
    assert others.current()
    assert others.current()
    assert 2 == shelf.asked
    shelf.time += 1.5
    assert others.current()
    assert 4 == shelf.asked


def test_gone_at_once_when_removed() -> None:
    """What the store let go of is noticed by its next user."""
    shelf = Shelf()
    others = Others(kept(shelf, 60, 60), shelf)
    assert others.current()
    del shelf.held["1",]
    shelf.removals += 1
    assert not others.current()
    assert not others.current()


def test_never_trusted_past_expiry() -> None:
    """An answer is asked for again as soon as its own time is over."""
    shelf = Shelf()
    others = Others(kept(shelf, 60, 0.25), shelf)
    assert others.current()
    del shelf.held["1",]  # expired, though not yet removed
    shelf.time += 0.2
    assert others.current()
    shelf.time += 0.1
    assert not others.current()
