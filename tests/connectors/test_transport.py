import asyncio
import gzip
import os
from pathlib import Path

import pytest

from gateway.connectors.reuse import REST
from gateway.connectors.transport import AiohttpTransport
from tests.connectors.conftest import BOTH_LOOPS, Engine, call
from tests.connectors.faulty import Peer, faulty, good

pytestmark = BOTH_LOOPS


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
        await asyncio.sleep(2 * REST)
        answers.append(await call(transport, server.url))
    assert [body] * 9 == [one.content for one in answers]
    assert 8 == server.connections


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
        bodies: list[bytes] = []
        for _ in range(3):
            bodies.append((await call(transport, server.url)).content)
            await asyncio.sleep(2 * REST)
    assert [b""] * 3 == bodies
    assert 1 == server.connections


async def test_a_connection_is_kept(make_transport: Engine) -> None:
    """Calls one after another, reads and writes, share one connection."""
    transport = make_transport()
    async with faulty(good) as server:
        for method in ("GET", "POST", "PUT", "DELETE", "PATCH", "GET"):
            await call(transport, server.url, method, b"" if method == "GET" else b"x")
            await asyncio.sleep(2 * REST)
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
