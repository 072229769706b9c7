"""Answers that are disowned while they are kept: gateway/connectors/custody.py."""

import pytest

from gateway.connectors.answer import Answer
from gateway.connectors.custody import Custody, Recollection
from gateway.connectors.freshness import Lifetime
from gateway.connectors.key import Key
from gateway.connectors.memory import MemoryTier
from gateway.connectors.store import Store
from gateway.connectors.validators import Validators
from tests.connectors.runtime import Clock
from tests.connectors.shelf import Shelf

KEY: Key = ("a.buku", None, ())


class Room:
    """A memory, a tier behind it, and an answer that both keep."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.store: Store[Answer] = Store(MemoryTier(2**20, clock=self.clock), "a")
        self.second = Shelf(self.clock)
        self.answer = self.kept()

    def kept(self) -> Answer:
        """Keep an answer."""
        answer = Answer([{}], 10, 0.0, KEY)
        answer.validators = Validators("e", None, "x")
        answer.keep(self.store, Lifetime(60.0, error=600.0))
        return answer

    def custody(self, brief: float) -> Custody:
        """Take the answer into custody."""
        kept_at = self.answer.kept_at
        assert kept_at is not None
        return Custody(self.store, self.second, KEY, kept_at, brief)


@pytest.fixture
def room() -> Room:
    return Room()


def test_it_is_shown_for_a_moment(room: Room) -> None:
    """What is disowned stays briefly in the memory, and nowhere else; it outlives no ttl."""
    room.clock.now += 5
    room.custody(10.0).disown()
    assert [KEY] == room.second.dropped
    room.clock.now += 9.9
    assert room.answer is room.store.peek(KEY)
    assert pytest.approx(0.1) == room.answer.expires - room.store.now()
    room.clock.now += 0.2
    assert None is room.store.old(KEY)


def test_not_at_all(room: Room) -> None:
    """Where nothing is to be kept briefly it is gone at once."""
    room.custody(0.0).disown()
    assert None is room.store.old(KEY)


def test_it_is_not_to_be_confirmed(room: Room) -> None:
    """Its service is not asked whether it has changed: it is to be given anew."""
    room.custody(10.0).disown()
    assert None is room.answer.validators


def test_stale_by_now(room: Room) -> None:
    """What is disowned late, when it is stale, stands in for nothing."""
    room.clock.now += 61
    room.custody(10.0).disown()
    assert None is room.store.old(KEY)


def test_its_successor_stays(room: Room) -> None:
    """What has taken its place meanwhile is another answer."""
    custody = room.custody(10.0)
    room.clock.now += 1
    room.kept()
    custody.disown()
    room.clock.now += 20
    assert None is not room.store.peek(KEY)
    assert [] == room.second.dropped


def test_alone_in_the_memory(room: Room) -> None:
    """Where there is no tier behind the memory there is none to be told."""
    kept_at = room.answer.kept_at
    assert kept_at is not None
    Custody(room.store, None, KEY, kept_at, 0.0).disown()
    assert None is room.store.old(KEY)


def test_recalled(room: Room) -> None:
    """An answer from behind the memory is disowned as one of a call is."""
    belied: list[str] = []
    call = Recollection(lambda: belied.append("told"))
    call.keeps(room.custody(10.0))
    assert [] == belied
    call.misfit("buku", 1.0, 1)
    assert [KEY] == room.second.dropped
    assert ["told"] == belied


def test_what_is_not_kept_cannot_be_disowned() -> None:
    """An answer that nobody keeps is let go of as it is."""
    answer = Answer([{}], 10, 0.0, KEY)
    answer.disown(10.0)
    assert None is answer.lifetime
