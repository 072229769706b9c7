"""What a write has changed is forgotten by every worker of a machine."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from gateway.app.works import Works
from gateway.connectors.line import Line
from gateway.execution.message import Request
from gateway.execution.pipeline import Engine
from gateway.observe import Purged
from gateway.settings import Settings
from tests.connectors.faulty import Server, faulty
from tests.http.fakes import Noted
from tests.running.works import PASAR, Service, text

TAGGED = PASAR.replace("{ttl: 1h}", "{ttl: 1h, tags: [jumlah]}")


@dataclass
class Worker:
    """A worker: its engine, and what it told."""

    engine: Engine
    noted: Noted

    @property
    def line(self) -> Line:
        """The line to the market."""
        return self.engine.graph.sources._lines["pasar"]

    async def ask(self) -> None:
        """Ask for something that is kept."""
        await self.engine.execute(Request("{ jumlahPasar }"))

    @property
    def purged(self) -> list[Purged]:
        """What it was ordered to forget."""
        return [one for one in self.noted.events if isinstance(one, Purged)]


@asynccontextmanager
async def worker(settings: Settings, url: str) -> AsyncGenerator[Worker]:
    """Run one worker."""
    noted, engines = Noted(), list[Engine]()
    async with Works(settings, noted, {"PASAR_URL": url}).open(engines.append):
        yield Worker(engines[0], noted)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A configuration of one connector."""
    file = tmp_path / "connectors.yaml"
    file.write_text(text(TAGGED), "utf-8")
    return file


def hurry(file: Path) -> None:
    """Change how the market is asked, and not what it answers."""
    file.write_text(text(TAGGED.replace("url:", "timeout: 2s\n    url:")), "utf-8")


def asked(service: Server) -> int:
    return len(service.requests)


async def test_every_worker_forgets(tmp_path: Path, file: Path) -> None:
    """With a folder for their state others forget what one has, and each asks anew."""
    # without the disk, where one would find what the other has laid down
    settings = Settings(connectors=file, state_dir=tmp_path, snapshot_bytes=0)
    async with AsyncExitStack() as stack:
        service = await stack.enter_async_context(faulty(Service(b"7")))
        one, two = [
            await stack.enter_async_context(worker(settings, service.url))
            for _ in range(2)
        ]
        for each in (one, two):
            await each.ask()
        one.line.wrote(["lain"])
        one.line.wrote(["jumlah"])
        await one.ask()
        assert 3 == asked(service)
        async with asyncio.timeout(20):
            while not two.purged:  # noqa: ASYNC110 - it looks for itself now and then
                await asyncio.sleep(0.02)
        assert [Purged("pasar", 1)] == two.purged
        await two.ask()
        assert 4 == asked(service)
        await one.ask()  # it had forgotten already, and does not again
        assert (4, []) == (asked(service), one.purged)


async def test_a_worker_alone(file: Path) -> None:
    """Without such a folder this process forgets, and there is nobody to tell."""
    async with (
        faulty(Service(b"7")) as service,
        worker(Settings(connectors=file), service.url) as one,
    ):
        await one.ask()
        one.line.wrote(["jumlah"])
        await one.ask()
        assert (2, []) == (asked(service), one.purged)


async def test_one_that_ends_after_a_reload(file: Path) -> None:
    """What a write of the old configuration has changed is forgotten by the new one, too."""
    noted, engines = Noted(), list[Engine]()
    settings = Settings(connectors=file, reload=True)
    async with faulty(Service(b"7")) as service:
        works = Works(settings, noted, {"PASAR_URL": service.url})
        async with works.open(engines.append):
            old = Worker(engines[0], noted)
            await old.ask()
            hurry(file)
            async with asyncio.timeout(20):
                while len(engines) < 2:  # noqa: ASYNC110 - a test polls
                    await asyncio.sleep(0.02)
            new = Worker(engines[1], noted)
            await new.ask()
            assert 1 == asked(service)  # it has taken over what was kept
            old.line.wrote(["jumlah"])
            await new.ask()
            assert 2 == asked(service)
