"""The clocks of the machine the tests run on."""

import time
from pathlib import Path

from gateway.connectors.snapshots.clocks import BOOT_ID, read_clocks


def test_this_machine() -> None:
    """Moments follow each other, and the wall clock is the time of day."""
    read = read_clocks()
    first, second = read(), read()
    assert first.boot == second.boot
    assert first.up <= second.up
    assert abs(first.wall - time.time()) < 60
    assert (first.boot != "") is BOOT_ID.exists()


def test_a_machine_that_names_no_run(tmp_path: Path) -> None:
    """Without a name for its run, or with junk in its place, only the wall clock tells."""
    junk = tmp_path / "junk"
    junk.write_bytes(b"\xff")
    for path in (tmp_path / "none", junk):
        assert ("", 0.0) == read_clocks(path)()[:2]
