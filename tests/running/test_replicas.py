"""The operator's switches in several replicas: gateway/running/replicas.py."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pytest
from typing_extensions import override

from gateway.connectors.notice import WIB, Notice
from gateway.running.replicas import Replicated
from gateway.running.shared import NAME, Change, OwnState, StateError, StateFile
from gateway.running.state import State

NOW = dt.datetime(2026, 11, 30, 7, 0, tzinfo=WIB)
PASAR = Notice("pasar", NOW, None, "Tutup.")
BUKU = Notice("buku", NOW, stale=True)


@dataclass
class Server:
    """What all replicas read and write, while it is up."""

    up: bool = True
    text: bytes | None = None
    writes: int = 0

    async def read(self) -> tuple[bool, bytes | None]:
        return self.up, self.text if self.up else None

    async def write(self, text: bytes) -> bool:
        if self.up:
            self.text = text
            self.writes += 1
        return self.up


class Full(OwnState):
    """A disk that is full."""

    @override
    async def change(self, change: Change) -> State:
        raise StateError(str(change))


def off(notice: Notice) -> Change:
    return lambda state: state.with_notice(notice, NOW)


def on(connector: str) -> Change:
    return lambda state: state.without_notice(connector, NOW)


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def one(server: Server) -> Replicated:
    return Replicated(OwnState(), server)


@pytest.fixture
def two(server: Server) -> Replicated:
    return Replicated(OwnState(), server)


async def known(one: Replicated) -> list[str]:
    """Have a replica look; return what it knows to be switched off."""
    await one.read()
    return sorted(one._state.notices)


async def test_what_one_switches_all_know(one: Replicated, two: Replicated) -> None:
    """Off and on again reach the other replica as they were told, once."""
    await one.change(off(PASAR))
    state = await two.read()
    assert state is not None
    assert {"pasar": PASAR} == state.notices
    assert await two.read() is None
    await two.change(on("pasar"))
    assert [] == await known(one)


async def test_nothing_to_say(one: Replicated, server: Server) -> None:
    """Where nothing was ever switched nothing is written; nor again what is there."""
    assert [] == await known(one)
    assert 0 == server.writes
    await one.change(off(PASAR))
    for _ in range(3):
        await known(one)
    assert 1 == server.writes


async def test_a_restart(one: Replicated, server: Server) -> None:
    """A replica that starts anew finds what was switched before."""
    await one.change(off(PASAR))
    assert ["pasar"] == await known(Replicated(OwnState(), server))


async def test_a_server_that_was_emptied(
    one: Replicated, two: Replicated, server: Server
) -> None:
    """Whoever knows what it lost writes it again, and nobody takes it for switched on."""
    await one.change(off(PASAR))
    await known(two)
    for junk in (None, b"", b"{}", b"[1", b"\x00"):
        server.text = junk
        assert ["pasar"] == await known(two)
        assert ["pasar"] == await known(Replicated(OwnState(), server))


async def test_without_the_server(
    one: Replicated, two: Replicated, server: Server
) -> None:
    """What is known holds, what is switched holds here, and the others learn it later."""
    await one.change(off(PASAR))
    await known(two)
    server.up = False
    await one.change(off(BUKU))
    assert ["buku", "pasar"] == await known(one)
    assert ["pasar"] == await known(two)
    assert one.note is not None
    assert one.note.startswith("Valkey tidak dapat dihubungi")
    server.up = True
    assert ["buku", "pasar"] == await known(one)
    assert ["buku", "pasar"] == await known(two)
    assert one.note is two.note is None


async def test_switched_apart(one: Replicated, two: Replicated, server: Server) -> None:
    """Each connector is as it was switched last, whichever replica is back first."""
    await one.change(off(PASAR))
    await known(two)
    server.up = False
    await one.change(on("pasar"))
    await two.change(off(BUKU))
    server.up = True
    await known(two)
    await known(one)
    assert [["buku"], ["buku"]] == [await known(two), await known(one)]
    writes = server.writes
    await known(one)
    await known(two)
    assert writes == server.writes


async def test_of_the_same_number(
    one: Replicated, two: Replicated, server: Server
) -> None:
    """Where two were as late all choose the same, and it stays."""
    server.up = False
    await one.change(off(PASAR))
    await two.change(off(Notice("pasar", NOW, None, "Libur.")))
    server.up = True
    for _ in range(2):
        await known(one)
        await known(two)
    assert one._state.notices == two._state.notices
    writes = server.writes
    await known(one)
    assert writes == server.writes


async def test_a_folder_besides(server: Server, tmp_path: Path) -> None:
    """The machine keeps it too, for a start without the server; purges stay the machine's."""
    one = Replicated(StateFile(tmp_path), server)
    worker = Replicated(StateFile(tmp_path), server)
    await one.change(off(PASAR))
    await one.change(lambda state: state.with_purge("pasar"))
    assert ["pasar"] == await known(worker)
    assert 1 == worker._state.last_purge
    other = Replicated(OwnState(), server)
    await other.change(off(BUKU))
    assert 0 == other._state.last_purge
    assert ["buku", "pasar"] == await known(one)
    server.up, server.text = False, None
    again = Replicated(StateFile(tmp_path), server)
    assert ["buku", "pasar"] == await known(again)
    assert 1 == again._state.last_purge
    assert (tmp_path / NAME).exists()


async def test_a_full_disk(server: Server, one: Replicated) -> None:
    """What others switched holds although it cannot be kept; an order here is refused."""
    await one.change(off(PASAR))
    full = Replicated(Full(), server)
    assert ["pasar"] == await known(full)
    with pytest.raises(StateError):
        await full.change(off(BUKU))
    assert ["pasar"] == await known(full)
