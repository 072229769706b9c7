"""What keeps one connector's trouble its own: its bulkhead, pace, retries and breakers.

The pieces decide and know nothing of each other; here they stand together, with
the clock, for the Senders of `guarding.py`. There is one for each connector,
however many Senders it has.
"""

import random
import time
from collections.abc import Callable
from typing import Final

from gateway.config.credentials import Forward
from gateway.config.model import Connector
from gateway.config.resilience import BreakerPolicy
from gateway.connectors.answered import Held
from gateway.connectors.bases import base_of
from gateway.connectors.breaker import Breaker, Phase, Turn
from gateway.connectors.bulkhead import Bulkhead
from gateway.connectors.drift import Drift, Loss
from gateway.connectors.places import Places
from gateway.connectors.rate import Pace
from gateway.connectors.retry import RetryBudget
from gateway.connectors.standby import AVOIDED
from gateway.errors import UpstreamBusy, UpstreamUnavailable
from gateway.observe import (
    BreakerClosed,
    BreakerOpened,
    Drifted,
    Misfit,
    Observer,
    Spoiled,
)

_MOST_HOSTS: Final = 64
_WORST: Final = (Phase.OPEN, Phase.PROBING, Phase.RECOVERING, Phase.CLOSED)


class BreakerOpen(UpstreamUnavailable):
    """The service failed too often: it is not asked for a while."""

    final = True


class Full(UpstreamBusy):
    """The connector has as many calls as it may, and as many wait."""

    final = True


class Exchange:
    """A call that a breaker let through and that answered, at a time of the clock."""

    __slots__ = ("_judged", "_kept", "_state", "at", "breaker", "number", "ticket")

    def __init__(
        self, state: "Resilience", breaker: Breaker, ticket: int, now: float
    ) -> None:
        self._state = state
        self._judged = False
        self._kept: list[Held] = []
        self.breaker = breaker
        self.ticket = ticket
        self.number = breaker.successes
        self.at = now

    def misfit(self, operation: str, bad: float, rows: int) -> None:
        """Count the call as failed, once: `bad` of `rows` break their type."""
        if not self._judged:
            self._judged = True
            self._state.belied(self, operation, bad, rows)
            for held in self._kept:
                held.disown()

    def keeps(self, held: Held) -> None:
        """Take note of an answer of the call, which is kept."""
        self._kept.append(held)


class Resilience:
    """The state of one connector's defences. `clock` gives seconds and never jumps."""

    def __init__(
        self,
        connector: Connector,
        observer: Observer,
        clock: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        limits = connector.limits
        self.connector = connector
        self.clock = clock
        self.chance = chance
        self.bulkhead = Bulkhead(limits.concurrency, limits.queue)
        self.places = Places(self.bulkhead)
        self.pace = Pace(limits.rate, limits.burst)
        self.budget = RetryBudget(connector.retry)
        # A citizen's own token has a limit of its own: its 429 is nobody else's.
        self.shared = not any(isinstance(one, Forward) for one in connector.auth)
        self._observer = observer
        self._policy = connector.breaker
        self._places = limits.concurrency
        self._mirrors = tuple(base.rstrip("/") for base in connector.mirrors)
        self._breakers: dict[str, Breaker] = {}
        self.latest: Exchange | None = None  # of a call that answered
        self.drifts: dict[
            tuple[str, str], Drift
        ] = {}  # by operation, and how it is asked
        if self._policy is not None:
            for base in connector.bases:
                self._made(base.rstrip("/"))

    def breaker(self, url: str) -> Breaker:
        """Return the breaker of the address a request goes to."""
        base = base_of(url, self._breakers)
        if base is not None:
            return self._breakers[base]
        scheme, _, rest = url.partition("://")
        return self._made(f"{scheme}://{rest.partition('/')[0]}")

    def refusal(self, url: str, now: float) -> float | None:
        """Return for how many seconds a request would be refused; None if it may go.

        One to the primary may go as long as any of the addresses may be asked.
        """
        if self._policy is None:
            return None
        first = self._mirrors[0]
        if len(self._mirrors) == 1 or base_of(url, self._breakers) != first:
            return self.breaker(url).refusal(now)
        refusals = [self.breaker(base).refusal(now) for base in self._mirrors]
        waits = [one for one in refusals if one is not None]
        return min(waits) if len(waits) == len(refusals) else None

    def answered(self, breaker: Breaker, ticket: int) -> None:
        """Take note of an answer, which is still to be read."""
        now = self.clock()
        breaker.succeeded(ticket, now)
        self.latest = Exchange(self, breaker, ticket, now)

    def spoiled(self, operation: str, code: str) -> None:
        """Take note that the latest answer could not be read.

        It is read in the same turn of the event loop in which it came, but a large one:
        others may have come since.
        """
        if (call := self.latest) is not None:
            call.breaker.belied(call.ticket, call.number, self.clock())
        self._observer.see(Spoiled(str(self.connector.name), operation, code))

    def belied(self, call: "Exchange", operation: str, bad: float, rows: int) -> None:
        """Take note that most of what a call gave breaks its type: it has failed.

        One that was long ago says nothing of how the service is now.
        """
        now, policy = self.clock(), self._policy
        if policy is not None and now - call.at <= policy.window:
            call.breaker.belied(call.ticket, call.number, now)
        self._observer.see(Misfit(str(self.connector.name), operation, bad, rows))

    def drifted(self, operation: str, loss: Loss) -> None:
        """Take note that a key is gone from an operation's answers, or is there again."""
        name = str(self.connector.name)
        self._observer.see(Drifted(name, operation, loss.path, loss.gone))

    @property
    def phase(self) -> Phase | None:
        """Return the phase of the breaker that is worst off; None without breakers."""
        phases = {one.phase for one in self._breakers.values()}
        return next((one for one in _WORST if one in phases), None)

    @property
    def shuns(self) -> bool:
        """Tell whether an address is left alone, or was until lately.

        Where there are others these are asked meanwhile, so that nobody need have tried it.
        """
        rest = AVOIDED if len(self._breakers) > 1 else 0.0
        moment = self.clock() - rest
        return any(one.shuns(moment) for one in self._breakers.values())

    def describe(self) -> tuple[str, ...]:
        """Say how everything stands, in Indonesian, a line each."""
        now = self.clock()
        several = len(self._breakers) > 1
        return (
            *(
                f"pemutus{f' {number}' if several else ''}: {one.describe(now)}"
                for number, one in enumerate(self._breakers.values())
            ),
            f"tempat: {self.bulkhead}",
            f"laju: {self.pace.describe(now)}",
            f"ulangan: {self.budget.describe(now)}",
            *(
                f"tidak lagi dikirim: {path} ({name})"
                for (name, _), drift in self.drifts.items()
                for path in drift.gone
            ),
        )

    def _made(self, base: str) -> Breaker:
        """Make the breaker of an address; past many the last serves for the others."""
        name, number = str(self.connector.name), len(self._breakers)
        if number >= _MOST_HOSTS:
            return next(reversed(self._breakers.values()))

        def tell(turn: Turn) -> None:
            if turn.opened:
                event = BreakerOpened(name, number, turn.bad, turn.calls)
                self._observer.see(event)
            else:
                self._observer.see(BreakerClosed(name, number, turn.seconds))

        policy, most = self._policy or BreakerPolicy(), self._places
        breaker = self._breakers[base] = Breaker(policy, most, tell)
        return breaker
