"""What a process keeps of each connector, for whoever orders it dropped."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeAlias

from gateway.connectors.answer import Answer
from gateway.connectors.store import Store

Order: TypeAlias = Callable[[str, Sequence[str] | None], None]
"""Drops a connector's answers by tags, None for all of them."""

Doubt: TypeAlias = Callable[[str], None]
"""Has a connector's answers stand in for failures alone: they may have changed."""


Obeyed: TypeAlias = Callable[[], Awaitable[None]]
"""Waits until what was dropped is gone from wherever it is kept."""


def none_owed(_connector: str) -> bool:
    """Tell that nothing is left to tell others of a connector: there are none."""
    return False


async def at_once() -> None:
    """Wait for nothing: it is kept in memory alone."""


class Memories:
    """The stores of each connector: several while one configuration follows another.

    `behind` drops what the process keeps elsewhere, `doubted` doubts it, and once
    `obeyed` is over it is gone from there.
    """

    def __init__(
        self,
        behind: Order | None = None,
        doubted: Doubt | None = None,
        obeyed: Obeyed = at_once,
    ) -> None:
        self.tell: Order | None = None
        """Has the other workers of this machine drop the same."""
        self.untold: Callable[[str], bool] = none_owed
        """Tells whether the shared server has not been told yet what was dropped of a connector."""
        self._behind = behind
        self._doubted = doubted
        self.obeyed = obeyed
        self._stores: dict[str, list[Store[Answer]]] = {}
        self._files: dict[str, list[Store[Any]]] = {}

    def add(self, connector: str, store: Store[Answer]) -> None:
        """Take a store in."""
        self._stores.setdefault(connector, []).append(store)

    def remove(self, connector: str, store: Store[Answer]) -> None:
        """Let a store go."""
        self._stores[connector].remove(store)

    def add_files(self, connector: str, store: Store[Any]) -> None:
        """Take note of a store of a connector's files, which no tags name."""
        self._files.setdefault(connector, []).append(store)

    def remove_files(self, connector: str, store: Store[Any]) -> None:
        """Forget a store of files."""
        self._files[connector].remove(store)

    def drop(self, connector: str, tags: Sequence[str] | None) -> None:
        """Drop a connector's answers by tags, None for all of them."""
        for store in tuple(self._stores.get(connector, ())):
            store.drop_by(tags)
        if tags is None:
            self._drop_files(connector)
        if self._behind is not None:
            self._behind(connector, tags)

    def doubt(self, connector: str) -> None:
        """Have a connector's answers stand in for failures alone: news of it was missed.

        Its files are got anew.
        """
        self._drop_files(connector)
        for store in tuple(self._stores.get(connector, ())):
            for answer in store.doubt():
                answer.doubt()
        if self._doubted is not None:
            self._doubted(connector)

    def drop_beside(
        self, connector: str, own: Store[Answer], tags: Sequence[str] | None
    ) -> None:
        """Drop from a connector's other stores what has been dropped from one.

        Of two configurations both may be asked for a moment, and either may be told.
        """
        for store in tuple(self._stores.get(connector, ())):
            if store is not own:
                store.drop_by(tags)

    def _drop_files(self, connector: str) -> None:
        for store in tuple(self._files.get(connector, ())):
            store.clear()

    def order(self, connector: str, tags: Sequence[str] | None) -> None:
        """Have others drop what this process has dropped already."""
        if self.tell is not None:
            self.tell(connector, tags)
