"""The defences of a connector with a clock of their own, and a sender of our choice."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from gateway.config.model import Connector
from gateway.config.place import Word
from gateway.connectors.outgoing import Outgoing, Received
from gateway.connectors.resilience import Resilience
from gateway.connectors.template import Prepared
from gateway.errors import (
    Sent,
    UpstreamError,
    UpstreamUnavailable,
)
from tests.connectors.conftest import Seen
from tests.connectors.runtime import Clock

URL = "https://a.test/v1"
OK = Received(200, None, b"{}")
DOWN = UpstreamUnavailable("down", sent=Sent.YES)
GET = Outgoing("daftar", Prepared("GET", f"{URL}/buku"), 3.0)
WRITE = GET._replace(repeatable=False)


@dataclass
class Upstream:
    """Ends each call as told, in turn, the last for ever; remembers them."""

    ends: list[UpstreamError | None] = field(default_factory=lambda: [None])
    hold: asyncio.Event | None = None
    sent: list[Outgoing] = field(default_factory=list[Outgoing])
    now: int = 0
    most: int = 0

    async def __call__(self, outgoing: Outgoing) -> Received:
        self.sent.append(outgoing)
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            if self.hold is not None:
                await self.hold.wait()
        finally:
            self.now -= 1
        end = self.ends[min(len(self.sent), len(self.ends)) - 1]
        if end is not None:
            raise end
        return OK


@dataclass
class Defence:
    """The defences of a connector, their clock, and what was seen."""

    connector: Connector
    chance: Callable[[], float] = lambda: 0.0
    seen: Seen = field(default_factory=Seen)
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.state = Resilience(self.connector, self.seen, self.clock, self.chance)


def connector(**more: object) -> Connector:
    return Connector(Word("a"), "Dinas A", Word(URL), **more)  # type: ignore[arg-type] # a table of options


async def code_of(given: object) -> str | None:
    """Return the code with which a call ended."""
    try:
        await given  # type: ignore[misc] # any awaitable
    except UpstreamError as error:
        return error.code
    return None
