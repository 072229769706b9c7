"""What a process shares: with others over a server, with its successors over the disk."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeAlias

from gateway.app.snapshotting import check_snapshots, open_snapshots
from gateway.config.model import Config
from gateway.connectors.memories import Memories
from gateway.connectors.privacy import is_personal
from gateway.connectors.second import SecondTier
from gateway.connectors.shared.address import parse_address
from gateway.connectors.shared.news import Changes
from gateway.connectors.snapshots.archive import Snapshots
from gateway.errors import SettingsError
from gateway.observe import Observer
from gateway.running.replicas import Slate
from gateway.settings import Settings

_PATIENCE: Final = 0.5
"""Seconds that a start waits for the server at the most, which a request never does."""

MakeTier: TypeAlias = Callable[[str, str], SecondTier]
"""Makes a connector's second tier, of its name and of one for its declaration."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """What is kept in memory, for others to drop, and what gives the second tiers.

    `snapshots` are those on the disk of this machine; on the `slate` stands what
    operators have switched.
    """

    memories: Memories
    make: MakeTier | None = None
    snapshots: Snapshots | None = None
    slate: Slate | None = None

    def second(self, connector: str, declared: str) -> SecondTier | None:
        """Return the second tier of a connector; None where nothing is shared."""
        return None if self.make is None else self.make(connector, declared)


def check_sharing(config: Config, settings: Settings) -> None:
    """Refuse a server or folder that is none, and to share personal answers without a key.

    Raises SettingsError.
    """
    check_snapshots(settings)
    if settings.valkey_url is None:
        return
    parse_address(settings.valkey_url.get_secret_value(), settings.valkey_ca)
    if settings.valkey_ca is not None and not settings.valkey_ca.is_file():
        raise SettingsError(
            f"GATEWAY_VALKEY_CA: berkas `{settings.valkey_ca}` tidak ada"
        )
    if settings.valkey_key is not None:
        return
    for one in config.operations():
        if one.cache.shared and is_personal(config, one):
            raise SettingsError(
                f"GATEWAY_VALKEY_KEY: wajib diisi, sebab `{one.name}` konektor"
                f" `{one.connector}` membagi jawaban pribadi (`cache: {{shared: true}}`)"
            )


@asynccontextmanager
async def open_sharing(
    settings: Settings, observer: Observer
) -> AsyncGenerator[Sharing]:
    """Open what is shared, with other processes and with those that come after this one.

    Without a server, and without a folder, that is nothing.
    """
    async with open_snapshots(settings, observer) as snapshots:
        memories = Memories()
        if snapshots is not None:
            memories = Memories(snapshots.drop, snapshots.doubt, snapshots.obeyed)
        if settings.valkey_url is None:
            yield Sharing(memories, snapshots=snapshots)
            return
        known = {} if snapshots is None else await snapshots.changes()
        changes = Changes((), known, None if snapshots is None else snapshots.note)
        server = _open_server(settings, observer, memories, changes)
        async with server as (make, slate):
            yield Sharing(memories, make, snapshots, slate)


@asynccontextmanager
async def _open_server(
    settings: Settings, observer: Observer, memories: Memories, changes: Changes
) -> AsyncGenerator[tuple[MakeTier, Slate]]:
    """Open the link to the shared server; give what makes the second tiers, and the slate."""
    # Most gateways have no such server, and its client takes a fifth of a second to load.
    from gateway.connectors.shared.answers import SharedAnswers  # noqa: PLC0415 - see above
    from gateway.connectors.shared.dialling import Dialler  # noqa: PLC0415 - see above
    from gateway.connectors.shared.keeper import Keeper  # noqa: PLC0415 - see above
    from gateway.connectors.shared.names import Names  # noqa: PLC0415 - see above
    from gateway.connectors.shared.slate import Slate as Written  # noqa: PLC0415 - see above
    from gateway.connectors.shared.tier import ValkeyTier  # noqa: PLC0415 - see above

    key = settings.valkey_key
    url = "" if settings.valkey_url is None else settings.valkey_url.get_secret_value()
    address = parse_address(url, settings.valkey_ca)
    secret = b"" if key is None else key.get_secret_value().encode()
    names = Names(address.db, secret)
    dialler = Dialler(address)
    keeper = Keeper(dialler, names, changes, memories, observer, secret)
    tier = ValkeyTier(keeper, names, observer, secret)
    behind = memories.obeyed

    async def obeyed() -> None:
        await asyncio.gather(behind(), tier.told())

    memories.obeyed = obeyed
    memories.untold = keeper.owed.__contains__
    keeper.start()
    try:
        await keeper.ready(_PATIENCE)
        yield partial(SharedAnswers, tier), Written(keeper, names, secret)
    finally:
        await tier.aclose()
        await dialler.aclose()
