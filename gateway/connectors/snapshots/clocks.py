"""The clocks of this machine, read."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

from gateway.connectors.snapshots.aging import Moment

Moments: TypeAlias = Callable[[], Moment]
"""Tells the moment."""

BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")
"""Names the run of a Linux machine, alike in all of its containers."""

_BOOT_TIME: Final[int | None] = getattr(time, "CLOCK_BOOTTIME", None)


def read_clocks(boot_id: Path = BOOT_ID) -> Moments:
    """Return what tells the moment; where the machine does not name its run, by the wall."""
    boot = ""
    if _BOOT_TIME is not None:
        try:
            boot = boot_id.read_text("ascii").strip()
        except (OSError, UnicodeDecodeError):
            boot = ""
    clock = _BOOT_TIME if boot else None

    def read() -> Moment:
        up = 0.0 if clock is None else time.clock_gettime(clock)
        return Moment(boot, up, time.time())

    return read
