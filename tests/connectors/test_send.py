"""One upstream call: deadlines, what a failure is called, and what is told of it."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import httpx
import pytest
import respx
from typing_extensions import override

from gateway.config.credentials import Forward
from gateway.config.model import Connector
from gateway.config.place import Word
from gateway.config.resilience import RetryPolicy
from gateway.connectors.principal import Principal
from gateway.connectors.send import Outgoing, Received, Sender, build_sender
from gateway.connectors.template import Prepared
from gateway.errors import (
    BadInput,
    CodedError,
    Sent,
    UpstreamBlocked,
    UpstreamError,
    UpstreamTimeout,
)
from gateway.observe import CallEnded
from tests.connectors.conftest import Engine, Seen
from tests.connectors.faulty import Peer, faulty, says

CONNECTOR = Connector(
    Word("perpus"),
    "Perpustakaan",
    Word("https://perpus.test"),
    retry=RetryPolicy(attempts=1),
)
GET = Prepared("GET", "https://perpus.test/buku?q=a%2Cb", (("X-Kunci", "r"),))


class Fixed(httpx.AsyncBaseTransport):
    """A transport that answers by a function of the request."""

    def __init__(self, answer: Callable[[httpx.Request], httpx.Response]) -> None:
        self.answer = answer
        self.requests: list[httpx.Request] = []

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return self.answer(request)


def failing(error: Exception) -> Fixed:
    def answer(_request: httpx.Request) -> httpx.Response:
        raise error

    return Fixed(answer)


def outgoing(
    prepared: Prepared = GET, timeout: float = 5.0, missing: tuple[int, ...] = ()
) -> Outgoing:
    return Outgoing("daftarBuku", prepared, timeout, missing)


def sender(transport: httpx.AsyncBaseTransport, seen: Seen | None = None) -> Sender:
    return build_sender(CONNECTOR, transport, seen or Seen(), 1.0)


async def ended(transport: httpx.AsyncBaseTransport, sent: Outgoing) -> CallEnded:
    """Send a request, come what may, and return the one record of it."""
    seen = Seen()
    with suppress(CodedError):
        await sender(transport, seen)(sent)
    (event,) = seen.events
    assert isinstance(event, CallEnded)
    return event


# ---------------------------------------------------------------- any transport


async def test_a_request_goes_out_as_prepared() -> None:
    """Method, URL as encoded, headers, body and deadlines reach any transport."""
    fixed = Fixed(lambda _: httpx.Response(200, json={"a": 1}))
    prepared = Prepared("POST", GET.url, GET.headers, b"{}")
    found = await sender(fixed)(outgoing(prepared))
    assert (200, "application/json", b'{"a":1}') == found[:3]
    assert "7" == found.headers["Content-Length"]
    (request,) = fixed.requests
    assert ("POST", GET.url, b"{}") == (
        request.method,
        str(request.url),
        request.content,
    )
    assert "r" == request.headers["x-kunci"]
    assert {"connect": 1.0, "total": 5.0} == request.extensions["timeout"]


@pytest.mark.parametrize(
    ("error", "code", "sent"),
    [
        (httpx.ConnectError("http://rahasia"), "UPSTREAM_UNAVAILABLE", Sent.NO),
        (httpx.ReadError("http://rahasia"), "UPSTREAM_UNAVAILABLE", Sent.UNKNOWN),
        (httpx.ConnectTimeout("http://rahasia"), "UPSTREAM_TIMEOUT", Sent.UNKNOWN),
        (httpx.ReadTimeout("http://rahasia"), "UPSTREAM_TIMEOUT", Sent.UNKNOWN),
        (
            httpx.RemoteProtocolError("http://rahasia"),
            "UPSTREAM_BAD_BODY",
            Sent.UNKNOWN,
        ),
        (httpx.DecodingError("http://rahasia"), "UPSTREAM_BAD_BODY", Sent.UNKNOWN),
        (
            httpx.UnsupportedProtocol("http://rahasia"),
            "UPSTREAM_UNAVAILABLE",
            Sent.UNKNOWN,
        ),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
async def test_httpx_errors_become_ours(
    error: Exception, code: str, sent: Sent
) -> None:
    """Whatever an httpx transport raises has a code, and its text is not passed on."""
    with pytest.raises(UpstreamError) as raised:
        await sender(failing(error))(outgoing())
    assert (code, sent) == (raised.value.code, raised.value.sent)
    assert "rahasia" not in raised.value.message
    assert error is raised.value.__cause__


async def test_a_transport_without_deadlines_gets_ours() -> None:
    """A transport that never answers is UPSTREAM_TIMEOUT at the call's deadline."""

    class Hung(httpx.AsyncBaseTransport):
        @override
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            await asyncio.sleep(60)
            raise AssertionError(request)

    with pytest.raises(UpstreamTimeout):
        await sender(Hung())(outgoing(timeout=0.01))


async def test_respx_fits() -> None:
    """respx stands in for a service without a patch of ours."""
    router = respx.Router()
    router.get("https://perpus.test/buku", params={"q": "a,b"}).respond(json=[1])
    found = await sender(httpx.MockTransport(router.async_handler))(outgoing())
    assert b"[1]" == found.body


# ------------------------------------------------------------------- statuses


