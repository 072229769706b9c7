"""How an answer stands in its store: gateway/connectors/tenure.py."""

import pytest

from gateway.connectors.freshness import Lifetime
from gateway.connectors.key import Key
from gateway.connectors.memory import MemoryTier
from gateway.connectors.store import Store
from gateway.connectors.tenure import Tenure
from tests.connectors.runtime import Clock

KEY: Key = ("a.buku", None, ())
LIFE = Lifetime(60.0, revalidate=30.0, error=600.0)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(clock: Clock) -> Store[str]:
    """A store that keeps one value."""
    store: Store[str] = Store(MemoryTier(2**20, clock=clock), "a")
    store.put(KEY, "v", 10, LIFE)
    return store


def tenure(store: Store[str], since: float = 100.0) -> Tenure:
    return Tenure(store, LIFE, since, ("rak",))


def test_when_it_ends(store: Store[str]) -> None:
    """It is fresh, then shown while it is renewed, then in place of failures."""
    found = tenure(store, since=90.0)
    assert (150.0, 180.0, 750.0) == (found.expires, found.renewable, found.over)


def test_what_is_done_with_it(store: Store[str], clock: Clock) -> None:
    """A stale one is renewed; after an attempt that ended in any way not for a second."""
    found = tenure(store)
    steps = [str(found.step())]
    clock.now += 61
    steps.append(str(found.step()))
    found.tried()
    steps.append(str(found.step()))
    clock.now += 1
    steps.append(str(found.step()))
    stale = "stale-while-revalidate: serve"
    assert ["fresh: serve", f"{stale}, renew", stale, f"{stale}, renew"] == steps


def test_what_it_stands_in_for(store: Store[str], clock: Clock) -> None:
    """It tells the code of the last failure, and is served at once while that is recent."""
    found = tenure(store)
    clock.now += 91
    before = found.code, str(found.step())
    found.failed("UPSTREAM_TIMEOUT")
    after = found.code, str(found.step())
    assert (
        (None, "stale-if-error: ask"),
        ("UPSTREAM_TIMEOUT", "stale-if-error: serve"),
    ) == (
        before,
        after,
    )


def test_doubted(store: Store[str], clock: Clock) -> None:
    """It is fresh no more, and stands in for failures for as long as ever."""
    found = tenure(store)
    clock.now += 5
    found.doubt(KEY)
    assert "stale-if-error: ask" == str(found.step())
    assert None is store.peek(KEY)
    clock.now += 654
    assert "v" == store.old(KEY)
    assert 760.0 == found.over
    clock.now += 1
    assert None is store.old(KEY)


def test_shortened(store: Store[str], clock: Clock) -> None:
    """It ends sooner, never later, here as in the store, and stands in for nothing."""
    found = tenure(store)
    clock.now += 5
    found.shorten(KEY, 10.0)
    found.shorten(KEY, 50.0)
    assert Lifetime(15.0) == found.lifetime
    clock.now += 10
    assert None is store.old(KEY)
