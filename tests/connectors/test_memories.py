import asyncio
from collections.abc import Callable

import httpx

from gateway.connectors.answer import Answer
from gateway.connectors.freshness import Lifetime
from gateway.connectors.memories import Memories
from gateway.connectors.memory import MemoryTier
from gateway.connectors.principal import ANONYMOUS
from gateway.connectors.store import Store
from tests.connectors.runtime import Runtime
from tests.connectors.staling import STALE, Library, got, told


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


def test_what_one_configuration_drops_the_other_drops() -> None:
    """While one follows another: by the same tags, and nothing of another connector."""
    tier = MemoryTier(2**20)
    first, second, other = (Store[Answer](tier, name) for name in ("p1", "p2", "o"))
    memories = Memories()
    for name, store in (("perpus", first), ("perpus", second), ("arsip", other)):
        memories.add(name, store)
    assert [2, 2, 2] == kept(first, second, other)
    memories.drop_beside("perpus", first, ("a",))
    assert [2, 1, 2] == [len(first), len(second), len(other)]
    memories.drop_beside("perpus", second, None)
    assert [0, 1, 2] == [len(first), len(second), len(other)]


def test_files_go_with_all_of_it() -> None:
    """No tags name them; what else may have changed of a connector is not known of them."""
    memories, files = Memories(), Store[str](MemoryTier(2**20), "files")
    memories.add_files("perpus", files)

    def left(order: Callable[[], None]) -> int:
        files.put(("foto", None, ()), "x", 1, Lifetime(60))
        order()
        return len(files)

    assert 1 == left(lambda: memories.drop("perpus", ("a",)))
    assert 1 == left(lambda: memories.drop("arsip", None))
    assert 0 == left(lambda: memories.drop("perpus", None))
    assert 0 == left(lambda: memories.doubt("perpus"))
    memories.remove_files("perpus", files)
    assert 1 == left(lambda: memories.drop("perpus", None))


def test_what_is_kept_behind_them() -> None:
    """What others drop is dropped wherever this process keeps it."""
    heard: list[object] = []
    memories = Memories(lambda *order: heard.append(order))
    memories.drop("perpus", ("a",))
    memories.drop("perpus", None)
    assert [("perpus", ("a",)), ("perpus", None)] == heard


def test_what_is_behind_them_is_doubted() -> None:
    """Where news was missed that holds for what the process keeps elsewhere, too."""
    heard: list[str] = []
    Memories(doubted=heard.append).doubt("perpus")
    Memories().doubt("perpus")
    assert ["perpus"] == heard


async def test_what_is_doubted() -> None:
    """It is asked for anew; where that fails it stands in, and is told to be stale."""
    library = Library()
    runtime = Runtime(STALE, library)
    memories = Memories()
    memories.add("perpus", runtime.store)
    assert ("1", False, None) == told(await got(runtime))
    library.version = 2
    memories.doubt("perpus")
    assert ("2", False, None) == told(await got(runtime))
    memories.doubt("perpus")
    library.down = httpx.ConnectError("down")
    assert ("2", True, "UPSTREAM_UNAVAILABLE") == told(await got(runtime))
    runtime.clock.now += 111
    assert None is runtime.store.old(runtime.source("buku").key({}, ANONYMOUS))


async def test_what_was_on_its_way_when_it_was_doubted() -> None:
    """It may be as old as what was missed: it is given to who asked, and not kept."""
    library = Library()
    runtime = Runtime(STALE, library)
    memories = Memories()
    memories.add("perpus", runtime.store)
    runtime.service.hold = asyncio.Event()
    asking = asyncio.create_task(got(runtime))
    while not runtime.service.asked:  # noqa: ASYNC110 - a test polls
        await asyncio.sleep(0)
    memories.doubt("perpus")
    runtime.service.hold.set()
    assert ("1", False, None) == told(await asking)
    assert 0 == len(runtime.store)
