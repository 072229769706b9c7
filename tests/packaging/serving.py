"""A gateway that runs as a process, and the agency behind it."""

import asyncio
import signal
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from simulator.listener import HOST, Listener
from tests.cli.test_processes import line_with
from tests.packaging.conftest import CLEAN

FILE = """\
version: 1
defaults: {network: loopback}
connectors:
  perpustakaan:
    opd: Dinas Perpustakaan dan Kearsipan
    url: ${PERPUS_URL}
    types:
      Buku: {key: isbn, fields: {isbn: ID!, judul: String}}
    queries:
      daftarBuku:
        args: {judul: String}
        returns: "[Buku!]"
        call: GET /buku.php?q={judul}
"""
QUERY = '{ daftarBuku(judul: "pelangi") { isbn judul } }'
ANSWER = {"data": {"daftarBuku": [{"isbn": "979-3062-79-7", "judul": "pelangi"}]}}


@asynccontextmanager
async def library() -> AsyncGenerator[str]:
    """Run the agency of FILE on loopback; give its address."""

    async def books(request: Request) -> JSONResponse:
        title = request.query_params["q"]
        return JSONResponse([{"isbn": "979-3062-79-7", "judul": title}])

    listener = Listener(Starlette(routes=[Route("/buku.php", books)]), 0)
    await listener.open()
    try:
        yield f"http://{HOST}:{listener.port}"
    finally:
        await listener.close()


class Served:
    """A running gateway: its address, and the process."""

    def __init__(self, address: str, process: asyncio.subprocess.Process) -> None:
        self.address = address
        self._process = process

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    async def stop(self) -> tuple[int | None, str]:
        """Send SIGTERM; return the exit status and the last line printed."""
        self._process.send_signal(signal.SIGTERM)
        rest, _ = await self._process.communicate()
        return self._process.returncode, rest.decode().splitlines()[-1]


@asynccontextmanager
async def serving(
    command: Sequence[str],
    cwd: Path,
    environment: Mapping[str, str],
    announced: str = r"(http://\S+)/graphql",
) -> AsyncGenerator[Served]:
    """Run a command until it serves; kill it if it is still there at the end."""
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=cwd,
        env={**CLEAN, "GATEWAY_DRAIN_TIME": "10ms", **environment},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        async with asyncio.timeout(60):
            yield Served(await line_with(process.stdout, announced), process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def status(command: list[str]) -> int | None:
    """Run a command quietly; return its exit status."""
    process = await asyncio.create_subprocess_exec(
        *command, stderr=asyncio.subprocess.DEVNULL
    )
    await process.communicate()
    return process.returncode
