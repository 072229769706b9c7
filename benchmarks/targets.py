"""The targets, and how far the samples are from them.

A ratio is taken within each round, of two runs a few seconds apart, so that
slow drift of the machine cancels out; the median of the rounds counts.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from benchmarks.sample import Sample


@dataclass(frozen=True, slots=True)
class Target:
    """A server's throughput in a scenario, as a multiple of another's, at least."""

    scenario: str
    server: str
    against: str
    least: float


TARGETS: Final = (
    Target("q1", "gateway-cold", "floor", 0.7),
    *(Target(key, "gateway-cold", "floor", 0.8) for key in ("q2", "q3", "q4", "q6")),
    *(Target(key, "gateway-warm", "limit", 0.5) for key in ("q1", "q5")),
    *(Target(key, "gateway-warm", "ready", 0.8) for key in ("q2", "q3")),
    *(Target(key, "gateway-cold", "strawberry", 10.0) for key in ("q2", "q3")),
    *(Target(key, "gateway-warm", "strawberry", 10.0) for key in ("q2", "q3")),
)


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle, least and greatest of some measurements."""

    middle: float
    least: float
    greatest: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A target with what was measured: throughput ratio, and CPU ratio beside.

    The CPU ratio is the other server's CPU per answer over this one's: above 1
    this one is cheaper. `best` is the same ratio of each one's cheapest run: a
    busy machine only ever adds to a run, so the least is the nearest to what
    the code costs. `rounds` is how many rounds counted for both.
    """

    target: Target
    throughput: Spread
    cpu: Spread
    best: float
    rounds: int

    @property
    def met(self) -> bool:
        """Tell whether the median throughput ratio reaches the target."""
        return self.throughput.middle >= self.target.least


def possible(measured: Collection[tuple[str, str]]) -> list[Target]:
    """Return the targets of which both servers are measured, as (server, scenario)."""
    return [
        target
        for target in TARGETS
        if (target.server, target.scenario) in measured
        and (target.against, target.scenario) in measured
    ]


def spread(values: Sequence[float]) -> Spread:
    """Return the spread of at least one measurement."""
    return Spread(median(values), min(values), max(values))


def figures(
    samples: Iterable[Sample], targets: Iterable[Target] = TARGETS
) -> list[Figure]:
    """Compare the samples that count; a target without any gives no figure."""
    counted = {
        (sample.server, sample.scenario, sample.round): sample
        for sample in samples
        if not sample.flaws
    }
    found: list[Figure] = []
    for target in targets:
        pairs = [
            (sample, other)
            for (server, scenario, number), sample in counted.items()
            if (server, scenario) == (target.server, target.scenario)
            and (other := counted.get((target.against, scenario, number))) is not None
        ]
        if pairs:
            throughput = [ours.rate / theirs.rate for ours, theirs in pairs]
            cpu = [theirs.cpu / ours.cpu for ours, theirs in pairs]
            best = min(theirs.cpu for _, theirs in pairs) / min(
                ours.cpu for ours, _ in pairs
            )
            found.append(
                Figure(target, spread(throughput), spread(cpu), best, len(pairs))
            )
    return found


def across(
    samples: Iterable[Sample], value: Callable[[Sample], float]
) -> dict[tuple[str, str], Spread]:
    """Return the spread of a value over the rounds that count.

    The keys are scenario and server, in the order in which they were first seen.
    """
    values: dict[tuple[str, str], list[float]] = {}
    for sample in samples:
        if not sample.flaws:
            values.setdefault((sample.scenario, sample.server), []).append(
                value(sample)
            )
    return {key: spread(some) for key, some in values.items()}
