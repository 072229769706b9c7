"""What the kernel says of processes and cores: proc(5), in seconds and bytes."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_IDLE_COLUMNS: Final = (4, 5)  # idle and iowait, after the word "cpu0"
_GUEST_COLUMN: Final = 9  # guest time is already counted in user time


@dataclass(frozen=True, slots=True)
class Core:
    """One core's time since boot: working, and all of it."""

    busy: float
    total: float

    def share_since(self, earlier: "Core") -> float:
        """Return the busy share of the time since an earlier reading, 0 to 1."""
        total = self.total - earlier.total
        return (self.busy - earlier.busy) / total if total > 0 else 0.0


def parse_core(text: str, core: int, ticks: int) -> Core:
    """Read one core's line of /proc/stat; `ticks` are the ticks in a second."""
    for line in text.splitlines():
        words = line.split()
        if words and words[0] == f"cpu{core}":
            columns = [int(word) for word in words[1:_GUEST_COLUMN]]
            idle = sum(int(words[column]) for column in _IDLE_COLUMNS)
            return Core((sum(columns) - idle) / ticks, sum(columns) / ticks)
    message = f"no core {core} in /proc/stat"
    raise LookupError(message)


def parse_cpu(text: str, ticks: int) -> float:
    """Read user and system time from /proc/PID/stat, in seconds.

    The command's name stands in parentheses and may hold spaces and
    parentheses itself, so the fields are counted from the last one.
    """
    fields = text.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / ticks


def parse_rss(text: str) -> int:
    """Read the resident set from /proc/PID/status, in bytes."""
    for line in text.splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    message = "no VmRSS in /proc/PID/status"
    raise LookupError(message)


def ticks() -> int:
    """Return the clock ticks in a second."""
    return os.sysconf("SC_CLK_TCK")


def core_time(core: int) -> Core:
    """Return a core's time now."""
    return parse_core(Path("/proc/stat").read_text("ascii"), core, ticks())


def cpu_time(pid: int) -> float:
    """Return the CPU time of a process, all its threads, in seconds."""
    return parse_cpu(Path(f"/proc/{pid}/stat").read_text("utf-8"), ticks())


def resident(pid: int) -> int:
    """Return the resident memory of a process, in bytes."""
    return parse_rss(Path(f"/proc/{pid}/status").read_text("utf-8"))


def machine() -> dict[str, str | int]:
    """Return the kind of machine: its processor, cores and kernel."""
    models = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        if line.startswith("model name")
    ]
    system = os.uname()
    return {
        "processor": models[0] if models else system.machine,
        "cores": os.cpu_count() or 1,
        "kernel": system.release,
    }
