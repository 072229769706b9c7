"""The composition root: the only place that constructs things."""

import time
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager

from graphql import GraphQLSchema
from starlette.routing import Route

from gateway.app.policy import engine_policy, media_links
from gateway.app.works import Works
from gateway.app.workshop import build_engine, draw, transport_of
from gateway.config.collecting import settle, uninterrupted
from gateway.config.load import load
from gateway.connectors.soundness import unsound
from gateway.execution.pipeline import Engine
from gateway.http.bounds import Bounds
from gateway.http.front import Front, Operating
from gateway.http.invalidation import Orders, invalidation_route
from gateway.http.maintenance import maintenance_routes
from gateway.http.operator import Operator
from gateway.http.overview import status_route
from gateway.http.valve import Bound, Valve
from gateway.observe import Observer
from gateway.schema.blueprint import Blueprint
from gateway.settings import Settings

__all__ = [
    "Blueprint",
    "OpenEngine",
    "build_engine",
    "compile_schema",
    "compose",
    "draw",
    "engine_policy",
    "prepare_engine",
    "transport_of",
]

OpenEngine = Callable[[], AbstractAsyncContextManager[Engine]]


def compose(
    settings: Settings,
    observer: Observer,
    environ: Mapping[str, str],
    clock: Callable[[], float] = time.monotonic,
) -> Front:
    """Construct the gateway as an ASGI application.

    The configuration is read and compiled here, before any port opens; pools
    and caches come to life in the application's lifespan. `environ` is where the
    configuration's `${NAME}` are looked up, `clock` that of everything that is
    kept. Raises StartupError.
    """
    works = Works(settings, observer, environ, clock)
    token = settings.admin_token
    operator = Operator(token)
    return Front(
        works.open,
        observer,
        bounds=Bounds(
            max_body=settings.max_body,
            unfinished=settings.receive_bytes,
            head_timeout=settings.head_timeout,
            body_timeout=settings.body_timeout,
            send_timeout=settings.send_timeout,
        ),
        development=settings.development,
        valve=Valve(Bound(most=settings.max_requests)),
        operating=Operating(
            works.reload,
            works.note,
            (
                *(() if token is None else _operators(works, operator, settings)),
                invalidation_route(works.switches, Orders(token, observer)),
            ),
            operator,
        ),
    )


def _operators(
    works: Works, operator: Operator, settings: Settings
) -> tuple[Route, ...]:
    """Return the routes that are the operator's alone."""
    return (
        *maintenance_routes(works.switches, operator),
        status_route(works.switches, operator, settings.workers),
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
