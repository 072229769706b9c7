"""One measurement, and whether it counts."""

from dataclasses import dataclass
from typing import Final

from benchmarks.load import Load

SATURATED: Final = 0.97
"""The load core's busy share from which on the load side is the bottleneck."""

FOREIGN: Final = 0.05
"""The share of a core that other processes may take before a run is disturbed."""

IDLE: Final = 0.90
"""The server's share of its core below which its throughput is not its own limit."""

_FRAMING: Final = 1024  # bytes of a response's head, generously
_UNDER_WAY: Final = 64  # requests that the end of the load may cut off


@dataclass(frozen=True, slots=True)
class Reading:
    """What the kernel saw while one load ran, in seconds and shares of a core."""

    server_cpu: float
    upstream_cpu: float
    server_core: float
    load_core: float
    calls: int


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a right run looks like: body length and upstream calls a request."""

    length: int
    calls: int


@dataclass(frozen=True, slots=True)
class Sample:
    """One server under one scenario's load for some seconds.

    `rate` is answers a second, `cpu` microseconds of the server's CPU an
    answer, `calls` upstream calls an answer; `p50` and `p99` are seconds. The
    rest are shares of a core. `wrong` are why it measured something else than
    asked, `disturbed` why its throughput is not the server's own.
    """

    server: str
    scenario: str
    round: int
    rate: float
    cpu: float
    calls: float
    p50: float
    p99: float
    server_share: float
    upstream_share: float
    generator_share: float
    load_core: float
    foreign: float
    wrong: tuple[str, ...] = ()
    disturbed: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """Tell whether nothing is amiss."""
        return not self.wrong and not self.disturbed


def wrongs(load: Load, reading: Reading, expected: Expectation) -> tuple[str, ...]:
    """Tell why a run measured something else than it should have."""
    requests = max(load.requests, 1)
    length = load.bytes / requests
    calls = reading.calls / requests
    tolerance = expected.calls * _UNDER_WAY / requests + 0.001
    checks = {
        f"{load.failed} requests failed": load.failed > 0,
        "nothing was answered": load.requests == 0,
        f"answers of {length:.0f} bytes": not (
            expected.length <= length <= expected.length + _FRAMING
        ),
        f"{calls:.2f} calls a request": abs(calls - expected.calls) > tolerance,
    }
    return tuple(reason for reason, found in checks.items() if found)


def disturbances(load: Load, reading: Reading) -> tuple[str, ...]:
    """Tell why a run's throughput is not the server's own limit."""
    checks = {
        "load side saturated": reading.load_core >= SATURATED,
        "disturbed by other processes": foreign(load, reading) > FOREIGN,
        "server not saturated": reading.server_cpu / load.seconds < IDLE,
    }
    return tuple(reason for reason, found in checks.items() if found)


def foreign(load: Load, reading: Reading) -> float:
    """Return the share of a core, the worse of the two, that others used."""
    ours = (reading.upstream_cpu + load.cpu) / load.seconds
    server = reading.server_cpu / load.seconds
    return max(0.0, reading.load_core - ours, reading.server_core - server)


def sample(
    who: tuple[str, str, int], load: Load, reading: Reading, expected: Expectation
) -> Sample:
    """Make a sample of a load; `who` are server, scenario and round."""
    server, scenario, number = who
    requests = max(load.requests, 1)
    return Sample(
        server=server,
        scenario=scenario,
        round=number,
        rate=load.rate,
        cpu=reading.server_cpu / requests * 1e6,
        calls=reading.calls / requests,
        p50=load.p50,
        p99=load.p99,
        server_share=reading.server_cpu / load.seconds,
        upstream_share=reading.upstream_cpu / load.seconds,
        generator_share=load.cpu / load.seconds,
        load_core=reading.load_core,
        foreign=foreign(load, reading),
        wrong=wrongs(load, reading, expected),
        disturbed=disturbances(load, reading),
    )
