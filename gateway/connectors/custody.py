"""What becomes of an answer that is kept, once it is known that it breaks its types.

Whoever is shown it finds that out, and tells the call it came of; that of an answer
which a second tier gave was another process's, or another run's.
"""

from collections.abc import Callable
from dataclasses import dataclass

from gateway.connectors.answer import Answer
from gateway.connectors.answered import Held
from gateway.connectors.key import Key
from gateway.connectors.second import SecondTier
from gateway.connectors.store import Store


@dataclass(frozen=True, slots=True)
class Custody:
    """One answer, by its key and when it was kept: the next under its key is another.

    It is not held itself, nor anything of its configuration, which it may outlive.
    `brief` is for how many seconds it is kept at the most once it is disowned.
    """

    store: Store[Answer]
    second: SecondTier | None
    key: Key
    kept_at: float
    brief: float

    def disown(self) -> None:
        """Let go of the answer: soon in the memory, at once behind it.

        For a moment it is still shown, lest each who asks for it calls a service that
        has nothing better.
        """
        found = self.store.latest.old(self.key)
        if found is None or found.kept_at != self.kept_at:
            return
        found.disown(self.brief)
        if self.second is not None:
            self.second.delete((self.key,))


class Recollection:
    """Stands for the call of an answer that a second tier gave: no breaker counts it.

    `belied` is told that it breaks its types.
    """

    __slots__ = ("_belied", "_kept")

    def __init__(self, belied: Callable[[], None]) -> None:
        self._belied = belied
        self._kept: list[Held] = []

    def keeps(self, held: Held) -> None:
        """Take note of the answer, which is kept."""
        self._kept.append(held)

    def misfit(self, operation: str, bad: float, rows: int) -> None:
        """Disown the answer: `bad` of `rows` break their type."""
        del operation, bad, rows
        self._belied()
        for held in self._kept:
            held.disown()
