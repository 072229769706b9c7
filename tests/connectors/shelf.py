"""A second tier in memory, beside the sources of several processes."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gateway.connectors.key import Key
from gateway.connectors.line import Line
from gateway.connectors.second import Kept, Wanted
from tests.connectors.runtime import Clock, Runtime


@dataclass
class Shelf:
    """A second tier in a dictionary, on a clock."""

    clock: Clock
    held: dict[Key, tuple[float, Kept]] = field(default_factory=dict)
    asked: list[Key] = field(default_factory=list)
    dropped: list[object] = field(default_factory=list)
    claimed: dict[Key, float] = field(default_factory=dict)  # until when
    claims: int = 0  # how often somebody tried to claim

    async def get(self, wanted: Wanted) -> dict[Key, Kept]:
        """Return what is held, with its age."""
        self.asked.extend(wanted)
        return {key: self._one(key) for key in wanted if key in self.held}

    def _one(self, key: Key) -> Kept:
        at, kept = self.held[key]
        return kept._replace(age=self.clock() - at)

    async def claim(self, keys: Sequence[Key], seconds: float) -> list[bool]:
        """Take what nobody has."""
        assert seconds > 0
        self.claims += 1
        now = self.clock()
        won = [key for key in keys if self.claimed.get(key, now) <= now]
        self.claim_for(seconds, *won)
        return [key in won for key in keys]

    def claim_for(self, seconds: float, *keys: Key) -> None:
        """Have keys renewed by another process, or by this one."""
        self.claimed |= dict.fromkeys(keys, self.clock() + seconds)

    def hold(self, keys: Sequence[Key], seconds: float) -> None:
        """Hold what was claimed for so long."""
        self.claim_for(seconds, *keys)

    def put(self, key: Key, kept: Kept) -> None:
        """Hold an answer."""
        self.held[key] = self.clock(), kept

    def delete(self, keys: Sequence[Key]) -> None:
        """Let go of keys."""
        for key in keys:
            self.held.pop(key, None)
        self.dropped.extend(keys)

    def invalidate(self, tags: Sequence[str] | None) -> None:
        """Let go of what tags name."""
        self.dropped.append(tags)


def beside(runtime: Runtime, shelf: Shelf) -> Runtime:
    """Give some sources a second tier, whose clock is theirs from now on."""
    runtime.clock = shelf.clock
    runtime.store._lru.clock = shelf.clock
    lines: dict[str, Line] = runtime.sources._lines  # type: ignore[assignment]  # as they were made
    lines["perpus"] = replace(lines["perpus"], second=shelf)
    return runtime
