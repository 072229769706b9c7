"""Where snapshots are kept: what is refused at the start, and what is opened."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from gateway.app.sharing import check_sharing, open_sharing
from gateway.app.snapshotting import check_snapshots, open_snapshots
from gateway.connectors.answer import Answer
from gateway.connectors.freshness import State
from gateway.connectors.snapshots.tier import ConnectorSnapshots
from gateway.connectors.store import MemoryTier, Store
from gateway.errors import SettingsError
from gateway.settings import Settings
from tests.connectors.conftest import Seen
from tests.connectors.shared.servers import server
from tests.connectors.snapshots.made import kept, key
from tests.execution.harness import configure

EMPTY = "version: 1\nconnectors: {}\n"


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """A folder that is missing ends the start, before a port opens."""
    check_snapshots(Settings(snapshot_dir=tmp_path))
    with pytest.raises(SettingsError, match=r"GATEWAY_SNAPSHOT_DIR: .*tidak ada"):
        check_snapshots(Settings(snapshot_dir=tmp_path / "none"))


def test_room_for_nothing(tmp_path: Path) -> None:
    """Less than each process needs is a mistake; none at all is a wish."""
    for size, workers in ((0, 4), (4 * 2**20, 4)):
        check_snapshots(
            Settings(state_dir=tmp_path, snapshot_bytes=size, workers=workers)
        )
    check_snapshots(Settings(snapshot_bytes=1))
    with pytest.raises(SettingsError, match="GATEWAY_SNAPSHOT_BYTES: terlalu kecil"):
        check_snapshots(
            Settings(state_dir=tmp_path, snapshot_bytes=4 * 2**20 - 1, workers=4)
        )


async def test_opened(tmp_path: Path) -> None:
    """Without a folder there are none; with one it is made for nobody else."""
    async with open_snapshots(Settings(), Seen()) as snapshots:
        assert snapshots is None
    async with open_snapshots(Settings(state_dir=tmp_path), Seen()) as snapshots:
        assert snapshots is not None
        snapshots.writer.end(5)
        snapshots.writer.join(5)
    assert 0o40700 == (tmp_path / "snapshots").stat().st_mode


async def test_what_others_drop(tmp_path: Path) -> None:
    """What another process drops is dropped from this one's disk."""
    settings = Settings(state_dir=tmp_path)
    check_sharing(configure(EMPTY), settings)
    async with open_sharing(settings, Seen()) as sharing:
        assert sharing.snapshots is not None
        assert sharing.second("perpus", "perpus~1") is None
        sharing.memories.drop("perpus", None)
        assert 1 == len(sharing.snapshots.writer._backlog)


@pytest.mark.parametrize(
    ("noted", "state"), [({}, State.FRESH), ({"perpus": "b"}, State.STALE_IF_ERROR)]
)
async def test_what_others_dropped_while_it_was_down(
    tmp_path: Path, noted: dict[str, str | None], state: State
) -> None:
    """Where something was invalidated elsewhere meanwhile the last good stands in for failures.

    So it does in the process after that, too.
    """
    with server() as valkey:
        settings = Settings(state_dir=tmp_path, valkey_url=SecretStr(valkey.url))
        store: Store[Answer] = Store(MemoryTier(2**20), "perpus~1")
        for number in range(3):
            async with open_sharing(settings, Seen()) as sharing:
                assert sharing.snapshots is not None
                tier = ConnectorSnapshots(
                    sharing.snapshots, "perpus", "perpus~1", store
                )
                if number:
                    found = (await tier.get({key(): ()}))[key()]
                    assert state is found.lifetime.state(found.age)
                else:
                    tier.put(key(), kept())
                    sharing.snapshots.note(noted)
