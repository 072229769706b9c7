"""A Valkey server that is down, hung, slow, full, read-only: never an error, and cheap."""

import asyncio
import signal
import ssl
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

import pytest

from gateway.observe import SharedTierTurned
from tests.connectors.shared.busy import busy
from tests.connectors.shared.servers import (
    DOUBTED,
    Ask,
    Server,
    Worker,
    free_port,
    record,
    server,
    until,
    worker,
)

ASK = Ask("perpus", ("perpus.daftarBuku", None, ("ikan",)))

ONCE = 0.5
"""Seconds that a first failure may take here; `make faults` measures the 60 ms."""


@pytest.fixture
def valkey() -> Generator[Server]:
    """A server of the test's own."""
    with server(tcp=True) as one:
        yield one


async def taken(one: Worker) -> float:
    """Return how long a look takes that finds nothing."""
    began = time.monotonic()
    assert await one.look(ASK) is None
    return time.monotonic() - began


def told(one: Worker) -> list[tuple[str, bool, str | None]]:
    turns = [it for it in one.events if isinstance(it, SharedTierTurned)]
    return [(it.part, it.up, it.code) for it in turns]


async def test_no_server() -> None:
    """Without a server everything is a miss at once, and is said once."""
    async with worker(f"redis://127.0.0.1:{free_port()}") as one:
        assert await taken(one) < ONCE
        assert [True] == await one.tier.claim("perpus", [ASK.key], 1)
        await one.invalidate("perpus")
        one.tier.delete("perpus", [ASK.key])
        await asyncio.sleep(0.7)  # a second attempt
        assert [("link", False, "UNREACHABLE")] == told(one)
        assert [] == one.faults


async def test_a_name_that_leads_nowhere() -> None:
    """A name that cannot be looked up is an outage like another."""
    async with worker("redis://valkey.invalid:6379/0") as one:
        assert await taken(one) < ONCE
        assert [("link", False, "UNREACHABLE")] == told(one)


async def test_a_hung_server(valkey: Server) -> None:
    """A server that stops answering is waited for once; it is used when it is back."""
    async with worker(valkey.tcp) as one:
        await one.put(ASK, 1)
        valkey.signal(signal.SIGSTOP)
        assert await taken(one) < ONCE
        assert one.keeper.link is None
        assert await taken(one) < ONCE
        await until(lambda: one.keeper.outage.on)
        valkey.signal(signal.SIGCONT)
        await until(lambda: one.keeper.link is not None)
        assert 1 == await one.value(ASK)
        turns = [("link", True, None), ("link", False, "TIMEOUT"), ("link", True, None)]
        assert turns == told(one)


async def test_a_well_server_on_a_busy_loop(valkey: Server) -> None:
    """What this process is late with is not the server's fault: all is found, at once."""
    async with worker(valkey.tcp) as one:
        await one.put(ASK, 1)
        link = one.keeper.link
        async with busy(0.02):
            for _ in range(3):
                found = await asyncio.gather(*(one.look(ASK) for _ in range(40)))
                assert [1] * 40 == found
        assert one.keeper.link is link


async def test_a_hung_server_on_a_busy_loop(valkey: Server) -> None:
    """Lag does not hide a server that is silent; it is used when it is back."""
    async with worker(valkey.tcp) as one:
        await one.put(ASK, 1)
        async with busy(0.02):
            valkey.signal(signal.SIGSTOP)
            assert await one.look(ASK) is None
            await until(lambda: one.keeper.outage.on)
        valkey.signal(signal.SIGCONT)
        assert 1 == await one.value(ASK)


async def test_a_killed_server(valkey: Server) -> None:
    """A server that dies costs a miss; one that comes back empty is used anew."""
    async with worker(valkey.tcp) as one:
        await one.put(ASK, 1)
        valkey.stop()
        assert await taken(one) < ONCE
        valkey.start()
        await until(lambda: one.keeper.link is not None)
        await one.put(ASK, 2)
        assert 2 == await one.value(ASK)
        assert [] == one.faults


