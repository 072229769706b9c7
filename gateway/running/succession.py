"""Engines side by side: a new one takes over while the old one finishes its work."""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Final, Protocol

from gateway.config.collecting import reclaim
from gateway.config.model import Connector
from gateway.connectors.installed import Installed
from gateway.connectors.notice import Notice
from gateway.execution.pipeline import Engine
from gateway.observe import Observer, Reloaded
from gateway.schema.blueprint import Blueprint

_PAUSE: Final = 0.05
Notices = Mapping[str, Notice]
Installations = Mapping[str, Installed]


class Builder(Protocol):
    """What installs connectors and builds engines (app/workshop.py)."""

    def install(self, connector: Connector, namespace: str) -> Installed:
        """Install a connector, which keeps its answers in a namespace of its own."""
        ...

    def assemble(
        self, blueprint: Blueprint, installed: Mapping[str, Installed], notices: Notices
    ) -> Engine:
        """Build an engine over installed connectors, some of them switched off."""
        ...


@dataclass(frozen=True, slots=True)
class Design:
    """A blueprint, and the fingerprint of each connector in it.

    `answers` are those of what its answers depend on: config/fingerprints.py.
    """

    blueprint: Blueprint
    prints: Mapping[str, bytes]
    answers: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Edition:
    """One engine and what it stands on; `notices` tell what of that is switched off."""

    design: Design
    installed: Mapping[str, Installed]
    engine: Engine
    notices: Notices

    @property
    def busy(self) -> bool:
        """Tell whether an operation or a file is still being waited for."""
        return bool(self.engine.running or self.engine.media.running)


class Succession:
    """The engine that serves, and those before it that still have work to do.

    `serve` makes an engine the one that gets new requests. `patience` is for how
    many seconds an old one may finish its work. An engine of a new configuration is
    made `warm` before it serves.
    """

    def __init__(
        self,
        builder: Builder,
        serve: Callable[[Engine], None],
        observer: Observer,
        *,
        patience: float,
        warm: Callable[[Engine], Awaitable[None]] | None = None,
    ) -> None:
        self._warm = warm
        self._builder = builder
        self._serve = serve
        self._observer = observer
        self._patience = patience
        self._lock = asyncio.Lock()
        self._now: Edition | None = None
        self._notices: Notices = {}
        self._retiring: set[asyncio.Task[None]] = set()

    @property
    def edition(self) -> Edition:
        """Return the edition that serves. Raises RuntimeError before there is one."""
        if self._now is None:
            message = "no engine serves yet"
            raise RuntimeError(message)
        return self._now

    async def begin(self, design: Design, notices: Notices) -> None:
        """Build the first engine."""
        self._notices = notices
        async with _opening({}) as installed:
            new = self._built(design, installed)
            await self._warmed(new)
        self._succeed(new)

    async def renew(self, design: Design, started: float) -> None:
        """Take a new configuration over; tell what of the old one goes on.

        `started` is when its loading began, on the monotonic clock.
        """
        async with self._lock:
            old = self.edition
            kept = {
                name: old.installed[name]
                for name, mark in design.prints.items()
                if old.design.prints.get(name) == mark
            }
        async with _opening(kept) as installed:
            async with self._lock:
                new = await self._build(design, installed)
            await self._warmed(new)  # what is switched meanwhile does not wait
            async with self._lock:
                if new.notices is not self._notices:
                    new = await self._build(design, installed)
                self._succeed(new)
        told = Reloaded(
            tuple(kept),
            tuple(name for name in design.prints if name not in kept),
            tuple(name for name in old.installed if name not in design.prints),
            round(time.monotonic() - started, 3),
        )
        self._observer.see(told)

    async def darken(self, notices: Notices) -> None:
        """Take over which connectors are switched off."""
        async with self._lock:
            self._notices = notices
            old = self.edition
            new = await self._build(old.design, {**old.installed})
            self._succeed(new)

    async def close(self) -> None:
        """Close everything; nothing is asked any more."""
        self._patience = 0.0
        if self._now is not None:
            self._retire(self._now)
        await asyncio.gather(*self._retiring)

    async def _build(self, design: Design, installed: dict[str, Installed]) -> Edition:
        """Build an edition in a thread, over what is installed already.

        The thread goes on where this is cancelled: that waits for its end.
        """
        building = asyncio.ensure_future(
            asyncio.to_thread(self._built, design, installed)
        )
        try:
            return await asyncio.shield(building)
        except asyncio.CancelledError:
            await asyncio.wait([building])
            raise

    async def _warmed(self, new: Edition) -> None:
        """Make an engine warm before it serves."""
        if self._warm is not None:
            await self._warm(new.engine)

    def _built(self, design: Design, installed: dict[str, Installed]) -> Edition:
        """Build an edition; connectors that are not installed are, one after another."""
        notices, connectors = self._notices, design.blueprint.config.connectors
        for name, connector in connectors.items():
            if name not in installed:
                namespace = _namespace(name, design)
                installed[str(name)] = self._builder.install(connector, namespace)
        ordered = {str(name): installed[str(name)] for name in connectors}
        engine = self._builder.assemble(design.blueprint, ordered, notices)
        return Edition(design, ordered, engine, notices)

    def _succeed(self, new: Edition) -> None:
        """Make an edition the one that serves.

        What connectors that end have kept is forgotten at once, or taken over by the one
        that follows: views of other answers hold only while all that they were made of is
        still kept.
        """
        old, self._now = self._now, new
        for one in new.installed.values():
            one.users += 1
        self._serve(new.engine)
        if old is None:
            return
        for name, one in old.installed.items():
            heir = new.installed.get(name)
            if heir is None or not _answer_alike(name, old.design, new.design):
                one.clear()
            elif heir is not one:
                heir.adopt(one)
        self._retire(old)

    def _retire(self, edition: Edition) -> None:
        task = asyncio.create_task(self._retired(edition))
        self._retiring.add(task)
        task.add_done_callback(self._retiring.discard)

    async def _retired(self, edition: Edition) -> None:
        """Wait until an edition has done its work, and let go of what it stood on."""
        started = time.monotonic()
        while edition.busy and time.monotonic() - started < self._patience:  # noqa: ASYNC110 - a request pays nothing for being counted, and sets no event
            await asyncio.sleep(_PAUSE)
        for one in edition.installed.values():
            await one.release()
        del edition
        reclaim()


@asynccontextmanager
async def _opening(kept: Installations) -> AsyncGenerator[dict[str, Installed]]:
    """Give what is `kept`, for more to be installed beside it for an engine.

    Where that does not come to serve, also because the gateway stops, all of it is
    closed again but what is kept.
    """
    installed = {**kept}
    try:
        yield installed
    except BaseException:
        async with AsyncExitStack() as stack:  # closes all, whatever becomes of one
            for name, one in installed.items():
                if name not in kept:
                    stack.push_async_callback(one.release)
        raise


def _namespace(name: str, design: Design) -> str:
    """Name where a connector keeps its answers: alike wherever it gives the same."""
    return f"{name}~{design.answers[str(name)].hex()[:12]}"


def _answer_alike(name: str, one: Design, other: Design) -> bool:
    return one.answers.get(name) == other.answers.get(name)
