"""F3-F5: names that lead nowhere, late, or to where they must not.

The name server is a stand-in here: a function in place of the system's resolver, which
blocks and raises as that does. Whom the real one asks stands in /etc/resolv.conf, which
only root may write; it is tried in `test_resolver.py`, where a process may have a network
of its own.
"""

import asyncio
import socket
import threading
from dataclasses import dataclass, field, replace

import pytest

from gateway.observe import Refused
from tests.faults.agency import well
from tests.faults.promises import Fault, Promise
from tests.faults.ward import Setting, Ward, ward

UNAVAILABLE, TIMEOUT = "UPSTREAM_UNAVAILABLE", "UPSTREAM_TIMEOUT"
CONNECT = 0.25
HASTY = Setting(connect=CONNECT)
"""Only connecting is bound, far below the whole call."""


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
    fault = Fault(
        turn, TIMEOUT, 0, None, heal=names.heal, setting=setting, wait=2 * CONNECT
    )
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
