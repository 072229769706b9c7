"""What snapshots are called, and which an order means."""

import pytest

from gateway.connectors.snapshots.names import (
    Order,
    Place,
    by_tags,
    connector_of,
    folder_of,
    is_ours,
    name_of,
    stem_in,
    stem_of,
)
from tests.connectors.snapshots.made import key

MANY = [f"tag-{number}" for number in range(30)]


@pytest.mark.parametrize("tags", [[], ["rak"], ["rak", "q-canary"], MANY])
def test_a_name_tells_nothing(tags: list[str]) -> None:
    """A name is digests alone, short enough for any file system, and told from others."""
    name = name_of(("canary", None, ("canary",)), tags)
    assert is_ours(name)
    assert "canary" not in name
    assert len(name) < 200
    assert stem_in(name) == stem_of(("canary", None, ("canary",)))
    assert name_of(key(1), tags) != name_of(key(2), tags)


@pytest.mark.parametrize("name", ["", "new-1", "operator.json", "0" * 39, "g" * 40])
def test_what_is_none_of_ours(name: str) -> None:
    """Any other file is left alone."""
    assert not is_ours(name)


def test_folders() -> None:
    """A folder names its connector, and is another for another declaration."""
    assert "perpus" == connector_of(folder_of("perpus", "perpus~1"))
    assert folder_of("perpus", "perpus~1") != folder_of("perpus", "perpus~2")


def covered(order: Order, *tags: str, connector: str = "perpus") -> bool:
    return order.covers(Place(folder_of(connector, "d"), name_of(key(), tags)))


def test_orders_by_tags() -> None:
    """A tag means what has it, of its connector alone, in whatever order tags were said."""
    order = by_tags("perpus", ["rak", "lain"])
    assert covered(order, "rak")
    assert covered(order, "a", "rak")
    assert not covered(order)
    assert not covered(order, "q")
    assert not covered(order, "rak", connector="pasar")
    assert not covered(by_tags("perpus", []), "rak")


def test_orders_for_everything() -> None:
    """No tags at all mean all of a connector, however it is declared."""
    order = by_tags("perpus", None)
    assert covered(order)
    assert covered(order, "rak")
    assert not covered(order, connector="perpus2")


def test_more_tags_than_a_name_holds() -> None:
    """An answer of more tags than fit is meant by every order: it may have that one."""
    assert covered(by_tags("perpus", [MANY[-1]]), *MANY)
    assert covered(by_tags("perpus", ["none"]), *MANY)


def test_orders_by_key() -> None:
    """A key means its answer, whatever its tags are."""
    order = Order("perpus", frozenset({stem_of(key())}))
    assert covered(order)
    assert covered(order, "rak")
    assert not order.covers(Place(folder_of("perpus", "d"), name_of(key(2))))
    assert Order.of(Place(folder_of("perpus", "d"), name_of(key(), ["a"]))) == order
