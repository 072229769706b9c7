"""The run: every server under every scenario, in turns, round after round."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import orjson

from benchmarks import load
from benchmarks.ask import ask
from benchmarks.bench import Bench
from benchmarks.proc import core_time
from benchmarks.process import Process, pinned
from benchmarks.sample import Expectation, Reading, Sample, sample
from benchmarks.scenarios import Scenario
from benchmarks.servers import Server

_WARM_UP: Final = 1.0
_ATTEMPTS: Final = 3
_CONSTANT: Final = orjson.dumps({"data": {"__typename": "Query"}})


@dataclass(frozen=True, slots=True)
class Length:
    """How long to measure: rounds, and seconds for each run of a round."""

    rounds: int
    seconds: float


def expectation(process: Process, server: Server, scenario: Scenario) -> Expectation:
    """Tell what a right run of a server under a scenario looks like."""
    calls = scenario.calls if server.calls else 0
    if not server.right:
        return Expectation(len(_CONSTANT), calls)
    return Expectation(len(ask(process.port, "/graphql", scenario.body)), calls)


def measure(
    bench: Bench, server: Server, scenario: Scenario, number: int, seconds: float
) -> Sample:
    """Load one server with one scenario, and read what it cost."""
    process = bench.servers[server.name]
    expected = expectation(process, server, scenario)
    calls = bench.calls()
    before = (process.cpu(), bench.upstream.cpu())
    server_core, load_core = core_time(bench.cores.server), core_time(bench.cores.load)
    with pinned(bench.cores.load):
        loaded = load.run(process.port, scenario.bodies, seconds)
    reading = Reading(
        server_core=core_time(bench.cores.server).share_since(server_core),
        load_core=core_time(bench.cores.load).share_since(load_core),
        server_cpu=process.cpu() - before[0],
        upstream_cpu=bench.upstream.cpu() - before[1],
        calls=bench.calls() - calls,
    )
    process.settle()
    return sample((server.name, scenario.key, number), loaded, reading, expected)


def measure_again(
    bench: Bench, server: Server, scenario: Scenario, number: int, seconds: float
) -> Iterator[Sample]:
    """Measure until a run counts, a few times at most; every run is kept."""
    for _ in range(_ATTEMPTS):
        one = measure(bench, server, scenario, number, seconds)
        yield one
        if one.counts:
            return


def rounds(
    bench: Bench, pairs: Sequence[tuple[Server, Scenario]], length: Length
) -> Iterator[Sample]:
    """Warm every pair up, then measure all pairs in turn, round after round."""
    for server, scenario in pairs:
        with pinned(bench.cores.load):
            load.run(bench.servers[server.name].port, scenario.bodies, _WARM_UP)
        bench.servers[server.name].settle()
    for number in range(length.rounds):
        for server, scenario in pairs:
            yield from measure_again(bench, server, scenario, number, length.seconds)
