import asyncio
import gzip
import os
from pathlib import Path

import httpx
import pytest

from gateway.config.model import Limits
from gateway.connectors.transport import AiohttpTransport
from gateway.errors import BadInput, Sent, UpstreamBlocked, UpstreamBusy
from tests.connectors.conftest import BOTH_LOOPS, Engine, Wait, call, fail
from tests.connectors.faulty import Peer, faulty, good

pytestmark = BOTH_LOOPS


async def test_a_request_goes_out_as_written(make_transport: Engine) -> None:
    """Method, path, query, headers and body reach the service byte for byte."""
    transport = make_transport()
    async with faulty(good) as server:
        request = httpx.Request(
            "POST",
            server.url + "/v1/pkb/BE%201234%2FXY?a=1&b=%C3%A9&c=a+b",
            headers=[
                (b"X-Kunci", "é".encode()),
                (b"Content-Type", b"application/json"),
            ],
            content=b'{"a": 1}',
        )
        response = await transport.handle_async_request(request)
    (received,) = server.requests
    head, _, body = received.partition(b"\r\n\r\n")
    assert b"POST /v1/pkb/BE%201234%2FXY?a=1&b=%C3%A9&c=a+b HTTP/1.1" in head
    assert "X-Kunci: é".encode() in head
    assert b"Content-Type: application/json" in head
    assert b'{"a": 1}' == body
    assert (200, b"{}") == (response.status_code, response.content)


async def test_a_large_body_arrives(make_transport: Engine) -> None:
    """Three megabytes go out as they are, with their length."""
    body = bytes(range(256)) * 12_000
    transport = make_transport()
    async with faulty(good) as server:
        await call(transport, server.url, "POST", body)
    assert body == server.requests[0].partition(b"\r\n\r\n")[2]


async def test_a_large_answer_arrives(make_transport: Engine) -> None:
    """Two megabytes, read slower than they come, arrive as they are."""
    body = bytes(range(256)) * 8_000

    async def talk(peer: Peer) -> None:
        while True:
            await peer.request()
            peer.answer(body)

    transport = make_transport()
    async with faulty(talk) as server:
        answers = await asyncio.gather(*(call(transport, server.url) for _ in range(8)))
        answers.append(await call(transport, server.url))
    assert [body] * 9 == [one.content for one in answers]
    assert 8 == server.connections


async def test_our_own_headers_only(make_transport: Engine) -> None:
    """The connection's headers are the transport's; a caller's do not get through."""
    transport = make_transport()
    ours = {
        "Accept-Encoding": "br",
        "Connection": "close",
        "Transfer-Encoding": "chunked",
        "Expect": "100-continue",
        "TE": "trailers",
        "Upgrade": "h2c",
    }
    async with faulty(good) as server:
        await transport.handle_async_request(
            httpx.Request("GET", server.url, headers=ours)
        )
    head = server.requests[0].decode().lower()
    assert "accept-encoding: gzip, deflate\r\n" in head
    assert "user-agent: lampung-in-gateway\r\n" in head
    names = {line.partition(":")[0] for line in head.split("\r\n")[1:]}
    assert {"host", "accept", "accept-encoding", "user-agent", ""} == names


async def test_an_answer_is_whole(make_transport: Engine) -> None:
    """Status, headers and body come back; the body is there without reading."""

    async def teapot(peer: Peer) -> None:
        await peer.request()
        peer.send(
            b"HTTP/1.1 418 Teko\r\nX-A: 1\r\nX-A: 2\r\nContent-Length: 3\r\n\r\nteh"
        )

    transport = make_transport()
    async with faulty(teapot) as server:
        response = await call(transport, server.url)
    assert (418, b"teh") == (response.status_code, response.content)
    assert ["1", "2"] == response.headers.get_list("x-a")


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (b"Content-Length: 5", b"salam"),
        (b"Transfer-Encoding: chunked", b"2\r\nsa\r\n3\r\nlam\r\n0\r\n\r\n"),
        (b"Connection: close", b"salam"),
    ],
)
async def test_every_framing_is_read(
    make_transport: Engine, head: bytes, body: bytes
) -> None:
    """A body ends by its length, its last chunk, or the connection's orderly end."""

    async def talk(peer: Peer) -> None:
        await peer.request()
        peer.send(b"HTTP/1.1 200 OK\r\n" + head + b"\r\n\r\n")
        for byte in body:
            peer.send(bytes([byte]))
            await peer.writer.drain()

    transport = make_transport()
    async with faulty(talk) as server:
        response = await call(transport, server.url)
    assert b"salam" == response.content


async def test_a_coded_body_is_inflated(make_transport: Engine) -> None:
    """A gzip body arrives plain, and its headers no longer speak of gzip."""
    body = b'{"harga": 12500}' * 100

    async def talk(peer: Peer) -> None:
        await peer.request()
        peer.answer(gzip.compress(body), b"Content-Encoding: gzip")

    transport = make_transport()
    async with faulty(talk) as server:
        response = await call(transport, server.url)
    assert body == response.content
    assert "content-encoding" not in response.headers
    assert str(len(body)) == response.headers["content-length"]


