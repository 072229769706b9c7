"""The transport under test, made in one place so that another engine can take it."""

import ssl
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from typing import Final

import httpx
import pytest
from typing_extensions import override

from gateway.config.model import Limits, Network
from gateway.connectors.address import Guard, Lookup, look_up
from gateway.connectors.outbound import Heads
from gateway.connectors.transport import AiohttpTransport
from gateway.errors import UpstreamError
from gateway.observe import Event

BOTH_LOOPS: Final = pytest.mark.parametrize(
    "anyio_backend",
    [
        pytest.param(("asyncio", {"use_uvloop": False}), id="asyncio"),
        pytest.param(("asyncio", {"use_uvloop": True}), id="uvloop"),
    ],
)
"""Runs a test on the loop of the standard library and on uvloop."""

THIS_MACHINE: Final = Network("loopback")
USUAL: Final = Limits()


@dataclass
class Seen:
    """An observer that remembers."""

    events: list[Event] = field(default_factory=list[Event])

    def see(self, event: Event) -> None:
        self.events.append(event)


@dataclass
class Engine:
    """Makes transports, and remembers them to close them.

    Without `heads` they send no request the quick way.
    """

    heads: bool = True
    seen: Seen = field(default_factory=Seen)
    made: list[httpx.AsyncBaseTransport] = field(
        default_factory=list[httpx.AsyncBaseTransport]
    )

    def __call__(
        self,
        network: Network = THIS_MACHINE,
        limits: Limits = USUAL,
        lookup: Lookup = look_up,
        tls: ssl.SSLContext | None = None,
    ) -> httpx.AsyncBaseTransport:
        guard = Guard("uji", network, self.seen)
        transport = AiohttpTransport(guard, limits, tls=tls, lookup=lookup)
        if not self.heads:
            transport._heads = NoHeads()
        self.made.append(transport)
        return transport


class NoHeads(Heads):
    """Knows no request that can be sent the quick way."""

    @override
    def get(self, *_: object) -> None:
        return None


@pytest.fixture(params=[True, False], ids=["heads", "requests"])
async def make_transport(request: pytest.FixtureRequest) -> AsyncGenerator[Engine]:
    """Make transports that may dial loopback, and close them afterwards.

    What holds of them holds both of requests sent as the bytes of their heads
    and of those sent by aiohttp.
    """
    engine = Engine(heads=request.param)
    yield engine
    for transport in engine.made:
        await transport.aclose()


@dataclass(frozen=True)
class Wait:
    """Deadlines in seconds; the defaults never pass in a test that succeeds."""

    connect: float = 10.0
    total: float = 20.0


PATIENT: Final = Wait()


async def call(
    transport: httpx.AsyncBaseTransport,
    url: str,
    method: str = "GET",
    content: bytes = b"",
    wait: Wait = PATIENT,
) -> httpx.Response:
    """Send one request."""
    extensions = {"timeout": {"connect": wait.connect, "total": wait.total}}
    request = httpx.Request(method, url, content=content, extensions=extensions)
    return await transport.handle_async_request(request)


async def fail(
    transport: httpx.AsyncBaseTransport,
    url: str,
    method: str = "GET",
    wait: Wait = PATIENT,
) -> UpstreamError:
    """Send a request that must fail, and return its error."""
    with pytest.raises(UpstreamError) as raised:
        await call(transport, url, method, b"x" if method == "POST" else b"", wait)
    return raised.value
