"""The line of those who are to be refused."""

import asyncio
from dataclasses import dataclass, field

from typing_extensions import override

from gateway.http.valve import Valve
from gateway.http.waiting import Waiting


class Miser(Valve):
    """Grants so many refusals."""

    left = 0

    @override
    def grants(self) -> bool:
        self.left -= 1
        return self.left >= 0


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
    """Who came first is refused first, also when refusals are granted again."""
    told: list[int] = []
    valve = Miser()
    waiting = Waiting(valve)
    for number in range(3):
        waiting.refuse(One(number, told))
    valve.left = 1
    waiting.refuse(One(3, told))
    assert ([], 4) == (told, len(waiting))
    valve.left = 100
    await emptied(waiting)
    assert [0, 1, 2, 3] == told


async def test_nobody_waits_for_long() -> None:
    """A long line moves although nothing is granted."""
    told: list[int] = []
    waiting = Waiting(Miser())
    for number in range(1000):
        waiting.refuse(One(number, told))
    async with asyncio.timeout(1):
        while len(told) < 500:  # noqa: ASYNC110 - a test polls
            await asyncio.sleep(0.01)
    assert list(range(len(told))) == told
