"""What is written behind whoever fetched it, over a link that is slow or fails."""

import asyncio
from collections.abc import AsyncGenerator, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from redis.exceptions import ConnectionError as ClientError
from typing_extensions import override

from gateway.connectors.shared.keeper import Keeper
from gateway.connectors.shared.link import Item
from gateway.connectors.shared.names import Names
from gateway.connectors.shared.outbox import MOST_OWED, Outbox
from gateway.connectors.shared.pending import ROOM, Ticket
from gateway.observe import Event
from tests.connectors.shared.links import Obedient, kept
from tests.connectors.shared.servers import record

NAMES = Names()


class Written(Obedient):
    """A link that keeps what is written, each step of it after a while."""

    def __init__(self, pause: float = 0.0) -> None:
        super().__init__()
        self.pause = pause
        self.data: dict[str, bytes] = {}
        self.steps: list[str] = []
        self.at_once = 0
        self.most = 0

    async def _step(self, name: str) -> None:
        self.steps.append(name)
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        try:
            await asyncio.sleep(self.pause)
            await self._do()
        finally:
            self.at_once -= 1

    @override
    async def read(self, names: Sequence[str]) -> list[bytes | None]:
        await self._step("read")
        return [self.data.get(name) for name in names]

    async def mark(self, marks: Mapping[str, str], seconds: float) -> None:
        assert seconds > 0
        await self._step("mark")
        self.data |= {name: one.encode() for name, one in marks.items()}

    async def write(self, items: Sequence[Item]) -> None:
        await self._step(f"write {len(items)}")
        self.data |= {one.name: one.data for one in items}

    async def hold(self, names: Mapping[str, float], token: str) -> None:
        assert token
        await self._step(f"hold {len(names)}")

    async def drop(self, names: Sequence[str]) -> None:
        await self._step(f"drop {len(names)}")
        for name in names:
            self.data.pop(name, None)


class Blind:
    """An observer that sees nothing."""

    def see(self, event: Event) -> None:
        """See nothing."""


class Box:
    """An outbox over a keeper's link, and its tasks."""

    def __init__(self, keeper: Keeper, link: Written) -> None:
        self.keeper = keeper
        self.link = link
        self.outbox = Outbox(keeper, NAMES, Blind(), self.begin)
        self.tasks: set[asyncio.Task[None]] = set()

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        self.tasks.add(asyncio.create_task(work))

    def put(self, name: str, value: object = 1, connector: str = "p") -> None:
        self.outbox.put(Ticket(connector, name, None), record(value, ("t",)))

    async def idle(self) -> None:
        await asyncio.gather(*self.tasks)

    @property
    def written(self) -> set[str]:
        return {name for name in self.link.data if not name.startswith("lampung")}


@asynccontextmanager
async def box(pause: float = 0.0) -> AsyncGenerator[Box]:
    """Open an outbox; the keeper's own questions are forgotten."""
    link = Written()
    async with kept(link) as (keeper, _):
        link.pause = pause
        link.steps.clear()
        found = Box(keeper, link)
        yield found
        await found.idle()


async def test_what_is_put_together_is_written_together() -> None:
    """One question for the generations, new ones where there are none, one write."""
    async with box() as one:
        one.put("a")
        one.put("b", connector="q")
        await one.idle()
        assert ["read", "mark", "write 2"] == one.link.steps
        one.put("c")
        await one.idle()
        assert ["read", "write 1"] == one.link.steps[3:]
        assert {"a", "b", "c"} == one.written


async def test_a_slow_server_is_written_to_by_one_at_a_time() -> None:
    """What is put meanwhile waits, the newest of each place, and goes together next."""
    async with box(pause=0.01) as one:
        for number in range(40):
            one.put(f"{number % 10}", number)
            await asyncio.sleep(0.001)
        await one.idle()
        assert 1 == one.link.most
        assert len(one.link.steps) < 40
        assert {str(number) for number in range(10)} == one.written
        assert b"39" == one.link.data["9"].split(b"\n")[-1]
        assert len(one.tasks) < 40


async def test_each_step_has_a_bound_of_its_own() -> None:
    """A server that takes most of the bound for each is none that hangs."""
    async with box(pause=0.03) as one:
        link = one.keeper.link
        one.put("a")
        await one.idle()
        assert {"a"} == one.written
        assert one.keeper.link is link


