"""What connectors take from `defaults`, and fields and queries from their connector."""

from dataclasses import dataclass, field

from gateway.config.builders.answers import missing, success
from gateway.config.builders.cache import cache
from gateway.config.builders.formats import body_format
from gateway.config.builders.resilience import breaker, limits, retry
from gateway.config.builders.routes import route
from gateway.config.cache import CachePolicy
from gateway.config.formats import Format
from gateway.config.model import BadRows, Limits, Missing, Network, Success
from gateway.config.place import Word
from gateway.config.resilience import BreakerPolicy, RetryPolicy
from gateway.config.routes import Route
from gateway.config.section import Section


@dataclass(frozen=True, slots=True)
class Inherited:
    """The values that hold where nothing nearer states its own."""

    timeout: float = 3.0
    cache: CachePolicy = field(default_factory=CachePolicy)
    network: Network = field(default_factory=Network)
    limits: Limits = field(default_factory=Limits)
    retry: RetryPolicy = field(default_factory=RetryPolicy)
    breaker: BreakerPolicy | None = field(default_factory=BreakerPolicy)
    nulls: tuple[Word, ...] | None = None
    zone: Word | None = None
    notation: Word | None = None
    success: tuple[Success, ...] = ()
    missing: Missing = field(default_factory=Missing)
    bad_rows: BadRows = BadRows.DROP
    format: Format = field(default_factory=Format)
    route: Route | None = None
    url: Word | None = None

    @property
    def lends(self) -> tuple[object, ...]:
        """Return what fields inherit."""
        return (self.nulls, self.zone, self.notation, self.url)


def inherit(section: Section, above: Inherited) -> Inherited:
    """Return what holds below a connector, or below `defaults`."""
    nulls = section.words("nulls") if "nulls" in section else above.nulls
    return Inherited(
        timeout=section.get("timeout", float) or above.timeout,
        cache=cache(section, above.cache),
        network=_network(section, above.network),
        limits=limits(section, above.limits),
        retry=retry(section, above.retry),
        breaker=breaker(section, above.breaker),
        nulls=nulls,
        zone=section.get("zone", Word) or above.zone,
        notation=section.get("notation", Word) or above.notation,
        success=success(section) or above.success,
        missing=missing(section) or above.missing,
        bad_rows=bad_rows(section, above.bad_rows),
        format=body_format(section, above.format),
        route=route(section) or above.route,
        url=next(iter(section.words("url")), above.url),
    )


def bad_rows(section: Section, above: BadRows) -> BadRows:
    """Return a section's choice about bad rows, else the one above."""
    stated = section.get("bad_rows", Word)
    return above if stated is None else BadRows(str(stated))


def _network(section: Section, above: Network) -> Network:
    stated = section.values.get("network")
    if isinstance(stated, tuple):
        return Network("cidrs", tuple(map(str, section.words("network"))))
    return Network(str(stated)) if isinstance(stated, Word) else above
