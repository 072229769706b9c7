"""The locks hold every dependency, with hashes and without addresses."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    """Read a lock: name to version."""
    return dict(PINNED.findall((ROOT / lock).read_text("utf-8")))


def wanted() -> tuple[set[str], set[str]]:
    """Read the direct dependencies: of the package, and for development."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = project["project"]["dependencies"], project["dependency-groups"]["dev"]
    runtime, dev = ({re.split(r"[\[><=; ]", one)[0] for one in g} for g in groups)
    return runtime, dev


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_hashes(lock: str) -> None:
    """A pin without a hash could be any file."""
    blocks = re.split(r"\n(?=\S)", (ROOT / lock).read_text("utf-8").strip())
    assert [] == [block for block in blocks if "--hash=sha256:" not in block]


@pytest.mark.parametrize("lock", LOCKS)
def test_no_addresses(lock: str) -> None:
    """A lock names no index and no machine."""
    assert "://" not in (ROOT / lock).read_text("utf-8")


def test_direct_dependencies_are_locked() -> None:
    """Each dependency of pyproject.toml is in its lock."""
    runtime, dev = wanted()
    assert set() == runtime - pins(LOCKS[0]).keys()
    assert set() == (runtime | dev) - pins(LOCKS[1]).keys()


def test_tested_is_shipped() -> None:
    """Both locks agree on every version they share."""
    tested = pins(LOCKS[1])
    assert pins(LOCKS[0]) == {name: tested[name] for name in pins(LOCKS[0])}


def test_every_dependency_has_its_reason() -> None:
    """docs/dependencies.md names each direct dependency."""
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    runtime, dev = wanted()
    unnamed = {
        name
        for name in runtime | dev
        if not re.search(rf"\b{name.removeprefix('types-')}\b", page)
    }
    assert set() == unnamed