async def test_a_hung_server_holds_no_more_than_the_room() -> None:
    """What is too much is not kept; when the link is given up nothing waits any more."""
    async with box() as one:
        one.link.hangs = True
        for number in range(40):
            one.put(f"{number}", "x" * 2**19)
        assert 31 == len(one.outbox.pending._puts)
        assert f"of {ROOM} bytes" in str(one.outbox.pending)
        await one.idle()
        assert one.keeper.link is None
        assert "0 to keep, 0 to forget, 0 of" in str(one.outbox.pending)
        one.put("a")
        one.outbox.forget("p", ["a"])
        assert not one.outbox.pending


async def test_what_was_claimed_is_given_back_after_all_that_was_put() -> None:
    """Whoever claims it next finds what was put before, however much that was."""
    async with box() as one:
        one.put("a", "x" * (2**19))
        one.put("b", "x" * (2**19))
        one.outbox.hold({"l": 0.0})
        await one.idle()
        assert ["read", "mark", "write 1", "read", "write 1", "hold 1"] == (
            one.link.steps
        )
        one.keeper.link = None
        one.outbox.hold({"l": 0.0})
        assert not one.outbox.pending


async def test_what_was_claimed_is_given_back_while_others_put() -> None:
    """However busy the process is: what comes later does not hold it back."""
    async with box(pause=0.002) as one:
        one.put("0")
        one.outbox.hold({"l": 0.0})
        for number in range(50):
            one.put(str(number))
            await asyncio.sleep(0.001)
        assert "hold 1" in one.link.steps


async def test_what_was_put_and_forgotten_stays_forgotten() -> None:
    """Also what is being written at that moment, since there is one order."""
    async with box(pause=0.01) as one:
        one.put("a")
        while "write 1" not in one.link.steps:  # noqa: ASYNC110 - a step is no event
            await asyncio.sleep(0.001)
        one.outbox.forget("p", ["a"])
        await one.idle()
        assert "drop 1" == one.link.steps[-1]
        assert set() == one.written


async def test_what_cannot_be_forgotten_is_owed() -> None:
    """Names are kept until a link forgets them: with none, or one that fails meanwhile."""
    async with box() as one:
        link = one.keeper.link
        one.link.data |= {"a": b"", "b": b""}
        one.link.failure = ClientError()
        one.outbox.forget("p", ["a"])
        await one.idle()
        one.outbox.forget("p", ["b"])
        assert link is not None
        with pytest.raises(ClientError):
            await one.outbox.settle(link)
        assert {"a": "p", "b": "p"} == one.outbox.owed
        one.link.failure = None
        await one.outbox.settle(link)
        assert ({}, {}) == (one.outbox.owed, one.link.data)


async def test_too_many_that_are_owed_are_their_connectors() -> None:
    """What waits for the server is bounded: past that, all of those connectors is dropped."""
    async with box() as one:
        one.keeper.link = None
        one.outbox.forget("p", ["a"])
        one.outbox.forget("q", list(map(str, range(MOST_OWED - 1))))
        assert (MOST_OWED, False) == (len(one.outbox.owed), bool(one.keeper.owed))
        one.outbox.forget("q", ["b"])
        owed = sorted(one.keeper.owed.pop() for _ in range(2))
        assert ({}, [("p", None), ("q", None)]) == (one.outbox.owed, owed)


async def test_what_was_fetched_before_a_change_is_not_written() -> None:
    """Of several only those whose connector has not changed since."""
    async with box() as one:
        one.link.data[NAMES.change("q")] = b"another"
        one.put("a")
        one.put("b", connector="q")
        await one.idle()
        assert {"a"} == one.written
        one.put("b", connector="q")
        await one.idle()
        assert {"a"} == one.written
        assert "read" == one.link.steps[-1]


async def test_a_failure_is_the_link_s() -> None:
    """What was to be written is let go of, and the link with it."""
    async with box() as one:
        one.link.failure = ClientError()
        one.put("a")
        await one.idle()
        assert ["read"] == one.link.steps
        assert one.keeper.link is None


async def test_another_link_is_another_server_s() -> None:
    """What one link said about the generations is not written over the next."""
    async with box(pause=0.01) as one:
        one.put("a")
        while not one.link.steps:  # noqa: ASYNC110 - a step is no event
            await asyncio.sleep(0.001)
        one.keeper.link = Written()  # type: ignore[assignment] # as good as one
        await one.idle()
        assert ["read"] == one.link.steps
        assert set() == one.written
