"""The sources of a configuration's text over a service that answers from memory."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import httpx
import orjson
from typing_extensions import override

from gateway.config.model import Config, Operation
from gateway.config.place import Word
from gateway.connectors.answer import Answer
from gateway.connectors.aside import Aside
from gateway.connectors.asked import Asked, Outcome
from gateway.connectors.budget import Budget
from gateway.connectors.caller import Caller
from gateway.connectors.flight import Flights
from gateway.connectors.line import Line
from gateway.connectors.principal import ANONYMOUS, Principal
from gateway.connectors.reading import Readings
from gateway.connectors.resilience import Resilience
from gateway.connectors.send import build_sender
from gateway.connectors.source import OperationSource
from gateway.connectors.sources import Sources
from gateway.connectors.store import MemoryTier, Store
from gateway.observe import Silent
from tests.execution.harness import configure

Reply = Callable[[str], object]

HEAD: Final = """
version: 1
connectors:
  perpus:
    opd: Dinas Perpustakaan
    url: https://perpus.test
    retry: false
"""


@dataclass
class Service(httpx.AsyncBaseTransport):
    """Answers a path and query by `reply`; an exception is raised, the rest JSON.

    With `hold` set, answers wait for it. `most` is how many were asked at once.
    """

    reply: Reply
    hold: asyncio.Event | None = None
    asked: list[str] = field(default_factory=list[str])
    now: int = 0
    most: int = 0

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        target = request.url.raw_path.decode()
        self.asked.append(target)
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            await (asyncio.sleep(0) if self.hold is None else self.hold.wait())
        finally:
            self.now -= 1
        found = self.reply(target)
        if isinstance(found, Exception):
            raise found
        if isinstance(found, httpx.Response):
            return found
        return httpx.Response(200, content=orjson.dumps(found))


@dataclass
class Clock:
    """Seconds that pass when told."""

    now: float = 100.0

    def __call__(self) -> float:
        return self.now


class Runtime:
    """The sources, their service, and the clock of their cache."""

    def __init__(
        self,
        body: str,
        reply: Reply,
        *,
        coalesce: bool = True,
        head: str = HEAD,
        aside: Aside | None = None,
    ) -> None:
        self.config: Config = configure(head + body)
        self.service = Service(reply)
        self.clock = Clock()
        connector = self.config.connectors[Word("perpus")]
        self.store: Store[Answer] = Store(MemoryTier(2**20, clock=self.clock), "perpus")
        self.resilience = Resilience(connector, Silent())
        line = Line(
            connector,
            build_sender(
                connector, self.service, Silent(), 1.0, self.resilience, aside
            ),
            self.store,
            Flights() if coalesce else None,
            connector.limits.concurrency,
            self.resilience,
        )
        self.sources = Sources(self.config, Readings(self.config), {"perpus": line})

    def query(self, name: str) -> Operation:
        return self.config.connectors[Word("perpus")].queries[Word(name)]

    def lookup(self, name: str) -> Operation:
        found = self.config.types[Word(name)].lookup
        assert found is not None
        return found

    def source(self, name: str) -> OperationSource:
        return self.sources.of(self.query(name))

    async def ask(
        self, name: str, caller: Caller | None = None, **arguments: Any
    ) -> object:
        """Ask a query and return the value of its answer."""
        answer = await self.source(name).ask(arguments, caller or anyone())
        return answer.value

    async def find(
        self, name: str, *keys: Any, by: str = "isbn", caller: Caller | None = None
    ) -> dict[Any, Any]:
        """Look keys of a type up in its batch; values, or the errors' codes."""
        batch = self.sources.batch(self.lookup(name))
        calls = {key: {by: key} for key in keys}
        return plain(await batch.many(calls, caller or anyone()))


def anyone(most: int = 1000, principal: Principal = ANONYMOUS) -> Caller:
    """Return a caller for a new operation."""
    return Caller(principal, Budget(most), Asked())


def plain(outcomes: Mapping[Any, Outcome]) -> dict[Any, Any]:
    """Return outcomes as values, and errors as their codes."""
    return {
        key: one.value if isinstance(one, Answer) else one and one.code
        for key, one in outcomes.items()
    }
