"""The composition root: the only place that constructs things."""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from graphql import GraphQLSchema

from gateway.errors import StartupError
from gateway.execution.message import Request
from gateway.http.endpoint import Bounds, Engine
from gateway.http.front import Front
from gateway.observe import Observer
from gateway.settings import Settings


class Explaining(Engine, Protocol):
    """An engine that also prints its plans."""

    def explain(self, request: Request, /) -> str:
        """Print the plan of a request. Raises RequestError."""
        ...


OpenEngine = Callable[[], AbstractAsyncContextManager[Explaining]]


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
    raise StartupError(f"{settings.connectors}: belum ada skema {len(environ)}")


def prepare_engine(
    settings: Settings, observer: Observer, environ: Mapping[str, str]
) -> OpenEngine:
    """Read and compile the configuration; return what opens its engine."""
    raise StartupError(
        f"{settings.connectors}: belum ada mesin {observer} {len(environ)}"
    )
