"""Growth: what a query costs beside 20 connectors, and beside 500."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks import load
from benchmarks.bench import Bench, Cores, start_upstream
from benchmarks.process import pinned
from benchmarks.run import Length, measure_again
from benchmarks.sample import Sample
from benchmarks.scenarios import SCENARIOS
from benchmarks.servers import Server
from benchmarks.startup import LARGE, SMALL, Measured, gateway

_SIZES: Final = {"small": SMALL, "large": LARGE}
_MOST: Final = 1.1  # "what it cost before", give or take the measurement


def query_costs(length: Length, cores: Cores) -> Iterator[Sample]:
    """Measure Q2, cold, on a small and a large gateway in turn."""
    query = SCENARIOS["q2"]
    servers = [Server(name, "", "gateway", ("q2",)) for name in _SIZES]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        bench = Bench(cores, start_upstream(stack, cores.load, folder), {})
        for name, size in _SIZES.items():
            process = gateway(stack, cores.server, size, bench.upstream.url)
            process.wait("/graphql", query.body, limit=60)
            bench.servers[name] = process
            with pinned(cores.load):
                load.run(process.port, query.bodies, 1)
            process.settle()
        for number in range(length.rounds):
            for server in servers:
                yield from measure_again(bench, server, query, number, length.seconds)


def figures(samples: Sequence[Sample]) -> list[Measured]:
    """Tell what an answer costs on each, and the ratio; none where none counted."""
    costs = [
        [one.cpu for one in samples if one.server == name and one.counts]
        for name in _SIZES
    ]
    if not all(costs):
        return []
    small, large = (median(some) for some in costs)
    return [
        Measured("Q2 CPU an answer, small", "µs", small),
        Measured("Q2 CPU an answer, large", "µs", large),
        Measured("Q2 CPU, large / small", "ratio", large / small, _MOST),
    ]
