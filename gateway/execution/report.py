"""`extensions.sources`: for each connector operation touched, how it went."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any, Final

from gateway.connectors.answer import Answer
from gateway.errors import CodedError, Internal, TooCostly, UpstreamError
from gateway.execution.compiled import Compiled
from gateway.execution.plan import Fetch
from gateway.execution.told import known

_WIB = timezone(timedelta(hours=7))


_WORST: Final = ("FRESH", "CACHED", "STALE")

# A refused argument is the client's doing, and says nothing of a source.
_FAILURES = (UpstreamError, TooCostly, Internal)


def sources_report(
    compiled: Compiled, got: list[dict[Any, Any]], started: float
) -> list[dict[str, Any]]:
    """Return one entry for each operation: state, reason, age and paths.

    The state is the worst of its answers'; `asOf` the time of the oldest. What
    was kept before `started`, on the clock of what is kept, came from the cache; a
    STALE answer's `reason` is the code of what kept it from being renewed.
    `truncated` stands where an answer in pages is less than was asked for.
    """
    touched: dict[str, _Touched] = {}
    for each, outcomes in zip(compiled.fetches, got, strict=True):
        fetch = each.fetch
        given: Iterable[Any] = outcomes.values() or (outcomes.get(None),)
        values = [one for one in given if isinstance(one, (Answer, *_FAILURES))]
        if values:
            found = touched.setdefault(fetch.name, _Touched(fetch))
            found.paths[".".join(fetch.path)] = None
            found.outcomes += values
    return [
        {
            "connector": str(found.fetch.operation.connector),
            "operation": str(found.fetch.operation.name),
            "paths": list(found.paths),
            **_state(found.outcomes, started),
        }
        for found in touched.values()
    ]


@dataclass(slots=True)
class _Touched:
    """An operation that was asked: where in the response, and what came of it."""

    fetch: Fetch
    paths: dict[str, None] = field(default_factory=dict[str, None])
    outcomes: list[Answer | CodedError] = field(
        default_factory=list["Answer | CodedError"]
    )


def _state(
    outcomes: Iterable[Answer | CodedError], started: float
) -> dict[str, object]:
    """Return how an operation went, by all that came of it."""
    answers = [one for one in outcomes if isinstance(one, Answer)]
    failures = [one for one in outcomes if not isinstance(one, Answer)]
    cuts = [one.cut for one in answers if one.cut is not None]
    errors = [*failures, *(cut.error for cut in cuts if cut.error is not None)]
    states = {"STALE" if one.stale else known((one,), started) for one in answers}
    reasons = (one.reason for one in answers if one.stale and one.reason)
    state: dict[str, object] = {
        "state": "FAILED" if errors else max(states, key=_WORST.index),
        "reason": errors[0].code if errors else next(reasons, None),
        "asOf": None if failures else _told(min(one.as_of for one in answers)),
    }
    return {**state, "truncated": True} if cuts else state


def _told(as_of: float) -> str:
    return datetime.fromtimestamp(as_of, _WIB).isoformat(timespec="seconds")
