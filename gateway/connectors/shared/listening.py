"""What is learned over the link: the server's time, what others changed and what they told.

A message may be missed. What was changed last is therefore looked up as well, and compared
with what was heard by then (news.py).
"""

import asyncio
from collections.abc import Awaitable, Callable
from secrets import token_hex
from typing import Protocol

from gateway.connectors.shared.bounded import Bounded
from gateway.connectors.shared.clock import ServerClock
from gateway.connectors.shared.link import Hearing, Link, Message
from gateway.connectors.shared.names import Names
from gateway.connectors.shared.news import (
    Changes,
    Tags,
    read_message,
    token_of,
    write_mark,
)


class Memory(Protocol):
    """What this process keeps, as others have a say in it (memories.py)."""

    def drop(self, connector: str, tags: Tags) -> None:
        """Drop a connector's answers: by tags, or all."""
        ...

    def doubt(self, connector: str) -> None:
        """Have a connector's answers stand in for failures alone."""
        ...


class Listener:
    """Sets the clock, and has `memory` drop or doubt what others changed.

    `renew` makes every record a miss, where the server's clock was set back.
    """

    def __init__(
        self,
        names: Names,
        changes: Changes,
        memory: Memory,
        bounded: Bounded,
        secret: bytes = b"",
    ) -> None:
        self.clock = ServerClock()
        self.renew: Callable[[Link], Awaitable[None]] | None = None
        self._names = names
        self._changes = changes
        self._memory = memory
        self._bounded = bounded
        self._secret = secret

    async def look_up(self, link: Link) -> None:
        """Try the link, set the clock, and look up what was changed last."""
        connectors, mark = self._changes.connectors, token_hex(8)
        names = [self._names.change(one) for one in connectors]
        message = Message(self._names.channel, write_mark(mark, self._secret))
        began = self.clock.begin()
        async with self._bounded.wait():
            server, found = await link.look_up(names, message)
            await self._told(link, server, began)
        tokens = dict(zip(connectors, map(token_of, found), strict=True))
        self._changes.looked_up(mark, tokens)

    async def catch_up(self, hearing: Hearing, seconds: float) -> None:
        """Hear all that was told before the last look-up, in so many seconds.

        Raises TimeoutError.
        """
        async with asyncio.timeout(seconds):
            while self._changes.behind:
                self.hear(await hearing.next(seconds))

    async def set_clock(self, link: Link) -> None:
        """Set the clock by the server's, which tries the link."""
        began = self.clock.begin()
        async with self._bounded.wait():
            await self._told(link, await link.time(), began)

    async def _told(self, link: Link, server: float, began: float) -> None:
        """Set the clock by the server's. Where that was set back no age tells anything."""
        if self.renew is not None and self.clock.set_back(server, began):
            await self.renew(link)
        self.clock.set(server, began)

    def hear(self, data: object) -> None:
        """Hear a message: what others dropped, or the mark of a look-up."""
        told = read_message(data, self._secret)
        if isinstance(told, str):
            for connector in self._changes.marked(told):
                self._memory.doubt(connector)
        elif told is not None:
            found = self._changes.heard(told)
            if found is not None:
                self._memory.drop(told.connector, found[0])
