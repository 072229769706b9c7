"""What is measured, in the order in which it is told."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Protocol

from benchmarks.faults import (
    agencies,
    breaker,
    bulkhead,
    deadlines,
    isolation,
    memory,
    reloads,
    retries,
    shedding,
    shutdown,
    stale,
    stampede,
    valkey,
)
from benchmarks.faults.figure import Figure


class Measure(Protocol):
    """Measures one capability; a quick run takes seconds and judges all the same."""

    async def __call__(self, *, quick: bool) -> list[Figure]:
        """Return every figure of it."""


CAPABILITIES: Final[Mapping[str, Measure]] = MappingProxyType(
    {
        "isolation": isolation.measure,
        "rows": agencies.measure,
        "breaker": breaker.measure,
        "bulkhead": bulkhead.measure,
        "retries": retries.measure,
        "deadlines": deadlines.measure,
        "stampede": stampede.measure,
        "stale": stale.measure,
        "valkey": valkey.measure,
        "shedding": shedding.measure,
        "memory": memory.measure,
        "shutdown": shutdown.measure,
        "reloads": reloads.measure,
    }
)
