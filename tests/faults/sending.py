"""Writes, at the Sender: the graph has no root for them yet."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final, TypeAlias

from gateway.config.model import Connector, Limits, Network
from gateway.config.place import Word
from gateway.connectors.address import Guard
from gateway.connectors.outgoing import Outgoing, Received
from gateway.connectors.send import build_sender
from gateway.connectors.template import Prepared
from gateway.connectors.transport import AiohttpTransport
from gateway.errors import UpstreamError
from tests.connectors.conftest import Seen
from tests.faults.agency import Agency

SECONDS: Final = 5.0
Write: TypeAlias = Callable[[], Awaitable[Received]]


@asynccontextmanager
async def sending(agency: Agency) -> AsyncGenerator[tuple[Write, Seen]]:
    """Give what writes to an agency, and what is observed of it."""
    seen = Seen()
    connector = Connector(Word("aduan"), "Dinas Kominfo", Word(agency.server.url))
    guard = Guard("aduan", Network("loopback"), seen)
    transport = AiohttpTransport(guard, Limits())
    send = build_sender(connector, transport, seen, SECONDS)
    url = f"{agency.server.url}/aduan?n=1"
    prepared = Prepared("POST", url, body=b'{"isi":"lampu mati"}')

    def write() -> Awaitable[Received]:
        return send(Outgoing("lapor", prepared, SECONDS, repeatable=False))

    try:
        yield write, seen
    finally:
        await transport.aclose()


async def code_of(write: Write) -> str | None:
    """Return the code with which a write ended; None where it was answered."""
    try:
        await write()
    except UpstreamError as error:
        return error.code
    return None
