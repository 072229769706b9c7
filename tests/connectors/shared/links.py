"""Links that do as they are told, and a keeper that is given them."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any, cast

from gateway.connectors.memories import Memories
from gateway.connectors.shared.keeper import Keeper
from gateway.connectors.shared.link import Link, Message
from gateway.connectors.shared.names import Names
from gateway.connectors.shared.news import Changes
from gateway.observe import SharedTierTurned
from tests.connectors.conftest import Seen


class Obedient:
    """A link that answers, hangs, or raises."""

    def __init__(self) -> None:
        self.failure: Exception | None = None
        self.hangs = False
        self.deaf = False
        self.closed = False
        self.tried = 0
        self.told: asyncio.Queue[bytes] = asyncio.Queue()

    async def _do(self) -> None:
        self.tried += 1
        if self.hangs:
            await asyncio.sleep(60)
        if self.failure is not None:
            raise self.failure

    async def time(self) -> float:
        await self._do()
        return 1000.0

    async def read(self, names: Sequence[str]) -> list[bytes | None]:
        await self._do()
        return [None] * len(names)

    async def look_up(
        self, names: Sequence[str], message: Message
    ) -> tuple[float, list[bytes | None]]:
        now = await self.time()
        if not self.deaf:
            self.told.put_nowait(message.data)
        return now, [None] * len(names)

    async def hear(self, _channel: str) -> "Obedient":
        self.told = asyncio.Queue()
        return self

    async def next(self, seconds: float) -> bytes | None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                return await self.told.get()
        return None

    async def aclose(self) -> None:
        self.closed = True


@asynccontextmanager
async def kept(*links: Any) -> AsyncGenerator[tuple[Keeper, Seen]]:
    """Run a keeper that is given one link after another."""
    waiting = list(links)

    async def dial() -> Link:
        if not waiting:
            raise ConnectionRefusedError
        found = waiting.pop(0)
        if isinstance(found, Exception):
            raise found
        return cast("Link", found)

    seen = Seen()
    keeper = Keeper(dial, Names(), Changes(("p",)), Memories(), seen)
    keeper.start()
    try:
        await keeper.ready(5)
        yield keeper, seen
    finally:
        await keeper.aclose()


def turns(seen: Seen) -> list[tuple[bool, str | None]]:
    found = [one for one in seen.events if isinstance(one, SharedTierTurned)]
    return [(one.up, one.code) for one in found]
