"""`gateway demo` as a process: the real gateway over the stand-in agencies."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Demonstration:
    """Where the gateway listens, the fault dial, and each stand-in by its variable."""

    address: str
    dial: str
    services: Mapping[str, str]

    async def turn(self, service: str, mode: str) -> None:
        """Make a service sick, or well again with `off`."""
        url = f"{self.services[service]}/_fault"
        async with (
            aiohttp.ClientSession() as session,
            session.post(url, json={"mode": mode}) as answer,
        ):
            assert 200 == answer.status


@asynccontextmanager
async def demonstrating() -> AsyncGenerator[Demonstration]:
    """Run it on free ports until the block ends; it must end well."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "gateway", "demo", "--port", "0", "--opd-port", "0"),
        cwd=ROOT,
        env={k: v for k, v in os.environ.items() if not k.startswith("GATEWAY_")},
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        yield await _announced(process.stdout)
    finally:
        process.terminate()
        assert 0 == await process.wait()


async def _announced(stdout: asyncio.StreamReader) -> Demonstration:
    """Read what it prints until it says that it is ready."""
    services: dict[str, str] = {}
    address = ""
    async with asyncio.timeout(30):
        while True:
            line = (await stdout.readline()).decode()
            assert line, "gateway demo ended"
            if ready := re.search(r"Gateway siap: (http://[^/]+)", line):
                address = ready[1]
            if dial := re.search(r"Gangguan OPD: (http://\S+)", line):
                return Demonstration(address, dial[1], services)
            if service := re.match(r"  (\w+) +(http://\S+)", line):
                services[service[1]] = service[2]


@asynccontextmanager
async def developing(file: Path) -> AsyncGenerator[Demonstration]:
    """Run `gateway dev` over a file on a free port until the block ends."""
    environ = {k: v for k, v in os.environ.items() if not k.startswith("GATEWAY_")}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "gateway", "dev", str(file), "--port", "0"),
        cwd=ROOT,
        env=environ,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr is not None
    try:
        async with asyncio.timeout(30):
            while True:
                line = (await process.stderr.readline()).decode()
                assert line, "gateway dev ended"
                if ready := re.search(r"ready graphql=(http://[^/]+)", line):
                    break
        yield Demonstration(ready[1], "", {})
    finally:
        process.terminate()
        assert 0 == await process.wait()
