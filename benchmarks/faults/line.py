"""A connector's line in this process: what no client can ask for yet.

There is no mutation root, and clients who go away by the hundred thousand would be
measured more than what they leave behind. What is promised of writes and of cancelled
calls is therefore measured here, on the whole Sender of a connector, over the real
services.
"""

import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.bench import cores
from benchmarks.faults.rig import Services, Words, configuration, services
from gateway.config.load import load
from gateway.config.model import Config, Network
from gateway.connectors.address import Guard, Lookup, look_up
from gateway.connectors.outgoing import Outgoing, Sender
from gateway.connectors.resilience import Resilience
from gateway.connectors.send import build_sender
from gateway.connectors.template import Prepared
from gateway.connectors.transport import AiohttpTransport
from gateway.errors import CodedError
from gateway.observe import Silent

NAME: Final = "dinas"
_CONNECT: Final = 1.0


@dataclass(frozen=True, slots=True)
class Sending:
    """A connector's Sender, its defences, and the services it calls."""

    services: Services
    config: Config
    send: Sender
    resilience: Resilience
    timeout: float
    host: str = "127.0.0.1"

    async def code(self, method: str, number: int) -> str | None:
        """Make a call; return the code it ended with. A POST is a write."""
        url = f"http://{self.host}:{self.services.ports[NAME]}/data/{number}"
        prepared = Prepared(method, url, body=b"{}" if method == "POST" else None)
        reads = method == "GET"
        outgoing = Outgoing(NAME, prepared, self.timeout, repeatable=reads)
        try:
            await self.send(outgoing)
        except CodedError as error:
            return error.code
        return None


@asynccontextmanager
async def sending(
    words: Words, patience: float = 3.0, lookup: Lookup = look_up
) -> AsyncGenerator[Sending]:
    """Put the Sender of a connector before a service; `lookup` resolves its name."""
    with services([NAME], cores().load) as some:
        config = declared(words, some)
        (connector,) = config.connectors.values()
        observer = Silent()
        guard = Guard(NAME, Network("loopback"), observer)
        transport = AiohttpTransport(guard, connector.limits, lookup=lookup)
        resilience = Resilience(connector, observer)
        send = build_sender(connector, transport, observer, _CONNECT, resilience)
        try:
            yield Sending(some, config, send, resilience, patience)
        finally:
            await transport.aclose()


def declared(words: Words, some: Services) -> Config:
    """Return the configuration of a service, as the gateway reads it."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        path = Path(folder, "connectors.yaml")
        path.write_bytes(configuration({NAME: words}, some.ports))
        return load(path, {})
