"""A process on one core: started, waited for, timed, ended."""

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Generator, Mapping, Sequence
from pathlib import Path
from typing import Final

from benchmarks.ask import Unanswered, ask
from benchmarks.proc import cpu_time

ROOT: Final = Path(__file__).resolve().parent.parent
_GRACE: Final = 5.0
_QUIET: Final = 0.1  # seconds, ten ticks of the kernel's clock


class StartError(Exception):
    """A process ended, or did not answer, before it was ready."""


@contextlib.contextmanager
def pinned(core: int) -> Generator[None]:
    """Stay on one core, and so do the processes started meanwhile."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def free_ports(count: int) -> list[int]:
    """Return so many ports of the loopback that nobody listens on, no two the same."""
    with contextlib.ExitStack() as stack:
        servers = [
            stack.enter_context(socket.create_server(("127.0.0.1", 0)))
            for _ in range(count)
        ]
        return [server.getsockname()[1] for server in servers]


def free_port() -> int:
    """Return a port of the loopback that nobody listens on."""
    (port,) = free_ports(1)
    return port


class Process:
    """A server under test, or the upstream; `began` is a `perf_counter` time."""

    def __init__(
        self, popen: subprocess.Popen[bytes], *, port: int, log: Path, began: float
    ) -> None:
        self._popen = popen
        self._log = log
        self.port = port
        self.began = began

    @property
    def pid(self) -> int:
        """Return the process's id."""
        return self._popen.pid

    @property
    def url(self) -> str:
        """Return the address it listens on."""
        return f"http://127.0.0.1:{self.port}"

    def cpu(self) -> float:
        """Return its CPU time so far, in seconds."""
        return cpu_time(self.pid)

    def wait(self, path: str, body: bytes | None = None, limit: float = 30.0) -> None:
        """Wait until it answers a request, at most `limit` seconds.

        Raises StartError when it ends or stays silent.
        """
        deadline = time.monotonic() + limit
        while True:
            try:
                ask(self.port, path, body)
            except Unanswered as error:
                if self._popen.poll() is not None or time.monotonic() > deadline:
                    raise StartError(self.complaint()) from error
                time.sleep(0.005)
            else:
                return

    def settle(self, limit: float = 5.0) -> None:
        """Wait until it has finished what it was still asked, or `limit` seconds."""
        deadline = time.monotonic() + limit
        while time.monotonic() < deadline:
            before = self.cpu()
            time.sleep(_QUIET)
            if self.cpu() == before:
                return

    def complaint(self) -> str:
        """Return the end of what it wrote."""
        said = self._log.read_text("utf-8", errors="replace").strip()
        return said[-2000:] or "it wrote nothing"

    def ended(self, limit: float = 30.0) -> int | None:
        """Wait until it has ended, at most `limit` seconds; return its status, if it has."""
        try:
            return self._popen.wait(limit)
        except subprocess.TimeoutExpired:
            return None

    def end(self) -> None:
        """Ask it to end, and end it where it does not."""
        self._popen.send_signal(signal.SIGTERM)
        try:
            self._popen.wait(_GRACE)
        except subprocess.TimeoutExpired:
            self._popen.kill()
            self._popen.wait()


@contextlib.contextmanager
def running(
    command: Sequence[str],
    *,
    core: int,
    port: int,
    log: Path,
    env: Mapping[str, str] | None = None,
) -> Generator[Process]:
    """Run a process on a core, its output in a log, and end it afterwards."""
    with log.open("wb") as output, pinned(core):
        began = time.perf_counter()
        popen = subprocess.Popen(  # noqa: S603 - our own command, no shell
            command,
            cwd=ROOT,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    process = Process(popen, port=port, log=log, began=began)
    try:
        yield process
    finally:
        process.end()
