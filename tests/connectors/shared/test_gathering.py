"""Reads that go together, over links that do as they are told."""

import asyncio
from collections.abc import AsyncGenerator, Coroutine, Sequence
from contextlib import asynccontextmanager
from typing import Any

from redis.exceptions import ConnectionError as ClientError
from typing_extensions import override

from gateway.connectors.shared.gathering import LARGE, MOST, Gathering
from gateway.connectors.shared.keeper import Keeper
from tests.connectors.shared.links import Obedient, kept


class Read(Obedient):
    """A link that notes what is asked together; what has a name that says so is large."""

    def __init__(self) -> None:
        super().__init__()
        self.questions: list[list[str]] = []

    @override
    async def read(self, names: Sequence[str]) -> list[bytes | None]:
        self.questions.append(list(names))
        await self._do()
        return [b"x" * LARGE if "large" in name else name.encode() for name in names]


@asynccontextmanager
async def gathered() -> AsyncGenerator[tuple[Gathering, Read, Keeper]]:
    """Read over a link, of which the keeper's own question is forgotten."""
    link = Read()
    tasks: set[asyncio.Task[None]] = set()

    def begin(work: Coroutine[Any, Any, None]) -> None:
        tasks.add(asyncio.create_task(work))

    async with kept(link) as (keeper, _):
        link.questions.clear()
        yield Gathering(keeper, begin), link, keeper
        await asyncio.gather(*tasks)


async def test_what_is_read_in_one_turn_is_one_question() -> None:
    """Each gets what is under its own names, of which each is asked for once."""
    async with gathered() as (reads, link, _):
        found = await asyncio.gather(
            reads.read("p", ["mark", "a"]),
            reads.read("q", ["b"]),
            reads.read("p", ["mark", "c", "a"]),
        )
        assert [[b"mark", b"a"], [b"b"], [b"mark", b"c", b"a"]] == list(found)
        assert [["mark", "a", "b", "c"]] == link.questions
        assert [b"d"] == await reads.read("p", ["d"])
        assert ["d"] == link.questions[1]


async def test_a_question_is_bounded() -> None:
    """What finds no room in one is in the next; who asks for more asks for it alone."""
    async with gathered() as (reads, link, _):
        many = [[f"{n}", f"{n}'"] for n in range(MOST)]
        await asyncio.gather(*(reads.read("p", names) for names in many))
        assert [MOST, MOST] == [len(one) for one in link.questions]
        await reads.read("p", [f"{n}" for n in range(MOST + 1)])
        assert MOST + 1 == len(link.questions[2])


async def test_who_waits_for_a_turn_is_joined() -> None:
    """While all places are taken those who come ask together, when one is free."""
    async with gathered() as (reads, link, keeper):
        for _ in range(12):
            await keeper._places.acquire()
        first = asyncio.create_task(reads.read("p", ["a"]))
        await asyncio.sleep(0.005)
        second = asyncio.create_task(reads.read("p", ["b"]))
        await asyncio.sleep(0.005)
        keeper._places.release()
        assert [b"a"] == await first
        assert [b"b"] == await second
        assert [["a", "b"]] == link.questions


async def test_what_is_large_is_read_alone() -> None:
    """Nobody waits for another's large answers, by what was found the last time."""
    async with gathered() as (reads, link, _):
        await reads.read("p", ["large", "more"])
        await asyncio.gather(reads.read("q", ["a"]), reads.read("p", ["b"]))
        assert [["a"], ["b"]] == sorted(link.questions[1:])
        await asyncio.gather(reads.read("q", ["a"]), reads.read("p", ["b"]))
        assert ["a", "b"] == link.questions[3]


async def test_a_question_that_fails_fails_for_all() -> None:
    """All have nothing, and the link is given up once."""
    async with gathered() as (reads, link, keeper):
        link.failure = ClientError()
        found = await asyncio.gather(reads.read("p", ["a"]), reads.read("q", ["b"]))
        assert [None, None] == list(found)
        assert keeper.link is None
        assert await reads.read("p", ["a"]) is None


async def test_who_leaves_takes_nothing_from_the_others() -> None:
    """One of those who ask together goes away."""
    async with gathered() as (reads, link, _):
        leaving = asyncio.create_task(reads.read("p", ["a"]))
        staying = asyncio.create_task(reads.read("p", ["b"]))
        await asyncio.sleep(0)
        leaving.cancel()
        assert [b"b"] == await staying
        assert leaving.cancelled()
        assert [["a", "b"]] == link.questions
