"""The media proxy: pictures and PDFs of a service that phones cannot reach.

    token ▸ allow-list ▸ cache ▸ single flight ▸ places ▸ the connector's Sender ▸ judge

A file goes through its connector's own line: its network, its deadlines, its
places, no redirects, no cookies. What it is, its first bytes say.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from typing import Final, NamedTuple
from urllib.parse import unquote, urlsplit

from gateway.config.media import Media
from gateway.config.model import Connector
from gateway.connectors.flight import Flights
from gateway.connectors.freshness import Lifetime
from gateway.connectors.key import Key
from gateway.connectors.magic import kind_of
from gateway.connectors.media_links import MediaLinks
from gateway.connectors.send import Outgoing, Received, Sender
from gateway.connectors.store import Store
from gateway.connectors.template import Headers, Prepared
from gateway.errors import (
    Sent,
    UpstreamBadBody,
    UpstreamBusy,
    UpstreamRejected,
)

_OK: Final = 200
_OVERHEAD: Final = 512  # bytes of a kept file besides its own
_VAGUE: Final = frozenset({"", "application/octet-stream", "binary/octet-stream"})
_ENDINGS: Final = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/avif": "avif",
    "application/pdf": "pdf",
}
_LONGEST_NAME: Final = 80
_PLAIN: Final = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"
)


class File(NamedTuple):
    """A file to pass on. `ttl` is for how many seconds whoever has it may keep it."""

    body: bytes
    kind: str
    name: str
    etag: str
    ttl: float


class MediaSource:
    """The files of one connector; `running` are those that are waited for."""

    def __init__(
        self, connector: Connector, media: Media, send: Sender, store: Store[File]
    ) -> None:
        self._connector = connector
        self._media = media
        self._send = send
        self.store = store
        self.running = 0
        self._timeout = connector.timeout
        self._headers = _headers(connector, media)
        self._flights: Flights[Key, File] = Flights()
        # Files leave half of the connector's calls to what the graph asks.
        self._places = asyncio.Semaphore(max(1, connector.limits.concurrency // 2))

    async def file(self, address: str) -> File:
        """Return the file at an address that is allowed. Raises UpstreamError."""
        key: Key = ("media", address)
        kept = self.store.peek(key)
        if kept is not None:
            return kept
        self.running += 1
        # What was asked for before all was forgotten may be as old as that was.
        flight = (self.store.epoch, *key)
        try:
            return await self._flights.join(flight, partial(self._load, key, address))
        finally:
            self.running -= 1

    def over(self, send: Sender, store: Store[File]) -> "MediaSource":
        """Return the same files by another sender, kept in another store."""
        return MediaSource(self._connector, self._media, send, store)

    async def _load(self, key: Key, address: str) -> File:
        epoch = self.store.epoch
        try:
            async with asyncio.timeout(self._timeout):
                await self._places.acquire()
        except TimeoutError as error:
            message = "too many files at once"
            raise UpstreamBusy(message, sent=Sent.NO) from error
        try:
            received = await self._send(
                Outgoing(
                    "media", Prepared("GET", address, self._headers), self._timeout
                )
            )
        finally:
            self._places.release()
        kind = self._judged(received)
        etag = f'"{sha256(received.body).hexdigest()[:32]}"'
        name = file_name(address, kind)
        found = File(received.body, kind, name, etag, self._media.ttl)
        if epoch == self.store.epoch:
            lifetime = Lifetime(self._media.ttl)
            self.store.put(key, found, len(found.body) + _OVERHEAD, lifetime)
        return found

    def _judged(self, received: Received) -> str:
        """Return a file's type: what it is said to be and what it is are both allowed."""
        if received.status != _OK:
            message = f"The service answered with status {received.status}."
            raise UpstreamRejected(message, sent=Sent.YES)
        stated = (received.content_type or "").partition(";")[0].strip().lower()
        kind = kind_of(received.body)
        types = self._media.types
        if kind not in types or (stated not in types and stated not in _VAGUE):
            message = "The service's file is of a type that is not passed on."
            raise UpstreamBadBody(message, sent=Sent.YES)
        if len(received.body) > self._media.max_body:
            message = "The service's file is too large."
            raise UpstreamBadBody(message, sent=Sent.YES)
        return kind


@dataclass(frozen=True, slots=True)
class MediaDesk:
    """The files of every connector that has a media proxy."""

    links: MediaLinks = field(default_factory=MediaLinks)
    sources: Mapping[str, MediaSource] = field(default_factory=dict[str, MediaSource])

    @property
    def running(self) -> int:
        """Return how many files are waited for."""
        return sum(one.running for one in self.sources.values())

    async def file(self, connector: str, token: str) -> File | None:
        """Return the file of a link; None where it is no link of ours.

        Raises UpstreamError.
        """
        source = self.sources.get(connector)
        address = self.links.address(connector, token)
        if source is None or address is None:
            return None
        return await source.file(address)


def asking_for_files(connector: Connector, media: Media) -> Connector:
    """Return a connector as it asks for files: at no other address than the file's.

    Without `auth` it has no credentials, and shows no certificate.
    """
    if media.auth:
        return replace(connector, fallbacks=())
    return replace(connector, fallbacks=(), headers=(), auth=())


def file_name(address: str, kind: str) -> str:
    """Return a name to save a file under: plain letters, and its type's own ending."""
    last = unquote(urlsplit(address).path.rpartition("/")[2])
    stem = last.rpartition(".")[0] or last
    plain = "".join(letter if letter in _PLAIN else "-" for letter in stem)
    return f"{plain.strip('-')[:_LONGEST_NAME] or 'berkas'}.{_ENDINGS[kind]}"


def _headers(connector: Connector, media: Media) -> Headers:
    accept = ("Accept", ", ".join(media.types))
    if not media.auth:
        return (accept,)
    own = [pair for pair in connector.headers if pair[0].lower() != "accept"]
    return (*own, accept)
