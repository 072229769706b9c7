"""A log that nobody reads: gateway/cli/unblocked.py."""

import io
import os
import subprocess
import sys
import time
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gateway.cli.unblocked import Unblocked
from gateway.log import Log
from gateway.observe import CredentialRefused

LINE = "a" * 999 + "\n"


@contextmanager
def pipe() -> Generator[tuple[int, Unblocked]]:
    """Open a pipe: the file to read from, and the stream."""
    read, write = os.pipe()
    with os.fdopen(write, "w") as stream:
        unblocked = Unblocked(stream)
        try:
            yield read, unblocked
        finally:
            os.close(read)
            assert unblocked._file is not None
            os.close(unblocked._file)


def filled(stream: Unblocked) -> int:
    """Write lines till one more would have to wait; return how many there was room for."""
    for number in range(1000):
        try:
            stream.write(LINE)
        except BlockingIOError:
            return number
        stream.flush()
    return 1000


def test_nobody_reads() -> None:
    """A full pipe refuses a line, and that at once."""
    with pipe() as (_, stream):
        assert 10 < filled(stream) < 1000
        began = time.monotonic()
        for _ in range(1000):
            with pytest.raises(BlockingIOError):
                stream.write(LINE)
        assert time.monotonic() - began < 2


def test_somebody_reads_again() -> None:
    """What is written then arrives whole, after the lines that had room."""
    with pipe() as (read, stream):
        before = filled(stream)
        assert LINE * before == os.read(read, 1_000_000).decode()
        stream.write("baru\n")
        stream.flush()
        assert b"baru\n" == os.read(read, 100)


def test_the_log_counts_what_nobody_read() -> None:
    """It raises nothing, and tells how many lines are missing once somebody reads."""
    with pipe() as (read, stream):
        filled(stream)
        log = Log(stream, readable=True, clock=lambda: datetime(2026, 1, 2, tzinfo=UTC))
        for _ in range(5):
            log.see(CredentialRefused("pangan"))
        os.read(read, 1_000_000)
        log.see(CredentialRefused("bps"))
        assert [
            b"00:00:00 error   credential connector=bps",
            b"00:00:00 error   log_interrupted lines=5",
        ] == os.read(read, 1000).splitlines()


def test_who_reads_has_gone() -> None:
    """That is an error of its own, not a wait."""
    read, write = os.pipe()
    os.close(read)
    stream = os.fdopen(write, "w")
    unblocked = Unblocked(stream)
    with pytest.raises(BrokenPipeError):
        filled(unblocked)
    stream.close()


def test_a_line_that_no_pipe_holds() -> None:
    """It is written as far as its reader takes it in a moment, and makes nobody wait."""
    long = "a" * 200_000 + "\n"
    with pipe() as (read, stream):
        began = time.monotonic()
        with pytest.raises(BlockingIOError):
            stream.write(long)
        assert time.monotonic() - began < 2
        assert set(os.read(read, 1_000_000)) == {ord("a")}
        stream.write("baru\n")
        assert b"\nbaru\n" == os.read(read, 100)
        stream.write("lagi\n")
        assert b"lagi\n" == os.read(read, 100)


def test_a_line_that_somebody_reads() -> None:
    """However long it is, it arrives whole where somebody reads."""
    long = "a" * 200_000 + "\n"
    with pipe() as (read, stream), ThreadPoolExecutor() as pool:
        reading = pool.submit(_line, read)
        stream.write(long)
        assert long == reading.result(20)


def _line(read: int) -> str:
    """Read a line to its end."""
    found = b""
    while not found.endswith(b"\n"):
        found += os.read(read, 4096)
    return found.decode()


def test_nobody_else_learns_of_it() -> None:
    """A pipe that others write to blocks them as it did."""
    read, write = os.pipe()
    with os.fdopen(write, "w") as stream:
        unblocked = Unblocked(stream)
        assert os.get_blocking(write)
        assert unblocked._file is not None
        assert not os.get_blocking(unblocked._file)
        os.close(unblocked._file)
    os.close(read)


FULL = """
import resource, sys
from gateway.cli.unblocked import Unblocked
stream = Unblocked(sys.stderr)
for most in (10, resource.RLIM_INFINITY):
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
    for line in ("satu\\n", "sebagian\\n", "tidak\\n"):
        try:
            stream.write(line)
        except OSError:
            pass
"""


def test_a_disk_that_was_full(tmp_path: Path) -> None:
    """The line of which only a part was written does not spoil the next one."""
    file = tmp_path / "log"
    with file.open("w") as log:
        subprocess.run([sys.executable, "-c", FULL], check=True, stderr=log)  # noqa: S603 - of ours
    whole = "satu\nsebagian\ntidak\n"
    assert f"satu\nsebag\n{whole}" == file.read_text()


def test_no_file() -> None:
    """A stream in memory always has room."""
    stream = io.StringIO()
    Unblocked(stream).write(LINE)
    assert LINE == stream.getvalue()
