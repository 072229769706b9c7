"""What is written to a connection, and when: gateway/cli/corked.py."""

import asyncio
from typing import Any

from typing_extensions import override

from gateway.cli.corked import Corked


class Wire(asyncio.Transport):
    """A transport that notes what is done with it."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[object] = []
        self.closing = False

    @override
    def write(self, data: Any) -> None:
        self.done.append(bytes(data))

    @override
    def close(self) -> None:
        self.done.append("close")

    @override
    def is_closing(self) -> bool:
        return self.closing

    @override
    def pause_reading(self) -> None:
        self.done.append("pause")


HEAD = b"HTTP/1.1 200 OK\r\n\r\n"


async def test_a_head_goes_with_its_body() -> None:
    """They are one write; what comes after is written as it comes."""
    wire = Wire()
    corked = Corked(wire)
    corked.write(HEAD)
    corked.write(b"teh")
    corked.write(memoryview(b"kopi"))
    await asyncio.sleep(0)
    assert [HEAD + b"teh", b"kopi"] == wire.done


async def test_a_large_body_is_not_copied() -> None:
    """It is written right after its head."""
    wire = Wire()
    corked = Corked(wire)
    corked.write(HEAD)
    corked.write(b"k" * 100_000)
    assert [HEAD, b"k" * 100_000] == wire.done


async def test_a_head_alone_waits_a_turn() -> None:
    """A body that is late does not hold its head back."""
    wire = Wire()
    corked = Corked(wire)
    corked.write(HEAD)
    assert [] == wire.done
    await asyncio.sleep(0)
    corked.write(b"teh")
    corked.write(HEAD)
    corked.write(b"kopi")
    await asyncio.sleep(0)
    assert [HEAD, b"teh", HEAD + b"kopi"] == wire.done


async def test_interim_answers_go_at_once() -> None:
    """`100 Continue` is waited for by the client."""
    wire = Wire()
    Corked(wire).write(b"HTTP/1.1 100 Continue\r\n\r\n")
    assert [b"HTTP/1.1 100 Continue\r\n\r\n"] == wire.done


async def test_closing_loses_nothing() -> None:
    """A head without a body is written before the connection closes."""
    wire = Wire()
    corked = Corked(wire)
    corked.write(HEAD)
    corked.close()
    assert [HEAD, "close"] == wire.done
    corked.pause_reading()
    assert "pause" == wire.done[-1]


async def test_answers_keep_their_order() -> None:
    """A head without a body, as that to HEAD, goes before the answer that is next."""
    wire = Wire()
    corked = Corked(wire)
    corked.write(HEAD)
    corked.answer(b"sibuk")
    await asyncio.sleep(0)
    assert [HEAD, b"sibuk"] == wire.done


async def test_a_closed_connection_gets_no_head() -> None:
    """What the client is gone for is not written."""
    wire = Wire()
    corked = Corked(wire)
    corked.write(HEAD)
    wire.closing = True
    await asyncio.sleep(0)
    assert [] == wire.done


async def test_a_lost_connection_gets_nothing() -> None:
    """What is written after all is dropped, and what is held back, too."""
    wire = Wire()
    corked = Corked(wire)
    corked.write(HEAD)
    corked.lose()
    corked.write(b"teh")
    corked.write(HEAD)
    await asyncio.sleep(0)
    corked.pause_reading()
    assert ["pause"] == wire.done
