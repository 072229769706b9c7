"""The composition root: the only place that constructs things."""

from gateway.errors import StartupError
from gateway.http.endpoint import Bounds
from gateway.http.front import Front, OpenEngine
from gateway.observe import Observer
from gateway.settings import Settings


def compose(settings: Settings, observer: Observer) -> Front:
    """Construct the gateway as an ASGI application.

    The configuration is read and compiled here, before any port opens; pools
    and caches come to life in the application's lifespan. Raises StartupError.
    """
    return Front(
        prepare_engine(settings, observer),
        observer,
        bounds=Bounds(settings.max_body, settings.body_timeout),
        development=settings.development,
    )


def prepare_engine(settings: Settings, observer: Observer) -> OpenEngine:
    """Read and compile the configuration; return what opens its engine."""
    raise StartupError(f"{settings.connectors}: belum ada mesin untuk {observer}")
