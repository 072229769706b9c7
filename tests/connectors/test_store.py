import tracemalloc
from dataclasses import dataclass

import pytest

from gateway.connectors.freshness import Lifetime
from gateway.connectors.lru import OVERHEAD
from gateway.connectors.store import MemoryTier, Store


@dataclass
class Clock:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tier(clock: Clock) -> MemoryTier:
    """A tier with room for ten values of 100 bytes."""
    return MemoryTier(10 * (OVERHEAD + 100), clock=clock)


@pytest.fixture
def store(tier: MemoryTier) -> Store[str]:
    return Store(tier, "bapenda")


def fill(store: Store[str], count: int) -> None:
    for number in range(count):
        store.put(("k", number), f"v{number}", 100, Lifetime(60))


def test_a_value_comes_back(tier: MemoryTier) -> None:
    """What was put under a key is what peek returns, the very object."""
    store: Store[list[str]] = Store(tier, "bapenda")
    value = ["a", "b"]
    assert store.put(("k",), value, 10, Lifetime(60))
    assert value is store.peek(("k",))


def test_what_is_counted(store: Store[str], clock: Clock) -> None:
    """A live value that is given is a hit; a miss is told, for one may look twice."""
    store.put(("k",), "v", 10, Lifetime(60))
    rates = [store.hit_rate]
    store.peek(("k",))
    store.peek(("other",))
    clock.now += 60
    store.peek(("k",))
    rates.append(store.hit_rate)
    store.missed(3)
    assert [None, 1.0, 0.25] == [*rates, store.hit_rate]


def test_an_expired_value_is_gone(store: Store[str], clock: Clock) -> None:
    """A value is returned until just before its ttl and never from then on."""
    store.put(("k",), "v", 10, Lifetime(60))
    clock.now += 59.9
    assert store.peek(("k",)) == "v"
    clock.now += 0.1
    assert store.peek(("k",)) is None
    assert store.space.used == 0


@pytest.mark.parametrize("ttl", [0, -1])
def test_no_ttl_keeps_nothing(store: Store[str], ttl: float) -> None:
    """A ttl of nought is not for ever: nothing is kept, nor the value before."""
    store.put(("k",), "old", 10, Lifetime(60))
    assert not store.put(("k",), "new", 10, Lifetime(ttl))
    assert store.peek(("k",)) is None


def test_the_least_recently_used_goes_first(store: Store[str]) -> None:
    """Over budget, the value that was not looked at the longest is evicted."""
    fill(store, 10)
    store.peek(("k", 0))
    store.put(("k", 10), "v10", 100, Lifetime(60))
    assert store.peek(("k", 1)) is None
    assert store.peek(("k", 0)) == "v0"
    assert store.space.evictions == 1


def test_the_budget_holds(tier: MemoryTier, store: Store[str]) -> None:
    """However much is put, the bytes used stay within the budget."""
    fill(store, 1000)
    assert 10 == len(store.space.entries) == len(store.space.order)
    assert tier.lru.budget == tier.lru.used == store.space.used


def test_the_budget_is_shared(tier: MemoryTier, store: Store[str]) -> None:
    """Namespaces draw on one budget; the books of each stay right."""
    fill(store, 10)
    other: Store[str] = Store(tier, "bmkg")
    fill(other, 4)
    assert (6, 4) == (len(store.space.entries), len(other.space.entries))
    assert (4, 0) == (store.space.evictions, other.space.evictions)
    assert tier.lru.used == store.space.used + other.space.used


def test_too_big_is_not_kept(store: Store[str]) -> None:
    """A value larger than the budget evicts nobody but its own predecessor."""
    fill(store, 5)
    assert not store.put(("k", 0), "huge", 10**9, Lifetime(60))
    assert store.peek(("k", 0)) is None
    assert len(store.space.entries) == 4


def test_a_new_value_replaces_the_old(store: Store[str]) -> None:
    """Putting twice under one key keeps and counts one value."""
    store.put(("k",), "old", 300, Lifetime(60))
    store.put(("k",), "new", 10, Lifetime(60))
    assert store.peek(("k",)) == "new"
    assert store.space.used == OVERHEAD + 10


