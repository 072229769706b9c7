"""The limits: a constant answer, and the right answer as ready bytes.

`limit` is a Starlette route that looks at nothing and answers a few constant
bytes. `ready` reads and decodes the request, as anything that serves more than
one query must, and sends the bytes of the right answer, made at start, under
the headers that the gateway sends: once as a raw ASGI handler, once as a
Starlette route.
"""

from typing import Final

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from benchmarks.asgi import Header, Receive, Scope, Send, answer, lifespan, read
from benchmarks.scenarios import SCENARIOS

_HEADERS: Final[tuple[Header, ...]] = (
    (b"content-type", b"application/json; charset=utf-8"),
    (b"x-content-type-options", b"nosniff"),
)


def answers() -> dict[str, bytes]:
    """Return the right answer's bytes by the query's text."""
    return {
        scenario.query: orjson.dumps({"data": scenario.expected()})
        for scenario in SCENARIOS.values()
    }


def limit() -> Starlette:
    """Make the Starlette application with its one constant route."""
    body = orjson.dumps({"data": {"__typename": "Query"}})

    async def constant(_request: Request) -> Response:
        return Response(body, media_type="application/json")

    return Starlette(routes=[Route("/graphql", constant, methods=["POST"])])


class Ready:
    """The raw ASGI application that sends ready bytes."""

    def __init__(self) -> None:
        self._answers = answers()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or live through one lifespan."""
        if scope["type"] == "lifespan":
            await lifespan(receive, send, _nothing, _nothing)
            return
        query = orjson.loads(await read(receive))["query"]
        await answer(send, self._answers[query], _HEADERS)


async def _nothing() -> None:
    """Start or stop, with nothing to open or close."""


def ready() -> Ready:
    """Make the application of ready bytes."""
    return Ready()


def ready_route() -> Starlette:
    """Make the Starlette application of ready bytes."""
    ready_answers = answers()

    async def handle(request: Request) -> Response:
        query = orjson.loads(await request.body())["query"]
        headers = {name.decode(): value.decode() for name, value in _HEADERS}
        return Response(ready_answers[query], headers=headers)

    return Starlette(routes=[Route("/graphql", handle, methods=["POST"])])
