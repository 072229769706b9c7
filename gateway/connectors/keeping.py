"""How the answers of one operation are kept: its cache policy, compiled."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from multidict import MultiMapping

from gateway.config.cache import CachePolicy
from gateway.config.model import Missing, Operation
from gateway.connectors.answer import Answer
from gateway.connectors.freshness import Lifetime
from gateway.connectors.schedule import Schedule, Wall, scheduled
from gateway.connectors.shelf import Shelf
from gateway.connectors.tagging import compile_tags
from gateway.errors import CodedError, Forbidden, Unauthenticated, UpstreamRejected

_EXCUSED: Final = frozenset(
    {
        "UPSTREAM_UNAVAILABLE",
        "UPSTREAM_TIMEOUT",
        "UPSTREAM_BUSY",
        "UPSTREAM_BLOCKED",
        "UPSTREAM_AUTH",
        "UPSTREAM_BAD_BODY",
        "UPSTREAM_BAD_VALUE",
        "MAINTENANCE",
    }
)
"""Failures that a stale answer may stand in for: the service gave no good answer."""


def excused(error: CodedError) -> bool:
    """Tell whether a stale answer may be shown instead of this error."""
    return error.code in _EXCUSED


def withdrawn(error: CodedError) -> bool:
    """Tell whether an error takes back what the service said before: it says no now.

    Also to the login of a citizen, whose own the answer is.
    """
    return isinstance(error, UpstreamRejected | Forbidden | Unauthenticated)


class Keeping:
    """Keeps answers for as long as the policy says.

    `active` tells whether any are kept; `lingers` whether those that are stale
    may still be used; `follows` whether the service's headers are heard.
    """

    __slots__ = (
        "_empty",
        "_most",
        "_nothing",
        "_personal",
        "_schedule",
        "_tags",
        "_wall",
        "follows",
        "lingers",
    )

    def __init__(
        self, operation: Operation, *, personal: bool, wall: Wall = datetime.now
    ) -> None:
        policy: CachePolicy = operation.cache
        self.follows = policy.follow and policy.keeps
        ask = policy.ask if self.follows else 0.0
        self._most = Lifetime(
            policy.ttl, policy.stale_while_revalidate, policy.on_error, ask
        )
        self._nothing = Lifetime(policy.nothing, ask=ask)
        self._empty = operation.missing != Missing()
        self._personal = personal
        self._tags = compile_tags(policy.tags)
        refresh = operation.refresh
        self._schedule = None if refresh is None else scheduled(refresh)
        self._wall = wall
        self.lingers = self._most.stale > 0

    @property
    def active(self) -> bool:
        """Tell whether anything is kept."""
        return self._most.ttl + self._most.stale > 0

    def keep(
        self,
        answer: Answer,
        store: Shelf[Answer],
        arguments: Mapping[str, object],
        headers: MultiMapping[str] | None = None,
    ) -> None:
        """Keep an answer in a store, by what it is and what came with it.

        `headers` are those it came with; they are read where the policy follows them.
        """
        lifetime = self.lifetime(answer.value)
        heard = self.follows and self._schedule is None  # which else knows of news
        if heard and headers is not None:
            # Few operations follow headers.
            from gateway.connectors.directives import (  # noqa: PLC0415 - see above
                bounded,
                read_directives,
            )

            said = read_directives(headers, personal=self._personal)
            asks = answer.validators is not None
            allowed = bounded(lifetime, said, answer.allowed, asks=asks)
            if allowed is None:
                return
            lifetime = allowed
        self.put(answer, store, lifetime, arguments)

    def put(
        self,
        answer: Answer,
        store: Shelf[Answer],
        lifetime: Lifetime,
        arguments: Mapping[str, object],
    ) -> None:
        """Keep an answer for a lifetime, under its tags."""
        answer.keep(store, lifetime, self.tags(arguments))

    def tags(self, arguments: Mapping[str, object]) -> tuple[str, ...]:
        """Return the tags of the answer to a call."""
        return () if self._tags is None else self._tags(arguments)

    def lifetime(self, value: object) -> Lifetime:
        """Return for how long a value is kept, as declared."""
        if self._schedule is not None:
            return self._until_next(self._schedule, value)
        if value is None or (self._empty and value == []):
            return self._nothing
        return self._most

    def _until_next(self, schedule: Schedule, value: object) -> Lifetime:
        """Return for how long a value is kept that is fetched by the clock."""
        most, moment = self._most, self._wall(schedule.zone)
        planned = schedule.lifetime(moment, most.revalidate, most.error)
        ttl = max(planned.ttl, most.ttl)
        # That there is none holds until the next, but stands in for no failure.
        if value is None:
            return Lifetime(ttl, ask=most.ask)
        return planned._replace(ttl=ttl, ask=most.ask)
