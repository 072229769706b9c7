from gateway.connectors.answer import Answer
from gateway.connectors.freshness import Lifetime
from gateway.connectors.memories import Memories
from gateway.connectors.memory import MemoryTier
from gateway.connectors.store import Store


def kept(*stores: Store[Answer]) -> list[int]:
    for store in stores:
        for number, tag in enumerate(("a", "b")):
            answer = Answer(1, 1, 0.0, ("q", None, (number,)))
            answer.keep(store, Lifetime(60), (tag,))
    return [len(store) for store in stores]


def test_what_others_drop_is_dropped_here() -> None:
    """Tags drop what they name, None drops all, in every store of that connector."""
    tier = MemoryTier(2**20)
    first, second, other = (Store[Answer](tier, name) for name in ("p1", "p2", "o"))
    memories = Memories()
    for name, store in (("perpus", first), ("perpus", second), ("arsip", other)):
        memories.add(name, store)
    assert [2, 2, 2] == kept(first, second, other)
    memories.drop("perpus", ("a",))
    assert [1, 1, 2] == [len(first), len(second), len(other)]
    memories.remove("perpus", first)
    memories.drop("perpus", None)
    assert [1, 0, 2] == [len(first), len(second), len(other)]
    memories.drop("unknown", None)


def test_what_is_kept_behind_them() -> None:
    """What others drop is dropped wherever this process keeps it."""
    told: list[object] = []
    memories = Memories(lambda *order: told.append(order))
    memories.drop("perpus", ("a",))
    memories.drop("perpus", None)
    assert [("perpus", ("a",)), ("perpus", None)] == told
