"""The whole gateway over one agency that falls sick and two that stay well.

Everything is real: the edge, the engine, the sockets, the deadlines. Only the clock of
what is kept is a test's own, so that an answer can be old without a wait.
"""

import re
import ssl
import time
from collections.abc import AsyncGenerator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Final

import httpx

from gateway.app import build_engine, draw
from gateway.config.model import Connector
from gateway.connectors.address import Guard, Lookup, look_up
from gateway.connectors.resilience import Resilience
from gateway.connectors.tls import compile_tls
from gateway.execution.pipeline import Engine
from gateway.http.front import Front, Serve
from gateway.http.valve import Bound, Valve
from gateway.observe import Event, Observer
from gateway.settings import Settings
from tests.connectors.conftest import Seen
from tests.connectors.runtime import Clock
from tests.execution.harness import configure
from tests.faults.agency import Agency, agency
from tests.faults.counting import CountingTransport
from tests.faults.told import Told
from tests.http.fakes import opened

TTL: Final = 10.0
AGES: Final = 7200.0
"""Seconds after which an answer is stale, and after which it is of no use."""

CONFIG: Final = """
version: 1
defaults:
  network: loopback
  timeout: 20s
  cache: {{ttl: 10s, stale_while_revalidate: 0, stale_if_error: 1h}}
types:
  Barang: {{fields: {{nama: String, stok: Int}}}}
  Rak: {{fields: {{kode: ID!, isi: "[Int!]", stok: Int, nama: String}}}}
connectors:
  obat:
    opd: Dinas Kesehatan
    url: {sick}
    timeout: {timeout}
    limits: {limits}
    breaker: {breaker}
    {more}
    queries:
      obat: {{args: {{n: Int!}}, returns: "[Barang!]", call: "GET /rahasia?n={{n}}"{words}}}
      rak: {{args: {{n: Int!}}, returns: "[Rak!]", call: "GET /rahasia?n={{n}}"}}
      satu:
        args: {{n: Int!}}
        returns: Barang
        call: "GET /rahasia?n={{n}}"
        missing: [404, 422]
        cache: {{ttl: 20s, negative: 5s}}
  buku:
    opd: Dinas Perpustakaan
    url: {first}
    queries:
      buku: {{args: {{n: Int!}}, returns: "[Barang!]", call: "GET /buku?n={{n}}", cache: {{ttl: 0}}}}
  benih:
    opd: Dinas Pertanian
    url: {second}
    queries:
      benih: {{args: {{n: Int!}}, returns: "[Barang!]", call: "GET /benih?n={{n}}", cache: {{ttl: 0}}}}
"""
QUERY: Final = (
    "query($n: Int!) {"
    " buku(n: $n) { nama stok } obat(n: $n) { nama stok } benih(n: $n) { nama stok }"
    " }"
)
LEAK: Final = re.compile(
    rb"127\.0\.0\.1|https?:|rahasia|Traceback|[a-z]Error\b|[a-z]Exception\b|aiohttp|errno",
    re.IGNORECASE,
)
"""An address, a text of the agency's, or words of a library."""


@dataclass
class Ward:
    """The gateway, its client, its agencies, and what was observed."""

    engine: Engine
    client: httpx.AsyncClient
    sick: Agency
    seen: Seen
    clock: Clock
    transports: Mapping[str, CountingTransport]

    async def ask(self, number: int = 1, query: str = QUERY) -> Told:
        """Ask all three agencies about a number."""
        started = time.monotonic()
        body = {"query": query, "variables": {"n": number}}
        answer = await self.client.post("/graphql", json=body)
        seconds = time.monotonic() - started
        assert not LEAK.search(answer.content), answer.text
        return Told(answer.status_code, answer.content, seconds)

    def events(self, kind: type[Event]) -> list[Event]:
        """Return what was observed of a kind."""
        return [one for one in self.seen.events if isinstance(one, kind)]

    @property
    def calls(self) -> CountingTransport:
        """Return the sick agency's transport, which knows its calls."""
        return self.transports["obat"]

    @property
    def defences(self) -> Resilience:
        """Return the sick agency's bulkhead, budget and breaker."""
        found = self.engine._graph.sources._lines["obat"].resilience
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Setting:
    """How the sick agency's connector is declared, and whom it leads to.

    `url` may hold `{port}`, the agency's, as may `more`, a line of the connector;
    `words` are of its query, and `tls` is the agency's own certificate.
    """

    timeout: str = "10s"
    limits: str = "{concurrency: 8}"
    breaker: str = "{minimum: 6, open: 100ms}"
    more: str = "about: Obat"
    words: str = ""
    url: str = ""
    lookup: Lookup = look_up
    connect: float = 10.0
    tls: ssl.SSLContext | None = None


USUAL: Final = Setting()


@asynccontextmanager
async def ward(
    setting: Setting = USUAL,
) -> AsyncGenerator[Ward]:
    """Open the gateway; the agency that falls sick is well at first."""
    async with AsyncExitStack() as stack:
        first = await stack.enter_async_context(agency())
        second = await stack.enter_async_context(agency())
        sick = await stack.enter_async_context(agency(tls=setting.tls))
        yield await stack.enter_async_context(
            _gateway(setting, sick, first.server.url, second.server.url)
        )


@asynccontextmanager
async def _gateway(
    setting: Setting, sick: Agency, first: str, second: str
) -> AsyncGenerator[Ward]:
    port = sick.server.url.rpartition(":")[2]
    url = setting.url.replace("{port}", port) or sick.server.url
    text = CONFIG.format(
        timeout=setting.timeout,
        limits=setting.limits,
        breaker=setting.breaker,
        more=setting.more.replace("{port}", port),
        words=setting.words,
        sick=url,
        first=first,
        second=second,
    )
    seen, clock = Seen(), Clock()
    made: dict[str, CountingTransport] = {}

    def transport(connector: Connector, observer: Observer) -> CountingTransport:
        guard = Guard(str(connector.name), connector.network, observer)
        tls = compile_tls(connector)
        made[str(connector.name)] = CountingTransport(
            guard, connector.limits, tls=tls, lookup=setting.lookup
        )
        return made[str(connector.name)]

    async with AsyncExitStack() as stack:
        settings = Settings(connect_timeout=setting.connect, operation_timeout=60)
        blueprint = draw(configure(text))
        engine = build_engine(blueprint, settings, seen, stack, transport, clock)
        client = await stack.enter_async_context(fronted(engine, seen))
        yield Ward(engine, client, sick, seen, clock, made)


@asynccontextmanager
async def fronted(engine: Engine, seen: Seen) -> AsyncGenerator[httpx.AsyncClient]:
    """Open the edge over an engine.

    It never finds itself too busy, as it would on a machine that is.
    """

    @asynccontextmanager
    async def serving(serve: Serve) -> AsyncGenerator[None]:
        serve(engine)
        yield

    valve = Valve(Bound(first=2000, clients=2000))
    async with opened(Front(serving, seen, valve=valve)) as client:
        yield client


@asynccontextmanager
async def graph_of(text: str, clock: Clock) -> AsyncGenerator[httpx.AsyncClient]:
    """Open the gateway over a configuration's text; `clock` is that of what is kept."""
    seen = Seen()
    async with AsyncExitStack() as stack:
        settings = Settings(operation_timeout=60)
        engine = build_engine(draw(configure(text)), settings, seen, stack, clock=clock)
        yield await stack.enter_async_context(fronted(engine, seen))
