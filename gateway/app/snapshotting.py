"""The snapshots on this machine's disk, where a folder for them is named."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Final

from gateway.connectors.snapshots.archive import Snapshots
from gateway.connectors.snapshots.cabinet import Cabinet
from gateway.connectors.snapshots.writer import bounds_of
from gateway.errors import SettingsError
from gateway.observe import Observer
from gateway.settings import Settings

_LEAST: Final = 1024**2


def check_snapshots(settings: Settings) -> None:
    """Refuse a folder that is none, and room for nothing. Raises SettingsError."""
    folder = settings.snapshot_dir
    if folder is not None and not folder.is_dir():
        raise SettingsError(
            f"GATEWAY_SNAPSHOT_DIR: folder `{folder}` tidak ada; buat dahulu"
        )
    if settings.snapshots is not None and (
        settings.snapshot_bytes < settings.workers * _LEAST
    ):
        raise SettingsError(
            "GATEWAY_SNAPSHOT_BYTES: terlalu kecil; paling sedikit 1MiB untuk setiap"
            " proses, atau 0 untuk mematikannya"
        )


@asynccontextmanager
async def open_snapshots(
    settings: Settings, observer: Observer
) -> AsyncGenerator[Snapshots | None]:
    """Open the snapshots; None where there are to be none."""
    folder = settings.snapshots
    if folder is None:
        yield None
        return
    bounds = bounds_of(settings.snapshot_bytes, settings.workers)
    snapshots = Snapshots(Cabinet(folder), bounds, observer)
    snapshots.start()
    try:
        yield snapshots
    finally:
        await snapshots.aclose()
