"""What could not be told while the server was away, told when it is back."""

import asyncio
from collections.abc import Sequence

import pytest
from typing_extensions import override

from gateway.connectors.shared.link import Message
from gateway.connectors.shared.names import Names
from gateway.connectors.shared.tier import ValkeyTier
from tests.connectors.conftest import Seen
from tests.connectors.shared.links import Obedient, kept


class Turning(Obedient):
    """A link that notes what is turned, and takes its time over the first."""

    def __init__(self) -> None:
        super().__init__()
        self.turned: list[str] = []
        self.begun, self.held = asyncio.Event(), asyncio.Event()

    async def turn(
        self, names: Sequence[str], token: str, seconds: float, message: Message
    ) -> None:
        del token, seconds, message
        self.turned.append(names[0])
        self.begun.set()
        await self.held.wait()
        await self._do()

    @override
    async def read(self, names: Sequence[str]) -> list[bytes | None]:
        return [None] * len(names)


async def test_what_is_dropped_while_it_is_told_is_told_too() -> None:
    """An invalidation that comes while an earlier one is told over a new link is not lost."""
    one = Turning()
    async with kept(one) as (keeper, _):
        link, keeper.link = keeper.link, None
        assert link is not None
        tier = ValkeyTier(keeper, Names(), Seen())
        tier.invalidate("p", ("buku",))
        settling = asyncio.create_task(tier._settle(link))
        await one.begun.wait()
        tier.invalidate("p", ("buku",))
        one.held.set()
        await settling
    assert 2 == len(one.turned)
    assert not keeper.owed


async def test_what_cannot_be_told_is_owed_still() -> None:
    """A link that fails meanwhile leaves to the next what is to be told."""
    one = Turning()
    one.held.set()
    async with kept(one) as (keeper, _):
        link, keeper.link = keeper.link, None
        assert link is not None
        tier = ValkeyTier(keeper, Names(), Seen())
        tier.invalidate("p", ("buku",))
        one.failure = ConnectionResetError()
        with pytest.raises(ConnectionResetError):
            await tier._settle(link)
        keeper.link = link
        assert not await tier.get("p", {("p.a",): ()})
        assert ("p", ("buku",)) == keeper.owed.pop()
        assert not keeper.changes._own
