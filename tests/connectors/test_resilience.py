"""An agency that misbehaves on real sockets, and what its connector makes of it.

The rows F1 to F39 are those of the list of faults; ceilings in time are generous.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable
from typing import Any

import pytest

from gateway.config.model import Connector, Limits
from gateway.config.place import Word
from gateway.config.resilience import BreakerPolicy, RetryPolicy
from gateway.connectors.breaker import Phase
from gateway.connectors.outgoing import Outgoing, Received, Sender
from gateway.connectors.resilience import Resilience
from gateway.connectors.send import build_sender
from gateway.connectors.template import Prepared
from gateway.errors import UpstreamError
from gateway.observe import CallEnded, CallRefused, Retried
from tests.connectors.conftest import Engine, Seen
from tests.connectors.faulty import Peer, Talk, faulty, good, says

EMPTY = b"Content-Length: 0\r\n\r\n"


class Line:
    """The Sender of a connector at a URL, its defences, and what was seen."""

    def __init__(self, engine: Engine, url: str, **more: Any) -> None:
        self.url = url
        self.seen = Seen()
        connector = Connector(Word("uji"), "Dinas Uji", Word(url), **more)
        self.state = Resilience(connector, self.seen)
        transport = engine(limits=connector.limits)
        self.send: Sender = build_sender(
            connector, transport, self.seen, 1.0, self.state
        )

    def ask(
        self, timeout: float = 3.0, method: str = "GET", *, read: bool = True
    ) -> Awaitable[str | None]:
        body = b"{}" if method == "POST" else b""
        prepared = Prepared(method, f"{self.url}/a", (), body or None)
        outgoing = Outgoing("tanya", prepared, timeout)
        return _code(self.send(outgoing._replace(repeatable=read)))

    def count(self, kind: type) -> int:
        return sum(isinstance(one, kind) for one in self.seen.events)


async def _code(answer: Awaitable[Received]) -> str | None:
    """Return the code of a call's failure; None for an answer."""
    try:
        await answer
    except UpstreamError as error:
        return error.code
    return None


def status(line: bytes, *headers: bytes) -> bytes:
    return b"\r\n".join((b"HTTP/1.1 " + line, *headers, EMPTY))


def always(data: bytes) -> Talk:
    """Answer every request with the same bytes."""

    async def talk(peer: Peer) -> None:
        while True:
            await peer.request()
            peer.send(data)

    return talk


def first_then(first: Talk) -> Talk:
    """Misbehave on the first connection and be good on all others."""

    async def talk(peer: Peer) -> None:
        await (first if peer.server.connections == 1 else good)(peer)

    return talk


async def closes(peer: Peer) -> None:
    """Read a request and close without an answer."""
    await peer.request()


async def resets(peer: Peer) -> None:
    """Reset the connection before the request is read."""
    peer.reset()


async def cuts_off(peer: Peer) -> None:
    """Reset the connection in the middle of the body."""
    await peer.request()
    peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
    await peer.writer.drain()
    await asyncio.sleep(0.02)
    peer.reset()


async def chatters(peer: Peer) -> None:
    """Speak no TLS."""
    peer.send(status(b"400 X"))
    await peer.gone()


async def hangs(peer: Peer) -> None:
    """Take a request and say nothing."""
    await peer.request()
    await peer.gone()


# ------------------------------------------------------------ sent again, or not


async def test_refused(make_transport: Engine, free_tcp_port: int) -> None:
    """F1: it fails at once, and is tried again, a write too: it was never sent."""
    line = Line(make_transport, f"http://127.0.0.1:{free_tcp_port}")
    began = time.monotonic()
    assert "UPSTREAM_UNAVAILABLE" == await line.ask()
    assert "UPSTREAM_UNAVAILABLE" == await line.ask(method="POST", read=False)
    assert time.monotonic() - began < 2.0
    assert 1 <= line.count(Retried) <= 2
    assert 2 == line.count(CallEnded)


@pytest.mark.parametrize("fault", [closes, resets], ids=["F15", "F14"])
async def test_a_connection_that_ends(make_transport: Engine, fault: Talk) -> None:
    """F14, F15: a read is sent once more; a write is not, and its outcome is not known."""
    async with faulty(first_then(fault)) as server:
        assert None is await Line(make_transport, server.url).ask()
        assert 2 == server.connections
    async with faulty(first_then(fault)) as server:
        line = Line(make_transport, server.url)
        assert "UPSTREAM_UNKNOWN" == await line.ask(method="POST", read=False)
        assert 1 == server.connections
        assert 0 == line.count(Retried)


