"""What is shipped, built once, and an environment that has nothing else."""

import os
import shutil
import subprocess
import sys
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.packaging.dockerfile import parse
from tests.packaging.layers import impossible
from tests.packaging.rehearsal import Image, Rehearsal

ROOT = Path(__file__).parents[2]
OWN = ("GATEWAY_", "PYTHON", "VIRTUAL_ENV", "COVERAGE", "COV_")
CLEAN = {k: v for k, v in os.environ.items() if not k.startswith(OWN)}


@dataclass(frozen=True)
class Packages:
    """The two files of a release."""

    wheel: Path
    sdist: Path


def finish(command: Sequence[str], cwd: Path) -> str:
    """Run a command that must succeed; return what it printed."""
    done = subprocess.run(  # noqa: S603 - our own commands
        command, cwd=cwd, env=CLEAN, capture_output=True, text=True, check=False
    )
    assert 0 == done.returncode, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def build(source: Path, into: Path) -> Packages:
    """Build both packages of a source tree, with what the lock installed."""
    finish([sys.executable, "-m", "hatchling", "build", "-d", str(into)], source)
    (wheel,), (sdist,) = into.glob("*.whl"), into.glob("*.tar.gz")
    return Packages(wheel, sdist)


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Packages:
    """Build the packages of this tree."""
    return build(ROOT, tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="session")
def installed(packages: Packages, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Install the wheel as docs/operations.md says; return the folder of commands."""
    home = tmp_path_factory.mktemp("elsewhere")
    finish([sys.executable, "-m", "venv", "venv"], home)
    commands = f"{home}/venv/bin"
    pip = [f"{commands}/pip", "install", "--quiet", "--disable-pip-version-check"]
    finish([*pip, "--require-hashes", "-r", f"{ROOT}/requirements.lock"], home)
    finish([*pip, "--no-deps", "--no-index", str(packages.wheel)], home)
    return commands


@pytest.fixture(scope="session")
def images(
    tmp_path_factory: pytest.TempPathFactory,
) -> Generator[Mapping[str, Image]]:
    """Carry out every step, once; a build is too large to be left lying."""
    if reason := impossible():
        pytest.skip(reason)
    stages = parse((ROOT / "Dockerfile").read_text("utf-8"))
    home = tmp_path_factory.mktemp("images")
    try:
        yield Rehearsal(ROOT, home).build(stages)
    finally:
        shutil.rmtree(home)
