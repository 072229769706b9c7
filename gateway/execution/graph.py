"""What an engine is given: the graph it serves, and the bounds on each operation."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from graphql import GraphQLSchema

from gateway.connectors.media import MediaDesk
from gateway.connectors.sources import Sources
from gateway.execution.project import Projector
from gateway.execution.reader import ReadPolicy
from gateway.schema.catalog import Catalog


@dataclass(frozen=True, slots=True)
class EnginePolicy:
    """Bounds on one operation: seconds, calls; how documents are read; bytes of plans."""

    read: ReadPolicy = field(default_factory=ReadPolicy)
    timeout: float = 8.0
    calls: int = 100
    plan_bytes: int = 64 * 1024**2


@dataclass(frozen=True, slots=True)
class Graph:
    """What the engine serves: the Catalog, its schema, sources and projections.

    `now` is the clock of what is kept. `context` is what fields defined in code find in
    `info.context`; `media` are the files that its links lead to.
    """

    catalog: Catalog
    schema: GraphQLSchema
    sources: Sources
    projector: Projector
    context: Mapping[str, object] = field(default_factory=dict[str, object])
    media: MediaDesk = field(default_factory=MediaDesk)
    now: Callable[[], float] = time.monotonic
