"""The line to one connector: what all its operations share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from gateway.config.model import Connector
from gateway.connectors.answer import Answer
from gateway.connectors.answered import Call
from gateway.connectors.flight import Flights
from gateway.connectors.key import Key
from gateway.connectors.outgoing import Sender
from gateway.connectors.renewals import Renewals
from gateway.connectors.resilience import Resilience
from gateway.connectors.rounds import Rounds
from gateway.connectors.schedule import Wall
from gateway.connectors.second import SecondTier
from gateway.connectors.store import Store

Tell: TypeAlias = Callable[[Sequence[str] | None], None]
"""Has answers forgotten elsewhere: by tags, or all."""

Heard: TypeAlias = Callable[[float, str | None], None]
"""Hears of an answer that another process got: how many seconds ago, and what was bad of it."""


def _nobody(_tags: Sequence[str] | None) -> None:
    """Tell nobody: there is this process alone."""


def _unheard(_age: float, _code: str | None) -> None:
    """Hear nothing: nobody asks how the service is."""


@dataclass(frozen=True, slots=True)
class Line:
    """The line to one connector.

    `flights` is None where concurrent calls are not to be shared. `resilience`
    is told of answers that cannot be read; `renewals` are the calls for answers
    that are stale, which nobody waits for. `second` keeps answers behind the
    memory, `snapshots` behind both, on the disk. `rounds` tell how answers fare that are
    fetched by the clock, whose time of day is that of `wall`. `tell` has other processes
    forget what a write has changed, where no second tier does; `beside` the other lines
    to this connector in this process, while one configuration follows another. `heard` is
    told of what was read behind the memory, which another process got.
    """

    connector: Connector
    send: Sender
    store: Store[Answer]
    flights: Flights[Key, Any] | None
    concurrency: int
    resilience: Resilience | None = None
    renewals: Renewals = field(default_factory=Renewals)
    second: SecondTier | None = None
    snapshots: SecondTier | None = None
    rounds: Rounds = field(default_factory=Rounds)
    wall: Wall = datetime.now
    tell: Tell = _nobody
    beside: Tell = _nobody
    heard: Heard = _unheard

    @property
    def calls(self) -> tuple[Call, ...]:
        """Return the call that has just answered, where answers are judged."""
        latest = None if self.resilience is None else self.resilience.latest
        return () if latest is None else (latest,)

    def invalidate(self, tags: Sequence[str] | None, *, told: bool = False) -> int:
        """Forget what any of these tags names, None for everything; return how much.

        What is being fetched meanwhile is not kept. Where somebody has `told` the second
        tier already, and so all who share it, they are not told again.
        """
        found = self.store.drop_by(tags)
        self.beside(tags)
        for tier in (None if told else self.second, self.snapshots):
            if tier is not None:
                tier.invalidate(tags)
        return found

    def wrote(self, tags: Sequence[str]) -> None:
        """Forget, in every process, what a write to the service may have changed."""
        if tags:
            self.invalidate(tags)
            if self.second is None:  # which tells all who share it
                self.tell(tags)