@pytest.mark.parametrize("status", [b"204 No Content", b"304 Not Modified"])
async def test_no_body_is_an_empty_body(make_transport: Engine, status: bytes) -> None:
    """A 204 and a 304 have no body, and their connection serves on."""

    async def talk(peer: Peer) -> None:
        while True:
            await peer.request()
            peer.send(b"HTTP/1.1 " + status + b"\r\n\r\n")

    transport = make_transport()
    async with faulty(talk) as server:
        bodies = [(await call(transport, server.url)).content for _ in range(3)]
    assert [b""] * 3 == bodies
    assert 1 == server.connections


async def test_a_connection_is_kept(make_transport: Engine) -> None:
    """Calls one after another, reads and writes, share one connection."""
    transport = make_transport()
    async with faulty(good) as server:
        for method in ("GET", "POST", "PUT", "DELETE", "PATCH", "GET"):
            await call(transport, server.url, method, b"" if method == "GET" else b"x")
    assert (1, 6) == (server.connections, len(server.requests))


async def test_no_cookie_is_kept(make_transport: Engine) -> None:
    """A cookie set for one caller is not sent for the next."""

    async def talk(peer: Peer) -> None:
        while True:
            await peer.request()
            peer.answer(b"{}", b"Set-Cookie: sesi=rahasia; Path=/")

    transport = make_transport()
    async with faulty(talk) as server:
        first = await call(transport, server.url)
        await call(transport, server.url)
    assert "sesi=rahasia; Path=/" == first.headers["set-cookie"]
    assert b"sesi" not in b"".join(server.requests)


async def test_the_environment_has_no_say(
    make_transport: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Proxy variables and a netrc change neither where a call goes nor what it says."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login siapa password rahasia\n")
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("NETRC", os.fspath(netrc))
    transport = make_transport()
    async with faulty(good) as server:
        response = await call(transport, server.url)
    assert 200 == response.status_code
    assert b"authorization" not in server.requests[0].lower()


@pytest.mark.parametrize("value", ["a\r\nX-Jahat: 1", "a\nb", "a\0b"])
async def test_a_forbidden_header_is_not_sent(
    make_transport: Engine, value: str
) -> None:
    """A line break or NUL in a header is the caller's mistake; nothing goes out."""
    transport = make_transport()
    async with faulty(good) as server:
        request = httpx.Request("GET", server.url, headers={"X-A": value})
        with pytest.raises(BadInput):
            await transport.handle_async_request(request)
    assert [] == server.requests


async def test_undecodable_headers_are_refused(make_transport: Engine) -> None:
    """Bytes that are no text in a header are the caller's mistake."""
    transport = make_transport()
    request = httpx.Request("GET", "http://127.0.0.1:9", headers=[(b"X-A", b"\xff")])
    with pytest.raises(BadInput):
        await transport.handle_async_request(request)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "gopher://127.0.0.1:80/", "/a"])
async def test_only_http_is_spoken(make_transport: Engine, url: str) -> None:
    """Another scheme is refused before anything is dialled."""
    error = await fail(make_transport(), url)
    assert UpstreamBlocked is type(error)
    assert Sent.NO is error.sent


async def test_calls_at_once_are_bounded(make_transport: Engine) -> None:
    """With every slot taken a call waits for the connect deadline, and is not sent."""

    async def silent(peer: Peer) -> None:
        await peer.request()
        await peer.gone()

    transport = make_transport(limits=Limits(concurrency=2))
    async with faulty(silent) as server:
        held = [asyncio.create_task(call(transport, server.url)) for _ in range(2)]
        await asyncio.sleep(0.1)
        error = await fail(transport, server.url, wait=Wait(connect=0.05))
        for one in held:
            one.cancel()
        await asyncio.gather(*held, return_exceptions=True)
    assert UpstreamBusy is type(error)
    assert (Sent.NO, 2) == (error.sent, server.connections)


async def test_a_waiting_call_gets_its_turn(make_transport: Engine) -> None:
    """Fifty calls through two slots all succeed, two at a time."""
    transport = make_transport(limits=Limits(concurrency=2))
    async with faulty(good) as server:
        calls = [call(transport, server.url) for _ in range(50)]
        answers = await asyncio.gather(*calls)
    assert [200] * 50 == [one.status_code for one in answers]
    assert server.connections <= 2


async def test_a_request_can_be_exchanged_bare(make_transport: Engine) -> None:
    """Without httpx's objects: text in; status, headers and body out."""
    transport = make_transport()
    assert isinstance(transport, AiohttpTransport)
    async with faulty(good) as server:
        answer = await transport.exchange("GET", server.url + "/a?b", [("X-A", "1")])
    assert (200, b"{}") == (answer.status, answer.body)
    assert "2" == answer.headers["content-length"]
    assert b"X-A: 1\r\n" in server.requests[0]


async def test_an_unused_transport_closes(make_transport: Engine) -> None:
    """Closing a transport that never sent anything, even twice, is no trouble."""
    transport = make_transport()
    await transport.aclose()
    await transport.aclose()
    assert [transport] == make_transport.made
