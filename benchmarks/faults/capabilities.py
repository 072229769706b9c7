"""What is measured, in the order in which it is told."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Protocol

from benchmarks.faults import breaker
from benchmarks.faults.figure import Figure


class Measure(Protocol):
    """Measures one capability; a quick run takes seconds and judges all the same."""

    async def __call__(self, *, quick: bool) -> list[Figure]:
        """Return every figure of it."""


CAPABILITIES: Final[Mapping[str, Measure]] = MappingProxyType(
    {
        "breaker": breaker.measure,
    }
)
