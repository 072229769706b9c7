"""Files of a service: judged, kept, fetched once."""

import asyncio
from dataclasses import dataclass, field, replace

import pytest

from gateway.config.media import Media
from gateway.config.model import Connector, Limits
from gateway.config.place import Word
from gateway.connectors.media import (
    MediaDesk,
    MediaSource,
    asking_for_files,
    file_name,
)
from gateway.connectors.media_links import MediaLinks
from gateway.connectors.send import Outgoing, Received
from gateway.connectors.store import MemoryTier, Store
from gateway.errors import UpstreamBadBody, UpstreamBusy, UpstreamRejected
from simulator.picture import png

PNG = png(7)
ALLOWED = "https://rs.id/foto/"
MEDIA = Media((Word(ALLOWED),))
CONNECTOR = Connector(
    Word("rs"),
    "RS",
    Word("https://rs.id"),
    headers=(("X-Kunci", "rahasia"), ("accept", "text/html")),
    limits=Limits(concurrency=4),
    timeout=0.2,
    media=MEDIA,
)


@dataclass
class Service:
    """Answers every request the same, once `hold` is set if there is one."""

    received: Received = field(default_factory=lambda: Received(200, "image/png", PNG))
    hold: asyncio.Event | None = None
    asked: list[Outgoing] = field(default_factory=list[Outgoing])

    async def __call__(self, outgoing: Outgoing) -> Received:
        self.asked.append(outgoing)
        if self.hold is not None:
            await self.hold.wait()
        return self.received


def source(
    service: Service, media: Media = MEDIA, connector: Connector = CONNECTOR
) -> MediaSource:
    return MediaSource(connector, media, service, Store(MemoryTier(2**20), "rs"))


async def test_a_file_is_fetched_once_and_kept() -> None:
    """Callers at the same time share one call; later ones have it from memory."""
    service = Service()
    made = source(service)
    files = await asyncio.gather(*(made.file(ALLOWED + "1.png") for _ in range(3)))
    assert [files[0]] * 3 == files
    assert files[0] == await made.file(ALLOWED + "1.png")
    assert 1 == len(service.asked)
    assert (PNG, "image/png", "1.png", 86400.0) == (
        files[0].body,
        files[0].kind,
        files[0].name,
        files[0].ttl,
    )
    await made.file(ALLOWED + "2.png")
    assert 2 == len(service.asked)


async def test_what_is_fetched_while_all_is_forgotten() -> None:
    """It is given to who asked, and not kept; whoever asks after that has a call of their own."""
    service = Service(hold=asyncio.Event())
    made = source(service)
    before = asyncio.create_task(made.file(ALLOWED))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    made.store.clear()
    after = asyncio.create_task(made.file(ALLOWED))
    await asyncio.sleep(0)
    assert service.hold is not None
    service.hold.set()
    assert PNG == (await before).body == (await after).body
    assert 2 == len(service.asked)
    assert await after is await made.file(ALLOWED)
    assert 2 == len(service.asked)


async def test_nothing_is_kept_for_no_time() -> None:
    """With a ttl of 0 each caller has a call of its own."""
    service = Service()
    made = source(service, replace(MEDIA, ttl=0.0))
    await made.file(ALLOWED)
    await made.file(ALLOWED)
    assert 2 == len(service.asked)


async def test_no_credential_goes_along() -> None:
    """Only where it is stated do the connector's own headers go to its host."""
    service = Service()
    await source(service).file(ALLOWED)
    (asked,) = service.asked
    (accept,) = asked.prepared.headers
    assert ("GET", ALLOWED, "Accept") == (
        asked.prepared.method,
        asked.prepared.url,
        accept[0],
    )
    await source(service, replace(MEDIA, auth=True)).file(ALLOWED)
    assert (("X-Kunci", "rahasia"), accept) == service.asked[1].prepared.headers
    public = asking_for_files(CONNECTOR, MEDIA)
    assert ((), (), ()) == (public.headers, public.auth, public.fallbacks)
    own = asking_for_files(CONNECTOR, replace(MEDIA, auth=True))
    assert CONNECTOR.headers == own.headers


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("image/png", PNG),
        ("image/jpeg", PNG),
        ("IMAGE/PNG; charset=binary", PNG),
        (None, PNG),
        ("application/octet-stream", b"%PDF-1.4"),
    ],
)
async def test_what_is_allowed(kind: str | None, body: bytes) -> None:
    """A file is what its bytes say, if both that and what is said are allowed."""
    found = await source(Service(Received(200, kind, body))).file(ALLOWED)
    assert ("image/png" if body is PNG else "application/pdf") == found.kind


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("image/png", b"<html><script>alert(1)</script>"),
        ("image/svg+xml", b"<svg onload='x'/>"),
        ("text/html", PNG),
        ("application/pdf", b"%PDF-1.4"),
        ("image/png", b""),
        ("image/png", PNG + bytes(100)),
    ],
)
async def test_what_is_not(kind: str, body: bytes) -> None:
    """Pages, scripts, types that are not asked for and what is too large are refused."""
    media = replace(MEDIA, types=("image/png",), max_body=len(PNG))
    with pytest.raises(UpstreamBadBody) as caught:
        await source(Service(Received(200, kind, body)), media).file(ALLOWED)
    assert "rs.id" not in caught.value.message


@pytest.mark.parametrize("status", [404, 410, 204, 304])
async def test_a_file_that_is_not_there(status: int) -> None:
    """Any other status than 200 is a no."""
    with pytest.raises(UpstreamRejected):
        await source(Service(Received(status, "image/png", PNG))).file(ALLOWED)


async def test_half_of_the_calls_are_left_to_the_graph() -> None:
    """Files wait for a place, and not for ever."""
    service = Service(hold=asyncio.Event())
    made = source(service)
    waiting = [asyncio.ensure_future(made.file(f"{ALLOWED}{n}")) for n in range(2)]
    for _ in range(5):
        await asyncio.sleep(0)
    with pytest.raises(UpstreamBusy):
        await made.file(ALLOWED + "3")
    assert 2 == len(service.asked)
    assert service.hold is not None
    service.hold.set()
    await asyncio.gather(*waiting)


async def test_the_desk_knows_its_links() -> None:
    """A link leads to its file; another connector, or another token, to none."""
    links = MediaLinks("", {"rs": MEDIA})
    desk = MediaDesk(links, {"rs": source(Service())})
    token = links.link("rs", ALLOWED + "a.png").rpartition("/")[2]
    found = await desk.file("rs", token)
    assert found is not None
    assert PNG == found.body
    assert await desk.file("lain", token) is None
    assert await desk.file("rs", "x") is None


@pytest.mark.parametrize(
    ("address", "kind", "name"),
    [
        ("https://a.id/x/foto-1.jpeg", "image/jpeg", "foto-1.jpg"),
        ('https://a.id/%22%0d%0aX: y;".php?id=1', "application/pdf", "X--y.pdf"),
        ("https://a.id/", "image/gif", "berkas.gif"),
        ("https://a.id/laporan", "image/webp", "laporan.webp"),
        ("https://a.id/" + "a" * 200, "image/avif", "a" * 80 + ".avif"),
    ],
)
def test_names_are_safe(address: str, kind: str, name: str) -> None:
    """A name is plain letters with the ending of what the file is."""
    assert name == file_name(address, kind)
