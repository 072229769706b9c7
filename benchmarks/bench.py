"""The bench: the upstream and the servers, started and checked."""

import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks import load
from benchmarks.ask import Unanswered, ask, disagreement
from benchmarks.process import Process, StartError, free_port, running
from benchmarks.scenarios import SCENARIOS, Scenario
from benchmarks.servers import Server, install_mercurius
from benchmarks.valkey import valkey


@dataclass(frozen=True, slots=True)
class Cores:
    """The core of the server under test, and that of the load and the upstream."""

    server: int
    load: int


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


def start(
    stack: ExitStack, server: Server, upstream: Process, places: Cores
) -> Process:
    """Start a server and wait for its first answer; it ends with the stack.

    The shared tier of one that has it is another process, on the load's core.
    """
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
    port, tier = free_port(), None
    if server.shares:
        tier = stack.enter_context(valkey(folder, places.load))
    process = stack.enter_context(
        running(
            server.command(port),
            core=places.server,
            port=port,
            log=folder / "server.log",
            env=server.env(port, upstream.url, folder, tier),
        )
    )
    process.wait("/graphql", SCENARIOS["q5"].body)
    return process


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
            bench.servers[server.name] = start(stack, server, upstream, chosen)
        except StartError as error:
            complaints.append(f"{server.name} did not start: {error}")
    return bench


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
