"""How old a row is, told in the response itself: `Kesegaran`.

A row is as old as the answer it stands in. Who goes into an answer says so on the run,
where anything below tells of it, and takes it back on the way out.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from gateway.connectors.answer import Answer
from gateway.connectors.notice import WIB
from gateway.execution.failure import Path
from gateway.execution.plan import Choice, Embedded, Fetched, Fresh, Selection, Shown
from gateway.execution.values import Run, Value

_NAMES: Final = {"FRESH": "BARU", "CACHED": "SIMPANAN"}


def tells(of: Selection | Choice | None) -> bool:
    """Tell whether rows of a selection say how old they are, themselves."""
    if of is None:
        return False
    if isinstance(of, Choice):
        return any(map(tells, of.cases.values()))
    return any(
        isinstance(one, Fresh) or (isinstance(one, Embedded) and tells(one.of))
        for one in of.fields
    )


def tells_anywhere(of: Selection | Choice | None) -> bool:
    """Tell whether rows of a selection, or of what they link to, say how old they are."""
    if of is None:
        return False
    if isinstance(of, Choice):
        return any(map(tells_anywhere, of.cases.values()))
    for one in of.fields:
        if isinstance(one, Fresh):
            return True
        if isinstance(one, Embedded) and tells_anywhere(one.of):
            return True
        if isinstance(one, Fetched) and any(map(tells_anywhere, one.of)):
            return True
    return False


def within(answer: Answer, inner: Value) -> Value:
    """Make a function of what stands in an answer, which may ask how old that is."""

    def value(raw: Any, path: Path, key: str | int, run: Run) -> Any:
        before, run.answer = run.answer, answer
        try:
            return inner(raw, path, key, run)
        finally:
            run.answer = before

    return value


def compile_freshness(fields: Sequence[Shown]) -> Callable[[Run], dict[str, Any]]:
    """Compile the object that says how old the answer is that a run is in."""
    wanted = tuple((shown.key, shown.name) for shown in fields)

    def told(run: Run) -> dict[str, Any]:
        answer = run.answer
        assert answer is not None  # noqa: S101 - whoever goes into rows that tell says so
        state = "STALE" if answer.stale else known((answer,), run.started)
        values = {
            "__typename": "Kesegaran",
            "keadaan": _NAMES.get(state, "LAMA"),
            "pada": datetime.fromtimestamp(answer.as_of, WIB).isoformat(
                timespec="seconds"
            ),
            "umur": int(answer.age),
            "sebab": answer.reason,
        }
        return {key: values[name] for key, name in wanted}

    return told


def known(answers: Iterable[Answer], started: float) -> str:
    """Return CACHED where all was kept before an operation started, else FRESH."""
    cached = all(one.kept_at is not None and one.kept_at < started for one in answers)
    return "CACHED" if cached else "FRESH"
