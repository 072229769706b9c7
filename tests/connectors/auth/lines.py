"""Connectors with credentials, lines to real servers, and a moment that tests decide."""

import json
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from gateway.config.load import load
from gateway.config.model import Connector, Limits, Network
from gateway.config.place import Word
from gateway.connectors.address import Guard
from gateway.connectors.auth.credential import Moment
from gateway.connectors.auth.sender import authorised
from gateway.connectors.guarding import bounded
from gateway.connectors.principal import ANONYMOUS, Principal
from gateway.connectors.resending import resent
from gateway.connectors.resilience import Resilience
from gateway.connectors.send import Outgoing, Received, Sender, direct
from gateway.connectors.template import Prepared
from gateway.connectors.tls import compile_tls
from gateway.connectors.transport import AiohttpTransport
from tests.connectors.conftest import Seen
from tests.connectors.faulty import Peer, Server, faulty

ROOMY: Final = Limits(concurrency=50, queue=1000, wait=5.0)
NOW: Final = 1_600_000_000.0  # 2020-09-13T12:26:40Z

FILE: Final = """\
version: 1
connectors:
  perpus:
    opd: Dinas Perpustakaan
    url: {url}
    network: loopback
    timeout: {timeout}
    auth: {auth}
    {more}
    queries:
      a: {{returns: String, call: {{request: POST /a, form: {{n: "1"}}}}}}
"""


def connector(
    auth: str,
    environ: Mapping[str, str] | None = None,
    url: str = "https://perpus.test",
    more: str = "#",
    timeout: str = "5s",
) -> Connector:
    """Load a connector with these credentials."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "c.yaml"
        file.write_text(FILE.format(url=url, auth=auth, more=more, timeout=timeout))
        return load(file, environ or {}).connectors[Word("perpus")]


@dataclass
class Clock:
    """Seconds that pass when told."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def moment(clock: Callable[[], float] = lambda: 0.0, now: float = NOW) -> Moment:
    """Return a moment: Unix time by the clock, and bytes that count from zero."""
    return Moment(lambda: now + clock(), clock, lambda count: bytes(range(count)))


@dataclass
class Asked:
    """A request as a service sees it."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Reply:
    """What a service answers."""

    body: Any = "ok"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()

    def encode(self) -> bytes:
        """Write it as HTTP."""
        body = (
            self.body
            if isinstance(self.body, bytes)
            else json.dumps(self.body).encode()
        )
        lines = [f"HTTP/1.1 {self.status} X", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in self.headers]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


Answer = Callable[[Asked], Reply]


def read(raw: bytes) -> Asked:
    """Read a request's bytes."""
    head, _, body = raw.partition(b"\r\n\r\n")
    line, *lines = head.decode().split("\r\n")
    method, target, _ = line.split(" ")
    headers = {
        name.lower(): value.strip()
        for name, _, value in (one.partition(":") for one in lines)
    }
    return Asked(method, target, headers, body)


@asynccontextmanager
async def service(answer: Answer) -> AsyncGenerator[Server]:
    """Serve a function of the request on loopback."""

    async def talk(peer: Peer) -> None:
        while True:
            peer.send(answer(read(await peer.request())).encode())

    async with faulty(talk) as server:
        yield server


@dataclass
class Line:
    """A connector's line with its credentials, over a real transport."""

    connector: Connector
    send: Sender
    seen: Seen = field(default_factory=Seen)

    async def get(
        self,
        path: str = "/a",
        principal: Principal = ANONYMOUS,
        missing: tuple[int, ...] = (),
        seconds: float = 5.0,
    ) -> Received:
        """Send a GET below the connector's URL."""
        prepared = Prepared("GET", f"{self.connector.url}{path}", (("X-A", "a"),))
        return await self.send(Outgoing("a", prepared, seconds, missing, principal))


@asynccontextmanager
async def line(
    one: Connector, clock: Callable[[], float] = lambda: 0.0
) -> AsyncGenerator[Line]:
    """Open a connector's line."""
    seen = Seen()
    guard = Guard("perpus", Network("loopback"), seen)
    transport = AiohttpTransport(guard, ROOMY, tls=compile_tls(one))
    try:
        send = authorised(one, direct(transport, 1.0), seen, moment(clock))
        resilience = Resilience(replace(one, limits=ROOMY), seen)
        yield Line(one, bounded(resilience, resent(resilience, seen, send)), seen)
    finally:
        await transport.aclose()


@asynccontextmanager
async def opened(
    answer: Answer, auth: str, environ: Mapping[str, str] | None = None
) -> AsyncGenerator[tuple[Server, Line]]:
    """Serve a function of the request, and open a line to it with credentials."""
    async with (
        service(answer) as server,
        line(connector(auth, environ, server.url)) as at,
    ):
        yield server, at
