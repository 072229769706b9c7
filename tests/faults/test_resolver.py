"""F3-F5 with the system's resolver and a real name server, where a process may have a network."""

import asyncio
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults.own_network import CONNECT
from tests.faults.promises import SOON

ROOT = Path(__file__).parents[2]
ALONE = ("unshare", "--user", "--map-root-user", "--net", "--mount")
"""A network and files of one's own (user_namespaces(7)): no root is needed."""
INSIDE = 'mount --bind "$0" /etc/resolv.conf && exec "$@"'
WAITS = 3
"""Seconds that the system's resolver waits for an answer."""
UNAVAILABLE, TIMEOUT = "UPSTREAM_UNAVAILABLE", "UPSTREAM_TIMEOUT"


async def _alone(*command: str) -> tuple[int | None, bytes]:
    """Run a command in a network of its own; return its status and what it wrote."""
    process = await asyncio.create_subprocess_exec(
        *(*ALONE, *command),
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(60):
        out, _ = await process.communicate()
    return process.returncode, out


async def test_f03_f04_f05_the_real_resolver(tmp_path: Path) -> None:
    """F3, F4, F5: what the system's own resolver finds out, or does not, is told the same.

    A failure is remembered; a resolver that gets no answer costs the connect deadline
    and leaves the loop alone; an address of another network is an event.
    """
    file = tmp_path / "resolv.conf"
    file.write_text(f"nameserver 127.0.0.1\noptions timeout:{WAITS} attempts:1\n")
    inside = ("sh", "-c", INSIDE, str(file))
    if not shutil.which("unshare") or (await _alone(*inside, "true"))[0]:
        pytest.skip("needs a network of its own: Linux's unprivileged namespaces")
    module = (sys.executable, "-m", "tests.faults.own_network")
    status, out = await _alone(*inside, *module)
    assert 0 == status
    found: dict[str, dict[str, Any]] = json.loads(out)
    codes = {name: one["codes"] for name, one in found.items()}
    assert {
        "well": [],
        "no such name": [["obat", UNAVAILABLE]] * 2,
        "fails": [["obat", UNAVAILABLE]] * 2,
        "elsewhere": [["obat", "UPSTREAM_BLOCKED"]] * 2,
        "silent": [["obat", TIMEOUT]] * 2,
    } == codes
    assert all(one["asked"] for one in found.values())
    assert 0 == found["no such name"]["asked again"]
    assert 0 == found["fails"]["asked again"]
    assert all(one["seconds"] < 2 * CONNECT + SOON for one in found.values())
    assert found["silent"]["lag"] < WAITS / 3
    where = ["obat.example", "169.254.169.254"]
    assert [where] * 2 == found["elsewhere"]["refused"]
