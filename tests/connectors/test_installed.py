"""Connectors as they are installed: gateway/connectors/installed.py."""

import pytest

from gateway.config.place import Word
from gateway.connectors.answer import Answer
from gateway.connectors.custody import Custody
from gateway.connectors.flight import Flights
from gateway.connectors.freshness import Lifetime
from gateway.connectors.installed import Installed
from gateway.connectors.key import Key
from gateway.connectors.line import Line
from gateway.connectors.memory import MemoryTier
from gateway.connectors.outgoing import Outgoing, Received
from gateway.connectors.store import Store
from tests.connectors.runtime import HEAD, Clock
from tests.execution.harness import configure

KEY: Key = ("perpus.buku", None, ())


async def refuse(outgoing: Outgoing) -> Received:
    """Stand for a service that is never asked."""
    raise AssertionError(outgoing)


def installed(tier: MemoryTier, name: str) -> Installed:
    """Install a connector that keeps its answers under a name."""
    config = configure(
        HEAD + '    queries: {buku: {returns: "[Int!]", call: GET /b}}\n'
    )
    store: Store[Answer] = Store(tier, name)
    line = Line(config.connectors[Word("perpus")], refuse, store, Flights(), 3)
    return Installed(line, None, ())


class Reloaded:
    """A connector, the one that follows it, and an answer that the first has kept."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.tier = MemoryTier(2**20, clock=self.clock)
        self.old, self.new = (installed(self.tier, name) for name in ("lama", "baru"))
        self.answer = Answer([1], 10, 0.0, KEY)
        self.answer.keep(self.old.line.store, Lifetime(60.0, error=600.0), ("rak",))
        kept_at = self.answer.kept_at
        assert kept_at is not None
        self.custody = Custody(self.old.line.store, None, KEY, kept_at, 0.0)
        self.new.adopt(self.old)


@pytest.fixture
def it() -> Reloaded:
    return Reloaded()


def test_what_is_adopted_is_current(it: Reloaded) -> None:
    """It is what the new memory gives: views of it and of others hold."""
    assert it.answer is it.new.line.store.peek(KEY)
    assert it.answer.current


def test_what_is_made_of_it_is_charged(it: Reloaded) -> None:
    """Bytes that are derived of an adopted answer count in the memory's budget."""
    used = it.tier.lru.used
    it.answer.once("view", lambda: b"1", 1000)
    assert used + 1000 == it.tier.lru.used


def test_what_is_adopted_can_be_disowned(it: Reloaded) -> None:
    """Who finds out that it breaks its types has it let go of, wherever it is by then."""
    it.custody.disown()
    assert None is it.new.line.store.old(KEY)
