"""Addresses are checked where they are dialled.

Names are resolved here, off the loop, and only addresses that pass are handed
to the dialler; every socket the dialler opens passes the same check. What was
checked is therefore what is dialled, and an answer that changes between two
look-ups (DNS rebinding) gains nothing.
"""

import asyncio
import re
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import Any, Final, TypeAlias

from aiohttp.abc import AbstractResolver, ResolveResult
from typing_extensions import override

from gateway.config.model import Network
from gateway.connectors.networks import Rules
from gateway.errors import Sent, UpstreamBlocked
from gateway.observe import Observer, Refused

Lookup: TypeAlias = Callable[[str], list[str]]
"""Resolves a name to addresses as text; blocks; raises OSError."""

AddrInfo: TypeAlias = tuple[int, int, int, str, tuple[Any, ...]]
"""One result of socket.getaddrinfo: family, type, protocol, name, address."""

NUMBER: Final = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)\Z", re.IGNORECASE)
"""A last label that makes C libraries read a host as a number (WHATWG URL §3.5)."""

REMEMBER_FAILURE: Final = 2.0
"""Seconds a failed look-up is remembered, so that an outage is not a flood."""


def look_up(name: str) -> list[str]:
    """Ask the system's resolver for the addresses of a name, in its order."""
    found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


class Guard:
    """Refuses addresses outside one connector's network, and reports them."""

    def __init__(self, connector: str, network: Network, observer: Observer) -> None:
        self._connector = connector
        self._rules = Rules(network)
        self._observer = observer

    def sift(self, host: str, addresses: list[str]) -> list[str]:
        """Keep the addresses that may be dialled; raise UpstreamBlocked without any."""
        allowed = [address for address in addresses if self._rules.allow(address)]
        if len(allowed) < len(addresses):
            refused = next(one for one in addresses if one not in allowed)
            self._observer.see(Refused(self._connector, host, refused))
        if not allowed:
            msg = "the service's address is outside the connector's network"
            raise UpstreamBlocked(msg, sent=Sent.NO)
        return allowed

    def open_socket(self, info: AddrInfo) -> socket.socket:
        """Open the socket for one address; the dialler has no other way to get one."""
        family, kind, proto, _, sockaddr = info
        address = str(sockaddr[0])
        self.sift(address, [address])
        return socket.socket(family, kind, proto)


class GuardedResolver(AbstractResolver):
    """Resolve names through a guard, in a thread of its own.

    A thread for each connector: a name server that hangs for one holds up no
    other. A failure is remembered for two seconds; successes are the
    connection pool's to remember.
    """

    def __init__(
        self,
        guard: Guard,
        lookup: Lookup = look_up,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._guard = guard
        self._lookup = lookup
        self._clock = clock
        self._failures: dict[str, tuple[float, int | None, str]] = {}
        self._thread = ThreadPoolExecutor(1, "dns")

    @override
    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_INET,
    ) -> list[ResolveResult]:
        """Return the allowed addresses of a host; raise OSError or UpstreamBlocked."""
        last = host.rstrip(".").rpartition(".")[2].lower()
        if NUMBER.match(last):
            addresses = [host]  # which is no address: nothing allows it
        elif last == "localhost":
            addresses = ["127.0.0.1", "::1"]  # RFC 6761 §6.3, whoever is asked
        else:
            addresses = await self._addresses(host)
        return [
            ResolveResult(
                hostname=host, host=address, port=port, family=family, proto=0, flags=0
            )
            for address in self._guard.sift(host, addresses)
        ]

    async def _addresses(self, host: str) -> list[str]:
        """Look a host up, unless that failed a moment ago."""
        until, errno, reason = self._failures.get(host, (0.0, None, ""))
        if self._clock() < until:
            raise OSError(errno, reason)
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._thread, self._lookup, host)
        except OSError as error:
            until = self._clock() + REMEMBER_FAILURE
            self._failures[host] = (until, error.errno, error.strerror or "")
            raise

    @override
    async def close(self) -> None:
        """Let the thread go; a look-up that hangs is not waited for."""
        self._thread.shutdown(wait=False, cancel_futures=True)
