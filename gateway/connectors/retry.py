"""Whether a failed call is sent again, and when.

It decides only: the time, in seconds of a clock that never goes back, and the
randomness are handed in.
"""

import math
from collections.abc import Callable
from typing import Final

from gateway.config.resilience import RetryPolicy
from gateway.errors import (
    Sent,
    UpstreamBusy,
    UpstreamError,
    UpstreamTimeout,
    UpstreamUnavailable,
)

_MOST: Final = 10.0  # retries that a busy connector may have saved up


class RetryBudget:
    """The retries of one connector: a share of its calls, and one a second besides."""

    __slots__ = ("_earned", "_paused", "_policy", "_spare", "_then", "spent")

    def __init__(self, policy: RetryPolicy) -> None:
        self._policy = policy
        self._earned = 0.0
        self._spare = 1.0
        self._then = -math.inf
        self._paused = -math.inf
        self.spent = 0

    def earn(self) -> None:
        """Count a call, of which retries are a share."""
        self._earned = min(self._earned + self._policy.budget, _MOST)

    def pause(self, until: float) -> None:
        """Let no retry go until then: the service asked for it."""
        self._paused = max(self._paused, until)

    def rest(self, now: float) -> float:
        """Return for how many seconds the service asked not to be called."""
        return max(self._paused - now, 0.0)

    def spend(self, now: float) -> bool:
        """Take one retry, if one is left."""
        self._spare = min(self._spare + max(now - self._then, 0.0), 1.0)
        self._then = now
        if self._spare >= 1:
            self._spare -= 1
        elif self._earned >= 1:
            self._earned -= 1
        else:
            return False
        self.spent += 1
        return True

    def describe(self, now: float) -> str:
        """Say in one line, in Indonesian, how it stands."""
        if self._policy.attempts == 1:
            return "tidak diulang"
        rest = self.rest(now)
        paused = f", tidak dalam {rest:.0f} s ini" if rest else ""
        return f"{self.spent} kali diulang{paused}"


def pause_before(
    error: UpstreamError,
    attempt: int,
    policy: RetryPolicy,
    random: Callable[[], float],
    *,
    repeatable: bool,
) -> float | None:
    """Return the seconds to wait before the next attempt; None where there is none.

    `attempt` is the number of the one that failed, from 1. The pause is drawn
    evenly from nought to the exponential bound ("full jitter"), and is no
    shorter than the service asked for. A write is sent again only where it
    provably was not sent.
    """
    if attempt >= policy.attempts or error.final or not _transient(error):
        return None
    if not repeatable and error.sent is not Sent.NO:
        return None
    bound = min(policy.longest, policy.first * 2.0 ** (attempt - 1))
    return max(bound * random(), error.retry_after or 0.0)


def _transient(error: UpstreamError) -> bool:
    """Tell whether the same call may succeed a moment later.

    Whoever says 429 is asked again only if he says when. A deadline that passed
    after the call was sent has left no time.
    """
    match error:
        case UpstreamUnavailable():
            return True
        case UpstreamTimeout():
            return error.sent is Sent.NO
        case UpstreamBusy():
            return error.retry_after is not None
        case _:
            return False
