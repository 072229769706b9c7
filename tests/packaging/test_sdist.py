"""The source archive."""

import tarfile
from pathlib import Path

import httpx
import pytest

from tests.packaging.conftest import Packages, build
from tests.packaging.serving import serving

pytestmark = pytest.mark.package
STRAY = {".venv", ".git", "node_modules", "__pycache__", "artifacts", "dist", ".env"}


@pytest.fixture(scope="module")
def source(packages: Packages, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack the archive; return its only folder."""
    home = tmp_path_factory.mktemp("source")
    with tarfile.open(packages.sdist) as archive:
        archive.extractall(home, filter="data")
    (folder,) = home.iterdir()
    return folder


def test_holds_what_a_maintainer_needs(source: Path) -> None:
    """Simulator, connectors, tables, documents, tests and chores are in it."""
    wanted = [
        *("simulator/services.py", "simulator/data/wilayah.csv", "connectors.yaml"),
        *("opd/dinkes.yaml", "opd/contoh/dinkes.yaml", "data/wilayah_bps.csv"),
        "docs/operations.md",
        *("tests/packaging/test_sdist.py", "Makefile", "requirements-dev.lock"),
        *("Dockerfile", ".dockerignore", "compose.yaml", "LICENSE", "README.md"),
    ]
    assert [] == [name for name in wanted if not (source / name).is_file()]


def test_holds_nothing_that_lies_about(source: Path) -> None:
    """No environment, cache, build or report of the builder is in it."""
    found = {path.relative_to(source) for path in source.rglob("*")}
    assert [] == [str(path) for path in found if STRAY & set(path.parts)]


def test_builds_the_same_wheel(
    packages: Packages, source: Path, tmp_path: Path
) -> None:
    """Its wheel is the tree's, byte for byte."""
    assert packages.wheel.read_bytes() == build(source, tmp_path).wheel.read_bytes()


async def test_demonstrates(source: Path, installed: str) -> None:
    """In its folder, `gateway demo` runs the simulator and the graph over it."""
    command = [f"{installed}/python", "-m", "gateway", "demo", "--port", "0"]
    query = "{ daftarWilayah { kode nama } }"
    async with serving([*command, "--opd-port", "0"], source, {}) as served:
        async with httpx.AsyncClient(base_url=served.address) as client:
            answer = await client.post("/graphql", json={"query": query})
        assert (0, "Berhenti.") == await served.stop()
    assert {"kode": "18.71", "nama": "Kota Bandar Lampung"} in answer.json()["data"][
        "daftarWilayah"
    ]
