"""The gateway as it runs: its engine, and what replaces that without a pause."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Collection, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Final

from gateway.app.policy import media_links
from gateway.app.sharing import check_sharing, open_sharing
from gateway.app.workshop import Workshop, draw
from gateway.config.collecting import settle, uninterrupted
from gateway.config.fingerprints import answer_prints, fingerprints
from gateway.config.load import load_whole
from gateway.config.model import Connector
from gateway.config.reads import Reads
from gateway.connectors.memories import Memories
from gateway.connectors.notice import WIB
from gateway.connectors.soundness import unsound
from gateway.connectors.tls import files_of_tls
from gateway.errors import SettingsError
from gateway.execution.pipeline import Engine
from gateway.observe import Fault, Observer
from gateway.running.refreshing import Refresher
from gateway.running.reloading import Reloader, Source
from gateway.running.replicas import Replicated
from gateway.running.shared import OwnState, Shared, StateFile
from gateway.running.succession import Design, Succession
from gateway.running.switchboard import Switchboard
from gateway.running.warming import Warming
from gateway.settings import Settings

_LOOKS: Final = 0.5
"""Seconds between looks at the files of the configuration."""
_PATIENCE: Final = 60.0
"""Seconds that an old engine has to finish what it does, at the most."""


class Works:
    """A configuration, read and compiled, and whatever takes its place.

    `environ` is where its `${NAME}` are looked up, `clock` that of everything that is
    kept. Raises StartupError.
    """

    def __init__(
        self,
        settings: Settings,
        observer: Observer,
        environ: Mapping[str, str],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._observer = observer
        self._environ = environ
        self._clock = clock
        self._reads = Reads()
        self._shared = _shared(settings)
        self._asked = False  # to reload, before there was anybody to do it
        self._reloader: Reloader | None = None
        self._switchboard: Switchboard | None = None
        self._design: Design | None = self._load(self._reads)

    @asynccontextmanager
    async def open(self, serve: Callable[[Engine], None]) -> AsyncGenerator[None]:
        """Open the engine and keep it as files and the operator say.

        `serve` is told which engine gets new requests.
        """
        design, self._design = self._design or self._load(self._reads), None
        async with open_sharing(self._settings, self._observer) as sharing:
            workshop = Workshop(
                self._settings, self._observer, clock=self._clock, sharing=sharing
            )
            shared = self._shared
            if sharing.slate is not None:
                shared = Replicated(shared, sharing.slate)
            memories = sharing.memories
            async with self._opened(design, workshop, shared, memories, serve):
                yield

    @asynccontextmanager
    async def _opened(
        self,
        design: Design,
        workshop: Workshop,
        shared: Shared,
        memories: Memories,
        serve: Callable[[Engine], None],
    ) -> AsyncGenerator[None]:
        """Open the engine of a design, and look after it."""
        settings = self._settings
        succession = self._succession(workshop, serve)
        switchboard = Switchboard(
            shared,
            succession,
            self._observer,
            note=self.note,
            memories=memories,
        )
        if settings.state_dir is not None:  # where other workers look
            memories.tell = switchboard.orders.add
        every = _LOOKS if settings.reloads else None
        source = Source(self._load, _files)
        reloader = Reloader(source, succession.renew, self._observer, every=every)
        notices = await switchboard.begin()
        with uninterrupted():
            await succession.begin(design, notices)
        reloader.begin(self._reads, design)
        settle()
        self._reloader, self._switchboard = reloader, switchboard
        if self._asked:
            self.reload()
        async with AsyncExitStack() as stack:
            stack.push_async_callback(succession.close)
            refresher = Refresher(lambda: succession.edition, self._observer)
            for run in (reloader.run, switchboard.run, refresher.run):
                task = asyncio.create_task(run())
                task.add_done_callback(self._ended)
                stack.push_async_callback(_cancelled, task)
            stack.push_async_callback(switchboard.orders.idle)
            yield

    def _succession(
        self, workshop: Workshop, serve: Callable[[Engine], None]
    ) -> Succession:
        settings, warm = self._settings, None
        if settings.warm is not None:
            warm = Warming(settings.warm, settings.warm_timeout, self._observer).warm
        return Succession(
            workshop, serve, self._observer, patience=_PATIENCE, warm=warm
        )

    def reload(self) -> None:
        """Have the configuration read again, as soon as it serves."""
        self._asked = self._reloader is None
        if self._reloader is not None:
            self._reloader.ask()

    def note(self) -> str | None:
        """Say what the operator should know; None where all is as the files say."""
        since = None if self._reloader is None else self._reloader.since
        if since is None:
            return None
        when = since.astimezone(WIB).isoformat(timespec="seconds")
        return f"konfigurasi lama; berkas salah sejak {when}"

    def switches(self) -> Switchboard | None:
        """Return what an operator can switch; None while nothing is served."""
        return self._switchboard

    def _load(self, reads: Reads) -> Design:
        with uninterrupted():
            loaded = load_whole(
                self._settings.connectors, self._environ, [unsound], reads
            )
            media_links(loaded.config, self._settings)
            check_sharing(loaded.config, self._settings)
            return Design(
                draw(loaded.config),
                fingerprints(loaded.config, _contents),
                answer_prints(loaded.config, _contents),
            )

    def _ended(self, task: asyncio.Task[None]) -> None:
        """Tell of a task that should never have ended."""
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self._observer.see(Fault("running", error))


def _shared(settings: Settings) -> Shared:
    folder = settings.state_dir
    if folder is None:
        return OwnState()
    if not folder.is_dir():
        raise SettingsError(
            f"GATEWAY_STATE_DIR: folder `{folder}` tidak ada; buat dahulu"
        )
    return StateFile(folder)


def _files(design: Design) -> tuple[Path, ...]:
    """Return the files that connections are made with."""
    every = design.blueprint.config.connectors.values()
    return tuple(file for one in every for file in files_of_tls(one))


def _contents(connector: Connector) -> Collection[str]:
    """Return what is in the files that a connector's connections are made with."""
    return [file.read_bytes().hex() for file in files_of_tls(connector)]


async def _cancelled(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait([task])
