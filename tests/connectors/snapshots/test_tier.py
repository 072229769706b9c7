"""A connector's snapshots, as its sources use them."""

from pathlib import Path

import pytest

from gateway.connectors.answer import Answer
from gateway.connectors.freshness import Lifetime
from gateway.connectors.second import Kept
from gateway.connectors.snapshots.cabinet import FOLDER as ROOT
from tests.connectors.snapshots.made import FOLDER, Machine, kept, key
from tests.connectors.snapshots.processes import WANTED, process


async def test_a_restart(tmp_path: Path, machine: Machine) -> None:
    """What one process kept another has, as old as it is, and with all that belongs to it."""
    async with process(tmp_path, machine) as one:
        one.of().put(key(1), kept(b'["a"]', "rak"))
    machine.pass_by(100)
    async with process(tmp_path, machine) as two:
        found = await two.of().get(WANTED)
        assert {key(1): kept(b'["a"]', "rak")._replace(age=100.0)} == found
        assert {} == await two.of("perpus~2").get(WANTED)


@pytest.mark.parametrize(
    ("wall", "expected"),
    [(100.0, 100.0), (-3600.0, None), (3700.0, 3700.0)],
)
async def test_another_start_of_the_machine(
    tmp_path: Path, machine: Machine, wall: float, expected: float | None
) -> None:
    """After the machine was started again the wall clock tells; what it denies is none."""
    async with process(tmp_path, machine) as one:
        one.of().put(key(1), kept(b"[1]", "rak"))
    machine.boot, machine.up, machine.wall = "b2", 1.0, machine.wall + wall
    async with process(tmp_path, machine) as two:
        found = await two.of().get(WANTED)
        assert expected == (found[key(1)].age if found else None)


async def test_an_eviction(tmp_path: Path, machine: Machine) -> None:
    """What memory has let go of is still here, and what it has is not looked for."""
    async with process(tmp_path, machine) as one:
        tier = one.of()
        tier.put(key(1), kept(b"[1]", "rak"))
        await one.written(1)
        assert {key(1)} == set(await tier.get(WANTED))
        answer = Answer([1], 3, 0.0, key(1))
        answer.keep(one.memory, Lifetime(60))
        reads = one.cabinet.reads
        assert {} == await tier.get(WANTED)
        assert reads == one.cabinet.reads


async def test_what_waits_is_there(tmp_path: Path, machine: Machine) -> None:
    """What is not written yet is given all the same: as it is, not as it was."""
    async with process(tmp_path, machine) as one:
        tier = one.of()
        tier.put(key(1), kept(b"[1]", "rak"))
        await one.written(1)
        tier.put(key(1), kept(b"[2]", "rak"))
        found = await tier.get(WANTED)
        assert b"[2]" == found[key(1)].body


async def test_what_is_somebodys_own_is_never_written(
    tmp_path: Path, machine: Machine
) -> None:
    """A personal answer does not come to the disk, whoever says so."""
    async with process(tmp_path, machine) as one:
        one.of().put(key(1), kept(b'["canary"]')._replace(personal=True))
        one.of().put(key(2), kept(b"[1]"))
    assert [b"[1]"] == [bodies(path) for path in files(tmp_path)]


def files(folder: Path) -> list[Path]:
    return [one for one in (folder / ROOT).glob("*~*/*") if one.is_file()]


def bodies(path: Path) -> bytes:
    return path.read_bytes().split(b"\n")[2]


async def test_what_stands_in_for_nothing(tmp_path: Path, machine: Machine) -> None:
    """ "There is none", or a life too short to matter, is not written, and ends what was."""
    async with process(tmp_path, machine) as one:
        tier = one.of()
        tier.put(key(1), kept(b"null", error=0.0))
        brief = Kept(b"1", 1, 0.0, Lifetime(1.0, 0.0, 5.0))
        tier.put(key(2), brief)
        tier.put(key(1), kept(b"[1]"))
        await one.written(1)
        tier.put(key(1), kept(b"null", error=0.0))
        assert {} == await tier.get({key(1): ()})
        await one.written(0)


async def test_what_is_too_large(tmp_path: Path, machine: Machine) -> None:
    """A value that takes too long to get is not written."""
    async with process(tmp_path, machine) as one:
        one.of().put(key(1), kept(b" " * 2**21))
        one.of().put(key(2), kept(b" " * 2**20))
        await one.written(1)


async def test_what_becomes_too_large(tmp_path: Path, machine: Machine) -> None:
    """What has grown too large to be written ends what was: nothing older is shown later."""
    async with process(tmp_path, machine) as one:
        tier = one.of()
        tier.put(key(1), kept(b"[1]"))
        await one.written(1)
        tier.put(key(1), kept(b" " * 2**21))
        assert {} == await tier.get({key(1): ()})
        await one.written(0)


async def test_deleted_and_invalidated(tmp_path: Path, machine: Machine) -> None:
    """Keys, tags and whole connectors are forgotten at once, and gone soon."""
    async with process(tmp_path, machine) as one:
        tier = one.of()
        for number, tags in ((1, ("rak",)), (2, ("rak",)), (3, ()), (4, ())):
            tier.put(key(number), kept(b"[1]", *tags))
        await one.written(4)
        tier.delete([key(1)])
        assert {key(2)} == set(await tier.get(WANTED))
        tier.invalidate(["rak"])
        assert {} == await tier.get(WANTED)
        assert {key(3)} == set(await tier.get({key(3): ()}))
        await one.written(2)
        one.all.drop("pasar", None)
        one.all.drop("perpus", None)
        assert {} == await tier.get({key(3): (), key(4): ()})
        await one.written(0)


async def test_everybody_renews(tmp_path: Path, machine: Machine) -> None:
    """Who renews what is not a matter of the disk."""
    async with process(tmp_path, machine) as one:
        tier = one.of()
        for _ in range(2):
            assert [True, True] == await tier.claim([key(1), key(2)], 5.0)
            tier.hold([key(1)], 5.0)


@pytest.mark.parametrize("junk", [b"", b"\x00" * 5000, b"\x80\x04pickle", b" " * 2**22])
async def test_a_corrupt_file(tmp_path: Path, machine: Machine, junk: bytes) -> None:
    """A file that is not as it was written is none, and is deleted; others are as they were."""
    async with process(tmp_path, machine) as one:
        tier = one.of()
        tier.put(key(1), kept(b"[1]", "rak"))
        tier.put(key(2), kept(b"[2]", "rak"))
        await one.written(2)
        one.cabinet._path(tier._place(key(1), ["rak"])).write_bytes(junk)
        assert {key(2)} == set(await tier.get(WANTED))
        await one.written(1)
        assert [] == one.seen.events


async def test_a_declaration_that_ends(tmp_path: Path, machine: Machine) -> None:
    """A declaration that is used no more is looked after no more, once nobody uses it."""
    async with process(tmp_path, machine) as one:
        one.of().put(key(1), kept(b"[1]"))
        await one.written(1)
        one.of()
        one.all.release("perpus", "perpus~1")
        assert {FOLDER: 1} == one.all.writer._watched
        one.all.release("perpus", "perpus~1")
        assert {} == one.all.writer._watched
