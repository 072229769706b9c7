"""The composition root: the only place that constructs things."""

from collections.abc import Mapping

from gateway.errors import StartupError
from gateway.http.endpoint import Bounds
from gateway.http.front import Front, OpenEngine
from gateway.observe import Observer
from gateway.settings import Settings


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


def prepare_engine(
    settings: Settings, observer: Observer, environ: Mapping[str, str]
) -> OpenEngine:
    """Read and compile the configuration; return what opens its engine."""
    raise StartupError(
        f"{settings.connectors}: belum ada mesin {observer} {len(environ)}"
    )