async def test_a_slow_server(valkey: Server) -> None:
    """A server that takes two seconds is given up, and stays so while it is slow."""
    async with slowed(valkey) as slow, worker(slow.url) as one:
        await one.put(ASK, 1)
        slow.seconds = 2.0
        assert await taken(one) < ONCE
        await asyncio.sleep(0.8)  # tried again meanwhile
        assert one.keeper.link is None
        assert await taken(one) < ONCE
        slow.seconds = 0.0
        await until(lambda: one.keeper.link is not None, 30)
        assert 1 == await one.value(ASK)


async def test_a_full_server(valkey: Server) -> None:
    """-OOM: what is there is read, nothing is put for a while, and it is said once."""
    async with worker(valkey.tcp) as one:
        await one.put(ASK, 1)
        valkey.say("CONFIG", "SET", "maxmemory", "1")
        other = Ask("perpus", ("perpus.lain",))
        await one.put(other, 2)
        assert 1 == await one.value(ASK)
        assert await one.value(other) is None
        assert [("link", True, None), ("writes", False, "OOM")] == told(one)
        valkey.say("CONFIG", "SET", "maxmemory", "0")
        await until(lambda: one.tier.outbox.writes.left == 0)
        await one.put(other, 2)
        assert 2 == await one.value(other)
        assert ("writes", True, None) == told(one)[-1]


async def test_a_server_that_became_a_replica(valkey: Server) -> None:
    """-READONLY: the link is given up, since the primary may now be at another address."""
    async with worker(valkey.tcp) as one:
        await one.put(ASK, 1)
        ticket = await one.ticket(ASK)
        valkey.say("REPLICAOF", "127.0.0.1", "1")
        one.tier.put(ticket, record(2))
        await one.tier.idle()
        assert ("writes", False, "READONLY") in told(one)
        assert ("link", False, "READONLY") in told(one)
        valkey.say("REPLICAOF", "NO", "ONE")
        await until(
            lambda: one.keeper.link is not None and one.tier.outbox.writes.left == 0, 20
        )
        await one.put(ASK, 3)
        assert 3 == await one.value(ASK)


async def test_a_password_that_is_refused(valkey: Server) -> None:
    """A wrong password is an outage with its own word, and is not repeated anywhere."""
    valkey.say("CONFIG", "SET", "requirepass", "rahasia")
    wrong = valkey.tcp.replace("redis://", "redis://:bukanrahasia@")
    async with worker(wrong) as one:
        assert [("link", False, "AUTH")] == told(one)
        assert "bukanrahasia" not in repr(one.events)
    right = valkey.tcp.replace("redis://", "valkey://:rahasia@")
    async with worker(right) as one:
        assert one.keeper.link is not None


TLS = Path(__file__).parents[3] / "simulator" / "data" / "tls"


async def test_tls(valkey: Server) -> None:
    """Over TLS the server shows who it is, by a CA of our own; who cannot is an outage."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(TLS / "opd.pem")
    async with slowed(valkey, context) as line:
        port = line.url.rpartition(":")[2]
        async with worker(f"rediss://localhost:{port}", ca=TLS / "ca.pem") as one:
            await one.put(ASK, 1)
            assert 1 == await one.value(ASK)
        async with worker(f"rediss://localhost:{port}") as one:
            assert [("link", False, "UNREACHABLE")] == told(one)


async def test_a_server_that_is_something_else() -> None:
    """Whoever else listens there is no cache, and no error."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    listening = await asyncio.start_server(talk, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    async with listening, worker(f"redis://127.0.0.1:{port}") as one:
        assert await one.look(ASK) is None
        assert [("link", False, "PROTOCOL")] == told(one)
        assert [] == one.faults


async def test_an_invalidation_during_an_outage_is_told_afterwards(
    valkey: Server,
) -> None:
    """What could be told to nobody is told when the server is back, by its tags."""
    book = Ask("perpus", ("perpus.buku", None, ("7",)), ("buku",))
    async with worker(valkey.tcp) as one, worker(valkey.tcp) as two:
        await one.put(ASK, 1)
        await one.put(book, 7)
        valkey.signal(signal.SIGSTOP)
        await one.invalidate("perpus", ("buku",))
        valkey.signal(signal.SIGCONT)
        await until(lambda: ("perpus", ("buku",)) in two.heard)
        await until(lambda: one.keeper.link is not None and not one.keeper.owed)
        assert (1, None) == (await two.value(ASK), await two.value(book))