async def test_a_body_that_is_cut_off(make_transport: Engine) -> None:
    """F16: it is UPSTREAM_BAD_BODY, and is not sent again."""
    async with faulty(cuts_off) as server:
        line = Line(make_transport, server.url)
        assert "UPSTREAM_BAD_BODY" == await line.ask()
        assert 1 == len(server.requests)


@pytest.mark.parametrize("code", [500, 502, 503, 504])
async def test_a_server_error(make_transport: Engine, code: int) -> None:
    """F28: a read is sent again and answered; a write is sent once."""
    sick = says(status(b"%d X" % code))
    async with faulty(first_then(sick)) as server:
        assert None is await Line(make_transport, server.url).ask()
        assert 2 == len(server.requests)
    async with faulty(first_then(sick)) as server:
        line = Line(make_transport, server.url)
        assert "UPSTREAM_UNKNOWN" == await line.ask(method="POST", read=False)
        assert 1 == len(server.requests)


async def test_certificates_are_not_asked_for_twice(make_transport: Engine) -> None:
    """F6: a TLS failure is no matter of trying again."""
    async with faulty(chatters) as server:
        line = Line(make_transport, server.url.replace("http:", "https:"))
        assert "UPSTREAM_UNAVAILABLE" == await line.ask()
        assert 0 == line.count(Retried)


async def test_never_past_the_deadline(make_transport: Engine) -> None:
    """F8: a service that hangs is asked once, and cut off at the deadline."""
    async with faulty(hangs) as server:
        began = time.monotonic()
        assert "UPSTREAM_TIMEOUT" == await Line(make_transport, server.url).ask(0.2)
        assert 0.2 <= time.monotonic() - began < 1.5
        assert 1 == len(server.requests)
        assert await server.empties(1.0)


async def test_the_retry_budget(make_transport: Engine) -> None:
    """Everything fails: attempts stay within a tenth more and one a second; writes are exact."""
    async with faulty(always(status(b"500 X"))) as server:
        line = Line(make_transport, server.url, breaker=None)
        began = time.monotonic()
        for _ in range(20):
            await asyncio.gather(*(line.ask() for _ in range(10)))
        seconds = time.monotonic() - began
        assert 200 <= len(server.requests) <= 1.10 * 200 + seconds + 1
    async with faulty(always(status(b"500 X"))) as server:
        line = Line(make_transport, server.url, breaker=None)
        for _ in range(100):
            await line.ask(method="POST", read=False)
        assert 100 == len(server.requests)


# -------------------------------------------------------------------- bulkhead


async def test_a_hang_under_load(make_transport: Engine) -> None:
    """200 callers at a service that hangs: 20 reach it, the rest are told fast; the other agency notices nothing."""
    async with faulty(hangs) as sick, faulty(good) as well:
        line, other = (
            Line(make_transport, sick.url),
            Line(make_transport, well.url),
        )
        began = time.monotonic()
        calls = [asyncio.create_task(_timed(line.ask(1.5))) for _ in range(200)]
        async with asyncio.timeout(1.4):
            while sick.open < 20 or sum(call.done() for call in calls) < 80:  # noqa: ASYNC110 - a test polls
                await asyncio.sleep(0.01)
        assert 20 == sick.open
        healthy = [await other.ask() for _ in range(50)]
        refused = [call.result() for call in calls if call.done()]
        assert [None] * 50 == healthy
        assert 80 == len(refused)
        assert max(seconds for _, seconds in refused) < 0.5
        codes = Counter([(await call)[0] for call in calls])
        assert {"UPSTREAM_BUSY": 180, "UPSTREAM_TIMEOUT": 20} == codes
        assert time.monotonic() - began < 4
        assert 20 == len(sick.requests)
        assert 0 == line.state.bulkhead.busy
        assert 180 == line.count(CallRefused)


async def _timed(asked: Awaitable[str | None]) -> tuple[str | None, float]:
    began = time.monotonic()
    return await asked, time.monotonic() - began


async def test_callers_who_go(make_transport: Engine) -> None:
    """After a thousand cancelled calls all places are free, and the next succeed."""

    async def slow(peer: Peer) -> None:
        while True:
            await peer.request()
            await asyncio.sleep(0.02)
            peer.answer()

    async with faulty(slow) as server:
        line = Line(make_transport, server.url)
        for _ in range(20):
            calls = [asyncio.ensure_future(line.ask()) for _ in range(50)]
            await asyncio.sleep(0.002)
            for call in calls:
                call.cancel()
            await asyncio.gather(*calls, return_exceptions=True)
        assert (0, 0) == (line.state.bulkhead.busy, line.state.bulkhead.waiting)
        assert [None] * 50 == await asyncio.gather(*(line.ask() for _ in range(50)))
        assert Phase.CLOSED is line.state.phase


