"""The run: start the servers, check their answers, measure in turns."""

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import orjson

from benchmarks import load
from benchmarks.ask import Unanswered, ask, disagreement
from benchmarks.proc import core_time
from benchmarks.process import Process, StartError, free_port, pinned, running
from benchmarks.sample import Expectation, Reading, Sample, sample
from benchmarks.scenarios import SCENARIOS, Scenario
from benchmarks.servers import Server, install_mercurius

_WARM_UP: Final = 1.0
_ATTEMPTS: Final = 3
_CONSTANT: Final = orjson.dumps({"data": {"__typename": "Query"}})


@dataclass(frozen=True, slots=True)
class Cores:
    """The core of the server under test, and that of the load and the upstream."""

    server: int
    load: int


@dataclass(frozen=True, slots=True)
class Length:
    """How long to measure: rounds, and seconds for each run of a round."""

    rounds: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Bench:
    """Everything that runs: the upstream and the servers, by name."""

    cores: Cores
    upstream: Process
    servers: dict[str, Process]

    def calls(self) -> int:
        """Return how many calls the upstream has answered."""
        return int(ask(self.upstream.port, "/_calls"))


def cores() -> Cores:
    """Choose the last two cores this process may use; with one, share it."""
    usable = sorted(os.sched_getaffinity(0))
    return Cores(usable[-1], usable[-2] if len(usable) > 1 else usable[-1])


def start_upstream(stack: ExitStack, core: int, folder: Path) -> Process:
    """Start the upstream; it ends with the stack."""
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.upstream", "--port", str(port)]
    log = folder / "upstream.log"
    upstream = stack.enter_context(running(command, core=core, port=port, log=log))
    upstream.wait("/_calls")
    return upstream


def start(stack: ExitStack, server: Server, upstream: Process, core: int) -> Process:
    """Start a server and wait for its first answer; it ends with the stack."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
    port = free_port()
    process = stack.enter_context(
        running(
            server.command(port),
            core=core,
            port=port,
            log=folder / "server.log",
            env=server.env(port, upstream.url, folder),
        )
    )
    process.wait("/graphql", SCENARIOS["q5"].body)
    return process


def verify(process: Process, server: Server, scenario: Scenario) -> str | None:
    """Tell how a server's answers are wrong, alone and under many clients."""
    if not server.right:
        return None
    for clients in (1, load.CONNECTIONS):
        try:
            wrong = disagreement(
                process.port, scenario.body, scenario.expected(), clients=clients
            )
        except Unanswered as error:
            wrong = str(error)
        if wrong is not None:
            return wrong
    return None


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
        loaded = load.run(process.port, scenario.body, seconds)
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
        if not one.flaws:
            return


def rounds(
    bench: Bench, pairs: Sequence[tuple[Server, Scenario]], length: Length
) -> Iterator[Sample]:
    """Warm every pair up, then measure all pairs in turn, round after round."""
    for server, scenario in pairs:
        with pinned(bench.cores.load):
            load.run(bench.servers[server.name].port, scenario.body, _WARM_UP)
        bench.servers[server.name].settle()
    for number in range(length.rounds):
        for server, scenario in pairs:
            yield from measure_again(bench, server, scenario, number, length.seconds)


def start_all(
    stack: ExitStack, servers: Sequence[Server], complaints: list[str]
) -> Bench:
    """Start the upstream and every server that starts; note why one does not."""
    chosen = cores()
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
    upstream = start_upstream(stack, chosen.load, folder)
    bench = Bench(chosen, upstream, {})
    for server in servers:
        missing = install_mercurius() if server.kind == "node" else None
        if missing is not None:
            complaints.append(f"{server.name} left out: {missing}")
            continue
        try:
            bench.servers[server.name] = start(stack, server, upstream, chosen.server)
        except StartError as error:
            complaints.append(f"{server.name} did not start: {error}")
    return bench


def pairs(
    bench: Bench,
    servers: Sequence[Server],
    scenarios: Sequence[Scenario],
    complaints: list[str],
) -> list[tuple[Server, Scenario]]:
    """Pair the scenarios with the servers that answer them rightly."""
    found: list[tuple[Server, Scenario]] = []
    for scenario in scenarios:
        for server in servers:
            if server.name in bench.servers and scenario.key in server.scenarios:
                wrong = verify(bench.servers[server.name], server, scenario)
                if wrong is None:
                    found.append((server, scenario))
                else:
                    complaints.append(f"{server.name} {scenario.key} void: {wrong}")
    return found
