"""A name server on UDP that answers as it is told (RFC 1035 §4)."""

import asyncio
import socket
import struct
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final, cast

from typing_extensions import override

_HEADER: Final = struct.Struct("!6H")
_QUESTION: Final = struct.Struct("!2H")
_RECORD: Final = struct.Struct("!3HIH")
_ANSWERS: Final = 0x8180  # a response, recursion desired and available
_ITS_NAME: Final = 0xC000 + _HEADER.size  # the question's, §4.1.4
_A, _IN = 1, 1
SERVFAIL: Final = 2
NXDOMAIN: Final = 3
PORT: Final = 53


@dataclass
class NameServer(asyncio.DatagramProtocol):
    """Answers every question with an address, or a code; `asked` counts them.

    One that is mute takes them and says nothing.
    """

    address: str = "127.0.0.1"
    code: int = 0
    mute: bool = False
    asked: int = 0

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)

    @override
    def datagram_received(self, data: bytes, addr: tuple[str | Any, int]) -> None:
        self.asked += 1
        if not self.mute:
            self._transport.sendto(self._answer(data), addr)

    def _answer(self, data: bytes) -> bytes:
        """Answer the one question of a message; of IPv6 there is never an address."""
        end = data.index(b"\0", _HEADER.size) + 1
        kind, _ = _QUESTION.unpack_from(data, end)
        question = data[_HEADER.size : end + _QUESTION.size]
        found = b""
        if not self.code and kind == _A:
            found = _RECORD.pack(_ITS_NAME, _A, _IN, 0, 4)
            found += socket.inet_aton(self.address)
        number = int.from_bytes(data[:2], "big")
        head = _HEADER.pack(number, _ANSWERS | self.code, 1, bool(found), 0, 0)
        return head + question + found


@asynccontextmanager
async def name_server() -> AsyncGenerator[NameServer]:
    """Run a name server, at the port where the system's resolver asks."""
    server = NameServer()
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(
        lambda: server, ("127.0.0.1", PORT)
    )
    try:
        yield server
    finally:
        transport.close()
