"""What compose.yaml starts, in a network of its own, without Docker."""

import json
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.packaging.conftest import ROOT, finish
from tests.packaging.rehearsal import Image
from tests.packaging.serving import serving, status

pytestmark = [
    pytest.mark.package,
    pytest.mark.skipif(not shutil.which("ip"), reason="needs iproute2"),
]

ADDRESS = "172.30.0.2"  # private, as Docker's are
NETWORK = f"ip link set lo up && ip addr add {ADDRESS}/32 dev lo && exec "
ASK = """
import http.client, sys
there = http.client.HTTPConnection("127.0.0.1", 8000, timeout=10)
there.request("POST", "/graphql", sys.argv[1], {"content-type": "application/json"})
print(there.getresponse().read().decode())
"""


def environment() -> dict[str, str]:
    """Collect the gateway's variables as compose does."""
    service = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"][
        "gateway"
    ]
    told: dict[str, str] = {"GATEWAY_DRAIN_TIME": "10ms"}
    for file in service["env_file"]:
        lines = (ROOT / file).read_text("utf-8").splitlines()
        told |= {name: value for name, _, value in (li.partition("=") for li in lines)}
    told["OPD_NETWORK"] = service["environment"]["OPD_NETWORK"]
    return told


def ask(process: int, query: str) -> Any:
    """Send a query to port 8000 of the network that a process is in."""
    command = ["nsenter", f"--target={process}", "--net", sys.executable, "-c", ASK]
    return json.loads(finish([*command, json.dumps({"query": query})], ROOT))


async def test_up(images: Mapping[str, Image]) -> None:
    """With no other network, the gateway finds every agency by the simulator's name."""
    simulator, gateway = images["simulator"], images["gateway"]
    hosts = gateway.tree.root / "etc" / "hosts"
    hosts.write_text(f"{ADDRESS} simulator\n", "utf-8")
    alone = ["unshare", "--net", "sh", "-c", f'{NETWORK}"$@"', "sh"]
    query = (ROOT / "docs" / "contoh" / "lintas-opd.graphql").read_text("utf-8")
    async with serving(
        [*alone, *simulator.run()], Path("/"), {}, r"(http://\S+:9101) "
    ) as agencies:
        assert 0 == await status(simulator.check(agencies.pid))
        beside = ["nsenter", f"--target={agencies.pid}", "--net"]
        command = [*beside, *gateway.run(**environment())]
        async with serving(command, Path("/"), {}) as served:
            assert 0 == await status(gateway.check(served.pid))
            answer = ask(served.pid, query)
            assert 0 == (await served.stop())[0]
        assert 0 == (await agencies.stop())[0]
    assert "errors" not in answer
    assert answer["data"]
    assert None not in answer["data"].values()
