"""Which runs count."""

from dataclasses import replace

import pytest

from benchmarks.load import Load
from benchmarks.sample import Expectation, Reading, Sample, disturbances, sample, wrongs

LOAD = Load(
    requests=1000, seconds=2.0, bytes=600_000, failed=0, p50=0.01, p99=0.1, cpu=0.4
)
READING = Reading(
    server_cpu=1.9375, upstream_cpu=0.225, server_core=1.0, load_core=0.3125, calls=2010
)
EXPECTED = Expectation(length=500, calls=2)


def test_a_quiet_saturated_run_counts() -> None:
    """Nothing failed, sizes and calls are right, the server was the bottleneck."""
    assert () == wrongs(LOAD, READING, EXPECTED)
    assert () == disturbances(LOAD, READING)


@pytest.mark.parametrize(
    ("load", "calls", "reason"),
    [
        (replace(LOAD, failed=3), 2000, "3 requests failed"),
        (replace(LOAD, bytes=400_000), 2000, "answers of 400 bytes"),
        (replace(LOAD, bytes=1_600_000), 2000, "answers of 1600 bytes"),
        (LOAD, 1000, "1.00 calls a request"),
        (LOAD, 2200, "2.20 calls a request"),
    ],
)
def test_a_run_that_measured_something_else_is_wrong(
    load: Load, calls: int, reason: str
) -> None:
    """The reason is told and is the only one."""
    reading = replace(READING, calls=calls)
    assert (reason,) == wrongs(load, reading, EXPECTED)
    assert () == disturbances(load, reading)


@pytest.mark.parametrize(
    ("load", "reading", "reason"),
    [
        (
            replace(LOAD, cpu=1.74),
            replace(READING, load_core=0.97),
            "load side saturated",
        ),
        (LOAD, replace(READING, load_core=0.37), "disturbed by other processes"),
        (LOAD, replace(READING, server_cpu=1.88), "disturbed by other processes"),
        (
            LOAD,
            replace(READING, server_cpu=1.7, server_core=0.86),
            "server not saturated",
        ),
    ],
)
def test_a_run_at_the_wrong_moment_is_disturbed(
    load: Load, reading: Reading, reason: str
) -> None:
    """The reason is told and is the only one."""
    assert (reason,) == disturbances(load, reading)
    assert () == wrongs(load, reading, EXPECTED)


def test_a_run_without_an_answer_is_wrong() -> None:
    """No division by nothing; the reason is told among others."""
    found = wrongs(replace(LOAD, requests=0, bytes=0), READING, EXPECTED)
    assert "nothing was answered" in found


def test_a_sample_is_worked_out_for_an_answer() -> None:
    """Rate in answers a second, CPU in microseconds an answer, shares of a core."""
    assert Sample(
        server="floor",
        scenario="q3",
        round=1,
        rate=500.0,
        cpu=1937.5,
        calls=2.01,
        p50=0.01,
        p99=0.1,
        server_share=0.96875,
        upstream_share=0.1125,
        generator_share=0.2,
        load_core=0.3125,
        foreign=0.03125,
        wrong=(),
        disturbed=(),
    ) == sample(("floor", "q3", 1), LOAD, READING, EXPECTED)
