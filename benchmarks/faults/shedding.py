"""Shedding: what is still answered of three times what can be, and how the rest is told.

What can be is measured beside it, in turns: the best of some clients who each ask again
when answered. The load core is kept busy with the like throughout: two cores of a rented
machine may be threads of one, and the gateway slower for whatever the other does. What
the arrivals alone take of it that way is told as the floor: the best once more, while
as many as were refused come to another server, which does not count. Last comes one
run as long as the promise, between two of the best.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median
from types import MappingProxyType
from typing import Final

import orjson

from benchmarks import gateway_config
from benchmarks.bench import cores, start_upstream
from benchmarks.faults.compare import Bounded, Pair, ratio
from benchmarks.faults.figure import (
    Figure,
    at_least,
    at_most,
    exactly,
    ratio_at_least,
    shown,
)
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
_ENVIRONMENT: Final = MappingProxyType(
    # each is answered by itself, and no connection ends while a herd lets it rest
    {"GATEWAY_COALESCE": "false", "GATEWAY_KEEP_ALIVE": "60s"}
)
_LEAST: Final = 19  # priority: runs where nobody else wants to
_DAY: Final = 86_400
_AWAY: Final = 1.0
"""Seconds in which a herd is on its way."""
_REST: Final = 1.0
"""Seconds in which a limit that was shrunk grows back."""


@dataclass(frozen=True, slots=True)
class Size:
    """How often, and for how many seconds each: at its best, and with too much to do.

    `whole` are the seconds for which the promise is made.
    """

    rounds: int
    best: float
    over: float
    whole: float


FULL: Final = Size(8, 4.0, 6.0, 60.0)
QUICK: Final = Size(1, 0.5, 1.0, 1.5)


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


@dataclass(frozen=True, slots=True)
class Long:
    """Three times as many as can be answered for as long as promised, and the bests."""

    before: Run
    thrice: Run
    after: Run

    @property
    def share(self) -> float:
        """Return the goodput, of the mean of the bests."""
        best = (self.before.told.goodput + self.after.told.goodput) / 2
        return self.thrice.told.goodput / best if best else 0.0


async def measure(*, quick: bool) -> list[Figure]:
    """Measure arrivals at three times the capacity, and clients who never wait."""
    size = QUICK if quick else FULL
    body = SCENARIOS[_SCREEN].body.decode()
    with serving() as (gateway, other):
        rounds = [await _round(gateway, other, body, size) for _ in range(size.rounds)]
        long = await _long(gateway, body, size)
    return figures(rounds, long)


def figures(rounds: Sequence[Round], long: Long) -> list[Figure]:
    """Compare what was told with what is promised."""
    thrice = [*(one.thrice.told for one in rounds), long.thrice.told]
    over = [*thrice, *(one.crowd.told for one in rounds)]
    floor = _ratio([(one.best, one.beside) for one in rounds])
    return [
        *_share("3 x capacity", [(one.best, one.thrice) for one in rounds], floor),
        *_whole(rounds, long),
        *_share(f"{_IMPATIENT:,} at once", [(one.best, one.crowd) for one in rounds]),
        exactly("503 without Retry-After", sum(one.bare for one in over), 0),
        exactly("neither answered well nor 503", _bad(over), "0"),
        exactly("sent, not answered", sum(one.lost for one in over), 0),
        exactly("arrivals that were not sent", sum(one.unsent for one in thrice), 0),
    ]


def _bad(over: Sequence[Told]) -> str:
    """Say how many got something else, and with which codes."""
    codes: Counter[str] = Counter()
    for one in over:
        codes.update(one.codes)
    told = "".join(f", {count} {code}" for code, count in sorted(codes.items()))
    return f"{sum(one.bad for one in over)}{told}"


def _whole(rounds: Sequence[Round], long: Long) -> list[Figure]:
    """Judge the run that is as long as the promise; the rounds' p99 stands beside it."""
    told = long.thrice.told
    late = at_most(
        f"3 x capacity, {told.seconds:.0f} s: 503, p99",
        told.shed_p99 * 1000,
        _TOLD,
        "ms",
    )
    usual = median(one.thrice.told.shed_p99 for one in rounds) * 1000
    beside = (
        f"rounds {shown(usual, 'ms')}, sent late {shown(told.late_p99 * 1000, 'ms')}"
    )
    share = f"3 x capacity, {told.seconds:.0f} s: goodput, of the best"
    return [
        replace(at_least(share, long.share, _GOODPUT), data=(long,)),
        replace(late, measured=f"{late.measured} ({beside})", data=rounds),
    ]


def _share(
    name: str,
    pairs: Sequence[tuple[Run, Run]],
    floor: tuple[Bounded, Bounded] | None = None,
) -> list[Figure]:
    """Compare with the best: by the clock, and by what others left of the processor."""
    clock, cpu = [f" (floor {one.middle:.2f})" for one in floor or ()] or ["", ""]
    return [
        ratio_at_least(f"{name}: goodput, of the best", _clock(pairs), _GOODPUT, clock),
        ratio_at_least(f"{name}: goodput for its CPU", _cpu(pairs), _GOODPUT, cpu),
    ]


def _ratio(pairs: Sequence[tuple[Run, Run]]) -> tuple[Bounded, Bounded]:
    return ratio(_clock(pairs)), ratio(_cpu(pairs))


def _clock(pairs: Sequence[tuple[Run, Run]]) -> list[Pair]:
    return [(one.told.goodput, two.told.goodput) for one, two in pairs]


def _cpu(pairs: Sequence[tuple[Run, Run]]) -> list[Pair]:
    return [(one.thrift, two.thrift) for one, two in pairs]


async def _round(gateway: Process, other: Process, body: str, size: Size) -> Round:
    kept = Herd(body, kept=_CLIENTS)
    await _run(gateway, kept, _REST)
    best = await _run(gateway, kept, size.best)
    thrice = await _run(gateway, _thrice(body, best), size.over)
    refused = Herd("{}", rate=thrice.told.shed / thrice.told.seconds, pool=_POOL)
    elsewhere = asyncio.create_task(loosed(other.port, refused, size.best + 2 * _AWAY))
    await asyncio.sleep(_AWAY)
    beside = await _run(gateway, kept, size.best)
    await elsewhere
    crowd = await _run(gateway, Herd(body, kept=_IMPATIENT), size.over)
    return Round(best, thrice, beside, crowd)


async def _long(gateway: Process, body: str, size: Size) -> Long:
    kept = Herd(body, kept=_CLIENTS)
    await _run(gateway, kept, _REST)
    before = await _run(gateway, kept, size.best)
    thrice = await _run(gateway, _thrice(body, before), size.whole)
    await _run(gateway, kept, _REST)
    return Long(before, thrice, await _run(gateway, kept, size.best))


def _thrice(body: str, best: Run) -> Herd:
    return Herd(body, rate=_TIMES * best.told.goodput, pool=_POOL)


async def _run(gateway: Process, herd: Herd, seconds: float) -> Run:
    before = gateway.cpu()
    told = await loosed(gateway.port, herd, seconds)
    return Run(told, gateway.cpu() - before)


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
                env={**gateway_env(port, main), **_ENVIRONMENT},
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
