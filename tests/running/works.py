"""A gateway at work over stand-in services, whose files a test rewrites."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import httpx
import orjson

from gateway.app import compose
from gateway.settings import Settings
from tests.connectors.faulty import Peer, Server, Talk, faulty
from tests.http.fakes import Noted, opened

TOKEN: Final = "token operator uji"  # noqa: S105 - of a gateway that lives for a test

BUKU: Final = """
  perpus:
    opd: Dinas Perpustakaan
    url: ${PERPUS_URL}
    network: loopback
    types:
      Buku: {key: isbn, fields: {isbn: ID!, judul: String}}
    queries:
      daftarBuku: {returns: "[Buku!]", call: GET /buku, cache: {ttl: 1h}}
"""
PASAR: Final = """
  pasar:
    opd: Dinas Perdagangan
    url: ${PASAR_URL}
    network: loopback
    queries:
      jumlahPasar: {returns: Int, call: GET /jumlah, cache: {ttl: 1h}}
"""


def text(*connectors: str) -> str:
    """Write a configuration of connectors."""
    return "".join(("version: 1\nconnectors:\n", *connectors))


@dataclass
class Service:
    """A service that answers every request alike, unless it has something to `talk` about."""

    body: bytes
    talk: Talk | None = None

    async def __call__(self, peer: Peer) -> None:
        if self.talk is not None:
            await self.talk(peer)
        while True:
            await peer.request()
            peer.answer(self.body)


@dataclass
class Running:
    """A gateway, its file, its two services, and what it told."""

    client: httpx.AsyncClient
    file: Path
    perpus: Server
    pasar: Server
    jumlah: Service
    noted: Noted
    reload: Callable[[], None]

    async def ask(self, query: str) -> Any:
        """Ask the graph."""
        answer = await self.client.post("/graphql", json={"query": query})
        return orjson.loads(answer.content)

    async def told(self, kind: type[Any], count: int = 1) -> Any:
        """Wait until something was told so often; return the latest."""
        async with asyncio.timeout(20):
            while True:
                found = [one for one in self.noted.events if isinstance(one, kind)]
                if len(found) >= count:
                    return found[-1]
                await asyncio.sleep(0.02)


@asynccontextmanager
async def running(
    folder: Path,
    *connectors: str,
    token: str | None = TOKEN,
    talk: Talk | None = None,
    environ: Mapping[str, str] = MappingProxyType({}),
    **given: Any,
) -> AsyncGenerator[Running]:
    """Run a gateway over two services that answer."""
    file = folder / "connectors.yaml"
    file.write_text(text(*(connectors or (BUKU, PASAR))), "utf-8")
    jumlah = Service(b"7", talk)
    async with (
        faulty(Service(b'[{"isbn":"1","judul":"Padi"}]')) as perpus,
        faulty(jumlah) as pasar,
    ):
        environ = {"PERPUS_URL": perpus.url, "PASAR_URL": pasar.url, **environ}
        noted = Noted()
        settings = Settings(connectors=file, admin_token=token, **given)
        front = compose(settings, noted, environ)
        async with opened(front) as client:
            yield Running(client, file, perpus, pasar, jumlah, noted, front.reload)
