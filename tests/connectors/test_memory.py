import pytest

from gateway.connectors.freshness import Lifetime
from gateway.connectors.lru import OVERHEAD
from gateway.connectors.store import MemoryTier, Store


@pytest.fixture
def now() -> list[float]:
    return [0.0]


@pytest.fixture
def tier(now: list[float]) -> MemoryTier:
    return MemoryTier(10 * (OVERHEAD + 100), clock=lambda: now[0])


async def test_set_and_get(tier: MemoryTier) -> None:
    """What aiocache sets it gets; what it never set is the default."""
    assert await tier.set("k", b"v")
    assert b"v" == await tier.get("k")
    assert b"none" == await tier.get("other", default=b"none")


async def test_many_at_once(tier: MemoryTier) -> None:
    """Several keys are set and got in one call, in order, None where absent."""
    assert await tier.multi_set([("a", b"1"), ("b", b"2")], ttl=5)
    assert [b"2", None, b"1"] == await tier.multi_get(["b", "c", "a"])


async def test_ttl_ends(tier: MemoryTier, now: list[float]) -> None:
    """A value set with a ttl is gone when the clock reaches it."""
    await tier.set("k", b"v", ttl=5)
    now[0] = 5
    assert not await tier.exists("k")


async def test_ttl_nought_keeps_nothing(tier: MemoryTier) -> None:
    """A ttl of 0 does not mean for ever."""
    await tier.set("k", b"old")
    await tier.set("k", b"new", ttl=0)
    assert await tier.get("k") is None


async def test_the_budget_holds(tier: MemoryTier) -> None:
    """What comes in through aiocache is bounded by the same budget."""
    for number in range(100):
        await tier.set(f"k{number}", bytes(100))
    assert 10 == len(tier.space(None).order)


async def test_namespaces_are_not_joined(tier: MemoryTier) -> None:
    """`tax` with key `i:k` is not `taxi` with key `:k`, and is cleared alone."""
    await tier.set("i:k", b"a", namespace="tax")
    await tier.set(":k", b"b", namespace="taxi")
    await tier.clear(namespace="tax")
    assert await tier.get("i:k", namespace="tax") is None
    assert b"b" == await tier.get(":k", namespace="taxi")


async def test_a_store_cannot_be_reached_by_accident(tier: MemoryTier) -> None:
    """A key of aiocache never equals a key of a Store in the same namespace."""
    store: Store[bytes] = Store(tier, "n")
    store.put(("k",), b"store", 5, Lifetime(60))
    await tier.set("k", b"aiocache", namespace="n")
    assert b"store" == store.peek(("k",))


async def test_add_once(tier: MemoryTier) -> None:
    """Adding a key twice raises, without naming the key."""
    assert await tier.add("k", b"v")
    with pytest.raises(ValueError, match="exists already"):
        await tier.add("k", b"w")


async def test_delete(tier: MemoryTier) -> None:
    """Deleting tells how many were there."""
    await tier.set("k", b"v")
    assert 1 == await tier.delete("k")
    assert 0 == await tier.delete("k")


async def test_increment(tier: MemoryTier) -> None:
    """A counter begins at the first delta and keeps its value."""
    assert 2 == await tier.increment("n", 2)
    assert 5 == await tier.increment("n", 3)
    assert 5 == await tier.get("n")


async def test_expire(tier: MemoryTier, now: list[float]) -> None:
    """A new ttl counts from now; an absent key has none to set."""
    await tier.set("k", b"v")
    assert await tier.expire("k", 5)
    assert not await tier.expire("other", 5)
    now[0] = 5
    assert await tier.get("k") is None


async def test_gets_reads_as_get(tier: MemoryTier) -> None:
    """The compare-and-set read that aiocache's locks use is a plain read here."""
    await tier.set("k", b"v")
    assert b"v" == await tier._gets(tier.build_key("k"))