def test_growth_is_charged(store: Store[str]) -> None:
    """A value that grows pushes out the oldest others, not itself."""
    fill(store, 10)
    store.grow(("k", 0), 1)
    assert store.peek(("k", 0)) == "v0"
    assert store.peek(("k", 1)) is None


def test_outgrowing_the_budget_evicts_itself_alone(store: Store[str]) -> None:
    """A value that grows past the whole budget goes and takes nobody along."""
    fill(store, 10)
    store.grow(("k", 0), 10**9)
    assert store.peek(("k", 0)) is None
    assert (9, 1) == (len(store.space.entries), store.space.evictions)


def test_growing_what_is_gone_does_nothing(store: Store[str]) -> None:
    """A view attached after its answer was evicted is not charged to anybody."""
    store.grow(("gone",), 100)
    assert store.space.used == 0


def test_drop_forgets_one_key(store: Store[str]) -> None:
    """Drop forgets the named key and no other; an unknown one is no trouble."""
    fill(store, 2)
    store.drop(("k", 0))
    store.drop(("unknown",))
    assert store.peek(("k", 0)) is None
    assert store.peek(("k", 1)) == "v1"


def test_clear_is_for_one_namespace(tier: MemoryTier) -> None:
    """Clearing `tax` leaves `taxi` alone."""
    tax: Store[str] = Store(tier, "tax")
    taxi: Store[str] = Store(tier, "taxi")
    tax.put(("i", "k"), "a", 10, Lifetime(60))
    taxi.put(("k",), "b", 10, Lifetime(60))
    tax.clear()
    assert tax.peek(("i", "k")) is None
    assert taxi.peek(("k",)) == "b"
    assert tax.space.used == 0


def test_what_is_dropped_by_order_is_known_to_all(tier: MemoryTier) -> None:
    """Whoever fetches over one store of a namespace learns of orders to another."""
    old: Store[str] = Store(tier, "tax")
    new: Store[str] = Store(tier, "tax")
    for drop in (new.clear, lambda: new.invalidate(["a"])):
        before = old.epoch
        drop()
        assert before < old.epoch


def test_keys_are_not_confused(store: Store[str]) -> None:
    """Keys compare part by part: user+1x is not user1+x."""
    store.put(("user", "1x"), "a", 10, Lifetime(60))
    assert store.peek(("user1", "x")) is None


def test_overhead_is_honest() -> None:
    """The overhead charged for an entry covers what Python really takes."""
    tier = MemoryTier(10**9)
    store: Store[str] = Store(tier, "x")
    value = "v"
    tracemalloc.start()
    for number in range(20_000):
        store.put(("operation", f"argument {number}", None), value, 0, Lifetime(60))
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert taken <= tier.lru.used


def test_shortened(store: Store[str], clock: Clock) -> None:
    """What is kept is let go of sooner, never later, and is of no use once it is stale."""
    store.put(("k",), "v", 10, Lifetime(60, error=600))
    store.shorten(("k",), 5)
    store.shorten(("k",), 50)
    store.shorten(("not there",), 5)
    clock.now += 4.9
    assert "v" == store.peek(("k",))
    clock.now += 0.2
    assert None is store.old(("k",))


def test_adopting(tier: MemoryTier, store: Store[str]) -> None:
    """What another kept is found here, with its tags and its time; what is here stays."""
    other: Store[str] = Store(tier, "lama")
    other.put(("k", 1), "lama", 10, Lifetime(60), ("rak",), age=5.0)
    other.put(("k", 2), "lama", 10, Lifetime(60))
    store.put(("k", 2), "baru", 10, Lifetime(60))
    epoch = other.epoch
    store.adopt(other)
    assert ("lama", "baru") == (store.peek(("k", 1)), store.peek(("k", 2)))
    assert (0, 0, epoch + 1) == (len(other), other.space.used, other.epoch)
    assert tier.lru.used == store.space.used
    assert 1 == store.invalidate(["rak"])
