"""Start: how long it takes and how much memory, small and large.

Each start is a new process on one core, timed from its creation to its first
right answer over HTTP; "bare" is a process that only imports the gateway's
dependencies and answers.
"""

import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks import gateway_config
from benchmarks.proc import resident
from benchmarks.process import Process, free_port, running
from benchmarks.scenarios import SCENARIOS
from benchmarks.servers import gateway_env
from benchmarks.table import table

_MIB: Final = 1024 * 1024
_DEPENDENCIES: Final = (
    "aiocache",
    "aiohttp",
    "graphql",
    "httptools",
    "httpx",
    "orjson",
    "pydantic_settings",
    "starlette.applications",
    "starlette.routing",
    "strawberry",
    "uvicorn",
    "uvloop",
    "yaml",
)
_BARE: Final = """\
import asyncio, sys
import {modules}
async def answer(reader, writer):
    await reader.readuntil(b"\\r\\n\\r\\n")
    writer.write(b"HTTP/1.1 200 OK\\r\\ncontent-length: 2\\r\\n\\r\\n{{}}")
    await writer.drain()
    writer.close()
async def serve():
    server = await asyncio.start_server(answer, "127.0.0.1", {port})
    await server.serve_forever()
uvloop.run(serve())
"""


@dataclass(frozen=True, slots=True)
class Size:
    """How many connectors and types a configuration has."""

    connectors: int
    types: int


SMALL: Final = Size(20, 68)
LARGE: Final = Size(500, 2_500)


@dataclass(frozen=True, slots=True)
class Started:
    """One start: seconds to the first answer, CPU seconds and bytes resident then."""

    seconds: float
    cpu: float
    resident: int


@dataclass(frozen=True, slots=True)
class Starts:
    """Starts of the three kinds, in turn."""

    bare: Sequence[Started]
    small: Sequence[Started]
    large: Sequence[Started]


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure in the unit named, and the most it may be, if there is a bound."""

    name: str
    unit: str
    value: float
    most: float | None = None

    @property
    def met(self) -> bool:
        """Tell whether the figure keeps its bound."""
        return self.most is None or self.value <= self.most


def bare(port: int) -> list[str]:
    """Return a command that imports the dependencies, then answers on a port."""
    code = _BARE.format(modules=", ".join(_DEPENDENCIES), port=port)
    return [sys.executable, "-c", code]


def started(process: Process) -> Started:
    """Tell what a process that has just answered took to start."""
    seconds = time.perf_counter() - process.began
    return Started(seconds, process.cpu(), resident(process.pid))


def start_bare(core: int) -> Started:
    """Start a process with nothing but the dependencies' imports."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        log = Path(folder, "bare.log")
        with running(bare(port), core=core, port=port, log=log) as process:
            process.wait("/")
            return started(process)


def gateway(stack: ExitStack, core: int, size: Size, upstream: str) -> Process:
    """Begin to start a gateway, cold, of some size; it ends with the stack."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
    port = free_port()
    main = gateway_config.write(
        folder, upstream, ttl="0s", connectors=size.connectors, types=size.types
    )
    env = {**gateway_env(port, main), "GATEWAY_COALESCE": "false"}
    command = [sys.executable, "-m", "gateway", "serve"]
    log = folder / "gateway.log"
    return stack.enter_context(running(command, core=core, port=port, log=log, env=env))


def start_gateway(core: int, size: Size) -> Started:
    """Start a gateway over connectors that it does not call."""
    with ExitStack() as stack:
        process = gateway(stack, core, size, "http://127.0.0.1:9")
        process.wait("/graphql", SCENARIOS["q5"].body, limit=60)
        return started(process)


def start_in_turn(rounds: int, core: int) -> Starts:
    """Start bare imports, a small and a large gateway, round after round."""
    bares: list[Started] = []
    smalls: list[Started] = []
    larges: list[Started] = []
    for _ in range(rounds):
        bares.append(start_bare(core))
        smalls.append(start_gateway(core, SMALL))
        larges.append(start_gateway(core, LARGE))
    return Starts(bares, smalls, larges)


def figures(starts: Starts) -> list[Measured]:
    """Tell what the starts come to: medians."""

    def seconds(of: Sequence[Started]) -> float:
        return median(one.seconds for one in of)

    def work(of: Sequence[Started]) -> float:
        return median(one.cpu for one in of)

    def mebibytes(of: Sequence[Started]) -> float:
        return median(one.resident for one in of) / _MIB

    small, large = (
        f"{size.connectors} connectors, {size.types} types" for size in (SMALL, LARGE)
    )
    over = mebibytes(starts.small) - mebibytes(starts.bare)
    return [
        Measured("bare imports: start", "s", seconds(starts.bare)),
        Measured("bare imports: resident", "MiB", mebibytes(starts.bare)),
        Measured(f"{small}: start", "s", seconds(starts.small), 1.0),
        Measured(f"{small}: start, CPU", "s", work(starts.small)),
        Measured(f"{small}: resident above bare imports", "MiB", over, 40.0),
        Measured(f"{large}: start", "s", seconds(starts.large), 5.0),
        Measured(f"{large}: start, CPU", "s", work(starts.large)),
        Measured(f"{large}: resident", "MiB", mebibytes(starts.large)),
    ]


def verdicts(found: Sequence[Measured]) -> str:
    """Lay out the figures with their bounds."""
    return table(
        ("figure", "unit", "measured", "bound", "verdict"),
        (
            (
                one.name,
                one.unit,
                f"{one.value:.2f}",
                "" if one.most is None else f"<= {one.most:g}",
                "" if one.most is None else "ok" if one.met else "MISS",
            )
            for one in found
        ),
    )
