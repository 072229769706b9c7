"""/media: files over the edge, from a service on loopback."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from gateway.app import compose
from gateway.config.load import load
from gateway.connectors.media import File
from gateway.connectors.media_links import MediaLinks, media_of
from gateway.errors import Internal, SettingsError, UpstreamBusy
from gateway.observe import Silent
from gateway.settings import Settings
from simulator.picture import png
from tests.connectors.faulty import Peer, faulty
from tests.http.fakes import FakeEngine, client_of, front_of, opened

PNG = png(3)
CONFIG = """
version: 1
connectors:
  rs:
    opd: RSUD
    url: {url}
    network: {network}
    timeout: 300ms
    headers: {{X-Kunci: rahasia}}
    media: {{allow: ["{url}/foto/"], types: [image/png], max_body: 4KiB, ttl: 1h}}
    types: {{Kamar: {{fields: {{foto: {{type: URL, proxy: true}}}}}}}}
    queries: {{kamar: {{returns: Kamar, call: GET /kamar}}}}
"""


async def talk(peer: Peer) -> None:
    """Answer by the file that is asked for."""
    while True:
        target = (await peer.request()).split(b" ")[1]
        match target:
            case b"/foto/ada.png":
                peer.answer(PNG, b"Content-Type: image/png")
            case b"/foto/besar.png":
                peer.answer(PNG + bytes(8192), b"Content-Type: image/png")
            case b"/foto/halaman.png":
                peer.answer(b"<script>alert(1)</script>", b"Content-Type: image/png")
            case b"/foto/alih.png":
                peer.send(
                    b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/rahasia\r\n"
                    b"Content-Length: 0\r\n\r\n"
                )
            case b"/foto/diam.png":
                await asyncio.sleep(5)
            case b"/foto/putus.png":
                peer.reset()
                return
            case _:
                peer.send(b"HTTP/1.1 404 Tak Ada\r\nContent-Length: 0\r\n\r\n")


@dataclass
class Served:
    """A gateway with its service, and links to files of that."""

    client: httpx.AsyncClient
    links: MediaLinks
    url: str
    requests: list[bytes]

    async def get(
        self, name: str, method: str = "GET", **headers: str
    ) -> httpx.Response:
        """Ask the gateway for a file of the service."""
        link = self.links.link("rs", f"{self.url}/foto/{name}")
        return await self.client.request(method, link, headers=headers)


@asynccontextmanager
async def served(folder: Path, network: str = "loopback") -> AsyncGenerator[Served]:
    """Serve a gateway over a service on loopback."""
    async with faulty(talk) as server:
        url = server.url.rstrip("/")
        file = folder / "connectors.yaml"
        file.write_text(CONFIG.format(url=url, network=network))
        settings = Settings(connectors=file, public_url="http://gateway.test")
        front = compose(settings, Silent(), {})
        links = MediaLinks(settings.public, media_of(load(file, {})))
        async with (
            front._rest.router.lifespan_context(front._rest),
            client_of(front) as client,
        ):
            yield Served(client, links, url, server.requests)


async def test_a_file_is_passed_on(tmp_path: Path) -> None:
    """Its bytes, type, name and tag; no page, no script, no part of it."""
    async with served(tmp_path) as gateway:
        found = await gateway.get("ada.png")
        head = await gateway.get("ada.png", "HEAD")
        known = await gateway.get("ada.png", **{"If-None-Match": found.headers["etag"]})
    assert (200, PNG) == (found.status_code, found.content)
    expected = {
        "content-type": "image/png",
        "content-length": str(len(PNG)),
        "content-disposition": 'inline; filename="ada.png"',
        "cache-control": "public, max-age=3600",
        "content-security-policy": "default-src 'none'; sandbox",
        "x-content-type-options": "nosniff",
        "accept-ranges": "none",
    }
    assert expected == {name: found.headers[name] for name in expected}
    assert (200, b"", found.headers) == (head.status_code, head.content, head.headers)
    assert (304, b"") == (known.status_code, known.content)
    assert found.headers["etag"] == known.headers["etag"]
    (request,) = gateway.requests  # the others came from memory
    assert b"rahasia" not in request
    assert b"cookie" not in request.lower()


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("besar.png", 502, "UPSTREAM_BAD_BODY"),
        ("halaman.png", 502, "UPSTREAM_BAD_BODY"),
        ("alih.png", 502, "UPSTREAM_BLOCKED"),
        ("diam.png", 504, "UPSTREAM_TIMEOUT"),
        ("putus.png", 502, "UPSTREAM_UNAVAILABLE"),
        ("tiada.png", 404, "UPSTREAM_REJECTED"),
    ],
)
async def test_trouble(tmp_path: Path, name: str, status: int, code: str) -> None:
    """Whatever the service does, the answer is small JSON that never says where it is."""
    async with served(tmp_path) as gateway:
        found = await gateway.get(name)
    assert (status, code) == (
        found.status_code,
        found.json()["errors"][0]["extensions"]["code"],
    )
    assert "no-store" == found.headers["cache-control"]
    assert "127.0.0.1" not in found.text


async def test_a_private_address_is_not_dialled(tmp_path: Path) -> None:
    """The connector's network holds for its files, too."""
    async with served(tmp_path, "public") as gateway:
        found = await gateway.get("ada.png")
    assert 502 == found.status_code
    assert "UPSTREAM_BLOCKED" == found.json()["errors"][0]["extensions"]["code"]
    assert [] == gateway.requests


