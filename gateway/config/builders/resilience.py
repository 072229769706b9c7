"""Limits, retries and the breaker: each word on top of what is inherited."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, cast

from gateway.config.model import Limits
from gateway.config.resilience import BreakerPolicy, RetryPolicy
from gateway.config.section import Section

_OFF: Final = RetryPolicy(attempts=1)


def limits(section: Section, above: Limits) -> Limits:
    """Return a section's limits on top of those above."""
    stated = section.get("limits", Section)
    if stated is None:
        return above
    if "rate" in stated and "burst" not in stated:
        above = replace(above, burst=None)  # it belonged to another pace
    return replace(above, **_stated(stated), at=section.spot("limits"))


def retry(section: Section, above: RetryPolicy) -> RetryPolicy:
    """Return a section's retries on top of those above."""
    stated = section.values.get("retry")
    if not isinstance(stated, Section):
        return above if stated is None else _OFF
    base = RetryPolicy() if above == _OFF else above
    return replace(base, **_stated(stated, "backoff"))


def breaker(section: Section, above: BreakerPolicy | None) -> BreakerPolicy | None:
    """Return a section's breaker on top of the one above; None for none."""
    stated = section.values.get("breaker")
    if not isinstance(stated, Section):
        return above if stated is None else None
    return replace(above or BreakerPolicy(), **_stated(stated, "open"))


def _stated(section: Section, spread: str | None = None) -> Mapping[str, Any]:
    """Return what is stated, as fields: of `spread` the two ends."""
    found = dict(section.values)
    if spread in found:
        ends = cast("tuple[float, float]", found.pop(spread))
        found["first"], found["longest"] = ends
    return found
