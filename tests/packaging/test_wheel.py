"""The wheel, alone in an empty environment outside the tree."""

import email
import json
import re
import sys
import zipfile
from pathlib import Path

import httpx
import pytest

from tests.packaging.conftest import ROOT, Packages, finish
from tests.packaging.serving import ANSWER, FILE, QUERY, library, serving

pytestmark = pytest.mark.package


def names(packages: Packages) -> list[str]:
    """List what the wheel holds."""
    with zipfile.ZipFile(packages.wheel) as wheel:
        return wheel.namelist()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Write a small configuration."""
    path = tmp_path / "connectors.yaml"
    path.write_text(FILE, "utf-8")
    return path


def test_holds_the_package_alone(packages: Packages) -> None:
    """It holds the package and its metadata: no tests, no simulator, no secrets."""
    found = names(packages)
    assert {"gateway", "lampung_in_gateway-0.1.0.dist-info"} == {
        name.split("/")[0] for name in found
    }
    stray = r"(^|/)(tests?|simulator|node_modules|__pycache__|\.env.*|.*\.(key|pem|pyc))(/|$)"
    assert [] == [name for name in found if re.search(stray, name)]


def test_names_no_folder_of_the_builder(packages: Packages) -> None:
    """No file in it mentions where it was built."""
    places = [str(place).encode() for place in (ROOT, Path(sys.prefix))]
    with zipfile.ZipFile(packages.wheel) as wheel:
        telling = [
            n for n in wheel.namelist() if any(p in wheel.read(n) for p in places)
        ]
    assert [] == telling


def test_metadata(packages: Packages) -> None:
    """An index shows its name, licence, Python, readme, and no invented address."""
    with zipfile.ZipFile(packages.wheel) as wheel:
        held = next(n for n in wheel.namelist() if n.endswith("/METADATA"))
        metadata = email.message_from_bytes(wheel.read(held))
    assert "lampung-in-gateway" == metadata["Name"]
    assert "Apache-2.0" == metadata["License-Expression"]
    assert "LICENSE" == metadata["License-File"]
    assert ">=3.11" == metadata["Requires-Python"]
    assert "text/markdown" == metadata["Description-Content-Type"]
    assert "# Lampung-In gateway" in str(metadata.get_payload())
    assert "Programming Language :: Python :: 3.11" in metadata.get_all(
        "Classifier", []
    )
    assert None is metadata["Home-page"]
    assert None is metadata.get_all("Project-URL")


def test_help(installed: str, tmp_path: Path) -> None:
    """`gateway --help` lists the commands."""
    printed = finish([f"{installed}/gateway", "--help"], tmp_path)
    assert {"serve", "check", "explain"} <= set(printed.split())


def test_dependencies_fit(installed: str, tmp_path: Path) -> None:
    """What the lock installs is what the wheel asks for."""
    assert "No broken requirements found.\n" == finish(
        [f"{installed}/pip", "check"], tmp_path
    )


def test_check(installed: str, file: Path) -> None:
    """`gateway check` judges a file."""
    command = ["env", "PERPUS_URL=http://perpus.test", f"{installed}/gateway"]
    assert (
        f"{file}: tidak ada kesalahan (1 konektor, 1 type, 1 query, 0 contoh)\n"
        == finish([*command, "check", str(file)], file.parent)
    )


async def test_serve(installed: str, file: Path) -> None:
    """`gateway serve` answers a query over an agency, and SIGTERM ends it with 0."""
    async with library() as url:
        command = [f"{installed}/gateway", "serve", str(file), "--port", "0"]
        async with serving(command, file.parent, {"PERPUS_URL": url}) as served:
            async with httpx.AsyncClient(base_url=served.address) as client:
                ready = await client.get("/readyz")
                answer = await client.post("/graphql", json={"query": QUERY})
            status, last = await served.stop()
    assert 200 == ready.status_code
    assert ANSWER == answer.json()
    assert (0, "stopped") == (status, json.loads(last)["event"])


async def test_page_is_whole(installed: str, file: Path) -> None:
    """The development page comes with every file that it names."""
    command = [f"{installed}/gateway", "dev", str(file), "--port", "0"]
    environment = {"PERPUS_URL": "http://perpus.test"}
    async with (
        serving(command, file.parent, environment) as served,
        httpx.AsyncClient(base_url=served.address) as client,
    ):
        page = await client.get("/graphql", headers={"accept": "text/html"})
        assert 200 == page.status_code
        named = re.findall(r'(?:src|href)="(/[^"]+)"', page.text)
        statuses = {name: (await client.get(name)).status_code for name in named}
    assert named
    assert dict.fromkeys(named, 200) == statuses


def test_demo_says_what_is_missing(installed: str, tmp_path: Path) -> None:
    """`gateway demo` tells that the simulator ships with the source."""
    command = f"{installed}/gateway demo --port 0 --opd-port 0 2>&1; echo status $?"
    assert (
        "OPD tiruan tidak ikut terpasang; jalankan dari kode sumber\nstatus 1\n"
        == finish(["sh", "-c", command], tmp_path)
    )