async def test_no_link_of_ours(tmp_path: Path) -> None:
    """A token of another folder, of no connector, or of nothing is not found."""
    async with served(tmp_path) as gateway:
        good = gateway.links.link("rs", f"{gateway.url}/foto/ada.png")
        wide = MediaLinks("", {"rs": gateway.links.media["rs"]})
        outside = wide.link("rs", f"{gateway.url}/foto/ada.png").replace(
            "/rs/", "/lain/"
        )
        for link in (outside, good + "A", "/media/rs/%00", "/media/rs/x", "/media/rs"):
            found = await gateway.client.get(link)
            assert 404 == found.status_code
        posted = await gateway.client.post(good)
    assert 405 == posted.status_code
    assert [] == gateway.requests


class Failing:
    """Gives an error for every file, or one that nobody may keep."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error

    async def file(self, _connector: str, _token: str, /) -> File | None:
        if self.error is not None:
            raise self.error
        return File(PNG, "image/png", "a.png", '"1"', 0.0)


@pytest.mark.parametrize(
    ("error", "status", "again"),
    [
        (UpstreamBusy("full", retry_after=2.4), 503, "3"),
        (Internal("broken"), 500, None),
    ],
)
async def test_errors_have_their_status(
    error: Exception, status: int, again: str | None
) -> None:
    """A full service says when to come again."""
    async with opened(front_of(FakeEngine(media=Failing(error)))) as client:
        found = await client.get("/media/rs/x")
    assert (status, again) == (found.status_code, found.headers.get("retry-after"))


@pytest.mark.parametrize(
    ("tag", "status"),
    [("*", 304), ('"2", W/"1"', 304), ('"2"', 200), ("", 200)],
)
async def test_tags(tag: str, status: int) -> None:
    """Tags compare weakly; a file without a time is kept by nobody."""
    async with opened(front_of(FakeEngine(media=Failing()))) as client:
        found = await client.get("/media/rs/x", headers={"If-None-Match": tag})
    assert status == found.status_code
    assert "no-store" == found.headers["cache-control"]


async def test_before_it_serves_there_is_no_file() -> None:
    """Outside its lifespan the gateway has no files."""
    async with client_of(front_of(FakeEngine())) as client:
        assert 404 == (await client.get("/media/rs/x")).status_code


def test_credentials_need_a_key(tmp_path: Path) -> None:
    """Files behind a credential are given out by signed links only."""
    text = CONFIG.format(url="http://rs.test", network="public")
    file = tmp_path / "connectors.yaml"
    file.write_text(text.replace("ttl: 1h", "ttl: 1h, auth: true"))
    with pytest.raises(SettingsError, match="GATEWAY_MEDIA_KEY: wajib diisi"):
        compose(Settings(connectors=file), Silent(), {})
    compose(Settings(connectors=file, media_key="rahasia yang panjang"), Silent(), {})
