"""The whole edge as one ASGI application.

/graphql goes straight to its endpoint: a router, its middleware and its
request objects would cost more than the rest of a warm answer. Everything
else, and the lifespan, is Starlette's.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, Final

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from gateway.connectors.media import MediaDesk
from gateway.errors import RequestError
from gateway.execution.message import Reply, Request
from gateway.http.answer import Receive, Scope, Send, parting
from gateway.http.bounds import Bounds
from gateway.http.endpoint import Endpoint
from gateway.http.engine import Engine
from gateway.http.glance import Asked
from gateway.http.graphiql import graphiql_routes
from gateway.http.guard import Guard
from gateway.http.health import health_routes, not_allowed, not_found
from gateway.http.held import Held
from gateway.http.media import Files, media_routes
from gateway.http.operator import Operator
from gateway.http.page import Page
from gateway.http.pressure import watch
from gateway.http.valve import Valve
from gateway.http.waiting import Waiting
from gateway.http.written import Written
from gateway.observe import Observer

PATH: Final = "/graphql"
_MOST_CONNECTIONS: Final = 10_000
Serve = Callable[[Engine], None]
OpenEngine = Callable[[Serve], AbstractAsyncContextManager[None]]
"""Opens the engine and tells which it is, then and whenever another takes its place."""


class Crowd(Enum):
    """What becomes of a new connection."""

    WELCOME = auto()
    TURNED_AWAY = auto()
    """One too many: what it asks is refused, and it is closed."""
    CUT = auto()
    """Far too many: it is closed unheard."""


class Closed:
    """The engine before it is opened and after it is closed."""

    def begin(self, _request: Request) -> Reply:
        """Refuse."""
        raise RequestError("INTERNAL", "The gateway is not serving.", status=503)

    def at_hand(self, request: Request) -> Reply:
        """Refuse."""
        return self.begin(request)

    def ready(self) -> bool:
        """Say no."""
        return False

    @property
    def media(self) -> Files:
        """Return nothing to give."""
        return MediaDesk()


def _nothing() -> None:
    """Do nothing."""


@dataclass(frozen=True, slots=True)
class Operating:
    """What an operator can do: have the configuration read again, and what `routes` offer.

    `note` is what `/readyz` says besides; `operator` tells who that is.
    """

    reload: Callable[[], None] = _nothing
    note: Callable[[], str | None] = _nothing
    routes: Sequence[BaseRoute] = ()
    operator: Operator = field(default_factory=Operator)


class Front:
    """The ASGI application; its lifespan opens and closes the engine."""

    def __init__(
        self,
        open_engine: OpenEngine,
        observer: Observer,
        *,
        bounds: Bounds | None = None,
        development: bool = False,
        valve: Valve | None = None,
        operating: Operating | None = None,
    ) -> None:
        operating = operating or Operating()
        page = Page.load() if development else None
        self.bounds = bounds or Bounds()
        self._open_engine = open_engine
        self.reload = operating.reload
        self.most = _MOST_CONNECTIONS
        self.valve = valve or Valve()
        self.waiting = Waiting(self.valve)
        self.held = Held(max(self.bounds.unfinished, self.bounds.max_body))
        self.written = Written()
        self._observer = observer
        self._endpoint = Endpoint(
            Closed(),
            observer,
            bounds=self.bounds,
            page=page,
            valve=self.valve,
            operator=operating.operator,
        )
        self._rest = Starlette(
            routes=[
                *health_routes(self.ready, self.stopping, operating.note),
                *operating.routes,
                *media_routes(lambda: self._endpoint.engine.media),
                *(graphiql_routes() if development else ()),
            ],
            lifespan=self._lifespan,
            middleware=[Middleware(Guard, observer=observer)],
            exception_handlers={404: not_found, 405: not_allowed},
        )
        # A redirection would lead to whatever `Host` says.
        self._rest.router.redirect_slashes = False

    def __call__(
        self, scope: Scope, receive: Receive, send: Send
    ) -> Coroutine[Any, Any, None]:
        """Hand the connection to whoever answers its path."""
        if scope["type"] == "http" and scope["path"] == PATH:
            return self._endpoint(scope, receive, send)
        if scope["type"] == "http" and self._endpoint.closing:
            send = parting(send)
        return self._rest(scope, receive, send)

    def ready(self) -> bool:
        """Tell whether there is something that can answer."""
        return self._endpoint.engine.ready()

    def stopping(self) -> bool:
        """Tell whether clients and balancers are asked to go elsewhere."""
        return self._endpoint.closing

    @property
    def leaving(self) -> bool:
        """Tell whether a connection is closed after its answer."""
        return self._endpoint.closing

    def refuses(self, asked: Asked) -> bool:
        """Tell whether a request is refused unread: see `Endpoint`."""
        return self._endpoint.refuses(asked)

    def crowd(self, connections: int) -> Crowd:
        """Tell what becomes of the newest of so many connections."""
        if connections <= self.most:
            return Crowd.WELCOME
        far = self.most + self.most // 10 + 16
        return Crowd.TURNED_AWAY if connections <= far else Crowd.CUT

    def serve(self, engine: Engine) -> None:
        """Have an engine answer from now on."""
        self._endpoint.engine = engine

    def drain(self) -> None:
        """Answer on, but ask clients and balancers to go elsewhere."""
        self._endpoint.closing = True

    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncGenerator[None]:
        watching = asyncio.create_task(
            watch(self.valve, self._endpoint.backlog, self._observer)
        )
        try:
            async with self._open_engine(self.serve):
                yield
                self.serve(Closed())
        finally:
            watching.cancel()
