import asyncio
import socket
import threading
import time
from collections.abc import Iterable

import pytest

from gateway.config.model import Network
from gateway.connectors.address import Guard, GuardedResolver, look_up
from gateway.errors import Sent, UpstreamBlocked
from gateway.observe import Refused
from tests.connectors.conftest import Seen


class Names:
    """A name server: gives each answer in turn, the last one for ever."""

    def __init__(self, *answers: Iterable[str] | OSError) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def __call__(self, name: str) -> list[str]:
        self.asked.append(name)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, OSError):
            raise answer
        return list(answer)


def guard(seen: Seen, kind: str = "public") -> Guard:
    return Guard("bapenda", Network(kind), seen)


async def addresses(resolver: GuardedResolver, host: str) -> list[str]:
    return [str(one["host"]) for one in await resolver.resolve(host, 443)]


async def test_allowed_addresses_pass() -> None:
    """A name gives its allowed addresses, with the port, in the server's order."""
    resolver = GuardedResolver(guard(Seen()), Names(["8.8.8.8", "2001:4860::1"]))
    found = await resolver.resolve("opd.example", 8443)
    assert ["8.8.8.8", "2001:4860::1"] == [one["host"] for one in found]
    assert [8443, 8443] == [one["port"] for one in found]
    await resolver.close()


async def test_refused_addresses_are_left_out() -> None:
    """Of a mixed answer only what is allowed is dialled; the rest is reported."""
    seen = Seen()
    resolver = GuardedResolver(guard(seen), Names(["10.0.0.1", "8.8.8.8"]))
    assert ["8.8.8.8"] == await addresses(resolver, "opd.example")
    assert [Refused("bapenda", "opd.example", "10.0.0.1")] == seen.events
    await resolver.close()


async def test_an_address_outside_is_blocked() -> None:
    """A name that leads outside the network is refused, unsent, and reported."""
    seen = Seen()
    resolver = GuardedResolver(guard(seen), Names(["169.254.169.254"]))
    with pytest.raises(UpstreamBlocked, match="outside") as raised:
        await resolver.resolve("opd.example")
    assert Sent.NO is raised.value.sent
    assert "169.254" not in str(raised.value)
    assert [Refused("bapenda", "opd.example", "169.254.169.254")] == seen.events
    await resolver.close()


@pytest.mark.parametrize(
    "host",
    ["2130706433", "0x7f000001", "0x7f.1", "127.1", "127.0.0.0x1", "0177.0.0.1."],
)
async def test_numbers_are_not_names(host: str) -> None:
    """A host that C would read as a number is refused, even for loopback."""
    names = Names(["127.0.0.1"])
    resolver = GuardedResolver(guard(Seen(), "loopback"), names)
    with pytest.raises(UpstreamBlocked):
        await resolver.resolve(host)
    assert [] == names.asked
    await resolver.close()


@pytest.mark.parametrize("host", ["localhost", "LocalHost.", "a.localhost"])
async def test_localhost_is_this_machine(host: str) -> None:
    """The name for this machine is never asked for, and never leads elsewhere."""
    names = Names(["8.8.8.8"])
    resolver = GuardedResolver(guard(Seen(), "loopback"), names)
    assert ["127.0.0.1", "::1"] == await addresses(resolver, host)
    assert [] == names.asked
    await resolver.close()


async def test_a_failure_is_remembered_shortly() -> None:
    """After a failed look-up the name server is left alone for two seconds."""
    now = [0.0]
    failure = socket.gaierror(socket.EAI_NONAME, "unknown")
    names = Names(failure, ["8.8.8.8"])
    resolver = GuardedResolver(guard(Seen()), names, lambda: now[0])
    for now[0] in (0.0, 1.9):
        with pytest.raises(OSError, match="unknown"):
            await resolver.resolve("opd.example")
    assert 1 == len(names.asked)
    now[0] = 2.0
    assert ["8.8.8.8"] == await addresses(resolver, "opd.example")
    await resolver.close()


async def test_a_slow_name_server_does_not_hold_the_loop() -> None:
    """While a look-up hangs the loop goes on, and so do other connectors' look-ups."""
    release = threading.Event()

    def hang(_: str) -> list[str]:
        release.wait(10)
        return ["8.8.8.8"]

    slow = [GuardedResolver(guard(Seen()), hang) for _ in range(12)]
    fast = GuardedResolver(guard(Seen()), Names(["8.8.8.8"]))
    waiting = [asyncio.create_task(addresses(one, "slow.example")) for one in slow]
    await asyncio.sleep(0.01)
    started = time.monotonic()
    assert ["8.8.8.8"] == await addresses(fast, "fast.example")
    assert time.monotonic() - started < 1
    release.set()
    assert [["8.8.8.8"]] * 12 == await asyncio.gather(*waiting)
    for one in (*slow, fast):
        await one.close()


def test_a_socket_is_opened_for_allowed_addresses_only() -> None:
    """The dialler gets no socket for an address that the resolver never saw."""
    seen = Seen()
    watch = guard(seen, "loopback")
    kind, proto = socket.SOCK_STREAM, socket.IPPROTO_TCP
    allowed = (socket.AF_INET, kind, proto, "", ("127.0.0.1", 80))
    with watch.open_socket(allowed) as opened:
        assert socket.AF_INET == opened.family
    with pytest.raises(UpstreamBlocked):
        watch.open_socket((socket.AF_INET, kind, proto, "", ("169.254.1.1", 80)))
    assert [Refused("bapenda", "169.254.1.1", "169.254.1.1")] == seen.events


def test_the_system_knows_this_machine() -> None:
    """The system's resolver gives each address of a name once."""
    found = look_up("localhost")
    assert set(found) <= {"127.0.0.1", "::1"}
    assert len(set(found)) == len(found) > 0