# ------------------------------------------------------- the breaker, and 429


async def test_a_service_that_is_down(make_transport: Engine) -> None:
    """F38: after some calls it is left alone; who asks is told at once, and when to return."""
    async with faulty(always(status(b"500 X"))) as server:
        line = Line(make_transport, server.url)
        while line.state.phase is Phase.CLOSED:
            await line.ask()
        assert len(server.requests) <= 20
        seen, began = len(server.requests), time.monotonic()
        codes = [await line.ask() for _ in range(200)]
        assert ["UPSTREAM_UNAVAILABLE"] * 200 == codes
        assert time.monotonic() - began < 1.0
        assert seen == len(server.requests)
        assert 200 == line.count(CallRefused)


@pytest.mark.parametrize("code", [400, 404, 422])
async def test_a_no_is_no_outage(make_transport: Engine, code: int) -> None:
    """F31: refusals, however many, never trip the breaker."""
    async with faulty(always(status(b"%d X" % code))) as server:
        line = Line(make_transport, server.url)
        for _ in range(50):
            await line.ask()
        assert 50 == len(server.requests)
        assert Phase.CLOSED is line.state.phase


async def test_our_credential_is_no_outage(make_transport: Engine) -> None:
    """F30: a credential that is refused is said so each time."""
    async with faulty(always(status(b"401 X"))) as server:
        line = Line(make_transport, server.url)
        assert {"UPSTREAM_AUTH"} == {await line.ask() for _ in range(30)}
        assert Phase.CLOSED is line.state.phase


@pytest.mark.parametrize("wait", [b"2", b"86400", b"Fri, 31 Dec 2999 23:59:59 GMT"])
async def test_too_many_requests(make_transport: Engine, wait: bytes) -> None:
    """F29: the connector pauses for as long as it was asked, half a minute at most."""
    reply = status(b"429 X", b"Retry-After: " + wait)
    async with faulty(always(reply)) as server:
        line = Line(make_transport, server.url)
        codes = {await line.ask(1.0) for _ in range(20)}
        assert {"UPSTREAM_BUSY"} == codes
        assert 1 == len(server.requests)
        assert 1.5 < line.state.pace.wait(time.monotonic()) <= 30


async def test_junk_in_retry_after(make_transport: Engine) -> None:
    """F29: what is no time is no pause."""
    reply = status(b"429 X", b"Retry-After: nanti")
    async with faulty(always(reply)) as server:
        line = Line(make_transport, server.url)
        assert "UPSTREAM_BUSY" == await line.ask()
        assert "UPSTREAM_BUSY" == await line.ask()
        assert 2 == len(server.requests)


async def test_unavailable_for_a_while(make_transport: Engine) -> None:
    """F29: a service that says twice it is down is not asked until it said."""
    reply = status(b"503 X", b"Retry-After: 20")
    async with faulty(always(reply)) as server:
        line = Line(make_transport, server.url)
        assert {"UPSTREAM_UNAVAILABLE"} == {await line.ask() for _ in range(20)}
        assert 2 == len(server.requests)


async def test_a_herd_at_recovery(make_transport: Engine) -> None:
    """F39: when it heals, 500 callers are let in by and by, never more than its places."""
    policy = BreakerPolicy(window=1.0, minimum=5, first=0.2, longest=0.4)
    asking: set[int] = set()
    peaks: list[int] = []
    healed = asyncio.Event()

    async def recovering(peer: Peer) -> None:
        while True:
            await peer.request()
            asking.add(id(peer))
            peaks.append(len(asking))
            if healed.is_set():
                await asyncio.sleep(0.005)
            asking.discard(id(peer))
            peer.send(status(b"200 OK" if healed.is_set() else b"500 X"))

    async with faulty(recovering) as server:
        line = Line(
            make_transport,
            server.url,
            breaker=policy,
            limits=Limits(concurrency=8),
            retry=RetryPolicy(attempts=1),
        )
        for _ in range(5):
            await line.ask()
        assert Phase.OPEN is line.state.phase
        await asyncio.sleep(0.25)
        healed.set()
        before = len(server.requests)
        await asyncio.gather(*(line.ask() for _ in range(500)))
        assert len(server.requests) - before <= 2
        began = time.monotonic()
        while "pemutus: tertutup" not in line.state.describe()[0]:
            await asyncio.gather(*(line.ask() for _ in range(100)))
            await asyncio.sleep(0.02)
            assert time.monotonic() - began < 10
        assert max(peaks) <= 8
        assert None is await line.ask()
