"""From the address of the shared server to a link: looked up, opened, tried."""

import asyncio
import socket
import ssl
from typing import Protocol

from gateway.connectors.shared.address import Address
from gateway.connectors.shared.link import Link, open_link


class Dial(Protocol):
    """What opens a link."""

    async def __call__(self) -> Link:
        """Return a link that has just answered. Raises whatever went wrong."""
        ...


class Dialler:
    """Opens links to one server.

    Its name is looked up in a thread, by one look-up at a time: one that hangs is
    waited for by all later attempts, and never by a request.
    """

    def __init__(self, address: Address) -> None:
        self._address = address
        self._tls = _context(address) if address.tls else None
        self._looking: asyncio.Task[list[str]] | None = None

    async def __call__(self) -> Link:
        """Try the addresses of the server in turn."""
        failure: Exception | None = None
        for host in await self._hosts():
            link = open_link(self._address, host, self._tls)
            try:
                await link.time()
            except BaseException as error:
                await link.aclose()
                if not isinstance(error, Exception):
                    raise
                failure = error
            else:
                return link
        raise failure or OSError("the name leads nowhere")

    async def _hosts(self) -> list[str]:
        if self._address.path:
            return [""]
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look_up())
        return await asyncio.shield(self._looking)

    async def _look_up(self) -> list[str]:
        found = await asyncio.get_running_loop().getaddrinfo(
            self._address.host, self._address.port, type=socket.SOCK_STREAM
        )
        return list(dict.fromkeys(str(one[4][0]) for one in found))

    async def aclose(self) -> None:
        """Wait no longer for a look-up."""
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.wait({self._looking})


def _context(address: Address) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=address.ca)
