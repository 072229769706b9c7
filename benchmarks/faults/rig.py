"""What is measured: services that misbehave on demand, and a gateway over them."""

import asyncio
import sys
import tempfile
from collections.abc import Generator, Iterable, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final
from urllib.parse import urlencode

import orjson

from benchmarks.ask import ask
from benchmarks.bench import cores
from benchmarks.faults.conduct import Conduct
from benchmarks.faults.upstream import Call
from benchmarks.process import Process, free_port, free_ports, pinned, running
from benchmarks.servers import gateway_env

_FILE: Final = "connectors.yaml"
_LOG: Final = "gateway.log"
_PATIENT: Final = MappingProxyType({"GATEWAY_KEEP_ALIVE": "60s"})
"""The clients keep connections that they may not use for a while, and never ask again."""
Words = Mapping[str, object]
"""What a connector says beside its type and its query, or instead of them."""

QUERY: Final = "query ($kode: ID!) { %s(kode: $kode) { kode nilai nama } }"
"""Asks one service of one thing: `QUERY % name`."""


@dataclass(frozen=True, slots=True)
class Services:
    """The services, which do as they are told and count what they get."""

    upstream: Process
    ports: Mapping[str, int]

    async def behave(self, name: str, conduct: Conduct) -> None:
        """Have a service behave so from now on."""
        words = {k: v for k, v in asdict(conduct).items() if k != "manner"}
        words["manner"] = conduct.manner.value
        if conduct.value is None:
            words["value"] = "null"
        await self._say(f"/conduct/{name}?{urlencode(words)}")

    async def calls(self, name: str) -> list[Call]:
        """Return the calls that a service got since it last forgot them."""
        found = orjson.loads(await self._say(f"/calls/{name}"))
        return [Call(**one) for one in found]

    async def forget(self, name: str) -> None:
        """Have a service forget the calls it got."""
        await self._say(f"/forget/{name}")

    async def _say(self, path: str) -> bytes:
        return await asyncio.to_thread(ask, self.upstream.port, path)


@dataclass(frozen=True, slots=True)
class Rig(Services):
    """A gateway over some services, each the connector and the query of its name."""

    gateway: Process
    folder: Path

    @property
    def file(self) -> Path:
        """Return the gateway's configuration."""
        return self.folder / _FILE

    @property
    def log(self) -> Path:
        """Return what the gateway has written."""
        return self.folder / _LOG


@contextmanager
def rig(connectors: Mapping[str, Words], **env: str) -> Generator[Rig]:
    """Run a gateway on a core of its own; the services and the clients share another."""
    places = cores()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        some = stack.enter_context(services(connectors, places.load))
        main = folder / _FILE
        main.write_bytes(configuration(connectors, some.ports))
        port = free_port()
        gateway = stack.enter_context(
            running(
                [sys.executable, "-m", "gateway", "serve"],
                core=places.server,
                port=port,
                log=folder / _LOG,
                env={**gateway_env(port, main), **_PATIENT, **env},
            )
        )
        gateway.wait("/readyz")
        yield Rig(some.upstream, some.ports, gateway, folder)


@contextmanager
def services(names: Iterable[str], core: int) -> Generator[Services]:
    """Run services in one process, each on a port of its own; stay on its core."""
    wanted = list(names)
    control, *found = free_ports(1 + len(wanted))
    ports = dict(zip(wanted, found, strict=True))
    command = [
        *(sys.executable, "-m", "benchmarks.faults.upstream"),
        *("--control", str(control)),
        *(f"{name}={port}" for name, port in ports.items()),
    ]
    with ExitStack() as stack:
        stack.enter_context(pinned(core))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        log = folder / "services.log"
        upstream = stack.enter_context(
            running(command, core=core, port=control, log=log)
        )
        upstream.wait("/")
        yield Services(upstream, ports)


def configuration(connectors: Mapping[str, Words], ports: Mapping[str, int]) -> bytes:
    """Write a configuration as JSON, which is YAML too: nothing is kept by default."""
    return orjson.dumps(
        {
            "version": "1",
            "defaults": {"network": "loopback", "cache": {"ttl": "0s"}},
            "connectors": {
                name: block(name, f"http://127.0.0.1:{ports[name]}", words)
                for name, words in connectors.items()
            },
        }
    )


def block(name: str, url: str, words: Words) -> dict[str, object]:
    """Return the block of one connector, with one type and one query."""
    kind = name.capitalize()
    fields = {"kode": "ID!", "nilai": "Int", "nama": "String"}
    query = {
        "args": {"kode": "ID!"},
        "returns": kind,
        "call": "GET /data/{kode}",
    }
    return {
        "opd": f"Dinas {kind}",
        "url": url,
        "types": {kind: {"fields": fields}},
        "queries": {name: query},
        **words,
    }
