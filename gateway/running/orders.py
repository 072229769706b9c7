"""What workers of a machine tell each other to forget: gathered, and given together."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final, TypeAlias

from gateway.observe import Fault, Observer
from gateway.running.shared import StateError

_MOST_TAGS: Final = 100
"""Tags of one order; more of them name the whole connector."""

Gathered: TypeAlias = Mapping[str, tuple[str, ...] | None]
"""By connector the tags whose answers are to be forgotten; None for all."""


class Orders:
    """Gives orders behind whoever has them: while some are given the next are gathered.

    So however many writes there are, there is one order for each connector at a time.
    """

    def __init__(
        self, give: Callable[[Gathered], Awaitable[None]], observer: Observer
    ) -> None:
        self._give = give
        self._observer = observer
        self._waiting: dict[str, dict[str, None] | None] = {}
        self._giving: asyncio.Task[None] | None = None

    def add(self, connector: str, tags: Sequence[str] | None) -> None:
        """Have others forget what tags name; None for everything of the connector."""
        known = self._waiting.setdefault(connector, {})
        if tags is None or known is None or len(known) + len(tags) > _MOST_TAGS:
            self._waiting[connector] = None
        else:
            known.update(dict.fromkeys(tags))
        if self._giving is None:
            self._giving = asyncio.create_task(self._run())

    async def idle(self) -> None:
        """Wait until all have been given."""
        if self._giving is not None:
            await asyncio.wait([self._giving])

    async def _run(self) -> None:
        try:
            while self._waiting:
                waiting, self._waiting = self._waiting, {}
                gathered = {
                    name: None if tags is None else tuple(tags)
                    for name, tags in waiting.items()
                }
                try:
                    await self._give(gathered)
                except StateError as error:  # others show what they have for its time
                    self._observer.see(Fault("state", error))
        finally:
            self._giving = None
