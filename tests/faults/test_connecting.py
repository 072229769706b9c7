"""F1-F7: agencies that cannot be reached, or not safely."""

import asyncio
import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from gateway.observe import Refused, Retried
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


@dataclass
class Names:
    """A name server that answers as told; `asked` counts its questions."""

    error: OSError | None = None
    addresses: tuple[str, ...] = ("127.0.0.1",)
    hold: threading.Event = field(default_factory=threading.Event)
    asked: int = 0

    def __call__(self, _name: str) -> list[str]:
        self.asked += 1
        self.hold.wait(10)
        if self.error is not None:
            raise self.error
        return [*self.addresses]

    def setting(self, setting: Setting) -> Setting:
        """Lead the sick agency's connector to it by this name server."""
        self.hold.set()
        return replace(setting, url="http://obat.example:{port}", lookup=self)

    async def forgotten(self, it: Ward) -> None:
        """Let all that was looked up be out of date, and nothing be connected."""
        transport = it.transports["obat"]
        transport._resolver._failures.clear()
        assert transport._pool is not None
        transport._pool.clear_dns_cache()
        await it.sick.turn(well)

    async def heal(self, it: Ward) -> None:
        """Answer as at first."""
        self.error, self.addresses = None, ("127.0.0.1",)
        self.hold.set()
        await self.forgotten(it)


@pytest.mark.parametrize("number", [socket.EAI_NONAME, socket.EAI_AGAIN])
async def test_f03_no_such_name(promise: Promise, number: int) -> None:
    """F3: a name that leads nowhere, or whose server fails, is unavailable."""
    names = Names()

    async def turn(it: Ward) -> None:
        await names.forgotten(it)
        names.error = socket.gaierror(number, "tidak ada: rahasia")

    setting = names.setting(Setting())
    fault = Fault(turn, UNAVAILABLE, 0, 1, heal=names.heal, setting=setting)
    await promise(fault)


async def test_f03_is_remembered() -> None:
    """F3: a failed look-up is remembered for a while: a crowd asks once."""
    names = Names()
    async with ward(names.setting(Setting(breaker="false"))) as it:
        names.error = socket.gaierror(socket.EAI_NONAME, "tidak ada")
        await asyncio.gather(*map(it.ask, range(8)))
        await it.ask(9)
    assert 1 <= names.asked <= 8  # those who asked before the first answer
    async with ward(names.setting(Setting(breaker="false"))) as it:
        await it.ask()
        before = names.asked
        await it.ask(2)
    assert before == names.asked


async def test_f04_slow_names(promise: Promise) -> None:
    """F4: a name server that takes ten seconds costs the connect deadline."""
    names = Names()

    async def turn(it: Ward) -> None:
        await names.forgotten(it)
        names.hold.clear()

    setting = names.setting(HASTY)
    fault = Fault(turn, TIMEOUT, 0, None, heal=names.heal, setting=setting, wait=TWICE)
    try:
        await promise(fault)
    finally:
        names.hold.set()


async def test_f04_leaves_the_loop_alone() -> None:
    """F4: while a look-up hangs the event loop goes on as ever."""
    names = Names()
    async with ward(names.setting(Setting(timeout="400ms", connect=0.3))) as it:
        names.hold.clear()
        asked = asyncio.create_task(it.ask())
        loop, lags = asyncio.get_running_loop(), list[float]()
        while not asked.done():
            before = loop.time()
            await asyncio.sleep(0.01)
            lags.append(loop.time() - before - 0.01)
        names.hold.set()
        assert [("obat", TIMEOUT)] == asked.result().codes()
    lags.sort()
    assert lags[len(lags) * 9 // 10] < 0.05


async def test_f05_outside_its_network(promise: Promise) -> None:
    """F5: a name that turns to an address of another network is not dialled any more."""
    names = Names()

    async def turn(it: Ward) -> None:
        names.addresses = ("169.254.169.254",)
        await names.forgotten(it)

    setting = names.setting(Setting())
    fault = Fault(
        turn, "UPSTREAM_BLOCKED", 0, counts=False, heal=names.heal, setting=setting
    )
    await promise(fault)


async def test_f05_is_a_security_event() -> None:
    """F5: the operator's log has the connector, the name and the refused address."""
    names = Names(addresses=("169.254.169.254",))
    async with ward(names.setting(Setting())) as it:
        await it.ask()
        assert [Refused("obat", "obat.example", "169.254.169.254")] == it.events(
            Refused
        )


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


def _secure(turn: Turn, code: str, asked: int | None, retried: int | None) -> Fault:
    """Return a fault of an agency that is well behind a good certificate."""
    setting = Setting(
        url="https://127.0.0.1:{port}",
        more=f"tls: {{ca: {TLS / 'ca.pem'}}}",
        tls=_certified("good"),
        connect=CONNECT,
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

    await promise(_secure(turn, TIMEOUT, 2, 1))
