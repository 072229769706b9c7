"""A breaker under a clock of our own: the same story has the same end."""

from random import Random

from gateway.config.resilience import BreakerPolicy
from gateway.connectors.breaker import Breaker

_MOST = 20
_STEP = 0.3  # seconds at most from one event to the next
_ILL = 0.6  # how often a call fails


def story(events: int, seed: int = 1) -> list[str]:
    """Tell what a breaker says of itself after each of some random events."""
    chance, now = Random(seed), 0.0  # noqa: S311 - a story that can be told again
    breaker = Breaker(BreakerPolicy(), _MOST)
    told: list[str] = []
    for _ in range(events):
        now += chance.random() * _STEP
        ticket = breaker.admit(now)
        if ticket is not None and chance.random() < _ILL:
            breaker.failed(ticket, now)
        elif ticket is not None:
            breaker.succeeded(ticket, now)
        told.append(breaker.describe(now))
    return told


def replayed(events: int) -> tuple[str, str]:
    """Return what two tellings of one story have in common, and that it is all."""
    same = sum(a == b for a, b in zip(story(events), story(events), strict=True))
    return f"{same:,} alike", f"{events:,} alike"
