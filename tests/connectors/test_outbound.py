import asyncio

import httpx
import pytest

from gateway.connectors.outbound import Heads
from gateway.connectors.transport import AiohttpTransport, Own
from gateway.errors import BadInput, Sent, UpstreamBlocked
from tests.connectors.conftest import BOTH_LOOPS, Engine, NoHeads, call, fail
from tests.connectors.faulty import faulty, good

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


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/", {}),
        ("/a/b?x=1&y=%20", {}),
        ("/a;b/'(c)'?q={x}|[y]", {"X-Kunci": "r a h"}),
        ("/a", {"Host": "lain.test", "User-Agent": "saya", "Accept": "text/csv"}),
        ("/a", {"X-Nama": "é"}),
        ("/a%2Fb/../c", {}),
    ],
)
async def test_a_head_is_what_aiohttp_sends(
    path: str, headers: dict[str, str], make_transport: Engine
) -> None:
    """A request sent as the bytes of its head is that which aiohttp would send."""
    quick, slow = make_transport(), make_transport()
    assert isinstance(slow, AiohttpTransport)
    slow._heads = NoHeads()
    async with faulty(good) as server:
        for transport in (quick, slow, quick):
            assert isinstance(transport, AiohttpTransport)
            pairs = tuple(headers.items())
            await transport.exchange("GET", server.url + path, pairs)
    assert 1 == len(set(server.requests))


@pytest.mark.parametrize(
    ("headers", "signed"),
    [
        ({"X-Kunci": "r"}, {"Authorization": "Bearer t", "X-Waktu": "1"}),
        ({"authorization": "lama", "X-Kunci": "r"}, {"Authorization": "Bearer t"}),
        ({}, {"Accept": "text/csv", "X-Tanda": "a=="}),
    ],
)
async def test_signed_headers_replace_those_of_their_name(
    headers: dict[str, str], signed: dict[str, str], make_transport: Engine
) -> None:
    """A signed header goes out once, by either way of sending, and in its new form."""
    quick, slow = make_transport(), make_transport()
    assert isinstance(slow, AiohttpTransport)
    slow._heads = NoHeads()
    async with faulty(good) as server:
        for transport in (quick, slow):
            assert isinstance(transport, AiohttpTransport)
            await transport.exchange(
                "GET",
                f"{server.url}/a",
                tuple(headers.items()),
                own=Own(tuple(signed.items())),
            )
    one, other = ({*sent.lower().split(b"\r\n")} for sent in server.requests)
    assert one == other
    for name, value in signed.items():
        assert f"{name}: {value}".lower().encode() in one
    assert b"authorization: lama" not in one


async def test_signed_headers_are_not_remembered() -> None:
    """What is of one request alone, a citizen's token say, stays in no memory."""
    heads, loop = Heads(), asyncio.get_running_loop()
    for number in range(3):
        token = ("Authorization", f"Bearer {number}")
        found = heads.get(loop, "http://a.test/x", (("X-A", "1"),), (token,))
        assert found is not None
        assert f"Authorization: Bearer {number}\r\n".encode() in found[1]
    assert 1 == len(heads._known)
    assert "Bearer" not in str(heads._known)


async def test_headers_that_change_are_not_kept_for_ever() -> None:
    """A service whose headers hold arguments does not fill the memory."""
    heads, loop = Heads(), asyncio.get_running_loop()
    for number in range(1000):
        found = heads.get(loop, "http://a.test/x", (("X-No", str(number)),))
        assert found is not None
        assert b"GET /x HTTP/1.1\r\n" in found[1]
    assert len(heads._known) <= 64


@pytest.mark.parametrize(
    "url",
    [
        "http://a.test",
        "http://a.test?x",
        "http://u:p@a.test/",
        "http://a.test/a b",
        "http://a.test/\r\nX: y",
        "http://a.test/é",
        "ftp://a.test/",
        "http:///x/",
        "http://a.test/#f",
    ],
)
async def test_urls_of_another_kind(url: str) -> None:
    """What is not plainly http://host/path is left to aiohttp."""
    assert Heads().get(asyncio.get_running_loop(), url, ()) is None


@pytest.mark.parametrize("value", ["a\r\nX: y", "a\nb", "\x00", "a\x7f"])
async def test_headers_of_another_kind(value: str) -> None:
    """A header that could end the head is left to aiohttp, which refuses it."""
    headers = (("X-A", value),)
    assert Heads().get(asyncio.get_running_loop(), "http://a.test/", headers) is None