async def test_a_missed_message_is_found_out(valkey: Server) -> None:
    """Who was away while another invalidated doubts all of that connector, when back."""
    async with slowed(valkey) as line, worker(line.url) as two:
        async with worker(valkey.tcp) as one:
            line.cut()
            await until(lambda: two.keeper.link is None)
            await one.invalidate("perpus", ("buku",))
            await until(lambda: two.keeper.link is not None)
        assert [("perpus", DOUBTED)] == two.heard


async def test_a_reader_who_leaves_gives_nobody_a_foreign_answer(
    valkey: Server,
) -> None:
    """Looks that are cancelled at any moment do not hand their answers to the next."""
    chance = Random(7)  # noqa: S311 - no secret
    asks = [Ask("perpus", ("perpus.anggota", f"u{n}", ())) for n in range(20)]
    async with worker(valkey.tcp) as one:
        for number, ask in enumerate(asks):
            await one.put(ask, f"canary-{number}")

        async def look(number: int) -> object:
            return await one.look(asks[number])

        wrong = 0
        seen = 0
        for _ in range(60):
            some = [chance.randrange(20) for _ in range(8)]
            tasks = [asyncio.create_task(look(number)) for number in some]
            await asyncio.sleep(chance.random() * 0.004)
            for task in tasks[::2]:
                task.cancel()
            found = await asyncio.gather(*tasks, return_exceptions=True)
            for number, value in zip(some, found, strict=True):
                if isinstance(value, str):
                    seen += 1
                    wrong += value != f"canary-{number}"
        assert 0 == wrong
        assert seen > 0


async def test_many_misses_at_once(valkey: Server) -> None:
    """A burst of looks, which have to wait for their turns, leaves the link in use."""
    async with worker(valkey.tcp) as one:
        asks = [Ask("perpus", ("perpus.buku", n)) for n in range(500)]
        await asyncio.gather(*(one.look(ask) for ask in asks))
        await until(lambda: one.keeper.link is not None)
        assert [] == one.faults


# ------------------------------------------------------------- a slow line


class Line:
    """A proxy before a server, which holds every byte back for some seconds."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.url = ""
        self._writers: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    def cut(self) -> None:
        """Close every connection."""
        for writer in self._writers:
            writer.close()
        self._writers.clear()

    def carry(self, work: Callable[[], Awaitable[None]]) -> None:
        async def run() -> None:
            await work()

        task = asyncio.create_task(run())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def pump(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter
    ) -> None:
        try:
            while data := await source.read(2**16):
                await asyncio.sleep(self.seconds)
                sink.write(data)
                await sink.drain()
        except OSError:
            pass
        finally:
            sink.close()

    async def aclose(self) -> None:
        for task in tuple(self._tasks):
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)


@asynccontextmanager
async def slowed(to: Server, tls: ssl.SSLContext | None = None) -> AsyncGenerator[Line]:
    """Put a line before a server."""
    line = Line()

    async def accept(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        behind = await asyncio.open_connection("127.0.0.1", to.port)
        line._writers |= {writer, behind[1]}
        line.carry(lambda: line.pump(reader, behind[1]))
        line.carry(lambda: line.pump(behind[0], writer))

    listening = await asyncio.start_server(accept, "127.0.0.1", 0, ssl=tls)
    line.url = f"redis://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    async with listening:
        yield line
        await line.aclose()
        line.cut()


async def test_what_was_invalidated_while_no_process_ran(valkey: Server) -> None:
    """Who kept answers on its disk doubts what others invalidated meanwhile, and no more."""
    async with worker(valkey.url) as one:
        for connector in ("arsip", "perpus"):
            await one.invalidate(connector)
        known = {**one.keeper.changes._known}
    async with worker(valkey.url) as two:
        await two.invalidate("perpus", ("rak",))
    async with worker(valkey.url, connectors=(), known=known) as three:
        assert [("perpus", DOUBTED)] == three.heard
