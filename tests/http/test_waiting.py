"""The line of those who are to be refused."""

import asyncio
from dataclasses import dataclass, field

from typing_extensions import override

from gateway.http.valve import Valve
from gateway.http.waiting import Waiting


class Miser(Valve):
    """Grants nothing at once."""

    @override
    def grants(self) -> bool:
        return False


class Strained(Miser):
    """Of a processor that does not keep up."""

    def __init__(self) -> None:
        super().__init__()
        self.strained = True
        self.refusals = 6000.0


@dataclass
class One:
    """Notes when it is refused, among others."""

    number: int
    told: list[int] = field(default_factory=list[int])

    def refuse(self) -> None:
        self.told.append(self.number)


async def emptied(waiting: Waiting) -> None:
    """Wait until nobody waits."""
    async with asyncio.timeout(5):
        while waiting:  # noqa: ASYNC110 - a test polls
            await asyncio.sleep(0.001)


async def test_at_once() -> None:
    """What is granted does not wait."""
    told: list[int] = []
    Waiting(Valve()).refuse(One(1, told))
    assert [1] == told


async def test_in_turn() -> None:
    """Who came first is refused first, and all as soon as the processor keeps up."""
    told: list[int] = []
    waiting = Waiting(Miser())
    for number in range(4):
        waiting.refuse(One(number, told))
    assert ([], 4) == (told, len(waiting))
    await emptied(waiting)
    assert [0, 1, 2, 3] == told


async def test_no_more_than_their_share() -> None:
    """Six thousand a second, while the processor does not keep up."""
    told: list[int] = []
    waiting = Waiting(Strained())
    loop = asyncio.get_running_loop()
    began = loop.time()
    for number in range(800):
        waiting.refuse(One(number, told))
    await emptied(waiting)
    assert loop.time() - began > 0.12
    assert list(range(800)) == told


class Beginning(Strained):
    """Of a processor that keeps up no longer."""

    @override
    def first_grants(self, most: int) -> int:
        return min(most, 500)


async def test_more_when_it_begins() -> None:
    """Of a herd many are refused at once, whatever their share."""
    told: list[int] = []
    waiting = Waiting(Beginning())
    for number in range(600):
        waiting.refuse(One(number, told))
    while not told:  # noqa: ASYNC110 - a test polls
        await asyncio.sleep(0.001)
    assert list(range(len(told))) == told
    assert 500 < len(told)


async def test_nobody_waits_for_long() -> None:
    """The longer the line, the faster it moves."""
    told: list[int] = []
    waiting = Waiting(Strained())
    for number in range(10_000):
        waiting.refuse(One(number, told))
    async with asyncio.timeout(1):  # at six thousand a second many would still wait
        while len(told) < 7000:  # noqa: ASYNC110 - a test polls
            await asyncio.sleep(0.01)
    assert list(range(len(told))) == told


class Broken(One):
    """Cannot be refused."""

    @override
    def refuse(self) -> None:
        raise OSError


async def test_one_that_fails_holds_nobody_up() -> None:
    """The others are refused all the same."""
    told: list[int] = []
    waiting = Waiting(Miser())
    for one in (One(0, told), Broken(1), One(2, told)):
        waiting.refuse(one)
    failed: list[object] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: failed.append(context))
    await emptied(waiting)
    assert [0, 2] == told
    assert 1 == len(failed)
