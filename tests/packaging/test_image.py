"""The images: their steps carried out, weighed, and run as Docker would run them."""

import json
import socket
from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest

from tests.packaging.conftest import ROOT
from tests.packaging.rehearsal import Image
from tests.packaging.serving import serving, status

MB = 1_000_000
DEBIAN = 87 * MB  # measured once, all else each time: docs/operations.md, "Sizes"
LIMIT = 250 * MB

pytestmark = pytest.mark.package


def free_port() -> str:
    """Find a port that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return str(probe.getsockname()[1])


def table(image: Image) -> str:
    """Show what an image weighs, step by step."""
    parts = [
        (DEBIAN, "Debian, slim, as it was measured once"),
        (image.python, "CPython, as this machine has it"),
        *(
            (layer.size, f"{layer.step} ({layer.files} files)")
            for layer in image.layers
        ),
        (DEBIAN + image.size, "together"),
    ]
    return "".join(f"{size / MB:8.1f} MB  {what}\n" for size, what in parts)


@pytest.mark.parametrize("name", ["simulator", "gateway"])
def test_size(images: Mapping[str, Image], name: str) -> None:
    """The files of all layers, Debian's as once measured, are under 250 MB."""
    image = images[name]
    report = ROOT / "artifacts" / f"image-{name}.txt"
    report.parent.mkdir(exist_ok=True)
    report.write_text(table(image), "utf-8")
    assert DEBIAN + image.size < LIMIT, table(image)


def test_holds_what_production_needs(images: Mapping[str, Image]) -> None:
    """The gateway's image has no pip of ours, no tests, no source, no secret."""
    root = images["gateway"].tree.root
    held = {str(path.relative_to(root)) for path in root.rglob("*")}
    ours = {path for path in held if not path.startswith("usr/local")}
    stray = ("pip", "tests", "simulator", "node_modules", "hatchling", ".env")
    assert [] == [
        p for p in ours if Path(p).name in stray and "site-packages/" not in p
    ]
    assert {"etc", "opt", "usr", "var"} == {path.split("/")[0] for path in held}
    assert {"var", "var/lib", "var/lib/gateway"} == {
        path for path in held if path.startswith("var")
    }
    assert 10001 == (root / "var/lib/gateway").stat().st_uid
    assert "etc/gateway/opd/dinkes.yaml" in held
    assert "etc/gateway/opd/contoh/dinkes.yaml" in held
    assert not list(root.glob("opt/gateway/lib/*/site-packages/pip"))


async def test_gateway_runs(images: Mapping[str, Image]) -> None:
    """On a root that is read-only, as nobody, it is healthy, answers, and stops with 0."""
    image = images["gateway"]
    port = {"GATEWAY_PORT": free_port()}
    command = image.run(GATEWAY_DRAIN_TIME="10ms", **port)
    async with serving(command, Path("/"), {}) as served:
        assert 0 == await status(image.check(served.pid, **port))
        async with httpx.AsyncClient(base_url=local(served.address)) as client:
            answer = await client.post("/graphql", json={"query": "{ __typename }"})
        assert {"data": {"__typename": "Query"}} == answer.json()
        assert "10001" == owner(served.pid)
        assert root_is_read_only(served.pid)
        code, last = await served.stop()
    assert (0, "stopped") == (code, json.loads(last)["event"])


async def test_health_check_tells_sickness(images: Mapping[str, Image]) -> None:
    """Where nothing is ready to answer, the health check fails."""
    image = images["gateway"]
    async with serving(image.run(GATEWAY_PORT=free_port()), Path("/"), {}) as served:
        assert 1 == await status(image.check(served.pid, GATEWAY_PORT=free_port()))


def local(address: str) -> str:
    """Turn the address of every interface into loopback's."""
    return address.replace("0.0.0.0", "127.0.0.1")  # noqa: S104 - nothing is bound


def owner(process: int) -> str:
    """Return the user that a process runs as."""
    lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    return next(line.split()[1] for line in lines if line.startswith("Uid:"))


def root_is_read_only(process: int) -> bool:
    """Tell whether the mount at the root that a process sees takes no writes."""
    mounts = Path(f"/proc/{process}/mountinfo").read_text("utf-8").splitlines()
    return (
        next(m[5].split(",")[0] for m in map(str.split, mounts) if m[4] == "/") == "ro"
    )
