"""F6, F7: a connection is private, or there is none."""

import asyncio
import ssl
import time
from pathlib import Path

import pytest

from gateway.connectors.reuse import REST
from gateway.errors import Cause, Sent, UpstreamTimeout, UpstreamUnavailable
from tests.connectors.conftest import BOTH_LOOPS, Engine, Wait, call, fail
from tests.connectors.faulty import Peer, faulty, good

pytestmark = BOTH_LOOPS

HERE = Path(__file__).parent / "tls"


def served(certificate: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(HERE / f"{certificate}.pem")
    return context


def trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=HERE / "ca.pem")


async def test_a_good_certificate(make_transport: Engine) -> None:
    """A certificate of a trusted authority for this host makes a kept connection."""
    transport = make_transport(tls=trusting())
    async with faulty(good, tls=served("good")) as server:
        for _ in range(5):
            assert 200 == (await call(transport, server.url)).status_code
            await asyncio.sleep(2 * REST)
    assert 1 == server.connections


@pytest.mark.parametrize(
    ("certificate", "cause"),
    [
        ("expired", Cause.EXPIRED),
        ("elsewhere", Cause.OTHER_HOST),
        ("selfsigned", Cause.UNTRUSTED),
    ],
)
async def test_a_bad_certificate(
    make_transport: Engine, certificate: str, cause: Cause
) -> None:
    """An expired, misplaced or unknown certificate ends the call unsent, and is named."""
    transport = make_transport(tls=trusting())
    async with faulty(good, tls=served(certificate)) as server:
        error = await fail(transport, server.url, "POST")
    assert UpstreamUnavailable is type(error)
    assert (Sent.NO, [], cause) == (error.sent, server.requests, error.cause)


async def test_the_system_decides_by_default(make_transport: Engine) -> None:
    """Without a trust store of its own a connector trusts the system's, which this is not."""
    transport = make_transport()
    async with faulty(good, tls=served("good")) as server:
        error = await fail(transport, server.url)
    assert UpstreamUnavailable is type(error)
    assert [] == server.requests


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1 is deprecated")
async def test_no_downgrade(make_transport: Engine) -> None:
    """A service that speaks only TLS 1.0 is not spoken to, nor tried again."""
    context = served("good")
    context.set_ciphers("DEFAULT@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = ssl.TLSVersion.TLSv1
    transport = make_transport(tls=trusting())
    async with faulty(good, tls=context) as server:
        error = await fail(transport, server.url)
    assert UpstreamUnavailable is type(error)
    assert (Sent.NO, True, []) == (error.sent, error.final, server.requests)


async def test_plain_http_on_a_tls_port(make_transport: Engine) -> None:
    """A service that answers a handshake in plain text is unavailable."""

    async def plain(peer: Peer) -> None:
        await peer.reader.read(100)
        peer.answer()

    transport = make_transport(tls=trusting())
    async with faulty(plain) as server:
        error = await fail(transport, server.url.replace("http:", "https:"))
    assert UpstreamUnavailable is type(error)
    assert Sent.NO is error.sent


async def test_a_handshake_that_hangs(make_transport: Engine) -> None:
    """F7: a handshake without an end ends at the connect deadline, its socket too."""

    async def mute(peer: Peer) -> None:
        await peer.gone()

    transport = make_transport(tls=trusting())
    async with faulty(mute) as server:
        started = time.monotonic()
        url = server.url.replace("http:", "https:")
        error = await fail(transport, url, "POST", Wait(connect=0.2))
        took = time.monotonic() - started
        assert await server.empties(5)
    assert UpstreamTimeout is type(error)
    assert Sent.NO is error.sent
    assert took < 5
