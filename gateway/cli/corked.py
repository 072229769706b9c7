"""A transport that writes a response's head with what follows it, and closes with care."""

import asyncio
from collections.abc import Callable
from typing import Any, Final

from gateway.cli.lingering import Lingering
from gateway.cli.taking import Taking

_HEAD: Final = b"HTTP/1.1 "
_INTERIM: Final = b"HTTP/1.1 1"
_COPIED: Final = 32 * 1024
"""Bytes up to which copying a body costs less than a write of its own."""


class Corked:
    """A transport that holds a response's head back until what follows it.

    It lets go of it at the latest in the next turn of the loop, so that an
    answer in pieces begins when it begins. All else is the transport's own.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport: asyncio.Transport | Lost = transport
        self._loop = asyncio.get_running_loop()
        self.taking: Taking | None = None
        self.unheard: Callable[[], bool] | None = None
        self._head: bytes | None = None
        self._turn = False  # one is awaited
        self.is_closing = transport.is_closing

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: "bytes | memoryview[int]") -> None:
        """Write bytes, with the head that was held back before them."""
        head = self._head
        if head is not None:
            self._head = None
            if len(data) <= _COPIED:
                self._transport.write(b"".join((head, data)))
            else:
                self._transport.write(head)
                self._transport.write(data)
        elif _begins(data):
            self._head = bytes(data)
            if not self._turn:
                self._turn = True
                self._loop.call_soon(self._next_turn)
        else:
            self._transport.write(data)

    def answer(self, data: bytes) -> None:
        """Write an answer that is whole, after what is held back of the one before."""
        self._flush()
        self._transport.write(data)

    def close(self) -> None:
        """Close, once everything is written and taken, and its client has stopped sending."""
        self._flush()
        ask, self.unheard = self.unheard, None
        transport = self._transport
        if ask is None or isinstance(transport, Lost) or self.is_closing() or not ask():
            transport.close()
        else:
            self.is_closing = _yes
            Lingering(transport)
        if self.taking is not None:
            self.taking.begin()

    def lose(self) -> None:
        """Take note that the connection is lost: what is written is for nobody."""
        self._head = self.taking = self.unheard = None
        self._transport = Lost(self._transport)

    def _next_turn(self) -> None:
        self._turn = False
        self._flush()

    def _flush(self) -> None:
        head, self._head = self._head, None
        if head is not None and not self._transport.is_closing():
            self._transport.write(head)


class Lost:
    """What takes the place of a transport that is lost, which would not hear of more."""

    def __init__(self, transport: "asyncio.Transport | Lost") -> None:
        self._transport = transport

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: object) -> None:
        """Drop it."""


def _begins(data: "bytes | memoryview[int]") -> bool:
    """Tell whether bytes are the head of a final response."""
    start = bytes(data[: len(_INTERIM)])
    return start.startswith(_HEAD) and start != _INTERIM


def _yes() -> bool:
    return True
