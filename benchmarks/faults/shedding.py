"""Shedding: what is still answered of three times what can be, and how the rest is told.

What can be is measured beside it, in turns: the best of some clients who each ask again
when answered. The load core is kept busy with the like throughout: two cores of a rented
machine may be threads of one, and the gateway slower for whatever the other does. What
the arrivals alone take of it that way is told as the floor: the best once more, while
as many as were refused come to another server, which does not count.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Final

import orjson

from benchmarks import gateway_config
from benchmarks.bench import cores, start_upstream
from benchmarks.faults.compare import Ratio, ratio
from benchmarks.faults.figure import Figure, at_least, at_most, exactly
from benchmarks.faults.herd import Herd, Told
from benchmarks.process import ROOT, Process, free_port, pinned, running
from benchmarks.scenarios import SCENARIOS
from benchmarks.servers import gateway_env

_SCREEN: Final = "q4"
_TIMES: Final = 3.0
_CLIENTS: Final = 24
_POOL: Final = 256
_IMPATIENT: Final = 1000
_PLACES: Final = ("concurrency: 512", "concurrency: 64")
"""A connector has no more places than an agency would give it."""
_GOODPUT: Final = 0.9
_TOLD: Final = 20.0  # milliseconds
_LEAST: Final = 19  # priority: runs where nobody else wants to
_DAY: Final = 86_400
_AWAY: Final = 1.0
"""Seconds in which a herd is on its way."""


@dataclass(frozen=True, slots=True)
class Size:
    """How often, and for how many seconds each: at its best, and with too much to do."""

    rounds: int
    best: float
    over: float


FULL: Final = Size(6, 5.0, 10.0)
QUICK: Final = Size(1, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Run:
    """What a herd was told, and the seconds of processor that the gateway had for it."""

    told: Told
    cpu: float

    @property
    def thrift(self) -> float:
        """Return the good answers for each second of processor."""
        return self.told.good / self.cpu if self.cpu else 0.0


@dataclass(frozen=True, slots=True)
class Round:
    """As many as can be answered, three times as many, and a crowd that asks again.

    `beside` is the best again, while those whom the gateway refused three times as many
    of go elsewhere.
    """

    best: Run
    thrice: Run
    beside: Run
    crowd: Run


async def measure(*, quick: bool) -> list[Figure]:
    """Measure arrivals at three times the capacity, and clients who never wait."""
    size = QUICK if quick else FULL
    body = SCENARIOS[_SCREEN].body.decode()
    with serving() as (gateway, other):
        rounds = [await _round(gateway, other, body, size) for _ in range(size.rounds)]
    return figures(rounds)


def figures(rounds: Sequence[Round]) -> list[Figure]:
    """Compare what was told with what is promised."""
    over = [run.told for one in rounds for run in (one.thrice, one.crowd)]
    late = median(one.thrice.told.shed_p99 for one in rounds) * 1000
    floor = _ratio([(one.best, one.beside) for one in rounds])
    return [
        *_share("3 x capacity", [(one.best, one.thrice) for one in rounds], floor),
        at_most("3 x capacity: 503, p99", late, _TOLD, "ms"),
        *_share(f"{_IMPATIENT:,} at once", [(one.best, one.crowd) for one in rounds]),
        exactly("503 without Retry-After", sum(one.bare for one in over), 0),
        exactly("sent, not answered", sum(one.lost for one in over), 0),
    ]


def _share(
    name: str,
    pairs: Sequence[tuple[Run, Run]],
    floor: tuple[Ratio, Ratio] | None = None,
) -> list[Figure]:
    """Compare with the best: by the clock, and by what others left of the processor."""
    titles = ("goodput, of the best", "goodput for its CPU")
    floors = [f" (floor {one.middle:.2f})" for one in floor or ()] or ["", ""]
    return [
        at_least(f"{name}: {title}", one.middle, _GOODPUT, f"{one}{least}")
        for title, one, least in zip(titles, _ratio(pairs), floors, strict=True)
    ]


def _ratio(pairs: Sequence[tuple[Run, Run]]) -> tuple[Ratio, Ratio]:
    return (
        ratio([(one.told.goodput, two.told.goodput) for one, two in pairs]),
        ratio([(one.thrift, two.thrift) for one, two in pairs]),
    )


async def _round(gateway: Process, other: Process, body: str, size: Size) -> Round:
    async def run(herd: Herd, seconds: float) -> Run:
        before = gateway.cpu()
        told = await loosed(gateway.port, herd, seconds)
        return Run(told, gateway.cpu() - before)

    kept = Herd(body, kept=_CLIENTS)
    await run(kept, 1.0)  # what was shrunk grows back
    best = await run(kept, size.best)
    rate = _TIMES * best.told.goodput
    thrice = await run(Herd(body, rate=rate, pool=_POOL), size.over)
    refused = Herd("{}", rate=thrice.told.shed / thrice.told.seconds, pool=_POOL)
    elsewhere = asyncio.create_task(loosed(other.port, refused, size.best + 2 * _AWAY))
    await asyncio.sleep(_AWAY)
    beside = await run(kept, size.best)
    await elsewhere
    crowd = await run(Herd(body, kept=_IMPATIENT), size.over)
    return Round(best, thrice, beside, crowd)


async def loosed(port: int, herd: Herd, seconds: float) -> Told:
    """Let a herd loose in a process of its own; return what it was told."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.faults.herd", str(port), str(seconds)),
        cwd=ROOT,
        env=_environment(herd),
        stdout=asyncio.subprocess.PIPE,
    )
    output, _ = await process.communicate()
    return Told(**orjson.loads(output))


@contextmanager
def serving() -> Generator[tuple[Process, Process]]:
    """Run a gateway that keeps nothing on a core of its own, and another server beside it."""
    places = cores()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        upstream = start_upstream(stack, places.load, folder)
        port = free_port()
        main = gateway_config.write(folder, upstream.url, ttl="0s")
        main.write_text(main.read_text("utf-8").replace(*_PLACES), "utf-8")
        gateway = stack.enter_context(
            running(
                [sys.executable, "-m", "gateway", "serve"],
                core=places.server,
                port=port,
                log=folder / "gateway.log",
                env={**gateway_env(port, main), "GATEWAY_COALESCE": "false"},
            )
        )
        gateway.wait("/readyz")
        stack.enter_context(pinned(places.load))
        other = start_upstream(stack, places.load, folder)
        os.setpriority(os.PRIO_PROCESS, other.pid, _LEAST)
        stack.enter_context(_busy(other.port))
        yield gateway, other


@contextmanager
def _busy(port: int) -> Generator[None]:
    """Keep this core busy with the like, at the expense of nobody: a herd of its own."""
    herd = Herd("{}", kept=_POOL)
    command = [sys.executable, "-m", "benchmarks.faults.herd", str(port), str(_DAY)]
    with subprocess.Popen(  # noqa: S603 - our own command, no shell
        command, cwd=ROOT, env=_environment(herd), stdout=subprocess.DEVNULL
    ) as process:
        os.setpriority(os.PRIO_PROCESS, process.pid, _LEAST)
        try:
            yield
        finally:
            process.kill()


def _environment(herd: Herd) -> dict[str, str]:
    return {**os.environ, "HERD": orjson.dumps(asdict(herd)).decode()}
