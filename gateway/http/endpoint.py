"""/graphql, without a router in front: bytes in, the engine's bytes out.

Status codes follow GraphQL over HTTP: a refused operation keeps its status
under application/graphql-response+json and is 200 under application/json; a
request that is wrong as HTTP or JSON is 4xx under both.
"""

from asyncio import CancelledError
from collections.abc import Awaitable, Mapping
from typing import Final, TypeVar

from gateway.errors import RequestError
from gateway.execution.carried import Carried
from gateway.execution.incident import noted
from gateway.execution.message import Reply, Request
from gateway.http.accept import JSON, Accepts, Media
from gateway.http.answer import (
    CLOSE,
    Header,
    Receive,
    Scope,
    Send,
    refusal,
    response_start,
)
from gateway.http.backlog import Backlog
from gateway.http.body import Disconnected, arrived
from gateway.http.bounds import Bounds
from gateway.http.caching import (
    UNKEPT,
    UNSTORED,
    Posted,
    entity_tag,
    is_known,
    shared_headers,
)
from gateway.http.engine import Engine
from gateway.http.fields import fold
from gateway.http.glance import Asked
from gateway.http.operator import Operator
from gateway.http.origin import check_origin
from gateway.http.page import Page, wants_page
from gateway.http.parameters import check_content
from gateway.http.presence import Gone, Presence, presence_of
from gateway.http.triage import Triage
from gateway.http.valve import Valve
from gateway.observe import Observer

T = TypeVar("T")
_BAD_REQUEST: Final = 400
_FAULT: Final = 500
_UNAVAILABLE: Final = 503
_NOT_MODIFIED: Final = 304
_READS: Final = frozenset({"GET", "HEAD"})
"""A HEAD is answered as a GET, whose body the server leaves out (RFC 9110 §9.3.2)."""
_ON: Final = frozenset({b"1", b"true"})
_MOST_QUERY: Final = 32 * 1024
_UNHEARD: Final = Reply(b"", status=499)
"""To a client who is gone: never written, but a server wants its application to answer.

The status is what nginx calls such a request.
"""

_UNKNOWN: Final = Reply(
    refusal("UPSTREAM_UNKNOWN", "The gateway stopped before the outcome was known."),
    status=_FAULT,
)


