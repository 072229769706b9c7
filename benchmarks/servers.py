"""The servers under test: how each is started and what it is asked."""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks import gateway_config

_COLD: Final = ("q1", "q2", "q3", "q4", "q6")
_SMALL: Final = "512KiB"
"""Memory for one answer of Q2 and its bytes, and not for two."""
_MERCURIUS: Final = Path(__file__).with_name("mercurius")


@dataclass(frozen=True, slots=True)
class Server:
    """One server: its command, and the scenarios it takes part in.

    `calls` tells whether it calls the upstream for every request. `right`
    tells whether it gives the scenario's answer, and not a constant.
    """

    name: str
    about: str
    kind: str  # gateway | asgi | node
    scenarios: tuple[str, ...]
    calls: bool = True
    right: bool = True
    target: str = ""  # of an ASGI server: its factory
    shares: bool = False  # a gateway whose second tier is a Valkey server
    memory: str | None = None  # what a gateway keeps of its own, at the most

    def command(self, port: int) -> list[str]:
        """Return the command that serves on a port."""
        if self.kind == "gateway":
            return [sys.executable, "-m", "gateway", "serve"]
        if self.kind == "node":
            return [shutil.which("node") or "node", str(_MERCURIUS / "server.js")]
        return [
            *(sys.executable, "-m", "uvicorn", self.target, "--factory"),
            *("--host", "127.0.0.1", "--port", str(port)),
            *("--loop", "uvloop", "--http", "httptools"),
            *("--no-access-log", "--no-server-header", "--log-level", "warning"),
        ]

    def env(
        self, port: int, upstream: str, folder: Path, valkey: str | None = None
    ) -> Mapping[str, str]:
        """Return its environment, its configuration written to a folder.

        `valkey` is the address of a server, for those that share one.
        """
        if self.kind != "gateway":
            return {"BENCH_UPSTREAM": upstream, "BENCH_PORT": str(port)}
        ttl = "0s" if self.calls else "1h"
        return {
            **gateway_env(port, gateway_config.write(folder, upstream, ttl=ttl)),
            "GATEWAY_COALESCE": "false" if self.calls or self.memory else "true",
            **({"GATEWAY_VALKEY_URL": valkey} if valkey and self.shares else {}),
            **({"GATEWAY_CACHE_BYTES": self.memory} if self.memory else {}),
        }


def gateway_env(port: int, connectors: Path) -> dict[str, str]:
    """Return the environment of a gateway on a port over a configuration.

    It stops at once, as nothing behind a load balancer waits for it.
    """
    return {
        "GATEWAY_DRAIN_TIME": "1ms",
        "GATEWAY_CONNECTORS": str(connectors),
        "GATEWAY_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
    }


SERVERS: Final = (
    Server(
        "gateway-cold",
        "the gateway, cache and coalescing off",
        "gateway",
        (*_COLD, "q2e"),
    ),
    Server(
        "floor",
        "by hand: raw ASGI, aiohttp, comprehensions",
        "asgi",
        _COLD,
        target="benchmarks.floor:create",
    ),
    Server(
        "strawberry",
        "by hand: Strawberry, DataLoader, caches, aiohttp",
        "asgi",
        (*_COLD, "q5"),
        target="benchmarks.strawberry_peer:create",
    ),
    Server(
        "mercurius",
        "by hand: Mercurius with JIT, loaders, undici",
        "node",
        (*_COLD, "q5"),
    ),
    Server(
        "gateway-warm",
        "the gateway, answers cached",
        "gateway",
        ("q1", "q2", "q3", "q5"),
        calls=False,
    ),
    Server(
        "gateway-valkey",
        "the gateway, answers cached in memory and in Valkey",
        "gateway",
        ("q1", "q2", "q3"),
        calls=False,
        shares=True,
    ),
    Server(
        "gateway-tier",
        "the gateway, answers cached in Valkey, memory for one, coalescing off",
        "gateway",
        ("q2e",),
        calls=False,
        shares=True,
        memory=_SMALL,
    ),
    Server(
        "limit",
        "a constant from a Starlette route",
        "asgi",
        ("q1", "q5"),
        calls=False,
        right=False,
        target="benchmarks.constant:limit",
    ),
    Server(
        "ready",
        "raw ASGI, the same bytes ready",
        "asgi",
        ("q2", "q3"),
        calls=False,
        target="benchmarks.constant:ready",
    ),
    Server(
        "ready-route",
        "a Starlette route, the same bytes ready",
        "asgi",
        ("q2", "q3"),
        calls=False,
        target="benchmarks.constant:ready_route",
    ),
)


def chosen(names: frozenset[str]) -> list[Server]:
    """Return the servers with these names, `gateway` meaning both; none: all."""
    return [
        server
        for server in SERVERS
        if not names or server.name in names or server.name.partition("-")[0] in names
    ]


def install_mercurius() -> str | None:
    """Install what the Mercurius server needs; tell why it cannot run, if so."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        return "node or npm is not installed"
    if (_MERCURIUS / "node_modules" / "mercurius").exists():
        return None
    done = subprocess.run(  # noqa: S603 - our own command, no shell
        [npm, "ci", "--ignore-scripts"],
        cwd=_MERCURIUS,
        check=False,
        capture_output=True,
        text=True,
    )
    return None if done.returncode == 0 else f"npm ci failed: {done.stderr[-300:]}"
