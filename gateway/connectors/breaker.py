"""The breaker: whether a service that fails is to be asked at all.

    closed ──ratio──▶ open ──pause over──▶ probing ──probes succeed──▶ recovering ──▶ closed
                       ▲                      │ one fails                  │ fails again
                       └──────────────────────┴────────────────────────────┘

It decides only: the time is handed in, in seconds of a clock that never jumps.
Open, probing and recovering are one outage, told once when it begins and once
when it is over.
"""

import math
from collections.abc import Callable
from enum import Enum
from typing import Final, NamedTuple

from gateway.config.resilience import BreakerPolicy
from gateway.connectors.window import Window

_NEVER: Final = -math.inf
_BUSY: Final = 1.0  # seconds after which to ask again while it is being tried
_GLIMPSE: Final = 100  # of the window: failures within it may be one caller's


class Phase(Enum):
    """What a breaker lets through: all, nothing, a few, more and more."""

    CLOSED = "tertutup"
    OPEN = "terbuka"
    PROBING = "setengah terbuka"
    RECOVERING = "pulih bertahap"


class Turn(NamedTuple):
    """A breaker opened, or closed after `seconds`; `bad` of `calls` had failed."""

    opened: bool
    bad: int
    calls: int
    seconds: float


class Breaker:
    """One address of a service. `most` are its calls at once when all is well.

    Whoever is admitted tells afterwards how it went: `succeeded`, `failed`, or
    `abandoned` where it says nothing of the service. `tell` hears of turns.
    """

    def __init__(
        self,
        policy: BreakerPolicy,
        most: int,
        tell: Callable[[Turn], None] | None = None,
    ) -> None:
        self._policy = policy
        self._most = most
        self._tell = tell
        self._window = Window(policy.window)
        self._ramp = policy.window / 2
        self.phase = Phase.CLOSED
        self._generation = 0  # what was admitted before a change counts no more
        self._pause = policy.first
        self._until = _NEVER  # open until then; closed: held until then
        self._since = _NEVER  # when the phase began
        self._opened = _NEVER  # when the outage began
        self._closed = _NEVER  # when it was over
        self._verdict = (0, 0)  # what had failed, of how many, when it opened
        self._inside = 0  # calls under way while they are counted
        self._proved = 0
        self._streak = 0
        self._streak_began = _NEVER
        self._streak_before = 0
        self.successes = 0  # of all its time: which was the latest

    def refusal(self, now: float) -> float | None:
        """Return for how many seconds calls are refused; None where one may go."""
        if self.phase is Phase.CLOSED or self.phase is Phase.OPEN:
            return self._until - now if now < self._until else None
        return None if self._inside < self._room(now) or self._ripe(now) else _BUSY

    def shuns(self, moment: float) -> bool:
        """Tell whether its address was left alone at a moment, or begun to be tried after it.

        Once its pause is over it waits to be asked, which may be never.
        """
        if self.phase is Phase.OPEN:
            return moment < self._until
        return self.phase is Phase.PROBING and moment < self._since

    def admit(self, now: float) -> int | None:
        """Let a call through: its ticket, or None."""
        if self.phase is Phase.CLOSED:
            return self._generation if now >= self._until else None
        if self._ripe(now):
            self._advance(now)
        if self.refusal(now) is not None:
            return None
        self._inside += 1  # counted in vain where it has just closed
        return self._generation

    def succeeded(self, ticket: int, now: float) -> None:
        """Take note of an answer."""
        if ticket != self._generation:
            return
        self._window.count(now, bad=False)
        self.successes += 1
        self._streak_before, self._streak = self._streak, 0
        if self.phase is not Phase.CLOSED:
            self._inside -= 1
            self._proved += 1

    def failed(self, ticket: int, now: float, wait: float = 0.0) -> None:
        """Take note of a failure; the service may ask not to be called for a while."""
        if ticket != self._generation:
            return
        self._window.count(now, bad=True)
        if self.phase is not Phase.CLOSED:
            self._inside -= 1
        self._fail(now)
        # One answer may be one page's trouble: it is held to it by a second.
        again = self._window.bad > 1 and self._mostly_bad
        if wait and (self.phase is Phase.OPEN or again):
            self._until = max(self._until, now + wait)

    def abandoned(self, ticket: int) -> None:
        """Take note that a call ended without saying anything of the service."""
        if ticket == self._generation and self.phase is not Phase.CLOSED:
            self._inside -= 1

    def spoiled(self, now: float) -> None:
        """Take back the latest success: its answer could not be read."""
        if self.phase is Phase.OPEN or not self._window.spoil(now):
            return
        self._streak = self._streak_before
        self._fail(now)

    def belied(self, ticket: int, number: int, now: float) -> None:
        """Take back a success, the `number`th: what its answer held broke its types.

        That is found out when the answer is shown, and others may have come since: then
        it ends no streak and begins none.
        """
        if ticket != self._generation:
            return
        if number == self.successes:
            self.spoiled(now)
        elif self._window.spoil(now) and self._enough(now):
            self._open(now)

    def describe(self, now: float) -> str:
        """Say in one line, in Indonesian, how it stands."""
        self._window.slide(now)
        bad, calls = self._verdict
        outage = f"{self.phase.value} sejak {now - self._opened:.0f} s"
        match self.phase:
            case Phase.CLOSED:
                left = self._until - now
                held = f"; ditahan {left:.0f} s" if left > 0 else ""
                return f"tertutup; {self._window.bad} dari {self._window.calls} gagal{held}"
            case Phase.OPEN:
                left = max(self._until - now, 0.0)
                text = f"{bad} dari {calls} gagal; mencoba lagi dalam {left:.0f} s"
            case Phase.PROBING:
                text = f"{self._proved} dari {self._policy.probes} percobaan berhasil"
            case _:
                text = f"{self._inside} dari {self._room(now)} panggilan berjalan"
        return f"{outage}; {text}"

    # ------------------------------------------------------------ decisions

    @property
    def _mostly_bad(self) -> bool:
        window = self._window
        return window.bad >= self._policy.ratio * window.calls

    def _ripe(self, now: float) -> bool:
        """Tell whether the time for the next phase has come."""
        match self.phase:
            case Phase.OPEN:
                return now >= self._until
            case Phase.PROBING:
                return self._proved >= self._policy.probes
            case Phase.RECOVERING:
                return now - self._since >= self._ramp
            case _:
                return False

    def _advance(self, now: float) -> None:
        """Go on to the next phase."""
        match self.phase:
            case Phase.OPEN:
                self._enter(Phase.PROBING, now)
                self._window.clear()
            case Phase.PROBING:
                self._enter(Phase.RECOVERING, now)
            case _:
                self.phase, self._since = Phase.CLOSED, now
                self._closed, self._until = now, _NEVER
                self._report(opened=False, now=now)

    def _enter(self, phase: Phase, now: float) -> None:
        self.phase, self._since = phase, now
        self._inside = self._proved = self._streak = 0
        self._generation += 1

    def _room(self, now: float) -> int:
        """Return how many calls may be under way: one probe, then more and more."""
        probes = self._policy.probes
        if self.phase is Phase.PROBING:
            return probes - self._proved if self._proved else 1
        part = min((now - self._since) / self._ramp, 1.0)
        return max(probes, math.ceil(self._most * part))

    def _fail(self, now: float) -> None:
        """Count a failure into the streak, and open where it is enough."""
        self._streak += 1
        self._streak_before = self._streak
        if self._streak == 1:
            self._streak_began = now
        if self._enough(now):
            self._open(now)

    def _enough(self, now: float) -> bool:
        policy, window = self._policy, self._window
        if self.phase is Phase.PROBING:
            return True
        if self.phase is Phase.RECOVERING and self._streak * 2 >= policy.minimum:
            return True
        if window.calls >= policy.minimum and self._mostly_bad:
            return True
        # Of a busy service the window holds many successes from before it broke
        # down. Failures at the same moment, though, may be one caller's.
        lasting = now - self._streak_began >= policy.window / _GLIMPSE
        return lasting and self._streak >= policy.minimum

    def _open(self, now: float) -> None:
        policy, was = self._policy, self.phase
        again = was is Phase.RECOVERING or now - self._closed < policy.window
        if again:
            self._pause = min(self._pause * 2, policy.longest)
        elif was is Phase.CLOSED:
            self._pause = policy.first
        self._enter(Phase.OPEN, now)
        self._until = now + self._pause
        if was is Phase.CLOSED:
            self._opened = now
            self._verdict = (self._window.bad, self._window.calls)
            self._report(opened=True, now=now)

    def _report(self, *, opened: bool, now: float) -> None:
        if self._tell is not None:
            bad, calls = self._verdict
            seconds = 0.0 if opened else now - self._opened
            self._tell(Turn(opened, bad, calls, seconds))
