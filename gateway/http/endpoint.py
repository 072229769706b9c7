"""/graphql, without a router in front: bytes in, the engine's bytes out.

Status codes follow GraphQL over HTTP: a refused operation keeps its status
under application/graphql-response+json and is 200 under application/json; a
request that is wrong as HTTP or JSON is 4xx under both.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from gateway.errors import RequestError
from gateway.execution.message import Reply, Request
from gateway.http.accept import JSON, Accepts, Media
from gateway.http.answer import (
    CLOSE,
    NO_STORE,
    VARY,
    Header,
    Receive,
    Scope,
    Send,
    answer,
    refusal,
)
from gateway.http.body import Disconnected, read_body
from gateway.http.origin import check_origin
from gateway.http.page import Page, wants_page
from gateway.http.parameters import Parameters, check_content, from_body, from_query
from gateway.observe import Fault, Observer

_BAD_REQUEST: Final = 400
_ON: Final = frozenset({b"1", b"true"})
_MOST_HEADERS: Final = 100
_MOST_HEADER_BYTES: Final = 32 * 1024
_SMALL_BODY: Final = 4096
_MOST_KNOWN: Final = 1000
_GET_EXTRA: Final = (NO_STORE, VARY)


class Engine(Protocol):
    """What answers operations (execution/pipeline.py)."""

    async def execute(self, request: Request, /) -> Reply:
        """Answer one operation; must not raise but for RequestError."""
        ...

    def ready(self) -> bool:
        """Tell whether operations can be answered."""
        ...


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a request's body may take: bytes, and seconds to arrive."""

    max_body: int = 1024 * 1024
    body_timeout: float = 10.0


class Endpoint:
    """The ASGI application of /graphql.

    With a `page` (development profile), a browser gets it, and
    `x-gateway-plan` is heard. While `closing`, every answer asks the client
    to use another connection.
    """

    def __init__(
        self,
        engine: Engine,
        observer: Observer,
        *,
        bounds: Bounds | None = None,
        page: Page | None = None,
    ) -> None:
        self.engine = engine
        self.closing = False
        self._observer = observer
        self._bounds = bounds or Bounds()
        self._page = page
        self._accepts = Accepts()
        self._known: dict[bytes, Parameters] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request."""
        extra: tuple[Header, ...] = () if scope["method"] == "POST" else _GET_EXTRA
        if self.closing:
            extra = (*extra, CLOSE)
        media: Media | None = None
        try:
            headers = _fold(scope["headers"])
            if self._page is not None and wants_page(scope, headers):
                await self._page.send(send)
                return
            media = self._accepts(headers.get(b"accept"))
            status, body = await self._reply(scope, headers, receive, media)
        except RequestError as error:
            status, body = error.status, refusal(error.refusal, error.message)
        except Disconnected:
            return
        except Exception as error:  # noqa: BLE001 - the last border: nothing leaks
            status, body = 500, self._broken(error)
        await answer(send, status, media or JSON, body, extra)

    async def _reply(
        self,
        scope: Scope,
        headers: Mapping[bytes, bytes],
        receive: Receive,
        media: Media | None,
    ) -> tuple[int, bytes]:
        get = scope["method"] == "GET"
        parameters = await self._parameters(scope, headers, receive)
        if media is None:
            message = "Only application/graphql-response+json and application/json."
            raise RequestError("BAD_USER_INPUT", message, status=406)
        reply = await self.engine.execute(
            Request(
                parameters.query,
                parameters.operation_name,
                parameters.variables,
                queries_only=get,
                sources=headers.get(b"x-gateway-sources") in _ON,
                plan=self._page is not None and headers.get(b"x-gateway-plan") in _ON,
            )
        )
        # Under application/json a refused operation is a well-formed answer.
        lenient = reply.status == _BAD_REQUEST and not media.strict
        return (200 if lenient else reply.status), reply.body

    async def _parameters(
        self, scope: Scope, headers: Mapping[bytes, bytes], receive: Receive
    ) -> Parameters:
        method = scope["method"]
        if method == "POST":
            check_content(headers)
            bounds = self._bounds
            body = await read_body(
                headers, receive, limit=bounds.max_body, seconds=bounds.body_timeout
            )
            known = self._known.get(body)
            return self._parsed(body) if known is None else known
        if method == "GET":
            check_origin(headers)
            return from_query(scope["query_string"])
        message = f"The method {method} is not allowed; use POST or GET."
        raise RequestError("BAD_USER_INPUT", message, status=405)

    def _parsed(self, body: bytes) -> Parameters:
        """Read the parameters of a body; the same bytes are the same parameters.

        Variables may be somebody's personal data: bodies with any are not kept.
        """
        parameters = from_body(body)
        if len(body) <= _SMALL_BODY and not parameters.variables:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[body] = parameters
        return parameters

    def _broken(self, error: Exception) -> bytes:
        """Log a fault under an id and say only the id."""
        incident = secrets.token_hex(8)
        self._observer.see(Fault(f"http {incident}", error))
        return refusal("INTERNAL", "Internal error.", id=incident)


def _fold(pairs: list[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """Make a dictionary of headers; repeated ones join as lists (RFC 9110 §5.3).

    Raises RequestError 431 where they are too many or too large (RFC 6585 §5).
    """
    if len(pairs) > _MOST_HEADERS:
        raise RequestError("TOO_COSTLY", "Too many headers.", status=431)
    headers = dict(pairs)
    if len(headers) != len(pairs):
        for name in headers:
            headers[name] = b", ".join(value for key, value in pairs if key == name)
    if sum(map(len, headers.values())) > _MOST_HEADER_BYTES:
        raise RequestError("TOO_COSTLY", "The headers are too large.", status=431)
    return headers