@pytest.mark.parametrize(
    ("status", "missing", "code"),
    [
        (200, (), None),
        (404, (404,), None),
        (404, (), "UPSTREAM_REJECTED"),
        (422, (404,), "UPSTREAM_REJECTED"),
        (401, (), "UPSTREAM_AUTH"),
        (401, (401,), None),
        (500, (), "UPSTREAM_UNAVAILABLE"),
        (302, (), "UPSTREAM_BLOCKED"),
    ],
)
async def test_how_a_call_ended_is_told(
    status: int, missing: tuple[int, ...], code: str | None
) -> None:
    """The record has the code, none where the status means "there is none" here."""
    event = await ended(
        Fixed(lambda _: httpx.Response(status)), outgoing(missing=missing)
    )
    assert ("perpus", "daftarBuku", code) == (
        event.connector,
        event.operation,
        event.code,
    )
    assert event.seconds >= 0


async def test_a_refusal_comes_back_with_its_body() -> None:
    """A 4xx is an answer here: whether it means something is for the shape to say."""
    found = await sender(Fixed(lambda _: httpx.Response(422, text="x")))(outgoing())
    assert (422, b"x") == (found.status, found.body)


async def test_a_request_that_was_refused_here_is_no_success() -> None:
    """BAD_USER_INPUT on sending tells nothing good of the service."""
    assert "BAD_USER_INPUT" == (await ended(failing(BadInput("x")), outgoing())).code


async def test_the_status_of_a_failure_is_told() -> None:
    """Who looks after the service sees that it answered 503, or that it did not answer."""
    busy = Fixed(lambda _: httpx.Response(503))
    told = [
        await ended(one, outgoing()) for one in (busy, failing(httpx.ReadError("")))
    ]
    code = "UPSTREAM_UNAVAILABLE"
    assert [(503, code), (None, code)] == [(one.status, one.code) for one in told]


async def test_whose_token_a_call_bore_is_told() -> None:
    """Where it is a citizen's own its limit is, too: the record says so of a 429."""
    told: list[tuple[int | None, bool]] = []
    for auth in ((), (Forward(),)):
        seen, busy = Seen(), Fixed(lambda _: httpx.Response(429))
        send = build_sender(replace(CONNECTOR, auth=auth), busy, seen, 1.0)
        with suppress(CodedError):
            await send(outgoing()._replace(principal=Principal("warga", "t")))
        told += [
            (one.status, one.own) for one in seen.events if isinstance(one, CallEnded)
        ]
    assert [(429, False), (429, True)] == told


async def test_a_fault_of_ours_is_told_as_internal() -> None:
    """What is no error of ours is recorded as INTERNAL, and raised."""
    seen = Seen()
    with pytest.raises(ZeroDivisionError):
        await sender(failing(ZeroDivisionError()), seen)(outgoing())
    (event,) = seen.events
    assert isinstance(event, CallEnded)
    assert "INTERNAL" == event.code


async def test_a_cancelled_call_is_told_as_such() -> None:
    """A caller who goes is recorded as CANCELLED, which no breaker counts."""
    seen = Seen()

    class Slow(httpx.AsyncBaseTransport):
        @override
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            await asyncio.sleep(60)
            raise AssertionError(request)

    call = asyncio.create_task(_send(sender(Slow(), seen)))
    await asyncio.sleep(0.01)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    (event,) = seen.events
    assert isinstance(event, CallEnded)
    assert ("CANCELLED", None) == (event.code, event.status)


async def _send(send: Sender) -> Received:
    return await send(outgoing())


# ------------------------------------------------------------- our transport


@pytest.mark.parametrize(
    ("status", "missing", "code"),
    [
        (200, (), None),
        (404, (404,), None),
        (404, (), "UPSTREAM_REJECTED"),
        (503, (), "UPSTREAM_UNAVAILABLE"),
    ],
)
async def test_our_own_transport_is_spoken_to_directly(
    make_transport: Engine, status: int, missing: tuple[int, ...], code: str | None
) -> None:
    """Over our transport the request, the answer and its code are the same."""
    reply = b"HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
    async with faulty(says(reply % status)) as server:
        prepared = Prepared("POST", f"{server.url}/buku?q=a", GET.headers, b"isi")
        event = await ended(make_transport(), outgoing(prepared, missing=missing))
    assert code == event.code
    (request,) = server.requests
    assert request.startswith(b"POST /buku?q=a HTTP/1.1\r\n")
    assert request.endswith(b"\r\n\r\nisi")
    assert b"\r\nX-Kunci: r\r\n" in request


async def test_our_own_transport_keeps_the_deadline(make_transport: Engine) -> None:
    """A service that never answers is UPSTREAM_TIMEOUT at the operation's timeout."""

    async def silent(peer: Peer) -> None:
        await peer.request()
        await peer.gone()

    async with faulty(silent) as server:
        event = await ended(
            make_transport(), outgoing(Prepared("GET", server.url), timeout=0.05)
        )
    assert "UPSTREAM_TIMEOUT" == event.code
    assert 0.05 <= event.seconds


async def test_redirects_are_blocked(make_transport: Engine) -> None:
    """A redirect is UPSTREAM_BLOCKED and is not followed; its target is not told."""
    reply = (
        b"HTTP/1.1 302 X\r\nLocation: http://dalam.test/\r\nContent-Length: 0\r\n\r\n"
    )
    async with faulty(says(reply)) as server:
        with pytest.raises(UpstreamBlocked) as raised:
            await sender(make_transport())(outgoing(Prepared("GET", server.url)))
    assert "dalam" not in raised.value.message
    assert 1 == len(server.requests)
