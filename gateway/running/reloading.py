"""Hot reload: watch the configuration, load it aside, and let it take over.

A file that is wrong changes nothing: its mistakes are told, the old
configuration serves on, and the next change is tried again.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from gateway.config.reads import Reads
from gateway.errors import StartupError
from gateway.observe import Fault, Observer, ReloadFailed
from gateway.running.succession import Design
from gateway.running.watch import Look, came, look, moved, written_since

_AGAIN: Final = 1.0
"""Seconds after a fault of ours until it is tried again, where files are not watched."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a configuration comes from.

    `load` reads and compiles it, noting what it reads; `files` are those that a
    design depends on besides.
    """

    load: Callable[[Reads], Design]
    files: Callable[[Design], tuple[Path, ...]]


class Reloader:
    """Reloads when asked to, and when files change if it watches them.

    `since` is when the files became wrong; None while what they say is served.
    """

    def __init__(
        self,
        source: Source,
        renew: Callable[[Design, float], Awaitable[None]],
        observer: Observer,
        *,
        every: float | None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.since: datetime | None = None
        self._source = source
        self._renew = renew
        self._observer = observer
        self._every = every
        self._clock = clock
        self._asked = asyncio.Event()
        self._reads = Reads()
        self._besides: tuple[Path, ...] = ()
        self._seen: Look = {}

    def begin(self, reads: Reads, design: Design) -> None:
        """Take note of what serves now, and of what it was read from.

        Where that has changed since it is loaded again, by one that watches.
        """
        self._reads = reads
        self._besides = self._source.files(design)
        self._seen = look(reads, self._besides)
        if self._every is not None and self._late({}, reads):
            self.ask()

    def ask(self) -> None:
        """Have the configuration loaded again, changed or not."""
        self._asked.set()

    async def run(self) -> None:
        """Reload for ever; a fault of ours is told once, and it is tried again."""
        failing = False
        while True:
            try:
                await self._change()
                await self.reload()
            except Exception as error:  # noqa: BLE001 - as below, and nobody else would go on
                if not failing:
                    self._observer.see(Fault("reload", error))
                failing = True
                await asyncio.sleep(self._every or _AGAIN)
            else:
                failing = False

    async def reload(self) -> None:
        """Load the configuration and let it take over, unless it is wrong."""
        reads, started = Reads(), time.monotonic()
        before = await self._look()
        self._asked.clear()  # whoever asked so far is asking for what is now read
        try:
            design = await asyncio.to_thread(self._source.load, reads)
            await self._renew(design, started)
        except StartupError as error:
            self._failed(reads, ReloadFailed(tuple(str(error).splitlines())))
        except Exception as error:  # noqa: BLE001 - whatever it is, the old one serves on
            self._observer.see(Fault("reload", error))
            self._failed(reads, ReloadFailed(("the configuration cannot be compiled",)))
        else:
            self.since = None
            self._reads, self._besides = reads, self._source.files(design)
        self._seen = await self._look()
        if self._late(before, reads):
            self.ask()

    def _late(self, before: Look, reads: Reads) -> bool:
        """Tell whether files have changed while they were read, or since.

        A file may have been read for the first time, and so may a pattern have been.
        """
        return (
            moved(before, self._seen)
            or written_since(before, self._seen, reads.began)
            or came(reads, self._seen)
        )

    def _failed(self, reads: Reads, told: ReloadFailed) -> None:
        self.since = self.since or self._clock()
        # The mistake may be in a file that did not serve before: watch both.
        self._reads = Reads(
            self._reads.files | reads.files, self._reads.patterns | reads.patterns
        )
        self._observer.see(told)

    async def _look(self) -> Look:
        return await asyncio.to_thread(look, self._reads, self._besides)

    async def _change(self) -> None:
        """Wait until somebody asks, or the files have changed and then stood still."""
        last = self._seen
        while True:
            try:
                async with asyncio.timeout(self._every):
                    await self._asked.wait()
            except TimeoutError:
                now = await self._look()
                if now != self._seen and now == last:
                    return
                last = now
            else:
                return
