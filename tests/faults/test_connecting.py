"""F1-F7: agencies that cannot be reached, or not safely."""

import ssl
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from gateway.observe import Retried
from tests.connectors.faulty import Peer
from tests.faults.agency import agency, well
from tests.faults.promises import Fault, Promise, Turn
from tests.faults.sending import code_of, sending
from tests.faults.ward import Setting, Ward, ward

UNAVAILABLE, TIMEOUT = "UPSTREAM_UNAVAILABLE", "UPSTREAM_TIMEOUT"
HANDSHAKE = b"\x16"
"""What the first record of TLS begins with (RFC 8446 §5.1)."""
TLS = Path(__file__).parents[1] / "connectors" / "tls"
CONNECT = 0.25
HASTY = Setting(connect=CONNECT)
"""Only connecting is bound, far below the whole call."""
TWICE = 2 * CONNECT


async def _closes(it: Ward) -> None:
    await it.sick.close()


async def test_f01_refused(promise: Promise) -> None:
    """F1: a refused connection is unavailable, and tried once more."""
    await promise(Fault(_closes, UNAVAILABLE, asked=0, retried=1))


async def test_f01_is_told_at_once() -> None:
    """F1: the second attempt included, a refusal is told in some hundredths of a second."""
    async with ward() as it:
        await it.sick.close()
        seconds = sorted([(await it.ask(n)).seconds for n in range(5)])
    assert seconds[2] < 0.2


async def test_f01_a_write_is_tried_again() -> None:
    """F1: what provably was not sent is sent again, also a write."""
    async with agency() as closed:
        await closed.close()
        async with sending(closed) as (send, seen):
            assert UNAVAILABLE == await code_of(send)
    assert 1 == sum(isinstance(one, Retried) for one in seen.events)


async def _clogs(it: Ward) -> None:
    await it.sick.clog()


async def test_f02_black_hole(promise: Promise) -> None:
    """F2: where nobody picks up the connect deadline ends it, and it is tried once more."""
    fault = Fault(_clogs, TIMEOUT, asked=0, retried=1, setting=HASTY, wait=TWICE)
    await promise(fault)


def _certified(name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / f"{name}.pem")
    return context


def _outdated() -> ssl.SSLContext:
    context = _certified("good")
    context.set_ciphers("DEFAULT@SECLEVEL=0")
    context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
    return context


async def _certified_again(it: Ward) -> None:
    await it.sick.disguise(_certified("good"), well)


def _secure(
    turn: Turn,
    code: str,
    asked: int | None,
    retried: int | None,
    connect: float = 10.0,
) -> Fault:
    """Return a fault of an agency that is well behind a good certificate.

    Only where connecting ends by a deadline need it be short: a busy machine takes long.
    """
    setting = Setting(
        url="https://127.0.0.1:{port}",
        more=f"tls: {{ca: {TLS / 'ca.pem'}}}",
        tls=_certified("good"),
        connect=connect,
    )
    fault = Fault(turn, code, asked, retried, setting=setting)
    return replace(fault, heal=_certified_again, wait=TWICE)


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1 is deprecated")
@pytest.mark.parametrize("kind", ["expired", "elsewhere", "selfsigned", "tls1.0"])
async def test_f06_untrusted(promise: Promise, kind: str) -> None:
    """F6: a certificate or a protocol not to be trusted ends it: unsent, and not retried."""

    async def turn(it: Ward) -> None:
        context = _outdated() if kind == "tls1.0" else _certified(kind)
        await it.sick.disguise(context, well)

    await promise(_secure(turn, UNAVAILABLE, 0, 0))


async def test_f06_never_in_the_clear(promise: Promise) -> None:
    """F6: an agency that suddenly speaks plain HTTP is told nothing of the request."""
    heard: list[bytes] = []

    async def plain(peer: Peer) -> None:
        peer.answer()
        heard.append(b"")
        with suppress(ConnectionError):
            while more := await peer.reader.read(65536):
                heard[-1] += more

    async def turn(it: Ward) -> None:
        await it.sick.disguise(None, plain)

    await promise(_secure(turn, UNAVAILABLE, None, None))
    assert heard
    assert {HANDSHAKE} >= {one[:1] for one in heard if one}
    assert not any(b"rahasia" in one or b"HTTP" in one for one in heard)


async def test_f07_handshake_hangs(promise: Promise) -> None:
    """F7: a handshake without an end is within the connect deadline, its socket too."""

    async def mute(peer: Peer) -> None:
        await peer.gone()

    async def turn(it: Ward) -> None:
        await it.sick.disguise(None, mute)

    await promise(_secure(turn, TIMEOUT, 2, 1, CONNECT))
