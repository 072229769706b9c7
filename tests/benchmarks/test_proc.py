"""Readings of proc(5)."""

import os
import time

import pytest

from benchmarks.proc import (
    Core,
    core_time,
    cpu_time,
    machine,
    parse_core,
    parse_cpu,
    parse_rss,
    resident,
)

STAT = """\
cpu  9 9 9 9 9 9 9 9 9 9
cpu0 100 10 50 800 40 0 20 30 70 0
cpu1 1 1 1 1 1 1 1 1 1 1
"""


def test_a_core_is_busy_but_for_idle_and_iowait() -> None:
    """Guest time, which user time already holds, is not counted twice."""
    assert Core(busy=2.1, total=10.5) == parse_core(STAT, 0, 100)


def test_a_share_is_of_the_time_between() -> None:
    """Half of the two seconds between was work; no time between is no work."""
    early = Core(1.0, 10.0)
    assert 0.5 == Core(2.0, 12.0).share_since(early)
    assert 0.0 == early.share_since(early)


def test_a_core_that_is_not_there_is_an_error() -> None:
    """A wrong core is named, not read as idle."""
    with pytest.raises(LookupError, match="no core 7"):
        parse_core(STAT, 7, 100)


def test_a_process_name_may_hold_anything() -> None:
    """User and system time are found behind a name with blanks and brackets."""
    text = "12 (a b) c) S 1 2 3 4 5 6 7 8 9 10 150 50 0 0 20 0"
    assert 2.0 == parse_cpu(text, 100)


def test_resident_memory_is_in_bytes() -> None:
    """The kernel's kB are 1024 bytes; a process without memory is an error."""
    assert 2048 == parse_rss("Name:\tx\nVmRSS:\t       2 kB\n")
    with pytest.raises(LookupError, match="VmRSS"):
        parse_rss("Name:\tx\n")


def test_the_kernel_tells_of_this_process() -> None:
    """Work shows in the process's time and on a core it may use."""
    core = min(os.sched_getaffinity(0))
    before, began = cpu_time(os.getpid()), core_time(core)
    while time.process_time() < 0.05 or cpu_time(os.getpid()) - before < 0.05:
        sum(range(10_000))
    assert cpu_time(os.getpid()) > before
    assert core_time(core).total > began.total
    assert resident(os.getpid()) > 1024 * 1024


def test_the_machine_is_described_without_its_name() -> None:
    """Kind of processor, cores and kernel, and no host name."""
    assert {"processor", "cores", "kernel"} == set(machine())
