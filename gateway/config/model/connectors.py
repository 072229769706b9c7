"""Connectors: where they are, and their bounds."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gateway.config.credentials import Credential, Tls
from gateway.config.examples import StatedTogether
from gateway.config.media import Media
from gateway.config.model.operations import Operation
from gateway.config.place import NOWHERE, Place, Word
from gateway.config.resilience import BreakerPolicy, Rate, RetryPolicy
from gateway.config.routes import Route


@dataclass(frozen=True, slots=True)
class Network:
    """Which addresses a connector may dial.

    `kind` is public, private (the intranet besides), loopback, or cidrs, with
    the CIDRs listed.
    """

    kind: str = "public"
    cidrs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one connector.

    `concurrency` bounds the calls at once, `calls` those of one operation,
    `max_body` the bytes of an answer. `queue` calls may wait for a place, each for
    `wait` seconds, and so for its turn by `rate`, of which `burst` come at once.
    """

    concurrency: int = 20
    calls: int = 100
    max_body: int = 2 * 1024 * 1024
    queue: int = 100
    wait: float = 1.0
    rate: Rate | None = None
    burst: int | None = None
    at: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Connector:
    """One OPD's service. `fallbacks` are asked where `url` does not answer."""

    name: Word
    opd: str
    url: Word
    about: str | None = None
    contact: str | None = None
    network: Network = Network()
    headers: tuple[tuple[str, str], ...] = ()
    limits: Limits = Limits()
    retry: RetryPolicy = field(default_factory=RetryPolicy)
    breaker: BreakerPolicy | None = field(default_factory=BreakerPolicy)
    timeout: float = 3.0
    queries: Mapping[Word, Operation] = field(default_factory=dict[Word, Operation])
    fallbacks: tuple[Word, ...] = ()
    auth: tuple[Credential, ...] = ()
    tls: Tls | None = None
    examples: StatedTogether = None
    route: Route | None = None
    media: Media | None = None
    invalidate_key: Word | None = field(default=None, repr=False)
    at: Place = NOWHERE

    @property
    def mirrors(self) -> tuple[str, ...]:
        """Return the base URLs of the one service: the primary, then its fallbacks."""
        return (str(self.url), *map(str, self.fallbacks))

    @property
    def bases(self) -> tuple[str, ...]:
        """Return every base URL of this connector: only they are its own."""
        routes = [self.route, *(one.route for one in self.queries.values())]
        routed = [url for one in routes if one is not None for url in one.addresses]
        return tuple(dict.fromkeys((*self.mirrors, *routed)))
