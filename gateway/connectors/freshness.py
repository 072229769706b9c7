"""How fresh a kept answer is, and so what to do with it: RFC 5861, decided without I/O.

Times are seconds of one monotonic clock, which the caller reads: a wall clock that
jumps changes nothing.
"""

from enum import Enum
from typing import Final, NamedTuple

from typing_extensions import override

PAUSE: Final = 1.0
"""Seconds between two attempts to renew one answer in an outage."""

OUTAGE: Final = 30.0
"""Seconds for which a failed attempt tells that the next would have to wait in vain."""


class State(Enum):
    """How an answer may be used."""

    FRESH = "fresh"
    STALE_WHILE_REVALIDATE = "stale-while-revalidate"
    STALE_IF_ERROR = "stale-if-error"
    EXPIRED = "expired"


class Lifetime(NamedTuple):
    """For how long an answer may be used, from when it was got.

    `ttl` fresh; after that `revalidate` seconds while it is renewed, `error`
    seconds in place of a failure, and `ask` seconds to ask its service whether it
    has changed.
    """

    ttl: float
    revalidate: float = 0.0
    error: float = 0.0
    ask: float = 0.0

    @property
    def stale(self) -> float:
        """Return for how long it is of any use once it is stale."""
        return max(self.revalidate, self.error, self.ask)

    def doubted(self, age: float) -> "Lifetime":
        """Return what is left of it for an answer of this age that may have changed.

        It stands in for a failure as long as ever, and is shown for nothing else.
        """
        ttl = min(self.ttl, age)
        return Lifetime(ttl, error=self.error and self.ttl - ttl + self.error)

    def state(self, age: float) -> State:
        """Return the state of an answer of this age."""
        if age < self.ttl:
            return State.FRESH
        if age < self.ttl + self.revalidate:
            return State.STALE_WHILE_REVALIDATE
        if age < self.ttl + self.error:
            return State.STALE_IF_ERROR
        return State.EXPIRED


class Step(NamedTuple):
    """What to do with a kept answer.

    `serve` it at once; `renew` it behind whoever gets it. Where it is not served
    the service is asked, and a STALE_IF_ERROR answer stands in for its failure.
    """

    state: State
    serve: bool
    renew: bool

    @override
    def __str__(self) -> str:
        """Print it in one line."""
        serve = "serve" if self.serve else "ask"
        return f"{self.state.value}: {serve}{', renew' if self.renew else ''}"


_USE: Final = Step(State.FRESH, serve=True, renew=False)
_OVER: Final = Step(State.EXPIRED, serve=False, renew=False)


def decide(
    lifetime: Lifetime,
    age: float,
    failed: float | None = None,
    tried: float | None = None,
) -> Step:
    """Decide about an answer of this age.

    `failed` is how long ago an attempt to renew it failed so that it may stand in for
    that, None where none did since it was got. While that is recent nobody waits for
    the next attempt. `tried` is how long ago one ended in whatever way, if not that
    one: there is one a second at most.
    """
    state = lifetime.state(age)
    if state is State.FRESH:
        return _USE
    if state is State.EXPIRED:
        return _OVER
    last = failed if tried is None else tried
    due = last is None or last >= PAUSE
    if state is State.STALE_WHILE_REVALIDATE:
        return Step(state, serve=True, renew=due)
    recent = failed is not None and failed < OUTAGE
    return Step(state, serve=recent, renew=recent and due)
