"""A connector as it is installed: its line, its files, and how both are closed.

Several engines may share one, as long as its declaration is the same in the
configurations they were made of.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Final

from gateway.connectors.answer import Answer
from gateway.connectors.flight import Flights
from gateway.connectors.line import Line
from gateway.connectors.media import File, MediaSource
from gateway.connectors.memory import MemoryTier
from gateway.connectors.send import Outgoing, Received
from gateway.connectors.store import Store
from gateway.errors import Maintenance

Close = Callable[[], Awaitable[None]]
Refusal = Callable[[], Maintenance]

_NOWHERE: Final = "dark"


@dataclass(slots=True, eq=False)
class Installed:
    """A connector's line and files; `users` are the engines that have it."""

    line: Line
    media: MediaSource | None
    closing: tuple[Close, ...]
    users: int = 0

    def clear(self) -> None:
        """Forget what this process keeps, and nothing that processes share."""
        self.line.store.clear()
        if self.media is not None:
            self.media.store.clear()

    def adopt(self, other: "Installed") -> None:
        """Take over what another keeps in this process, which answered alike."""
        store = self.line.store
        for answer in store.adopt(other.line.store):
            answer.move(store)
        if self.media is not None and other.media is not None:
            self.media.store.adopt(other.media.store)

    def forget(self, tags: tuple[str, ...] | None = None, *, told: bool = False) -> int:
        """Forget every kept answer and file, or the answers that tags name.

        Return how many answers there were. `told` is as in `Line.invalidate`.
        """
        count = self.line.invalidate(tags, told=told)
        if self.media is not None and tags is None:
            self.media.store.clear()
        return count

    async def release(self) -> None:
        """Let one engine go; the last one closes all."""
        self.users -= 1
        if self.users <= 0:
            self.clear()
            for close in self.closing:
                await close()


def darkened(installed: Installed, refusal: Refusal, *, stale: bool) -> Installed:
    """Return a connector that is switched off: every call is refused at once.

    Nothing that was kept is given either, unless `stale` allows it; then the line
    has its own store, and what that gives is for the rules of staleness to say.
    """

    async def refuse(outgoing: Outgoing) -> Received:
        del outgoing
        raise refusal()

    nothing = MemoryTier(0)
    empty: Store[Answer] = Store(nothing, _NOWHERE)
    line = replace(
        installed.line,
        send=refuse,
        store=installed.line.store if stale else empty,
        flights=None if installed.line.flights is None else Flights(),
        second=installed.line.second if stale else None,
        snapshots=installed.line.snapshots if stale else None,
    )
    media = installed.media
    if media is not None:
        files: Store[File] = Store(nothing, _NOWHERE)
        media = media.over(refuse, media.store if stale else files)
    return Installed(line, media, ())
