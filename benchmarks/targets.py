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
    *(
        Target(key, "gateway-valkey", "gateway-warm", 0.95)
        for key in ("q1", "q2", "q3")
    ),
    Target("q2e", "gateway-tier", "gateway-cold", 1.0),
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
    this one is cheaper. `best` is the same ratio of each one's cheapest run,
    disturbed ones included: a busy machine only ever adds to a run, so the
    least is the nearest to what the code costs. `rounds` is how many rounds
    counted for both; with none the ratios are those of the disturbed ones.
    """

    target: Target
    throughput: Spread
    cpu: Spread
    best: float
    rounds: int

    @property
    def met(self) -> bool:
        """Tell whether the median throughput ratio reaches the target."""
        return self.rounds > 0 and self.throughput.middle >= self.target.least


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
    """Compare samples; a target gives no figure where a server has none at all."""
    right = [sample for sample in samples if not sample.wrong]
    found: list[Figure] = []
    for target in targets:
        ours = _of(right, target.server, target.scenario)
        theirs = _of(right, target.against, target.scenario)
        counted = _pairs([*filter(_counts, ours)], [*filter(_counts, theirs)])
        compared = counted or _pairs(ours, theirs)
        if compared:
            throughput = [our.rate / their.rate for our, their in compared]
            cpu = [their.cpu / our.cpu for our, their in compared]
            best = min(map(_cpu, theirs)) / min(map(_cpu, ours))
            spreads = spread(throughput), spread(cpu)
            found.append(Figure(target, *spreads, best, len(counted)))
    return found


def _of(samples: Iterable[Sample], server: str, scenario: str) -> list[Sample]:
    return [one for one in samples if (one.server, one.scenario) == (server, scenario)]


def _pairs(
    ours: Iterable[Sample], theirs: Iterable[Sample]
) -> list[tuple[Sample, Sample]]:
    """Pair the last samples of each round."""
    by_round = {one.round: one for one in theirs}
    last = {one.round: one for one in ours}
    return [
        (one, by_round[number]) for number, one in last.items() if number in by_round
    ]


def _counts(sample: Sample) -> bool:
    return sample.counts


def _cpu(sample: Sample) -> float:
    return sample.cpu


def across(
    samples: Iterable[Sample], value: Callable[[Sample], float]
) -> dict[tuple[str, str], Spread]:
    """Return the spread of a value over the rounds that count.

    The keys are scenario and server, in the order in which they were first seen.
    """
    values: dict[tuple[str, str], list[float]] = {}
    for sample in samples:
        if sample.counts:
            values.setdefault((sample.scenario, sample.server), []).append(
                value(sample)
            )
    return {key: spread(some) for key, some in values.items()}
