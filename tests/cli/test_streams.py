"""Streams that were closed before the program began: gateway/cli/streams.py."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gateway.cli.streams import opened
from tests.cli.test_explain import FILE
from tests.cli.test_processes import ENVIRONMENT, ROOT

PROGRAM = """
import os, sys
from gateway.cli.streams import opened
opened()
sys.stdout.write("ke mana?")
sys.stderr.write("ke mana?")
sys.stdout.flush()
same = [os.fstat(one).st_rdev == os.stat(os.devnull).st_rdev for one in range(3)]
sys.exit(0 if same == [False, True, True] and sys.stdin.read() == "ada" else 1)
"""

STARTS = """
import subprocess, sys
from gateway.cli.streams import opened
opened()
started = "import sys; sys.exit(None in (sys.stdin, sys.stdout, sys.stderr))"
sys.exit(subprocess.call([sys.executable, "-c", started]))
"""


def closing(*files: int) -> Callable[[], None]:
    """Return what closes files of a process before it begins."""

    def close() -> None:
        for one in files:
            os.close(one)

    return close


def test_closed() -> None:
    """What is written to them goes nowhere, and nothing else has their numbers."""
    done = subprocess.run(  # noqa: S603 - of ours
        [sys.executable, "-c", PROGRAM],
        input=b"ada",
        preexec_fn=closing(1, 2),
        check=False,
    )
    assert 0 == done.returncode


@pytest.mark.parametrize("closed", [(2,), (0, 1, 2)])
def test_what_it_starts(closed: tuple[int, ...]) -> None:
    """A process of its own has them as well, as each worker is one."""
    done = subprocess.run(  # noqa: S603 - of ours
        [sys.executable, "-c", STARTS], preexec_fn=closing(*closed), check=False
    )
    assert 0 == done.returncode


def test_open() -> None:
    """Streams that are there are left as they are."""
    before = sys.stdin, sys.stdout, sys.stderr
    opened()
    assert before == (sys.stdin, sys.stdout, sys.stderr)


@pytest.mark.parametrize("closed", [(2,), (0, 1, 2)])
def test_a_command(tmp_path: Path, closed: tuple[int, ...]) -> None:
    """A command does what it does."""
    file = tmp_path / "c.yaml"
    file.write_text(FILE, "utf-8")
    done = subprocess.run(  # noqa: S603 - of ours
        [sys.executable, "-m", "gateway", "check", str(file)],
        cwd=ROOT,
        env=ENVIRONMENT,
        preexec_fn=closing(*closed),
        check=False,
    )
    assert 0 == done.returncode
