"""The composition root: the only place that constructs things."""

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import httpx
import strawberry
from graphql import GraphQLSchema

from gateway.config.collecting import settle, uninterrupted
from gateway.config.load import load
from gateway.config.media import Media
from gateway.config.model import Config, Connector
from gateway.connectors.address import Guard
from gateway.connectors.answer import Answer
from gateway.connectors.flight import Flights
from gateway.connectors.health import Health
from gateway.connectors.media import (
    File,
    MediaDesk,
    MediaSource,
    asking_for_files,
)
from gateway.connectors.media_links import MediaLinks, media_of
from gateway.connectors.memory import MemoryTier
from gateway.connectors.reading import Readings
from gateway.connectors.send import build_sender
from gateway.connectors.soundness import unsound
from gateway.connectors.source import Line
from gateway.connectors.sources import Sources
from gateway.connectors.store import Store
from gateway.connectors.tls import compile_tls
from gateway.connectors.transport import AiohttpTransport
from gateway.connectors.writers import parse_input
from gateway.errors import SettingsError
from gateway.execution.analyse import Limits
from gateway.execution.operation import ReadPolicy
from gateway.execution.pipeline import Engine, EnginePolicy, Graph
from gateway.execution.project import Projector
from gateway.http.endpoint import Bounds
from gateway.http.front import Front
from gateway.observe import Observer
from gateway.schema.build import SchemaParts, build_schema
from gateway.schema.catalog import Catalog, compile_catalog
from gateway.schema.opd import CodeQuery
from gateway.schema.scalars import scalar_definitions
from gateway.settings import Settings

OpenEngine = Callable[[], AbstractAsyncContextManager[Engine]]
MakeTransport = Callable[[Connector, Observer], httpx.AsyncBaseTransport]


@dataclass(frozen=True, slots=True)
class Blueprint:
    """Everything that is known before a port or a pool opens."""

    config: Config
    catalog: Catalog
    schema: GraphQLSchema


def compose(
    settings: Settings, observer: Observer, environ: Mapping[str, str]
) -> Front:
    """Construct the gateway as an ASGI application.

    The configuration is read and compiled here, before any port opens; pools
    and caches come to life in the application's lifespan. `environ` is where the
    configuration's `${NAME}` are looked up. Raises StartupError.
    """
    return Front(
        prepare_engine(settings, observer, environ),
        observer,
        bounds=Bounds(settings.max_body, settings.body_timeout),
        development=settings.development,
    )


def compile_schema(settings: Settings, environ: Mapping[str, str]) -> GraphQLSchema:
    """Read the configuration and compile its schema. Raises StartupError."""
    with uninterrupted():
        return draw(load(settings.connectors, environ, [unsound])).schema


def prepare_engine(
    settings: Settings, observer: Observer, environ: Mapping[str, str]
) -> OpenEngine:
    """Read and compile the configuration; return what opens its engine."""
    with uninterrupted():
        blueprint = draw(load(settings.connectors, environ, [unsound]))
        media_links(blueprint.config, settings)

    @asynccontextmanager
    async def open_engine() -> AsyncGenerator[Engine]:
        async with AsyncExitStack() as stack:
            with uninterrupted():
                engine = build_engine(blueprint, settings, observer, stack)
            settle()
            yield engine

    return open_engine


def draw(config: Config) -> Blueprint:
    """Make the Catalog and the schema of a configuration."""
    catalog = compile_catalog(config)
    parts = SchemaParts(scalar_definitions(parse_input), CodeQuery)
    schema = build_schema(catalog, parts, strawberry.Schema)
    core: GraphQLSchema = schema._schema  # pyright: ignore[reportPrivateUsage]  # noqa: SLF001 - Strawberry has no public name for graphql-core's
    return Blueprint(config, catalog, core)


def build_engine(
    blueprint: Blueprint,
    settings: Settings,
    observer: Observer,
    stack: AsyncExitStack,
    make_transport: MakeTransport | None = None,
) -> Engine:
    """Build the engine of a blueprint; what it opens is closed with the stack.

    `make_transport` gives a connector's transport; aiohttp's otherwise.
    """
    config = blueprint.config
    health = Health(observer)
    tier = MemoryTier(settings.cache_bytes)
    files = MemoryTier(settings.media_cache_bytes)
    lines: dict[str, Line] = {}
    media: dict[str, MediaSource] = {}
    for name, connector in config.connectors.items():
        transport = (make_transport or transport_of)(connector, health)
        stack.push_async_callback(transport.aclose)
        lines[str(name)] = _line(connector, transport, tier, settings, health)
        if connector.media is not None:
            asking = asking_for_files(connector, connector.media)
            beside = _beside(transport, asking, connector.media)
            stack.push_async_callback(beside.aclose)
            send = build_sender(asking, beside, health, settings.connect_timeout)
            store: Store[File] = Store(files, str(name))
            media[str(name)] = MediaSource(asking, connector.media, send, store)
    desk = MediaDesk(media_links(config, settings), media)
    readings = Readings(config, desk.links)
    graph = Graph(
        blueprint.catalog,
        blueprint.schema,
        Sources(config, readings, lines),
        Projector(blueprint.catalog, readings),
        {"connectors": config.connectors, "health": health},
        desk,
    )
    return Engine(graph, engine_policy(settings), observer)


def media_links(config: Config, settings: Settings) -> MediaLinks:
    """Return what makes links to files. Raises SettingsError without a needed key."""
    media = media_of(config)
    key = settings.media_key
    for name, one in media.items():
        if one.auth and key is None:
            raise SettingsError(
                f"GATEWAY_MEDIA_KEY: wajib diisi, sebab `media` konektor `{name}` memakai"
                " `auth: true`"
            )
    secret = b"" if key is None else key.get_secret_value().encode()
    return MediaLinks(settings.public, media, secret)


def _beside(
    transport: httpx.AsyncBaseTransport, asking: Connector, media: Media
) -> httpx.AsyncBaseTransport:
    """Return the transport for files: with a bound of their own, where it is ours."""
    if isinstance(transport, AiohttpTransport):
        return transport.beside(media.max_body, compile_tls(asking))
    return transport


def engine_policy(settings: Settings) -> EnginePolicy:
    """Return the engine's bounds as the settings have them."""
    limits = Limits(
        tokens=settings.max_tokens,
        depth=settings.max_depth,
        root_fields=settings.max_root_fields,
    )
    read = ReadPolicy(
        limits,
        introspection=settings.introspects,
        hardened=not settings.development,
        kept=settings.document_cache,
    )
    return EnginePolicy(read, settings.operation_timeout, settings.max_calls)


def transport_of(connector: Connector, observer: Observer) -> httpx.AsyncBaseTransport:
    """Make the transport that reaches a connector, and what its network allows."""
    guard = Guard(str(connector.name), connector.network, observer)
    return AiohttpTransport(guard, connector.limits, tls=compile_tls(connector))


def _line(
    connector: Connector,
    transport: httpx.AsyncBaseTransport,
    tier: MemoryTier,
    settings: Settings,
    observer: Observer,
) -> Line:
    store: Store[Answer] = Store(tier, str(connector.name))
    return Line(
        connector,
        build_sender(connector, transport, observer, settings.connect_timeout),
        store,
        Flights() if settings.coalesce else None,
        connector.limits.concurrency,
    )