class Endpoint:
    """The ASGI application of /graphql.

    What the `operator` asks is answered in full. With a `page` (development profile), a
    browser gets it, and `x-gateway-plan` is heard. While `closing`, every answer asks
    the client to use another connection. While the `valve` is full, only what is at
    hand is answered.
    """

    def __init__(
        self,
        engine: Engine,
        observer: Observer,
        *,
        bounds: Bounds | None = None,
        page: Page | None = None,
        valve: Valve | None = None,
        operator: Operator | None = None,
    ) -> None:
        self.engine = engine
        self.closing = False
        self.valve = valve or Valve()
        self.backlog = Backlog(self.valve)
        self._observer = observer
        self._bounds = bounds or Bounds()
        self._most_query = min(_MOST_QUERY, self._bounds.max_body)
        self._page = page
        self._operator = operator or Operator()
        self._accepts = Accepts()
        self._posted = Posted()
        self._triage = Triage(self.valve)
        self._bodies = self._triage.bodies
        self._queries = self._triage.queries

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request.

        One coroutine, as far as nothing has to be waited for: an answer from
        memory takes less time than to make a few more of them.
        """
        media: Media | None = None
        try:
            headers = fold(scope["headers"])
            media = self._accepts(headers.get(b"accept"))
            wanted = self._wanted(scope, headers, receive)
            if isinstance(wanted, Page):
                await wanted.send(send)
                return
            if not isinstance(wanted, Request):
                wanted = self._bodies.read(await wanted)
            request = self._asked(wanted, headers, media)
            reply = self._begin(request)
            if not isinstance(reply, Reply):
                reply = await self._waited_for(reply, request, presence_of(scope))
            posted = self._posted(reply.share) if scope["method"] == "POST" else None
            status, answer, extra = _answered(reply, headers, media, posted)
        except Disconnected:
            return
        except (Exception, CancelledError) as error:  # noqa: BLE001 - the last border: nothing leaks
            status, answer = self._failed(error)
            extra = UNSTORED if scope["method"] == "POST" else UNKEPT
        if self.closing:
            extra = (*extra, CLOSE)
        await send(response_start(status, media or JSON, len(answer), extra))
        await send({"type": "http.response.body", "body": answer})

    def _wanted(
        self, scope: Scope, headers: Mapping[bytes, bytes], receive: Receive
    ) -> Request | Awaitable[bytes] | Page:
        """Return what is asked for: a request, as far as it has arrived, or the page."""
        method = scope["method"]
        if method == "POST":
            check_content(headers)
            body = arrived(headers, receive, self._bounds.max_body)
            return self._bodies.read(body) if isinstance(body, bytes) else body
        if method not in _READS:
            message = f"The method {method} is not allowed; use POST or GET."
            raise RequestError("BAD_USER_INPUT", message, status=405)
        if self._page is not None and wants_page(scope, headers):
            return self._page
        check_origin(headers)
        query: bytes = scope["query_string"]
        if len(query) > self._most_query:
            message = f"The query string is larger than {self._most_query} bytes."
            raise RequestError("TOO_COSTLY", message, status=414)
        return self._queries.read(query)

    def _asked(
        self, request: Request, headers: Mapping[bytes, bytes], media: Media | None
    ) -> Request:
        """Add to a request what its headers say. Raises RequestError 406."""
        if media is None:
            message = "Only application/graphql-response+json and application/json."
            raise RequestError("BAD_USER_INPUT", message, status=406)
        if b"authorization" in headers and self._operator.sends(headers):
            request = request._replace(operator=True)
        if b"x-gateway-sources" in headers or b"x-gateway-plan" in headers:
            request = self._asking(request, headers)
        return request

    def _begin(self, request: Request) -> Reply | Awaitable[Reply] | None:
        """Answer an operation, or begin to; None for what has to wait to begin."""
        if self.valve.full:
            return self._triage.answer(self.engine, request)
        return self.engine.begin(request)

    async def _waited_for(
        self,
        operation: Awaitable[Reply] | None,
        request: Request,
        presence: Presence | None,
    ) -> Reply:
        """Wait for an operation, and before that till it may begin, where it has not.

        As long as somebody is there to be told; a mutation is carried out in any case.
        """
        if operation is None:
            entered = await _heard(self.backlog.wait(), presence)
            if entered is None:
                return _UNHEARD
        else:
            entered = self.valve.enter()
        try:
            reply = self.engine.begin(request) if operation is None else operation
            if isinstance(reply, Reply):
                return reply
            if isinstance(reply, Carried):
                return await _carried(reply)
            return await _heard(reply, presence) or _UNHEARD
        finally:
            self.backlog.leave(entered)

    def refuses(self, asked: Asked) -> bool:
        """Tell whether a request is refused unread, while the valve is wary."""
        return self._triage.refuses(self.engine, asked)

    def _asking(self, request: Request, headers: Mapping[bytes, bytes]) -> Request:
        """Add what the headers ask to be told besides."""
        plan = self._page is not None and headers.get(b"x-gateway-plan") in _ON
        return request._replace(
            sources=headers.get(b"x-gateway-sources") in _ON, plan=plan
        )

    def _failed(self, error: Exception | CancelledError) -> tuple[int, bytes]:
        """Return the status and body of an error; a fault is logged, and only its id said.

        Whom nobody waits for any more is told: the gateway has to stop.
        """
        if isinstance(error, RequestError):
            return error.status, refusal(error.refusal, error.message)
        if isinstance(error, CancelledError):
            return _UNAVAILABLE, refusal("INTERNAL", "The gateway is stopping.")
        number = noted(self._observer, "http", error)
        return _FAULT, refusal("INTERNAL", "Internal error.", id=number)


async def _carried(mutation: Carried) -> Reply:
    """Wait for a mutation; where the gateway has to stop nobody knows what came of it."""
    try:
        return await mutation
    except CancelledError:
        return _UNKNOWN


async def _heard(awaited: Awaitable[T], presence: Presence | None) -> T | None:
    """Wait as long as somebody is there to be told; None where nobody is."""
    if presence is None:
        return await awaited
    try:
        return await presence.wait(awaited)
    except Gone:
        return None


def _answered(
    reply: Reply,
    headers: Mapping[bytes, bytes],
    media: Media | None,
    posted: tuple[Header, ...] | None,
) -> tuple[int, bytes, tuple[Header, ...]]:
    """Return the status, body and further headers of a reply's answer.

    A refusal, too, is 200 under application/json. What a GET has already is 304;
    `posted` are the headers of an answer to a POST.
    """
    status, share = reply.status, reply.share
    if status == _BAD_REQUEST and media is not None and not media.strict:
        status = 200
    if posted is not None:
        return status, reply.body, posted
    if share is None:
        return status, reply.body, UNKEPT
    tag = entity_tag(reply.body, media or JSON)
    extra = shared_headers(share, tag)
    if is_known(headers, tag):
        return _NOT_MODIFIED, b"", extra
    return status, reply.body, extra
