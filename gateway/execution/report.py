"""`extensions.sources`: for each connector operation touched, how it went."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, timezone
from typing import Any, Final

from gateway.connectors.answer import Answer
from gateway.errors import Internal, TooCostly, UpstreamError
from gateway.execution.compiled import Compiled
from gateway.execution.told import known

_WIB = timezone(timedelta(hours=7))


_WORST: Final = ("FRESH", "CACHED", "STALE", "FAILED")

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
    found: dict[str, dict[str, Any]] = {}
    for one, outcomes in zip(compiled.fetches, got, strict=True):
        fetch = one.fetch
        state = _state(outcomes, started)
        if state is None:
            continue
        entry = found.setdefault(
            fetch.name,
            {
                "connector": str(fetch.operation.connector),
                "operation": str(fetch.operation.name),
                "paths": [],
                **state,
            },
        )
        paths = entry["paths"]
        path = ".".join(fetch.path)
        if path not in paths:
            paths.append(path)
        if _WORST.index(str(state["state"])) > _WORST.index(entry["state"]):
            entry.update(state)
        if "truncated" in state:
            entry["truncated"] = True
    return list(found.values())


def _state(outcomes: Mapping[Any, Any], started: float) -> dict[str, object] | None:
    """Return how a fetch went; None where nobody was asked."""
    values: Iterable[Any] = outcomes.values() or (outcomes.get(None),)
    failed = next((one for one in values if isinstance(one, _FAILURES)), None)
    if failed is not None:
        return {"state": "FAILED", "reason": failed.code, "asOf": None}
    answers = [one for one in values if isinstance(one, Answer)]
    if not answers:
        return None
    oldest = datetime.fromtimestamp(min(one.as_of for one in answers), _WIB)
    stale = [one for one in answers if one.stale]
    state: dict[str, object] = {
        "state": "STALE" if stale else known(answers, started),
        "reason": next((one.reason for one in stale if one.reason), None),
        "asOf": oldest.isoformat(timespec="seconds"),
    }
    cuts = [one.cut for one in answers if one.cut is not None]
    if cuts:
        errors = [cut.error for cut in cuts if cut.error is not None]
        if errors:
            state.update(state="FAILED", reason=errors[0].code)
        state["truncated"] = True
    return state
