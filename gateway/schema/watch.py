"""What is known of the connectors, as far as the root field `opd` shows it."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple, Protocol

from gateway.connectors.breaker import Phase
from gateway.connectors.health import Health
from gateway.connectors.notice import Notice


class Shelf(Protocol):
    """What is kept of a connector's answers, as far as it is shown."""

    @property
    def hit_rate(self) -> float | None:
        """Return the share of answers that were kept already."""
        ...

    @property
    def newest(self) -> float | None:
        """Return the age of the newest, in seconds."""
        ...


class Clockwork(Protocol):
    """How a connector's answers fare that are fetched by the clock, as far as it is shown."""

    @property
    def fetched(self) -> float | None:
        """Return the Unix time of the latest fetch that went well."""
        ...

    @property
    def due(self) -> float | None:
        """Return in how many seconds the next fetch is."""
        ...

    def describe(self, zone: dt.tzinfo) -> tuple[str, ...]:
        """Say how each query fares, a line each."""
        ...


class Defence(Protocol):
    """What keeps a connector's trouble its own, as far as it is shown."""

    @property
    def phase(self) -> Phase | None:
        """Return the phase of its worst breaker; None without breakers."""
        ...

    @property
    def shuns(self) -> bool:
        """Tell whether one of its addresses is left alone, as long as that says anything."""
        ...

    def describe(self) -> tuple[str, ...]:
        """Say how it stands, a line each."""
        ...


class Watch(NamedTuple):
    """What is known of the connectors, and whether it is shown in full."""

    health: Health
    notices: Mapping[str, Notice]
    defences: Mapping[str, Defence | None]
    operator: bool = False
    shelves: Mapping[str, Shelf] = MappingProxyType({})
    rounds: Mapping[str, Clockwork] = MappingProxyType({})
