"""Clients who go away while their operation waits for an agency."""

import asyncio
import json
import signal
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.cli.test_processes import line_with, process
from tests.connectors.faulty import Peer, Server, answer, faulty

FILE = """\
version: 1
connectors:
  pasar:
    opd: Dinas Perdagangan
    url: ${PASAR_URL}
    network: loopback
    timeout: 20s
    limits: {concurrency: 2}
    breaker: {minimum: 1, ratio: 10%, open: 60s}
    queries:
      jumlah: {args: {n: Int!}, returns: Int, call: "GET /jumlah/{n}"}
"""
QUICK = 0.5
"""Seconds within which a departure is noticed, on a busy machine."""


@dataclass
class Agency:
    """Answers when it is let go, and knows what it was asked."""

    go: asyncio.Event = field(default_factory=asyncio.Event)
    asked: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))

    async def __call__(self, peer: Peer) -> None:
        """Answer 7 to everything; leave where the gateway does."""
        while True:
            await peer.request()
            self.asked.release()
            gone = asyncio.create_task(peer.reader.read(1))
            going = asyncio.create_task(self.go.wait())
            await asyncio.wait((gone, going), return_when=asyncio.FIRST_COMPLETED)
            going.cancel()
            if gone.done():
                return
            gone.cancel()
            peer.send(answer(b"7", b"Connection: close"))
            return


@dataclass
class Gateway:
    """A gateway that serves, before a service that takes its time."""

    port: int
    process: asyncio.subprocess.Process
    agency: Agency
    server: Server

    async def client(self, *numbers: int) -> "Client":
        """Connect, and ask."""
        client = Client(*await asyncio.open_connection("127.0.0.1", self.port))
        for number in numbers:
            client.ask(number)
        return client

    async def ended(self) -> list[dict[str, object]]:
        """Stop it; return the rest of its log."""
        self.process.send_signal(signal.SIGINT)
        _, err = await self.process.communicate()
        assert 0 == self.process.returncode
        return [json.loads(line) for line in err.splitlines()]


@dataclass
class Client:
    """One connection to the gateway."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    def ask(self, number: int) -> None:
        """Send a whole request."""
        body = b'{"query": "query Tanya { jumlah(n: %d) }"}' % number
        self.writer.write(
            b"POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
            b"content-length: %d\r\n\r\n%s" % (len(body), body)
        )

    async def told(self) -> bytes:
        """Read the body of an answer."""
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r")[0])
        return await self.reader.readexactly(length)

    async def leave(self, *, abruptly: bool = False) -> None:
        """Close the connection."""
        if abruptly:
            self.writer.transport.abort()
        self.writer.close()
        await self.writer.wait_closed()


@asynccontextmanager
async def serving(
    tmp_path: Path, log: str = "info", time: str = "10s"
) -> AsyncGenerator[Gateway]:
    """Run a gateway."""
    file = tmp_path / "c.yaml"
    file.write_text(FILE, "utf-8")
    agency = Agency()
    async with (
        faulty(agency) as server,
        process(
            *("serve", str(file), "--port", "0"),
            PASAR_URL=server.url,
            GATEWAY_LOG=log,
            GATEWAY_HEAD_TIMEOUT=time,
            GATEWAY_BODY_TIMEOUT=time,
            GATEWAY_MAX_REQUESTS="2",
        ) as it,
    ):
        port = int(await line_with(it.stderr, r'"graphql": "[^"]+:(\d+)/'))
        yield Gateway(port, it, agency, server)


SEVEN = b'{"data":{"jumlah":7}}'


@pytest.mark.parametrize("abruptly", [False, True])
async def test_a_client_who_goes_is_not_waited_for(
    tmp_path: Path, *, abruptly: bool
) -> None:
    """The agency's connection is closed at once; the log says why, and nothing else."""
    async with serving(tmp_path, "debug") as gateway:
        client = await gateway.client(1)
        await gateway.agency.asked.acquire()
        await client.leave(abruptly=abruptly)
        assert await gateway.server.empties(QUICK)
        log = await gateway.ended()
    assert ["debug", "debug", "info"] == [one["level"] for one in log]
    events = {one["event"]: one for one in log}
    assert "CANCELLED" == events["call"]["code"]
    left = events["operation_left"]
    assert ("Tanya", "query", 1) == (left["name"], left["kind"], left["calls"])


async def test_many_who_go_leave_nothing_behind(tmp_path: Path) -> None:
    """Their places are free again, the breaker has not counted, and the log is silent."""
    async with serving(tmp_path) as gateway:
        for number in range(10):
            pair = [await gateway.client(2 * number + n) for n in (0, 1)]
            for client in pair:
                await gateway.agency.asked.acquire()
                await client.leave(abruptly=bool(number % 2))
            assert await gateway.server.empties(QUICK)
        gateway.agency.go.set()
        last = await gateway.client(100)
        assert SEVEN == await last.told()
        await last.leave()
        log = await gateway.ended()
    assert ["stopped"] == [one["event"] for one in log]


async def test_who_waits_for_the_same_is_answered(tmp_path: Path) -> None:
    """The call of one who went goes on for another who joined it: there is one."""
    async with serving(tmp_path) as gateway:
        first = await gateway.client(1)
        await gateway.agency.asked.acquire()
        second = await gateway.client(1)
        await asyncio.sleep(0.1)
        await first.leave()
        await asyncio.sleep(0.2)
        gateway.agency.go.set()
        assert SEVEN == await second.told()
        await second.leave()
        assert 1 == len(gateway.server.requests)


async def test_kept_connections_and_pipelines(tmp_path: Path) -> None:
    """Who stays is answered, in order, however the requests come."""
    async with serving(tmp_path) as gateway:
        client = await gateway.client(1, 2)
        await gateway.agency.asked.acquire()
        gone = await gateway.client(3)
        await gateway.agency.asked.acquire()
        await gone.leave()
        await asyncio.sleep(0.1)
        gateway.agency.go.set()
        assert [SEVEN, SEVEN] == [await client.told(), await client.told()]
        client.ask(4)
        assert SEVEN == await client.told()
        await client.leave()


async def test_half_closed_is_gone(tmp_path: Path) -> None:
    """A client who closes its own half has gone: it is not answered."""
    async with serving(tmp_path) as gateway:
        client = await gateway.client(1)
        await gateway.agency.asked.acquire()
        client.writer.write_eof()
        assert await gateway.server.empties(QUICK)
        assert b"" == await client.reader.read()
        await client.leave()
