"""Gateways as processes over one folder: killed, started again, side by side, and out of room."""

import asyncio
import resource
import signal
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest

from tests.cli.test_processes import address_of, process
from tests.connectors.faulty import Peer, faulty

FILE = """
version: 1
connectors:
  perpus:
    opd: Dinas Perpustakaan dan Kearsipan
    url: ${URL}
    network: loopback
    retry: false
    cache: {ttl: 1ms, stale_if_error: 24h}
    types:
      Buku: {key: isbn, fields: {isbn: ID!, judul: String, isi: String}}
    queries:
      buku: {args: {q: String}, returns: "[Buku!]", call: "GET /buku?q={q}"}
"""
QUERY = "query($q: String) { buku(q: $q) { judul isi } }"


@dataclass
class Agency:
    """A service that outlives gateways, and may be `dark`."""

    dark: bool = False
    size: int = 10

    async def __call__(self, peer: Peer) -> None:
        while True:
            asked = (await peer.request()).split(b" ")[1].decode()
            if self.dark:
                peer.reset()
                return
            row = {"isbn": "1", "judul": asked, "isi": "x" * self.size}
            peer.answer(orjson.dumps([row]))


@dataclass
class Gateway:
    """One gateway."""

    address: str
    running: asyncio.subprocess.Process
    client: httpx.AsyncClient

    async def ask(self, q: str) -> Any:
        asking = {"query": QUERY, "variables": {"q": q}}
        return (await self.client.post(self.address, json=asking)).json()

    async def title(self, q: str) -> str | None:
        rows = (await self.ask(q))["data"]["buku"]
        return rows and str(rows[0]["judul"])

    async def log(self) -> bytes:
        self.running.send_signal(signal.SIGTERM)
        _, log = await self.running.communicate()
        return log


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "c.yaml"
    path.write_text(FILE, "utf-8")
    return path


@asynccontextmanager
async def gateway(
    file: Path, url: str, *words: str, before: Callable[[], None] | None = None
) -> AsyncGenerator[Gateway]:
    async with process(
        *("serve", str(file), "--port", "0", *words),
        before=before,
        URL=url,
        GATEWAY_STATE_DIR=str(file.parent),
        GATEWAY_SNAPSHOT_BYTES="8MiB",
        GATEWAY_DRAIN_TIME="10ms",
    ) as running:
        address = f"{await address_of(running)}/graphql"
        async with httpx.AsyncClient(timeout=30) as client:
            yield Gateway(address, running, client)


def files(file: Path) -> list[Path]:
    found = (file.parent / "snapshots").glob("perpus~*/*")
    return [one for one in found if len(one.name) >= 40]


def sizes(file: Path) -> list[int]:
    """Return the sizes of the files; what goes meanwhile is none."""
    found: list[int] = []
    for path in files(file):
        with suppress(FileNotFoundError):
            found.append(path.stat().st_size)
    return found


def blocks(size: int) -> int:
    """Return what a file of a size takes on the disk."""
    return -(-size // 4096) * 4096


async def until(there: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not there():  # noqa: ASYNC110 - a test polls; another process sets no event
            await asyncio.sleep(0.01)


async def test_killed_and_started_over_a_dark_service(file: Path) -> None:
    """After kill -9 the next process shows the last good answers, marked, of when they were got."""
    service = Agency()
    async with faulty(service) as server:
        async with gateway(file, server.url) as one:
            titles = [await one.title(f"q{number}") for number in range(5)]
            await until(lambda: len(files(file)) == 5)
            first = max(path.stat().st_mtime for path in files(file))
            one.running.kill()
            await one.running.wait()
        service.dark = True
        await asyncio.sleep(1.1)  # asOf is told in seconds
        async with gateway(file, server.url) as two:
            assert titles == [await two.title(f"q{number}") for number in range(5)]
            (told,) = (await two.ask("q1"))["extensions"]["sources"]
            assert None is await two.title("another")
    assert ("STALE", "UPSTREAM_UNAVAILABLE") == (told["state"], told["reason"])
    assert abs(datetime.fromisoformat(told["asOf"]).timestamp() - first) < 2


async def test_two_processes_over_one_folder(file: Path) -> None:
    """Workers that write and clean up together tear nothing, and stay within the bound."""
    service = Agency(size=40_000)
    async with faulty(service) as server:
        async with gateway(file, server.url, "--workers", "2") as both:
            for start in range(0, 300, 20):
                asked = [f"q{number}" for number in range(start, start + 20)]
                found = await asyncio.gather(*map(both.title, asked))
                assert [f"/buku?q={q}" for q in asked] == found
            await until(lambda: 8 * 1024**2 >= sum(map(blocks, sizes(file))))
            assert 50 < len(sizes(file)) < 300
            assert b"snapshots" not in await both.log()
        service.dark = True
        async with gateway(file, server.url) as later:
            shown = [await later.title(f"q{number}") for number in range(280, 300)]
    assert [f"/buku?q=q{number}" for number in range(280, 300)] == shown


async def test_junk_in_the_folder(file: Path) -> None:
    """Whatever is done to the files, every answer is there, and nothing is logged of it."""
    service = Agency()
    async with faulty(service) as server:
        async with gateway(file, server.url) as one:
            for number in range(4):
                await one.title(f"q{number}")
            await until(lambda: len(files(file)) == 4)
        empty, torn, turned, link = files(file)
        empty.write_bytes(b"")
        torn.write_bytes(torn.read_bytes()[:-5])
        turned.write_bytes(turned.read_bytes()[::-1])
        link.unlink()
        link.mkdir()
        async with gateway(file, server.url) as two:
            for number in range(4):
                assert f"/buku?q=q{number}" == await two.title(f"q{number}")
            log = await two.log()
    assert b'"fault"' not in log


async def test_no_room_on_the_disk(file: Path) -> None:
    """Where files cannot grow every answer is there, it is told once, and what was kept is left."""

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (16, 16))

    service = Agency()
    async with faulty(service) as server:
        async with gateway(file, server.url) as one:
            await one.title("kept")
            await until(lambda: files(file))
        async with gateway(file, server.url, before=bounded) as two:
            for number in range(20):
                assert f"/buku?q=q{number}" == await two.title(f"q{number}")
                await asyncio.sleep(0.05)
            service.dark = True
            assert "/buku?q=kept" == await two.title("kept")
            log = await two.log()
    told = [orjson.loads(line) for line in log.splitlines() if b'"snapshots"' in line]
    assert [("writes", False, "FULL")] == [
        (one["part"], one["up"], one["code"]) for one in told
    ]
    assert 1 == len(files(file))
