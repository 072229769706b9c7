"""Faults of a service and what the transport makes of them (F numbers: the fault list)."""

import asyncio
import gzip
import socket

import pytest

from gateway.config.model import Limits
from gateway.connectors.reuse import REST
from gateway.connectors.translate import StaleConnection
from gateway.errors import (
    Sent,
    UpstreamBadBody,
    UpstreamBlocked,
    UpstreamError,
    UpstreamUnavailable,
)
from tests.connectors.conftest import BOTH_LOOPS, Engine, call, fail
from tests.connectors.faulty import Peer, Talk, answer, faulty, keeps_saying, says

pytestmark = BOTH_LOOPS

OK = b"HTTP/1.1 200 OK\r\n"
BOUND = 100_000


async def resets_mid_body(peer: Peer) -> None:
    await peer.request()
    peer.send(OK + b"Content-Length: 100\r\n\r\nhalf")
    await peer.writer.drain()
    await asyncio.sleep(0.05)
    peer.reset()


async def resets_open_ended(peer: Peer) -> None:
    await peer.request()
    peer.send(OK + b"\r\nhalf")
    await peer.writer.drain()
    await asyncio.sleep(0.05)
    peer.reset()


BAD = {
    "F16 reset in the body": resets_mid_body,
    "F16 reset in a body without length": resets_open_ended,
    "F17 short body": says(OK + b"Content-Length: 100\r\n\r\nhalf"),
    "F17 short chunk": says(OK + b"Transfer-Encoding: chunked\r\n\r\n9\r\nhalf"),
    "F17 no last chunk": says(OK + b"Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"),
    "F19 two lengths": says(OK + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\nabc"),
    "F19 equal lengths": says(OK + b"Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}"),
    "F19 length and chunks": says(
        OK + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    ),
    "F19 odd length": says(OK + b"Content-Length: +2\r\n\r\n{}"),
    "F20 another protocol": says(b"SSH-2.0-OpenSSH_9.6\r\n"),
    "F20 no protocol": says(bytes(range(256))),
    "F20 bad chunk": says(OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhalf\r\n"),
    "F21 3,000 headers": says(OK + b"X-A: b\r\n" * 3000 + b"Content-Length: 0\r\n\r\n"),
    "F21 3 MB header": says(OK + b"X-A: " + b"b" * 3_000_000 + b"\r\n\r\n"),
    "F34 declared too large": says(OK + b"Content-Length: 300000000\r\n\r\n"),
    "F34 endless chunks": keeps_saying(
        OK + b"Transfer-Encoding: chunked\r\n\r\n", b"3e8\r\n" + b"x" * 1000 + b"\r\n"
    ),
    "F34 endless body": keeps_saying(OK + b"\r\n", b"x" * 1000),
    "F35 gzip bomb": says(
        answer(gzip.compress(bytes(BOUND + 1)), b"Content-Encoding: gzip")
    ),
    "F35 stacked codings": says(
        answer(gzip.compress(b"{}"), b"Content-Encoding: gzip, gzip")
    ),
    "F35 two coding headers": says(
        answer(b"{}", b"Content-Encoding: identity", b"Content-Encoding: br")
    ),
    "F35 unknown coding": says(answer(b"{}", b"Content-Encoding: br")),
    "switching protocols": says(
        b"HTTP/1.1 101 Ganti\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n"
    ),
}


@pytest.mark.parametrize("talk", BAD.values(), ids=BAD.keys())
async def test_a_bad_body(make_transport: Engine, talk: Talk) -> None:
    """What is not one whole HTTP answer is a bad body, and its connection ends."""
    transport = make_transport(limits=Limits(max_body=BOUND))
    async with faulty(talk) as server:
        error = await fail(transport, server.url)
        assert await server.empties(5)
    assert UpstreamBadBody is type(error)
    assert (Sent.YES, 1) == (error.sent, len(server.requests))


async def test_refused(make_transport: Engine) -> None:
    """F1: a refused connection is unavailable, provably not sent, also for a write."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))  # bound and not listening: nobody else gets it
        url = f"http://127.0.0.1:{bound.getsockname()[1]}"
        error = await fail(make_transport(), url, "POST")
    assert UpstreamUnavailable is type(error)
    assert Sent.NO is error.sent


async def closes_unread(peer: Peer) -> None:
    peer.reset()


async def closes_after_reading(peer: Peer) -> None:
    await peer.request()


async def resets_after_reading(peer: Peer) -> None:
    await peer.request()
    peer.reset()


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "talk", [closes_unread, closes_after_reading, resets_after_reading]
)
async def test_a_lost_request_may_have_arrived(
    make_transport: Engine, talk: Talk, method: str
) -> None:
    """F14, F15: a connection lost before the answer says nothing about the request.

    It is sent once: neither the read nor the write is repeated unseen.
    """
    transport = make_transport()
    async with faulty(talk) as server:
        error = await fail(transport, server.url, method)
    assert UpstreamUnavailable is type(error)
    assert Sent.UNKNOWN is error.sent
    assert 1 == server.connections
    assert len(server.requests) <= 1


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_connection_closed_at_reuse_is_stale(
    make_transport: Engine, method: str
) -> None:
    """F36: a kept connection that ends when used again is told apart, not resent."""

    async def once(peer: Peer) -> None:
        await peer.request()
        peer.answer()
        await peer.request()  # reads the second and closes without an answer

    transport = make_transport()
    async with faulty(once) as server:
        await call(transport, server.url)
        await asyncio.sleep(2 * REST)
        error = await fail(transport, server.url, method)
    assert StaleConnection is type(error)
    assert (Sent.UNKNOWN, 2, 1) == (
        error.sent,
        len(server.requests),
        server.connections,
    )


async def test_a_connection_closed_while_idle_is_not_used(
    make_transport: Engine,
) -> None:
    """A kept connection that the service has closed is replaced without a trace."""

    async def once(peer: Peer) -> None:
        await peer.request()
        peer.answer()

    transport = make_transport()
    async with faulty(once) as server:
        for _ in range(20):
            response = await call(transport, server.url, "POST", b"x")
            assert 200 == response.status_code
            await server.empties(1)
    assert (20, 20) == (server.connections, len(server.requests))


@pytest.mark.parametrize("status", [300, 301, 302, 303, 307, 308])
async def test_a_redirect_is_not_followed(make_transport: Engine, status: int) -> None:
    """F33: a redirect is blocked, and where to is not told."""
    head = f"HTTP/1.1 {status} Pindah\r\nLocation: http://127.0.0.1:1/rahasia\r\n"
    transport = make_transport()
    async with faulty(says(head.encode() + b"Content-Length: 0\r\n\r\n")) as server:
        error = await fail(transport, server.url)
    assert isinstance(error, UpstreamBlocked)
    assert "rahasia" not in f"{error!r} {vars(error)}"
    assert 1 == len(server.requests)


def told(error: BaseException | None) -> str:
    """Join the text of an error and of all it was made from."""
    return "" if error is None else f"{error}\n{told(error.__cause__)}"


async def test_an_error_is_silent_about_the_service(make_transport: Engine) -> None:
    """No error's own text has the address, and its cause stays within the gateway."""
    transport = make_transport()
    errors: list[UpstreamError] = []
    async with faulty(closes_after_reading) as server:
        errors.append(await fail(transport, server.url + "/rahasia"))
    errors.append(await fail(transport, server.url + "/rahasia"))
    for error in errors:
        assert "127.0.0.1" not in str(error)
        assert "rahasia" not in told(error)


async def test_a_large_upload_may_be_answered_early(make_transport: Engine) -> None:
    """An answer that comes before the body is read is used; its connection is not."""

    async def hasty(peer: Peer) -> None:
        await peer.reader.readuntil(b"\r\n\r\n")
        peer.answer(b"cukup")
        await peer.gone()

    transport = make_transport()
    async with faulty(hasty) as server:
        response = await call(transport, server.url, "POST", bytes(30_000_000))
        assert await server.empties(5)
    assert b"cukup" == response.content
