"""Names, addresses and where a call may go (F3-F5, S24, S25)."""

import socket
import threading
import time

import pytest

from gateway.config.model import Network
from gateway.errors import (
    Sent,
    UpstreamBlocked,
    UpstreamTimeout,
    UpstreamUnavailable,
)
from gateway.observe import Refused
from tests.connectors.conftest import BOTH_LOOPS, Engine, Wait, call, fail
from tests.connectors.faulty import faulty, good

pytestmark = BOTH_LOOPS


def port_of(url: str) -> str:
    return url.rpartition(":")[2]


async def test_a_name_is_dialled_where_it_was_checked(make_transport: Engine) -> None:
    """A name leads to the address that the look-up gave, and Host keeps the name."""
    transport = make_transport(lookup=lambda _: ["127.0.0.1"])
    async with faulty(good) as server:
        url = f"http://opd.example:{port_of(server.url)}/"
        assert 200 == (await call(transport, url)).status_code
    host = f"Host: opd.example:{port_of(server.url)}\r\n"
    assert host.encode() in server.requests[0]


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "2130706433",
        "0x7f000001",
        "017700000001",
        "127.1",
        "localhost",
        "localhost.",
        "169.254.169.254",
        "[fe80::1]",
        "10.0.0.1",
        "0.0.0.0",  # noqa: S104 - dialled, not bound
    ],
)
async def test_the_outside_is_refused(make_transport: Engine, host: str) -> None:
    """However an inner address is spelt, a public connector does not dial it."""
    transport = make_transport(Network("public"))
    async with faulty(good) as server:
        error = await fail(transport, f"http://{host}:{port_of(server.url)}/")
    assert UpstreamBlocked is type(error)
    assert (Sent.NO, 0) == (error.sent, server.connections)


async def test_a_refusal_is_a_security_event(make_transport: Engine) -> None:
    """A refused address is told to the observer, with connector, host and address."""
    transport = make_transport(Network("public"), lookup=lambda _: ["10.0.0.1"])
    await fail(transport, "http://opd.example/")
    expected = Refused("uji", "opd.example", "10.0.0.1")
    assert [expected] == make_transport.seen.events


async def test_rebinding_gains_nothing(make_transport: Engine) -> None:
    """F5: a name that turns to another address is checked again when it is dialled."""
    answers = [["127.0.0.1"], ["169.254.169.254"]]
    transport = make_transport(lookup=lambda _: answers.pop(0))
    async with faulty(good) as server:
        port = port_of(server.url)
        assert 200 == (await call(transport, f"http://a.example:{port}/")).status_code
        error = await fail(transport, f"http://b.example:{port}/")
    assert UpstreamBlocked is type(error)
    assert 1 == server.connections


async def test_an_unknown_name(make_transport: Engine) -> None:
    """F3: a name without an address is unavailable, provably not sent."""

    def unknown(_: str) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    error = await fail(make_transport(lookup=unknown), "http://opd.example/", "POST")
    assert UpstreamUnavailable is type(error)
    assert Sent.NO is error.sent


async def test_a_slow_name_server_is_inside_the_connect_deadline(
    make_transport: Engine,
) -> None:
    """F4: a look-up of ten seconds ends at the connect deadline, unsent."""
    release = threading.Event()

    def slow(_: str) -> list[str]:
        release.wait(10)
        return ["127.0.0.1"]

    transport = make_transport(lookup=slow)
    started = time.monotonic()
    error = await fail(transport, "http://opd.example/", "POST", Wait(connect=0.2))
    took = time.monotonic() - started
    release.set()
    assert UpstreamTimeout is type(error)
    assert Sent.NO is error.sent
    assert took < 5
