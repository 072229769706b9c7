"""Answers: their parts, what is made of them, and what they cost."""

import tracemalloc
from functools import partial

import orjson
import pytest

from gateway.connectors.answer import Answer
from gateway.connectors.freshness import Lifetime
from gateway.connectors.lru import OVERHEAD
from gateway.connectors.store import MemoryTier, Store
from tests.connectors.runtime import Clock

KEY = ("perpus.buku", None, ())


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(clock: Clock) -> Store[Answer]:
    return Store(MemoryTier(100_000, clock=clock), "perpus")


def kept(store: Store[Answer], size: int = 100) -> Answer:
    """Return an answer that is in the store for a minute."""
    answer = Answer([1, 2], size, 5.0, KEY)
    answer.keep(store, Lifetime(60))
    return answer


def test_an_answer_is_current_while_it_is_kept(
    store: Store[Answer], clock: Clock
) -> None:
    """It and its parts are current until they expire, or another takes the place."""
    answer = kept(store)
    part = answer.part([1])
    assert (True, True) == (answer.current, part.current)
    assert (160.0, 160.0) == (answer.expires, part.expires)
    assert store is answer.store is part.store
    clock.now += 60
    assert (False, False) == (answer.current, part.current)
    assert (True, True) == (answer.kept, part.kept)
    second = kept(store)
    third = kept(store)
    assert (False, True) == (second.current, third.current)


def test_an_answer_that_was_never_kept_is_not_current() -> None:
    """Nor are its parts."""
    answer = Answer(None, 10, 5.0)
    assert (False, False) == (answer.current, answer.part(1).current)
    assert (False, False) == (answer.kept, answer.part(1).kept)


def test_a_part_has_its_share_of_the_bytes() -> None:
    """As it has rows of a list; what is no list is a part as large as the whole."""
    rows = Answer([{"a": 1}] * 10, 1000, 5.0)
    assert (300, 100) == (rows.part([{"a": 1}] * 3).size, rows.part({"a": 1}).size)
    assert (0, 1000) == (rows.part(None).size, rows.part(rows.value).size)
    assert 7 == Answer({"a": 1}, 7, 5.0).part({"b": 2}).size
    assert 0 == Answer([], 2, 5.0).part([]).size


def test_an_answer_too_large_is_not_kept(store: Store[Answer]) -> None:
    """What does not fit the store is used, and asked for again."""
    answer = kept(store, size=10**6)
    assert (False, False) == (answer.kept, answer.current)


def test_an_answer_without_a_key_is_not_kept(store: Store[Answer]) -> None:
    """A key is what it would be found by."""
    answer = Answer(1, 10, 5.0)
    answer.keep(store, Lifetime(60))
    assert not answer.kept
    assert 0 == store.space.used


def test_a_part_is_as_old_as_the_whole() -> None:
    """A part has a value of its own and the time of the whole."""
    whole = Answer([1, 2], 10, 5.0)
    part = whole.part(1)
    assert (1, 5, 5.0, whole) == (part.value, part.size, part.as_of, part.whole)


def test_what_has_been_dropped_grows_older_all_the_same(
    store: Store[Answer], clock: Clock
) -> None:
    """Its age is told where nothing is kept any more, and so is that of what is made of it."""
    answer = kept(store)
    whole = Answer([1], 100, 5.0)
    store.clear()
    clock.now += 3
    whole.blend([answer])
    assert (3.0, 3.0, 3.0) == (answer.age, answer.aged().age, whole.age)


def test_things_are_made_once(store: Store[Answer]) -> None:
    """What is derived under a name is made the first time, and charged."""
    answer = kept(store)
    before = store.space.used
    made = [answer.once("a", lambda: [1], 50) for _ in range(3)]
    assert made[0] is made[1] is made[2]
    assert 50 == store.space.used - before


def test_parts_charge_the_whole(store: Store[Answer]) -> None:
    """What is made of a part is charged to the kept answer it belongs to."""
    answer = kept(store)
    before = store.space.used
    answer.part([1]).once("a", lambda: "x", 70)
    assert 70 == store.space.used - before


def test_making_without_end_neither_grows_nor_is_charged(store: Store[Answer]) -> None:
    """However many things are made of an answer, few are kept, and charged."""
    answer = kept(store)
    before = store.space.used
    for number in range(10_000):
        answer.once(number, lambda: "x", 10)
    assert len(answer.made) <= 256
    assert len(answer.made) * 10 == store.space.used - before


def test_an_old_answer_charges_no_other(store: Store[Answer]) -> None:
    """An answer whose place another has taken leaves that one's bill alone."""
    old = kept(store)
    old.once("a", lambda: "x", 50)
    kept(store)
    before = store.space.used
    old.once("b", lambda: "x", 50)
    assert before == store.space.used


def test_nothing_is_charged_without_a_store() -> None:
    """An answer that is not kept may be made things of all the same."""
    assert "x" == Answer(1, 10, 5.0).once("a", lambda: "x", 50)


def test_what_is_confirmed_is_charged_once() -> None:
    """However often it has not changed, an answer is charged for what it has, and no more."""
    store: Store[Answer] = Store(MemoryTier(10**6), "perpus")
    answer = Answer([1, 2], 100, 5.0, KEY)
    answer.keep(store, Lifetime(60))
    used: list[int] = []
    for _ in range(5):
        answer.once("index", object, 500)
        part = answer.once("local", partial(answer.part, [1]), 300)
        part.once("index", object, 200)
        used.append(store.space.used)
        answer = answer.confirmed(6.0)
        answer.keep(store, Lifetime(60))
    assert used[:1] * 5 == used
    assert used[0] - 500 == store.space.used


def test_the_memory_of_an_answer_is_charged() -> None:
    """What a decoded answer takes in memory is what its place is charged, or less."""
    body = orjson.dumps(
        [
            {
                "kode": f"18.{n:02}",
                "nama": f"Pasar {n}",
                "harga": 1000 + n,
                "satuan": "kg",
            }
            for n in range(500)
        ]
    )
    store: Store[Answer] = Store(MemoryTier(10**9), "perpus")
    tracemalloc.start()
    Answer(orjson.loads(body), len(body), 5.0, KEY).keep(store, Lifetime(60))
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert taken <= store.space.used <= 3 * taken
    assert OVERHEAD < store.space.used
