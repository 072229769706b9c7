"""A thread for large answers that is watched, and waits to be let."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from typing_extensions import override

from gateway.connectors.aside import Aside

T = TypeVar("T")


class Counting(Aside):
    """Counts what is done aside, which does not begin before it may."""

    __slots__ = ("count", "may")

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.may = asyncio.Event()
        self.may.set()

    @override
    async def run(self, work: Callable[[], T]) -> Callable[[], T]:
        self.count += 1
        await self.may.wait()
        return await super().run(work)
