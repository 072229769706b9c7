"""How a connector's trouble is kept its own: pace, retries, and the breaker."""

import re
from dataclasses import dataclass
from typing import Final

from gateway.config.kinds import Wrong
from gateway.config.nodes import Scalar

_SECONDS: Final = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_RATE: Final = re.compile(r"([1-9][0-9]{0,8})/(s|m|h|d)\Z")
_PERCENT: Final = re.compile(r"([0-9]{1,3}(?:\.[0-9]+)?)%\Z")
_WHOLE: Final = 100.0
_MOST_ATTEMPTS: Final = 5


@dataclass(frozen=True, slots=True)
class Rate:
    """How many calls a service allows in some seconds: 60 in 60.0."""

    calls: int
    seconds: float

    @property
    def interval(self) -> float:
        """Return the seconds from one call to the next."""
        return self.seconds / self.calls

    @property
    def burst(self) -> int:
        """Return how many may come at once where it is not stated: a tenth, or one."""
        return max(1, self.calls // 10)


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often a failed call is sent again.

    `attempts` counts the first; 1 sends nothing again. `budget` is the share of
    calls that may be retries. A pause before one is at most `first` seconds,
    twice that before the next, up to `longest`.
    """

    attempts: int = 2
    budget: float = 0.1
    first: float = 0.025
    longest: float = 2.0


@dataclass(frozen=True, slots=True)
class BreakerPolicy:
    """When a failing service is left alone, in seconds and shares.

    It is where `ratio` of at least `minimum` calls of the last `window` failed.
    It is then tried again after `first` seconds, later where it keeps failing
    as soon as it is trusted, up to `longest`; `probes` calls must succeed. A call whose
    answer broke its types by more than the share `misfit` has failed.
    """

    window: float = 10.0
    minimum: int = 10
    ratio: float = 0.5
    first: float = 5.0
    longest: float = 60.0
    probes: int = 2
    misfit: float = 0.5


def rate(node: Scalar) -> object:
    """Read `60/m`."""
    found = _RATE.match(node.text)
    return None if found is None else Rate(int(found[1]), _SECONDS[found[2]])


def percent(node: Scalar) -> object:
    """Read `10%` as 0.1; at most `100%`."""
    found = _PERCENT.match(node.text)
    if found is None:
        return None
    share = float(found[1]) / _WHOLE
    return share if share <= 1 else None


def share(node: Scalar) -> object:
    """Read a percentage that is not nought."""
    return percent(node) or None


def attempts(node: Scalar) -> object:
    """Read how often a call is made: 1 to 5."""
    found = int(node.text) if re.fullmatch(r"[0-9]{1,2}", node.text) else 0
    return found if 1 <= found <= _MOST_ATTEMPTS else None


def span(node: Scalar) -> object:
    """Read `100ms..2s`, or one duration for both ends, as seconds."""
    low, dots, high = node.text.partition("..")
    first = _seconds(low)
    last = _seconds(high) if dots else first
    if first is None or last is None:
        return None
    if last < first:
        return Wrong(f"rentang `{node.shown}` terbalik", f"tulis `{high}..{low}`")
    return (first, last)


_DURATION: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?)(ms|s|m|h|d)\Z")


def _seconds(text: str) -> float | None:
    found = _DURATION.match(text)
    if found is None:
        return None
    unit = 0.001 if found[2] == "ms" else _SECONDS[found[2]]
    return float(found[1]) * unit or None
