"""A gate: ASGI middleware that lets in who proves to be whom it expects."""

import json
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from starlette.datastructures import Headers, QueryParams
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from simulator.faulty import CONTROL

Gate: TypeAlias = Callable[[ASGIApp], ASGIApp]


class Asked:
    """One request as a gate sees it: whole, its body read."""

    def __init__(self, scope: Scope, body: bytes) -> None:
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self.raw_query = scope["query_string"].decode("latin-1")
        self.query = QueryParams(scope["query_string"])
        self.headers = Headers(scope=scope)
        self.body = body

    @property
    def target(self) -> str:
        """Return the path with its query, as it stood in the request line."""
        return self.path + (f"?{self.raw_query}" if self.raw_query else "")

    def json(self) -> object:
        """Return the body as JSON; None where it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


Judge: TypeAlias = Callable[[Asked], Response | None]
"""Refuses a request with an answer, or lets it in with None."""

Door: TypeAlias = Callable[[Asked], Response]
"""Answers a request to the gate itself: where tokens are given out."""


class Gated:
    """Serves `app` to whom `judge` lets in; `doors` are the gate's own paths.

    `enter` may change the scope of a request that is let in. The control path
    is open to all.
    """

    def __init__(
        self,
        app: ASGIApp,
        judge: Judge,
        doors: dict[str, Door] | None = None,
        enter: Callable[[Scope], Scope] = dict,
    ) -> None:
        self._app = app
        self._judge = judge
        self._doors = doors or {}
        self._enter = enter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or hand it on."""
        if scope["type"] != "http" or scope["path"] == CONTROL:
            return await self._app(scope, receive, send)
        body = await _read(receive)
        asked = Asked(scope, body)
        door = self._doors.get(asked.path)
        answer = self._judge(asked) if door is None else door(asked)
        if answer is not None:
            return await answer(scope, receive, send)
        return await self._app(self._enter(scope), _again(body, receive), send)


def refused(reason: str, status: int = 401, **headers: str) -> Response:
    """Return a refusal; underscores in header names are dashes."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return JSONResponse({"pesan": reason}, status_code=status, headers=named)


async def _read(receive: Receive) -> bytes:
    parts: list[bytes] = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Callable[[], Awaitable[Message]]:
    """Give a body that was read once more, then whatever comes."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
