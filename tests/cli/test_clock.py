"""A gateway process whose wall clock is set while it runs (F42)."""

import asyncio
import shutil
import struct
import subprocess
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx
import pytest

from tests.cli.test_processes import address_of, process
from tests.connectors.faulty import Peer, Server, faulty

COMPILER = shutil.which("cc")
pytestmark = pytest.mark.skipif(COMPILER is None, reason="needs a C compiler")
HOUR = 3600
LATE = r"""
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static int64_t late(void) {
    static volatile int64_t *seconds;
    if (!seconds) {
        int file = open(getenv("LATE_BY"), O_RDONLY);
        seconds = mmap(0, 8, PROT_READ, MAP_SHARED, file, 0);
        close(file);
    }
    return *seconds;
}

int clock_gettime(clockid_t id, struct timespec *now) {
    int result = syscall(SYS_clock_gettime, id, now);
    if (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE) now->tv_sec += late();
    return result;
}

int gettimeofday(struct timeval *now, void *zone) {
    struct timespec precise;
    int result = clock_gettime(CLOCK_REALTIME, &precise);
    now->tv_sec = precise.tv_sec;
    now->tv_usec = precise.tv_nsec / 1000;
    return result;
}

time_t time(time_t *told) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (told) *told = now.tv_sec;
    return now.tv_sec;
}
"""
FILE = """\
version: 1
connectors:
  pasar:
    opd: Dinas Perdagangan
    url: ${PASAR_URL}
    network: loopback
    timeout: 1s
    breaker: false
    queries:
      lama: {returns: Int, call: GET /lama, cache: {ttl: 30m}}
      sebentar: {returns: Int, call: GET /sebentar, cache: {ttl: 1s}}
      diam: {returns: Int, call: GET /diam}
  rusak:
    opd: Dinas Perhubungan
    url: ${PASAR_URL}
    network: loopback
    breaker: {open: 30m}
    queries:
      rusak: {returns: Int, call: GET /rusak}
"""


async def talk(peer: Peer) -> None:
    """Answer seven, nothing, or that all is broken, by the path."""
    while True:
        request = await peer.request()
        if b"/diam" in request:
            await peer.gone()
        elif b"/rusak" in request:
            peer.send(b"HTTP/1.1 500 Broken\r\nContent-Length: 0\r\n\r\n")
        else:
            peer.answer(b"7")


@dataclass
class Shifted:
    """A gateway, the service behind it, and the file that its wall clock is late by."""

    client: httpx.AsyncClient
    server: Server
    late: Path

    def set(self, seconds: int) -> None:
        """Set the gateway's wall clock so many seconds before or behind."""
        with self.late.open("r+b") as file:  # in place: it is mapped
            file.write(struct.pack("q", seconds))

    async def ask(self, name: str) -> httpx.Response:
        """Ask for one field."""
        return await self.client.post("/graphql", json={"query": f"{{ {name} }}"})

    def asked(self, name: str) -> int:
        """Count the calls for it."""
        return sum(f"/{name} ".encode() in one for one in self.server.requests)


@pytest.fixture
async def shifted(tmp_path: Path) -> AsyncGenerator[Shifted]:
    """Run a gateway whose wall clock can be set."""
    async with _running(tmp_path) as it:
        yield it


@asynccontextmanager
async def _running(folder: Path) -> AsyncGenerator[Shifted]:
    library, late, file = folder / "late.so", folder / "late", folder / "c.yaml"
    source = folder / "late.c"
    source.write_text(LATE, "utf-8")
    command = [str(COMPILER), "-shared", "-fPIC", "-o", str(library), str(source)]
    await asyncio.to_thread(subprocess.run, command, check=True)
    late.write_bytes(bytes(8))
    file.write_text(FILE, "utf-8")
    async with (
        faulty(talk) as server,
        process(
            *("serve", str(file), "--port", "0"),
            LD_PRELOAD=str(library),
            LATE_BY=str(late),
            PASAR_URL=server.url,
        ) as it,
    ):
        address = await address_of(it)
        async with httpx.AsyncClient(base_url=address, timeout=10) as client:
            yield Shifted(client, server, late)


@pytest.mark.parametrize("hours", [1, -1])
async def test_the_wall_clock_is_set(shifted: Shifted, hours: int) -> None:
    """By an hour, either way: what is kept stays and ends by time that passes."""
    for name in ("lama", "sebentar", "rusak"):
        for _ in range(12):
            await shifted.ask(name)
    broken = shifted.asked("rusak")
    began = time.monotonic()
    waiting = asyncio.create_task(shifted.ask("diam"))
    while not shifted.asked("diam"):  # noqa: ASYNC110 - a test polls
        await asyncio.sleep(0.01)
    assert not waiting.done()
    shifted.set(hours * HOUR)
    silent = await waiting
    assert 0.6 < time.monotonic() - began < 30
    assert "UPSTREAM_TIMEOUT" == silent.json()["errors"][0]["extensions"]["code"]
    await asyncio.sleep(
        1.2
    )  # the second of what is kept briefly, and of the Date header
    kept = await shifted.ask("lama")
    assert {"data": {"lama": 7}} == kept.json()
    said = parsedate_to_datetime(kept.headers["date"]).timestamp()
    assert abs(said - time.time() - hours * HOUR) < 60  # it was indeed set
    await shifted.ask("sebentar")
    await shifted.ask("rusak")
    assert (1, 2, broken) == tuple(
        shifted.asked(name) for name in ("lama", "sebentar", "rusak")
    )
