"""How an engine is built: lines to connectors, and a graph over them."""

import datetime as dt
import time
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from functools import partial
from itertools import count
from types import MappingProxyType

import httpx
import strawberry
from graphql import GraphQLSchema

from gateway.app.policy import engine_policy, media_links
from gateway.app.sharing import Sharing
from gateway.config.media import Media
from gateway.config.model import Config, Connector
from gateway.connectors.address import Guard
from gateway.connectors.answer import Answer
from gateway.connectors.aside import Aside
from gateway.connectors.flight import Flights
from gateway.connectors.health import Health
from gateway.connectors.installed import Close, Installed, darkened
from gateway.connectors.line import Line
from gateway.connectors.media import (
    File,
    MediaDesk,
    MediaSource,
    asking_for_files,
)
from gateway.connectors.memories import Memories
from gateway.connectors.memory import MemoryTier
from gateway.connectors.notice import Notice
from gateway.connectors.reading import Readings
from gateway.connectors.renewals import Renewals
from gateway.connectors.resilience import Resilience
from gateway.connectors.schedule import Wall
from gateway.connectors.send import Sender, build_sender
from gateway.connectors.snapshots.tier import ConnectorSnapshots
from gateway.connectors.sources import Sources
from gateway.connectors.store import Store
from gateway.connectors.tls import compile_tls
from gateway.connectors.transport import AiohttpTransport
from gateway.connectors.writers import parse_input
from gateway.errors import Maintenance
from gateway.execution.graph import Graph
from gateway.execution.pipeline import Engine
from gateway.execution.project import Projector
from gateway.observe import Observer
from gateway.running.succession import Notices
from gateway.schema.blueprint import Blueprint
from gateway.schema.build import SchemaParts, build_schema
from gateway.schema.catalog import compile_catalog
from gateway.schema.opd import CodeQuery
from gateway.schema.scalars import scalar_definitions
from gateway.settings import Settings

MakeTransport = Callable[[Connector, Observer], httpx.AsyncBaseTransport]


def draw(config: Config) -> Blueprint:
    """Make the Catalog and the schema of a configuration."""
    catalog = compile_catalog(config)
    parts = SchemaParts(scalar_definitions(parse_input), CodeQuery)
    schema = build_schema(catalog, parts, strawberry.Schema)
    core: GraphQLSchema = schema._schema  # pyright: ignore[reportPrivateUsage]  # noqa: SLF001 - Strawberry has no public name for graphql-core's
    return Blueprint(config, catalog, core)


