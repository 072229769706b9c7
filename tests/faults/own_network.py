"""A gateway in a network of its own, whose name server is ours: run by `test_resolver.py`.

There the system's resolver asks 127.0.0.1, and it is the real one that is asked. What
came of each question is printed as one JSON object.
"""

import asyncio
import fcntl
import json
import socket
import struct
import sys
from collections.abc import Mapping
from typing import Any, Final

from gateway.observe import Refused
from tests.faults.nameserver import NXDOMAIN, SERVFAIL, NameServer, name_server
from tests.faults.ward import Setting, ward

CONNECT: Final = 0.25
SETTING: Final = Setting(url="http://obat.example:{port}", connect=CONNECT)
SAID: Final[Mapping[str, NameServer]] = {
    "well": NameServer(),
    "no such name": NameServer(code=NXDOMAIN),
    "fails": NameServer(code=SERVFAIL),
    "elsewhere": NameServer(address="169.254.169.254"),
    "silent": NameServer(mute=True),
}
"""What the name server says; the last leaves the resolver's thread waiting."""


def switch_on() -> None:
    """Switch the loopback interface on, which is off in a new network (netdevice(7))."""
    set_flags, up = 0x8914, 1
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, set_flags, struct.pack("16sH14x", b"lo", up))


async def told(server: NameServer, said: NameServer) -> dict[str, Any]:
    """Ask twice while the name server says so; return what came of it."""
    server.address, server.code, server.mute = said.address, said.code, said.mute
    server.asked = 0
    async with ward(SETTING) as it:
        lags = list[float]()
        watching = asyncio.create_task(watched(lags))
        first = await it.ask(1)
        asked = server.asked
        second = await it.ask(2)
        watching.cancel()
        return {
            "codes": first.codes() + second.codes(),
            "seconds": max(first.seconds, second.seconds),
            "asked": asked,
            "asked again": server.asked - asked,
            "lag": max(lags),
            "refused": [
                (one.host, one.address)
                for one in it.seen.events
                if isinstance(one, Refused)
            ],
        }


async def watched(lags: list[float]) -> None:
    """Note by how much the loop is late."""
    loop = asyncio.get_running_loop()
    while True:
        before = loop.time()
        await asyncio.sleep(0.005)
        lags.append(loop.time() - before - 0.005)


async def main() -> None:
    """Have the name server say one thing after the other."""
    switch_on()
    async with name_server() as server:
        found = {name: await told(server, said) for name, said in SAID.items()}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    asyncio.run(main())
