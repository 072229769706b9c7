"""How long a client may leave what it asked for: gateway/cli/taking.py."""

import asyncio
import os
import socket
from typing import Any

import pytest
from typing_extensions import override

from gateway.cli.taking import Taking
from gateway.http.written import Written

SOON = 0.02


class Wire(asyncio.Transport):
    """A transport of which so many bytes are left; its socket says that nothing is."""

    def __init__(self, left: int) -> None:
        super().__init__()
        self.left = left
        self.aborted = False
        self.socket: Any = socket.socket()

    @override
    def get_write_buffer_size(self) -> int:
        return self.left

    @override
    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return self.socket if name == "socket" else default

    @override
    def abort(self) -> None:
        self.aborted = True


class Pipe:
    """What is no socket, and has no queue to tell of."""

    def __init__(self) -> None:
        self._ends = os.pipe()

    def fileno(self) -> int:
        """Return the end that is written to."""
        return self._ends[1]

    def close(self) -> None:
        """Close both ends."""
        for end in self._ends:
            os.close(end)


@pytest.mark.parametrize("kind", [socket.socket, Pipe])
async def test_nothing_taken(kind: type[Any]) -> None:
    """Of what is left nothing was taken: the connection ends, also where only we count."""
    wire = Wire(9)
    wire.socket.close()
    wire.socket = kind()
    taking = Taking(wire, SOON, Written())
    taking.begin()
    taking.begin()
    await asyncio.sleep(SOON * 3)
    assert wire.aborted
    wire.socket.close()


@pytest.mark.parametrize(("left", "aborted"), [(8, False), (0, False), (9, True)])
async def test_something_taken(left: int, *, aborted: bool) -> None:
    """Where some was taken, or all, it goes on; it is looked again, and may end."""
    wire = Wire(9)
    taking = Taking(wire, SOON, Written())
    taking.begin()
    wire.left = left
    await asyncio.sleep(SOON * 1.5)
    assert aborted is wire.aborted
    await asyncio.sleep(SOON * 2)
    assert bool(left) is wire.aborted
    wire.socket.close()


async def test_nothing_left() -> None:
    """Where all is taken nothing is looked at, nor once it is said to be."""
    wire = Wire(0)
    taking = Taking(wire, SOON, Written())
    taking.begin()
    wire.left = 9
    await asyncio.sleep(SOON * 2)
    taking.begin()
    taking.end()
    taking.end()
    await asyncio.sleep(SOON * 2)
    assert not wire.aborted
    wire.socket.close()


async def test_what_was_waited_counts() -> None:
    """Who has waited before waits the less, but for a moment at the least."""
    wire = Wire(9)
    taking = Taking(wire, 1.03, Written())
    taking.begin(30.0)
    await asyncio.sleep(1.02)
    assert wire.aborted
    wire.socket.close()


async def test_too_much_for_all() -> None:
    """Who has waited longest is waited for no more, and at once; who has little left is."""
    written = Written(150_000)
    wires = [Wire(size) for size in (10_000, 100_000, 40_000, 100_000)]
    takings = [Taking(wire, SOON * 10, written) for wire in wires]
    for one in takings[:3]:
        one.begin()
    assert not any(wire.aborted for wire in wires)
    takings[3].begin()
    assert [False, True, False, False] == [wire.aborted for wire in wires]
    assert 150_000 == written.size
    for one, wire in zip(takings, wires, strict=True):
        one.end()
        wire.socket.close()
    assert 0 == written.size


async def test_what_is_left_counts() -> None:
    """Who has taken nearly all meanwhile goes on."""
    written = Written(100_000)
    wires = [Wire(90_000) for _ in "ab"]
    takings = [Taking(wire, SOON * 10, written) for wire in wires]
    takings[0].begin()
    wires[0].left = 9
    takings[1].begin()
    assert not any(wire.aborted for wire in wires)
    assert 90_009 == written.size
    for one, wire in zip(takings, wires, strict=True):
        one.end()
        wire.socket.close()


async def test_what_is_taken_takes_no_room() -> None:
    """An answer counts until it is taken."""
    wire, written = Wire(50_000), Written()
    taking = Taking(wire, SOON, written)
    taking.begin()
    assert 50_000 == written.size
    wire.left = 0
    await asyncio.sleep(SOON * 2)
    assert 0 == written.size
    taking.end()
    assert 0 == written.size
    wire.socket.close()
