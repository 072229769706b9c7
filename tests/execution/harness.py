"""An engine over YAML text and canned upstream answers."""

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import orjson
from typing_extensions import override

from gateway.app import build_engine, draw
from gateway.config.load import load
from gateway.config.model import Config
from gateway.connectors.principal import ANONYMOUS, Principal
from gateway.execution.message import Request
from gateway.execution.pipeline import Engine
from gateway.observe import Silent
from gateway.settings import Settings

Upstream = Callable[[httpx.Request], httpx.Response]


class Canned(httpx.AsyncBaseTransport):
    """Answers from a mapping of path and query; remembers what was asked."""

    def __init__(self, answers: Mapping[str, Any] | Upstream) -> None:
        self.answers = answers
        self.asked: list[str] = []

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        target = request.url.raw_path.decode()
        self.asked.append(target)
        if callable(self.answers):
            return self.answers(request)
        answer = self.answers.get(target)
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, httpx.Response):
            return answer
        if target not in self.answers:
            return httpx.Response(500)
        return httpx.Response(200, content=orjson.dumps(answer))


def configure(text: str) -> Config:
    """Load a configuration from text."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "connectors.yaml"
        file.write_text(text)
        return load(file, {})


class Bench:
    """An engine and its canned upstream."""

    def __init__(self, engine: Engine, upstream: Canned) -> None:
        self.engine = engine
        self.upstream = upstream

    async def run(
        self,
        query: str,
        variables: Mapping[str, object] | None = None,
        *,
        principal: Principal = ANONYMOUS,
        **more: Any,
    ) -> dict[str, Any]:
        """Execute an operation and return the decoded response."""
        request = Request(query, variables=variables, principal=principal, **more)
        reply = await self.engine.execute(request)
        found: dict[str, Any] = orjson.loads(reply.body)
        return found


@asynccontextmanager
async def bench(
    text: str, answers: Mapping[str, Any] | Upstream, **settings: Any
) -> AsyncGenerator[Bench]:
    """Open an engine for a configuration's text over canned answers."""
    upstream = Canned(answers)
    blueprint = draw(configure(text))
    async with AsyncExitStack() as stack:
        engine = build_engine(
            blueprint,
            Settings(profile="development", **settings),
            Silent(),
            stack,
            lambda _connector, _observer: upstream,
        )
        yield Bench(engine, upstream)
