"""How long answers are kept, and how long they may be shown once they are stale."""

from dataclasses import dataclass, field
from typing import Final

from gateway.config.place import NOWHERE, Place, Word

_STALE_IF_ERROR: Final = 3600.0
_NEGATIVE: Final = 10.0
_ASK: Final = 3600.0


@dataclass(frozen=True, slots=True)
class CachePolicy:
    """What is kept of an operation's answers; times in seconds, after RFC 5861.

    An answer is fresh for `ttl`; after that it is shown at once while it is being
    renewed, for `stale_while_revalidate`, and instead of an error, for
    `stale_if_error`. `negative` is the ttl of "there is none". `follow` lets the
    service's own headers shorten all of it. `tags` name answers for invalidation.
    `shared` tells whether they go to the tier that processes share: all but personal
    ones, where nothing is said. `snapshot` tells whether they are also kept on disk,
    where they survive a restart; where nothing is said they are, unless they are to
    stay in the process.
    """

    ttl: float = 0.0
    stale_while_revalidate: float = 0.0
    stale_if_error: float | None = None
    negative: float | None = None
    follow: bool = False
    tags: tuple[Word, ...] = ()
    shared: bool | None = None
    snapshot: bool | None = None
    at: Place = field(default=NOWHERE, compare=False)

    @property
    def on_error(self) -> float:
        """Return how long an answer stands in for an error: an hour where nothing is said."""
        if self.stale_if_error is not None:
            return self.stale_if_error
        return _STALE_IF_ERROR if self.ttl > 0 else 0.0

    @property
    def ask(self) -> float:
        """Return for how long after `ttl` its service may be asked whether it changed."""
        return max(self.on_error, _ASK)

    @property
    def brief(self) -> float:
        """Return how long what is of little use is kept: ten seconds where nothing is said."""
        return _NEGATIVE if self.negative is None else self.negative

    @property
    def nothing(self) -> float:
        """Return how long "there is none" is kept."""
        return min(self.ttl, self.brief)

    def shares(self, *, personal: bool) -> bool:
        """Tell whether answers go to a second tier."""
        return self.shared if self.shared is not None else not personal

    def lasts(self, *, personal: bool) -> bool:
        """Tell whether answers go to disk: what may stand in for an error, and is nobody's own."""
        wanted = self.shared is not False if self.snapshot is None else self.snapshot
        return wanted and not personal and self.on_error > 0

    @property
    def keeps(self) -> bool:
        """Tell whether anything is kept at all."""
        return self.ttl > 0 or self.stale_while_revalidate > 0 or self.on_error > 0
