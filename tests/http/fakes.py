"""A fake engine and a client of the whole edge."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx
import orjson

from gateway.connectors.media import MediaDesk
from gateway.execution.message import Reply, Request
from gateway.http.front import Front, Serve
from gateway.http.media import Files
from gateway.http.valve import Valve
from gateway.observe import Event

ASKED = b'{"data":{"a":1}}'
JSON = "application/json; charset=utf-8"
RESPONSE = "application/graphql-response+json; charset=utf-8"


def refused(code: str = "GRAPHQL_PARSE_FAILED", status: int = 400) -> Reply:
    """Make an engine's refusal of a document."""
    body = orjson.dumps({"errors": [{"message": "no", "extensions": {"code": code}}]})
    return Reply(body, status=status)


@dataclass
class FakeEngine:
    """Answer everything the same, or raise; remember what was asked."""

    reply: Reply = field(default_factory=lambda: Reply(ASKED))
    error: Exception | None = None
    is_ready: bool = True
    requests: list[Request] = field(default_factory=list[Request])
    media: Files = field(default_factory=MediaDesk)

    async def begin(self, request: Request) -> Reply:
        self.requests.append(request)
        if self.error is not None:
            raise self.error
        return self.reply

    def at_hand(self, request: Request) -> Reply | None:
        return self.reply if "dikenal" in request.query else None

    def ready(self) -> bool:
        return self.is_ready


@dataclass
class Noted:
    """An observer that keeps what it sees."""

    events: list[Event] = field(default_factory=list[Event])

    def see(self, event: Event) -> None:
        self.events.append(event)


@asynccontextmanager
async def opened(
    front: Front, engine: FakeEngine | None = None
) -> AsyncGenerator[httpx.AsyncClient]:
    """Run the lifespan and give a client on the edge."""
    async with front._rest.router.lifespan_context(front._rest):
        if engine is not None:
            front._endpoint.engine = engine
        async with client_of(front) as client:
            yield client


def client_of(front: Front) -> httpx.AsyncClient:
    """Make a client on the edge, without its lifespan."""
    transport = httpx.ASGITransport(app=front)
    return httpx.AsyncClient(transport=transport, base_url="http://gateway.test")


def front_of(
    engine: FakeEngine,
    observer: Noted | None = None,
    *,
    development: bool = False,
    valve: Valve | None = None,
) -> Front:
    """Make an edge over a fake engine."""

    @asynccontextmanager
    async def open_engine(serve: Serve) -> AsyncGenerator[None]:
        serve(engine)
        yield

    return Front(open_engine, observer or Noted(), development=development, valve=valve)


def code_of(answer: httpx.Response) -> str:
    """Read the code of a refusal."""
    code: str = answer.json()["errors"][0]["extensions"]["code"]
    return code