class Workshop:
    """Where connectors are installed and engines built.

    What all engines of a process share is here: the memory for answers and files,
    and what is known of the connectors' health. `make_transport` gives a
    connector's transport; aiohttp's otherwise. `clock` is that of everything that
    is kept, `sharing` what is shared with other processes; `wall` tells the time of day.
    """

    def __init__(
        self,
        settings: Settings,
        observer: Observer,
        make_transport: MakeTransport | None = None,
        clock: Callable[[], float] = time.monotonic,
        sharing: Sharing | None = None,
        wall: Wall = dt.datetime.now,
    ) -> None:
        self._sharing = sharing or Sharing(Memories())
        self._settings = settings
        self._observer = observer
        self._make_transport = make_transport or transport_of
        self._health = Health(observer)
        self._clock = clock
        self._wall = wall
        self._tier = MemoryTier(settings.cache_bytes, clock=clock)
        self._files = MemoryTier(settings.media_cache_bytes)
        self._aside = Aside()
        self._editions = count()
        self._installs = count()

    def install(self, connector: Connector, namespace: str) -> Installed:
        """Install a connector, which keeps its answers in a namespace of its own.

        In memory each has one to itself: one that was declared alike before, and is let go
        of now, would else take what this one keeps along.
        """
        name, own = str(connector.name), f"{namespace}#{next(self._installs)}"
        transport = self._make_transport(connector, self._health)
        store: Store[Answer] = Store(self._tier, own)
        resilience = Resilience(connector, self._health)
        send = self._sender(connector, transport, resilience)
        line = self._line(connector, namespace, send, store, resilience)
        self._sharing.memories.add(name, store)
        closing: tuple[Close, ...] = (line.renewals.aclose, transport.aclose)
        media, memories = None, self._sharing.memories
        if connector.media is not None:
            asking = asking_for_files(connector, connector.media)
            beside = _beside(transport, asking, connector.media)
            send = self._sender(asking, beside, resilience)
            files: Store[File] = Store(self._files, own)
            memories.add_files(name, files)
            media = MediaSource(asking, connector.media, send, files)
            closing = (beside.aclose, *closing)

        async def forget() -> None:
            memories.remove(name, store)
            if media is not None:
                memories.remove_files(name, media.store)
            if self._sharing.snapshots is not None:
                self._sharing.snapshots.release(name, namespace)
            self._tier.forget(own)
            self._files.forget(own)

        return Installed(line, media, (*closing, forget))

    def _line(
        self,
        connector: Connector,
        namespace: str,
        send: Sender,
        store: Store[Answer],
        resilience: Resilience,
    ) -> Line:
        sharing, name = self._sharing, str(connector.name)
        disk, most = sharing.snapshots, connector.limits.concurrency
        return Line(
            connector,
            send,
            store,
            Flights() if self._settings.coalesce else None,
            most,
            resilience,
            Renewals(self._observer, max(most // 2, 1)),
            sharing.second(name, namespace),
            None if disk is None else ConnectorSnapshots(disk, name, namespace, store),
            wall=self._wall,
            tell=partial(sharing.memories.order, name),
            beside=partial(sharing.memories.drop_beside, name, store),
            heard=partial(self._health.heard, name),
        )

    def _sender(
        self,
        connector: Connector,
        transport: httpx.AsyncBaseTransport,
        resilience: Resilience,
    ) -> Sender:
        connect = self._settings.connect_timeout
        return build_sender(
            connector, transport, self._health, connect, resilience, self._aside
        )

    def assemble(
        self,
        blueprint: Blueprint,
        installed: Mapping[str, Installed],
        notices: Notices = MappingProxyType({}),
    ) -> Engine:
        """Build the engine of a blueprint; connectors under a notice are switched off."""
        config = blueprint.config
        shown = {
            name: _switched_off(one, notices[name]) if name in notices else one
            for name, one in installed.items()
        }
        media = {name: one.media for name, one in shown.items() if one.media}
        desk = MediaDesk(media_links(config, self._settings), media)
        readings = Readings(config, desk.links)
        graph = Graph(
            blueprint.catalog,
            blueprint.schema,
            Sources(
                config,
                readings,
                {name: one.line for name, one in shown.items()},
                self._wall,
            ),
            Projector(blueprint.catalog, readings, next(self._editions)),
            {
                "connectors": config.connectors,
                "health": self._health,
                "notices": notices,
                "rounds": {n: one.line.rounds for n, one in installed.items()},
                "shelves": {n: one.line.store for n, one in installed.items()},
                "defences": {n: one.line.resilience for n, one in installed.items()},
                "operator": self._settings.development,
            },
            desk,
            self._clock,
        )
        policy = engine_policy(self._settings)
        return Engine(graph, policy, self._observer, self._aside)


def build_engine(
    blueprint: Blueprint,
    settings: Settings,
    observer: Observer,
    stack: AsyncExitStack,
    make_transport: MakeTransport | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Engine:
    """Build the engine of a blueprint; what it opens is closed with the stack.

    `make_transport` gives a connector's transport; aiohttp's otherwise. `clock` is
    that of everything that is kept.
    """
    workshop = Workshop(settings, observer, make_transport, clock)
    installed: dict[str, Installed] = {}
    for name, connector in blueprint.config.connectors.items():
        one = installed[str(name)] = workshop.install(connector, str(name))
        stack.push_async_callback(one.release)
    return workshop.assemble(blueprint, installed)


def _beside(
    transport: httpx.AsyncBaseTransport, asking: Connector, media: Media
) -> httpx.AsyncBaseTransport:
    """Return the transport for files: with a bound of their own, where it is ours."""
    if isinstance(transport, AiohttpTransport):
        return transport.beside(media.max_body, compile_tls(asking))
    return transport


def transport_of(connector: Connector, observer: Observer) -> httpx.AsyncBaseTransport:
    """Make the transport that reaches a connector, and what its network allows."""
    guard = Guard(str(connector.name), connector.network, observer)
    return AiohttpTransport(guard, connector.limits, tls=compile_tls(connector))


def _switched_off(installed: Installed, notice: Notice) -> Installed:
    def refusal() -> Maintenance:
        return notice.refusal(dt.datetime.now(dt.UTC))

    return darkened(installed, refusal, stale=notice.stale)
