"""uvicorn's HTTP protocol, with the head and a small body in one write.

uvicorn writes the head as soon as it is known. That is a system call more for
each answer, and on a network a packet more.
"""

import asyncio
from typing import Any, Final, cast

from typing_extensions import override
from uvicorn.protocols.http.httptools_impl import (
    HttpToolsProtocol,
    RequestResponseCycle,
)

from gateway.http.front import Front
from gateway.http.glance import REFUSAL, whole_body

_HEAD: Final = b"HTTP/1.1 "
_INTERIM: Final = b"HTTP/1.1 1"
_COPIED: Final = 32 * 1024
"""Bytes up to which copying a body costs less than a write of its own."""


class OneWrite(HttpToolsProtocol):
    """A connection whose small answers are written whole, where they come whole."""

    _front: Front | None = None

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        own = cast("asyncio.Transport", transport)
        super().connection_made(cast("asyncio.Transport", Corked(own)))
        front = self.config.app
        self._front = front if isinstance(front, Front) else None
        if self._crowd():
            own.abort()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._crowd()

    @override
    def data_received(self, data: bytes) -> None:
        front = self._front
        if front is not None and front.valve.full and self._between():
            body = whole_body(data)
            if body is not None and front.refuses(body):
                self._refuse()
                return
        super().data_received(data)

    def _between(self) -> bool:
        """Tell whether the next byte begins a request: none is being read or answered."""
        if self.transport.is_closing():
            return False
        cycle = cast("RequestResponseCycle | None", self.cycle)
        if cycle is None:
            return cast("object", self.scope) is None
        done = cycle.response_complete and not cycle.more_body
        return done and self.scope is cycle.scope

    def _refuse(self) -> None:
        """Answer 503, and wait for the next request as after any other answer."""
        self.transport.write(REFUSAL)
        self._unset_keepalive_if_required()
        self.timeout_keep_alive_task = self.loop.call_later(
            self.timeout_keep_alive, self.timeout_keep_alive_handler
        )

    def _crowd(self) -> bool:
        """Say how many connections there are; tell whether this one is far too many."""
        front = self._front
        return front is not None and front.crowd(len(self.connections))


class Corked:
    """A transport that holds a response's head back until what follows it.

    It lets go of it at the latest in the next turn of the loop, so that an
    answer in pieces begins when it begins. All else is the transport's own.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._loop = asyncio.get_running_loop()
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

    def close(self) -> None:
        """Close, once everything is written."""
        self._flush()
        self._transport.close()

    def _next_turn(self) -> None:
        self._turn = False
        self._flush()

    def _flush(self) -> None:
        head, self._head = self._head, None
        if head is not None and not self._transport.is_closing():
            self._transport.write(head)


def _begins(data: "bytes | memoryview[int]") -> bool:
    """Tell whether bytes are the head of a final response."""
    start = bytes(data[: len(_INTERIM)])
    return start.startswith(_HEAD) and start != _INTERIM
