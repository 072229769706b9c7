"""An engine whose upstream answers late, wrongly or not at all, and who sees what."""

import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import httpx
import orjson
from typing_extensions import override

from gateway.app import build_engine, draw
from gateway.connectors.principal import ANONYMOUS, Principal
from gateway.execution.message import Reply, Request
from gateway.execution.pipeline import Engine
from gateway.observe import Event, Fault, OperationEnded
from gateway.settings import Settings
from tests.execution.harness import configure

Script: TypeAlias = Mapping[str, Any]
"""For a path and query: JSON, a Response, an exception, or a coroutine function."""


@dataclass
class Upstream(httpx.AsyncBaseTransport):
    """Answers from a script, which a test may change; notes what was asked."""

    script: dict[str, Any]
    asked: list[str] = field(default_factory=list)

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        target = request.url.raw_path.decode()
        self.asked.append(target)
        answer = self.script[target]
        if callable(answer):
            found: Awaitable[Any] = answer()
            answer = await found
        if isinstance(answer, BaseException):
            raise answer
        if isinstance(answer, httpx.Response):
            return answer
        return httpx.Response(200, content=orjson.dumps(answer))


@dataclass
class Seen:
    """Remembers what happened."""

    events: list[Event] = field(default_factory=list)

    def see(self, event: Event) -> None:
        """Take note of an event."""
        self.events.append(event)

    def faults(self) -> list[Fault]:
        """Return the gateway's own faults."""
        return [one for one in self.events if isinstance(one, Fault)]

    def ended(self) -> list[OperationEnded]:
        """Return the operations that were answered."""
        return [one for one in self.events if isinstance(one, OperationEnded)]


@dataclass
class Served:
    """An engine, its upstream and its observer."""

    engine: Engine
    upstream: Upstream
    seen: Seen

    async def reply(
        self,
        query: str,
        variables: Mapping[str, object] | None = None,
        *,
        principal: Principal = ANONYMOUS,
        **more: Any,
    ) -> Reply:
        """Execute an operation."""
        request = Request(query, variables=variables, principal=principal, **more)
        return await self.engine.execute(request)

    async def ask(
        self, query: str, variables: Mapping[str, object] | None = None, **more: Any
    ) -> dict[str, Any]:
        """Execute an operation and decode its response."""
        found: dict[str, Any] = orjson.loads(
            (await self.reply(query, variables, **more)).body
        )
        return found

    def forget(self, connector: str) -> None:
        """Let all kept answers of a connector expire."""
        self.engine._graph.sources._lines[connector].store.clear()


def codes(response: Mapping[str, Any]) -> list[tuple[list[str | int], str]]:
    """Return the path and code of every error."""
    return [
        (one.get("path", []), one["extensions"]["code"])
        for one in response.get("errors", [])
    ]


@asynccontextmanager
async def served(
    text: str,
    script: Script,
    clock: Callable[[], float] = time.monotonic,
    **settings: Any,
) -> AsyncGenerator[Served]:
    """Open an engine for a configuration's text; `clock` is that of what is kept."""
    upstream, seen = Upstream(dict(script)), Seen()
    async with AsyncExitStack() as stack:
        engine = build_engine(
            draw(configure(text)),
            Settings(**{"profile": "development", **settings}),
            seen,
            stack,
            lambda _connector, _observer: upstream,
            clock,
        )
        yield Served(engine, upstream, seen)
