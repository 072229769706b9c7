"""The commands as processes: what they print, and how they end."""

import asyncio
import json
import os
import re
import signal
import sys
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from tests.cli.test_explain import FILE
from tests.connectors.shared.servers import free_port

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith("GATEWAY_")}

_LONGEST = 240
"""Seconds after which a process is taken to hang: busy machines start one in many."""


@asynccontextmanager
async def process(
    *words: str, before: Callable[[], None] | None = None, **variables: str
) -> AsyncGenerator[asyncio.subprocess.Process]:
    """Run `gateway WORDS`; kill it if it is still there at the end."""
    running = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "gateway", *words),
        cwd=ROOT,
        env={**ENVIRONMENT, **variables},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        preexec_fn=before,
    )
    try:
        async with asyncio.timeout(_LONGEST):
            yield running
    finally:
        if running.returncode is None:
            running.kill()
        await running.communicate()


async def line_with(stream: asyncio.StreamReader | None, pattern: str) -> str:
    """Read lines until one matches; give its first group."""
    assert stream is not None
    while line := (await stream.readline()).decode():
        found = re.search(pattern, line)
        if found:
            return found[1]
    raise AssertionError(pattern)


async def address_of(gateway: asyncio.subprocess.Process) -> str:
    """Read the log of a gateway until it answers; give its address, without a path."""
    return await line_with(gateway.stderr, r'"graphql": "([^"]+)/graphql"')


async def test_serve(tmp_path: Path) -> None:
    """`gateway serve` says where it answers, hides the schema, and stops with 0."""
    file = tmp_path / "c.yaml"
    file.write_text(FILE, "utf-8")
    async with process(
        "serve", str(file), "--port", "0", GATEWAY_DRAIN_TIME="10ms"
    ) as it:
        address = f"{await address_of(it)}/graphql"
        async with httpx.AsyncClient() as client:
            hidden = await client.post(
                address, json={"query": "{__schema{queryType{name}}}"}
            )
            named = await client.post(address, json={"query": "{__typename}"})
        it.send_signal(signal.SIGTERM)
        _, rest = await it.communicate()
    assert {"data": {"__typename": "Query"}} == named.json()
    assert "data" not in hidden.json()
    assert 0 == it.returncode
    assert "stopped" == json.loads(rest)["event"]


STDERR = 2


def full_log() -> None:
    """Have a process write its log to a disk that is full."""
    os.dup2(os.open("/dev/full", os.O_WRONLY), STDERR)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's /dev/full")
async def test_a_log_that_cannot_be_written(tmp_path: Path) -> None:
    """F41: where the log's disk is full it starts, and says of a dead agency what it would say."""
    file = tmp_path / "c.yaml"
    file.write_text(FILE, "utf-8")
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    async with (
        process("serve", str(file), "--port", f"{port}", before=full_log) as it,
        httpx.AsyncClient() as client,
    ):
        while True:
            try:
                await client.get(f"{address}/readyz")
                break
            except httpx.ConnectError:
                assert it.returncode is None
                await asyncio.sleep(0.05)
        answers = [
            await client.post(
                f"{address}/graphql", json={"query": "{daftarBuku{isbn}}"}
            )
            for _ in range(2)
        ]
    codes = [one.json()["errors"][0]["extensions"]["code"] for one in answers]
    assert ["UPSTREAM_UNAVAILABLE"] * 2 == codes


@pytest.mark.parametrize(
    ("drain", "profile", "operation", "told"),
    [
        ("6s", "production", "8s", [("short_drain", "75s", "6s")]),
        ("75s", "production", "10s", []),
        ("6s", "development", "8s", []),
        ("75s", "production", "11s", [("short_shutdown", "11s", "10s")]),
    ],
)
async def test_stopping_that_is_too_short(
    tmp_path: Path,
    drain: str,
    profile: str,
    operation: str,
    told: list[tuple[str, str, str]],
) -> None:
    """Where connections, or operations, may last for longer than it waits both settings are named."""
    file = tmp_path / "c.yaml"
    file.write_text(FILE, "utf-8")
    async with process(
        *("serve", str(file), "--port", "0"),
        GATEWAY_KEEP_ALIVE="75s",
        GATEWAY_DRAIN_TIME=drain,
        GATEWAY_PROFILE=profile,
        GATEWAY_OPERATION_TIMEOUT=operation,
    ) as it:
        assert it.stderr is not None
        found: list[tuple[str, str, str]] = []
        while b"ready" not in (line := await it.stderr.readline()):
            assert line
            if line.startswith(b"{"):  # a tool may say something, too
                _, level, event, *both = json.loads(line).values()
                assert "warning" == level
                found.append((event, *both))
        it.kill()
    assert told == found


async def test_dev(tmp_path: Path) -> None:
    """`gateway dev` shows the schema and a readable log, and Ctrl-C ends it with 0."""
    file = tmp_path / "c.yaml"
    file.write_text(FILE, "utf-8")
    async with process("dev", str(file), "--port", "0") as it:
        address = await line_with(it.stderr, r"info +ready graphql=(\S+)")
        async with httpx.AsyncClient() as client:
            shown = await client.post(
                address, json={"query": "{__schema{queryType{name}}}"}
            )
        it.send_signal(signal.SIGINT)
        await it.communicate()
    assert {"data": {"__schema": {"queryType": {"name": "Query"}}}} == shown.json()
    assert 0 == it.returncode


async def test_demo() -> None:
    """`gateway demo` proposes a query that works, and Ctrl-C ends it with 0."""
    async with process("demo", "--port", "0", "--opd-port", "0") as it:
        address = await line_with(it.stdout, r"Gateway siap: (\S+)")
        dial = await line_with(it.stdout, r"Gangguan OPD: (\S+)")
        body = await line_with(it.stdout, r"-d '(.*)'")
        async with httpx.AsyncClient() as client:
            assert address == (await client.get(f"{dial}/keadaan")).json()["graphiql"]
            answer = await client.post(address, json=json.loads(body))
        it.send_signal(signal.SIGINT)
        out, err = await it.communicate()
    assert {"kode": "18.71", "nama": "Kota Bandar Lampung"} in answer.json()["data"][
        "daftarWilayah"
    ]
    assert 0 == it.returncode
    assert out.decode().endswith("Berhenti.\n")
    assert b"Traceback" not in err


async def test_ports_taken() -> None:
    """A port of the stand-in agencies in use is a message, not a traceback."""
    taken = await asyncio.start_server(lambda _r, w: w.close(), "127.0.0.1", 0)
    async with taken:
        port = taken.sockets[0].getsockname()[1]
        async with process("demo", "--port", "0", "--opd-port", str(port)) as it:
            _, err = await it.communicate()
    assert 1 == it.returncode
    assert (
        f"port {port} dan seterusnya, untuk OPD tiruan, sedang dipakai; pilih yang"
        " lain dengan --opd-port, atau 0 untuk port bebas\n" == err.decode()
    )
