"""All snapshots of a process: what is ordered and noted, and a disk that does not work."""

import asyncio
from pathlib import Path
from time import monotonic

import pytest

from gateway.connectors.freshness import Lifetime
from gateway.connectors.validators import Validators
from gateway.observe import Fault, SnapshotsTurned
from tests.connectors.snapshots.made import Machine, kept, key
from tests.connectors.snapshots.processes import WANTED, process, until


async def test_until_it_is_deleted(tmp_path: Path, machine: Machine) -> None:
    """Who has ordered may wait until it is done; not for long where the disk hangs."""
    async with process(tmp_path, machine) as one:
        tier = one.of()
        for number, gone in ((1, False), (2, True)):
            tier.put(key(number), kept(b"[1]", "rak"))
            await one.written(1)
            if not gone:
                one.cabinet.gate.clear()
            tier.invalidate(None)
            began = monotonic()
            await one.all.obeyed()
            assert gone is not one.all.writer.ordered
            assert monotonic() - began < 3
            one.cabinet.gate.set()
            await one.written(0)


async def test_a_disk_that_hangs(tmp_path: Path, machine: Machine) -> None:
    """A hung disk is waited for once; until it answers nobody asks it, and all are misses."""
    async with process(tmp_path, machine) as one:
        tier = one.of()
        for number in (1, 2):
            tier.put(key(number), kept(b"[1]", "rak"))
        await one.written(2)
        one.cabinet.gate.clear()
        began = monotonic()
        assert {} == await tier.get(WANTED)
        assert 0.4 < monotonic() - began < 3
        began = monotonic()
        for _ in range(20):
            assert {} == await tier.get(WANTED)
        assert monotonic() - began < 0.2
        assert [SnapshotsTurned("reads", up=False, code="TIMEOUT")] == one.seen.events
        one.cabinet.gate.set()
        async with asyncio.timeout(10):
            while not await tier.get(WANTED):  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.02)
        assert SnapshotsTurned("reads", up=True, code=None) == one.seen.events[-1]
        assert 2 == len(one.seen.events)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(5, "io"), SnapshotsTurned("reads", up=False, code="IO")),
        (ValueError("a fault"), None),
    ],
)
async def test_a_disk_that_fails(
    tmp_path: Path, machine: Machine, error: Exception, told: object
) -> None:
    """A failure is a miss, and is told once."""
    async with process(tmp_path, machine) as one:
        tier = one.of()
        tier.put(key(1), kept(b"[1]", "rak"))
        await one.written(1)
        one.cabinet.error = error
        for _ in range(3):
            assert {} == await tier.get(WANTED)
        assert [told or Fault("snapshots", error)] == one.seen.events


async def test_a_folder_that_is_not_there(tmp_path: Path, machine: Machine) -> None:
    """Without its folder nothing is kept and nothing fails; it is told, and works when it is back."""
    folder = tmp_path / "volume"
    async with process(folder, machine) as one:
        tier = one.of()
        assert {} == await tier.get(WANTED)
        tier.put(key(1), kept(b"[1]", "rak"))
        await until(lambda: one.seen.events)
        assert [SnapshotsTurned("writes", up=False, code="GONE")] == one.seen.events
        folder.mkdir()
        await one.written(1)
        await until(lambda: len(one.seen.events) > 1)
        assert SnapshotsTurned("writes", up=True, code=None) == one.seen.events[1]
        assert {key(1)} == set(await tier.get(WANTED))


async def test_what_is_in_doubt(tmp_path: Path, machine: Machine) -> None:
    """It stands in for failures alone and is not to be confirmed, here and in the next process.

    What is got after that is as good as ever.
    """
    asked = Validators("e", None, "x")
    async with process(tmp_path, machine) as one:
        tier = one.of()
        tier.put(key(1), kept(b"[1]", "rak")._replace(validators=asked))
        machine.pass_by(10)
        one.all.doubt("perpus")
        machine.pass_by(10)
        tier.put(key(2), kept(b"[2]", "rak")._replace(validators=asked))
    machine.pass_by(10)
    async with process(tmp_path, machine) as two:
        assert {} == await two.all.changes()
        found = await two.of().get(WANTED)
    good = kept(b"[2]", "rak")._replace(age=10.0, validators=asked)
    doubtful = kept(b"[1]", "rak")._replace(age=30.0, lifetime=Lifetime(30, 0, 3630))
    assert {key(1): doubtful, key(2): good} == found


async def test_what_is_noted(tmp_path: Path, machine: Machine) -> None:
    """Changes are known to the next process, once all that was ordered before is done."""
    async with process(tmp_path, machine) as one:
        assert {} == await one.all.changes()
        for _ in range(2):
            one.all.drop("perpus", None)
            one.all.note({"perpus": "a", "pasar": None})
    async with process(tmp_path, machine) as two:
        assert {"perpus": "a", "pasar": None} == await two.all.changes()


@pytest.mark.parametrize(
    "junk", [b"", b"[]", b"{", b'{"changes": {"perpus": 1}}', b"\xff"]
)
async def test_a_note_that_is_none(
    tmp_path: Path, machine: Machine, junk: bytes
) -> None:
    """What is not as it was noted is not known."""
    async with process(tmp_path, machine) as one:
        one.cabinet.write_note(junk)
        assert {} == await one.all.changes()
    async with process(tmp_path, machine) as two:
        two.cabinet.error = OSError(5, "io")
        assert {} == await two.all.changes()
