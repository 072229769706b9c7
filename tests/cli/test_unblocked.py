"""A log that nobody reads: gateway/cli/unblocked.py."""

import io
import os
import time
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime

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
        try:
            yield read, Unblocked(stream)
        finally:
            os.close(read)


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
    with pytest.raises(BrokenPipeError):
        stream.close()


def test_no_file() -> None:
    """A stream in memory always has room."""
    stream = io.StringIO()
    Unblocked(stream).write(LINE)
    assert LINE == stream.getvalue()
