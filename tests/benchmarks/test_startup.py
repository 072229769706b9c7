"""Start times and memory."""

import os

from benchmarks.startup import (
    Measured,
    Started,
    Starts,
    figures,
    start_bare,
    verdicts,
)

MIB = 1024 * 1024
STARTS = Starts(
    bare=[Started(0.5, 0.4, 60 * MIB)],
    small=[
        Started(0.9, 0.7, 90 * MIB),
        Started(0.8, 0.6, 95 * MIB),
        Started(1.7, 0.8, 96 * MIB),
    ],
    large=[Started(6.0, 4.0, 200 * MIB)],
)


def test_memory_is_told_above_the_bare_imports() -> None:
    """Medians of the starts, each with its bound where it has one."""
    assert [
        Measured("bare imports: start", "s", 0.5),
        Measured("bare imports: resident", "MiB", 60.0),
        Measured("20 connectors, 68 types: start", "s", 0.9, 1.0),
        Measured("20 connectors, 68 types: start, CPU", "s", 0.7),
        Measured(
            "20 connectors, 68 types: resident above bare imports", "MiB", 35.0, 40.0
        ),
        Measured("500 connectors, 2500 types: start", "s", 6.0, 5.0),
        Measured("500 connectors, 2500 types: start, CPU", "s", 4.0),
        Measured("500 connectors, 2500 types: resident", "MiB", 200.0),
    ] == figures(STARTS)


def test_a_bound_is_kept_or_missed_and_may_be_absent() -> None:
    """Only a figure with a bound has a verdict."""
    assert """\
| figure | unit | measured | bound | verdict |
| ------ | ---- | -------: | ----: | ------: |
| a      | s    |     1.00 |  <= 1 |      ok |
| b      | s    |     1.50 |  <= 1 |    MISS |
| c      | MiB  |     7.00 |       |         |\
""" == verdicts(
        [
            Measured("a", "s", 1.0, 1.0),
            Measured("b", "s", 1.5, 1.0),
            Measured("c", "MiB", 7.0),
        ]
    )


def test_bare_imports_start_and_answer() -> None:
    """The dependencies import, take memory and answer over HTTP."""
    started = start_bare(min(os.sched_getaffinity(0)))
    assert 0 < started.cpu <= started.seconds * 1.1 < 33
    assert started.resident > 20 * MIB
