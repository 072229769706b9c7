"""Two gateways, as processes, over one real Valkey server."""

import asyncio
import re
import signal
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.cli.test_processes import address_of, process
from tests.connectors.shared.servers import Server, server, until

TOKEN = "operator-operator"  # noqa: S105 - a test's
KEY = "kunci-untuk-uji-saja"
FILE = """
version: 1
connectors:
  perpus:
    opd: Dinas Perpustakaan dan Kearsipan
    url: ${URL}
    network: loopback
    cache: {ttl: 60s}
    types:
      Buku: {key: isbn, fields: {isbn: ID!, judul: String}}
      Kartu: {personal: true, fields: {nomor: ID!}}
    queries:
      buku: {args: {q: String}, returns: "[Buku!]", call: "GET /buku?q={q}"}
"""


@dataclass
class Upstream:
    """A service that counts."""

    asked: list[str] = field(default_factory=list)
    url: str = ""

    async def serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                self.asked.append(head.split(b" ")[1].decode())
                body = b'[{"isbn":"1","judul":"Ikan"}]'
                writer.write(
                    b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
                    b"content-length: %d\r\n\r\n%b" % (len(body), body)
                )
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def upstream() -> AsyncGenerator[Upstream]:
    one = Upstream()
    listening = await asyncio.start_server(one.serve, "127.0.0.1", 0)
    one.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    async with listening:
        yield one


@dataclass
class Gateway:
    """One gateway: its address, and what is on its stderr."""

    address: str
    running: asyncio.subprocess.Process

    async def ask(self, q: str) -> Any:
        query = "query($q: String) { buku(q: $q) { judul } }"
        async with httpx.AsyncClient() as client:
            asking = {"query": query, "variables": {"q": q}}
            return (await client.post(self.address, json=asking)).json()

    async def purge(self) -> None:
        address = self.address.replace("/graphql", "/admin/purge/perpus")
        async with httpx.AsyncClient() as client:
            sent = {"authorization": f"Bearer {TOKEN}"}
            answer = await client.post(address, headers=sent)
            answer.raise_for_status()


@asynccontextmanager
async def gateway(file: Path, url: str, valkey: str) -> AsyncGenerator[Gateway]:
    async with process(
        *("serve", str(file), "--port", "0"),
        URL=url,
        GATEWAY_VALKEY_URL=valkey,
        GATEWAY_VALKEY_KEY=KEY,
        GATEWAY_ADMIN_TOKEN=TOKEN,
        GATEWAY_DRAIN_TIME="10ms",
    ) as running:
        address = f"{await address_of(running)}/graphql"
        yield Gateway(address, running)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "c.yaml"
    path.write_text(FILE, "utf-8")
    return path


GOOD = {"data": {"buku": [{"judul": "Ikan"}]}}


async def test_two_gateways_are_one(file: Path) -> None:
    """One call serves both; what one drops both drop; nothing of a query is in a name."""
    with server() as valkey:
        async with (
            upstream() as service,
            gateway(file, service.url, valkey.url) as one,
            gateway(file, service.url, valkey.url) as two,
        ):
            assert GOOD == await one.ask("canary")
            await until(lambda: bool(valkey.names("e")))
            assert GOOD == await two.ask("canary")
            assert ["/buku?q=canary"] == service.asked
            assert b"canary" not in b"".join(valkey.names("e"))
            await one.purge()
            async with asyncio.timeout(10):
                while len(service.asked) < 2:
                    assert GOOD == await two.ask("canary")
                    await asyncio.sleep(0.02)
            await until(lambda: bool(valkey.names("e")))
            assert GOOD == await one.ask("canary")


def _stop(valkey: Server) -> None:
    valkey.signal(signal.SIGSTOP)


def _poison(valkey: Server) -> None:
    for name in valkey.names("e"):
        valkey.say("SET", name, b"\x80\x04\x95pickle")


def _lists(valkey: Server) -> None:
    for name in (*valkey.names("e"), *valkey.names("g"), *valkey.names("c")):
        valkey.say("DEL", name)
        valkey.say("RPUSH", name, "x")


SPOILED: dict[str, Callable[[Server], object]] = {
    "poisoned": _poison,
    "of another type": _lists,
}


@pytest.mark.parametrize("spoil", SPOILED.values(), ids=SPOILED.keys())
async def test_what_is_spoiled_is_a_miss(
    file: Path, spoil: Callable[[Server], object]
) -> None:
    """A kept answer that is none any more is asked for again, and replaced.

    It is read for certain: who asks has never seen the answer.
    """
    with server() as valkey:
        async with (
            upstream() as service,
            gateway(file, service.url, valkey.url) as one,
            gateway(file, service.url, valkey.url) as two,
        ):
            assert GOOD == await one.ask("canary")
            await until(lambda: bool(valkey.names("e")))
            (name,) = valkey.names("e")
            sound = valkey.say("GET", name)
            spoil(valkey)
            spoiled = valkey.say("GET", name)
            assert sound != spoiled
            assert GOOD == await two.ask("canary")
            assert ["/buku?q=canary"] * 2 == service.asked
            await until(lambda: valkey.say("GET", name) != spoiled)
            assert not valkey.say("GET", name).startswith(b"-WRONGTYPE")


HARM: dict[str, Callable[[Server], object]] = {
    **SPOILED,
    "emptied": lambda it: it.say("FLUSHALL"),
    "full": lambda it: it.say("CONFIG", "SET", "maxmemory", "1"),
    "hung": _stop,
    "killed": lambda it: it.stop(),
}


async def test_no_harm_to_the_server_is_an_error(file: Path) -> None:
    """Whatever is done to the server, every answer is there, and nothing is logged of it."""
    with server() as valkey:
        async with (
            upstream() as service,
            gateway(file, service.url, valkey.url) as one,
            gateway(file, service.url, valkey.url) as two,
        ):
            for name, harm in HARM.items():
                kept = f"canary-{name}"
                assert GOOD == await one.ask(kept)
                harm(valkey)
                for number in range(3):
                    q = f"canary-{name}-{number}"
                    found = await asyncio.gather(
                        *(one.ask(q), two.ask(q), one.ask(kept), two.ask(kept))
                    )
                    assert [GOOD] * 4 == list(found), name
            for each in (one, two):
                each.running.send_signal(signal.SIGTERM)
                _, log = await each.running.communicate()
                assert b"canary" not in log
                assert KEY.encode() not in log
                assert b'"fault"' not in log
                told = re.findall(rb'"shared_tier".*?"code": "(\w+)"', log)
                assert told
                assert {b"OOM", b"TIMEOUT", b"UNREACHABLE"}.issuperset(told)
