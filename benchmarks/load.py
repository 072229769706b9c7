"""Load on a server: wrk where it is installed, else our own generator."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import orjson

CONNECTIONS: Final = 64
_LOOK: Final = "BENCH_ERRORS"
_SCRIPT: Final = Path(__file__).with_name("load.lua")


@dataclass(frozen=True, slots=True)
class Load:
    """What the load side saw: times in seconds, `failed` of any kind.

    An answer with errors has failed where every body was looked at.
    """

    requests: int
    seconds: float
    bytes: int
    failed: int
    p50: float
    p99: float
    cpu: float

    @property
    def rate(self) -> float:
        """Return the answers a second."""
        return self.requests / self.seconds if self.seconds else 0.0


class LoadError(Exception):
    """The load generator did not run."""


def generator() -> str:
    """Name the load generator this machine has."""
    return "wrk" if shutil.which("wrk") else "python"


def command(port: int, seconds: float) -> list[str]:
    """Return the command that loads a server for some seconds."""
    wrk = shutil.which("wrk")
    if wrk is None:
        program = [sys.executable, "-m", "benchmarks.pyload"]
        return [*program, str(port), str(CONNECTIONS), str(seconds)]
    url = f"http://127.0.0.1:{port}/graphql"
    sizes = ["-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s"]
    return [wrk, *sizes, "-s", str(_SCRIPT), url]


def parse(output: str, cpu: float) -> Load:
    """Read a generator's closing line; `cpu` are the seconds it worked.

    Raises LoadError.
    """
    for line in output.splitlines():
        if line.startswith("RESULT "):
            return Load(**orjson.loads(line.removeprefix("RESULT ")), cpu=cpu)
    message = f"the load generator said: {output[-500:]}"
    raise LoadError(message)


def environment(bodies: Sequence[bytes], *, look: bool = False) -> dict[str, str]:
    """Return the environment that tells a generator its request bodies.

    Where it is to `look`, an answer with errors has failed.
    """
    told = {f"BENCH_BODY_{n}": one.decode() for n, one in enumerate(bodies, start=1)}
    return {**told, _LOOK: "1"} if look else told


def run(
    port: int, bodies: Sequence[bytes], seconds: float, *, look: bool = False
) -> Load:
    """Load a server with some request bodies in turn; the caller pins the core.

    To `look` at every answer for errors costs wrk some of the processor: it is for
    loads whose answers may fail one by one. Raises LoadError.
    """
    with subprocess.Popen(  # noqa: S603 - our own command, no shell
        command(port, seconds),
        cwd=_SCRIPT.parent.parent,
        env={**os.environ, **environment(bodies, look=look)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as popen:
        output = popen.stdout.read() if popen.stdout is not None else b""
        _, _, used = os.wait4(popen.pid, 0)
        popen.returncode = 0
    return parse(output.decode(), used.ru_utime + used.ru_stime)
