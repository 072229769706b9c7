"""Merge: the rows of several operations as one list, sorted and without doubles."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from gateway.config.model import BadRows, Merge, Operation
from gateway.config.place import Word
from gateway.config.typeref import TypeRef
from gateway.connectors.columns import column
from gateway.connectors.reading import Readings
from gateway.connectors.rows import Column, compile_dedupe, compile_sort
from gateway.errors import CodedError
from gateway.execution.failure import Origin, Path
from gateway.execution.plan import Choice, Selection, Shown
from gateway.execution.told import tells, within
from gateway.execution.typed import Rows, typed
from gateway.execution.values import BROKEN, Run, Shaped, Value, tell_cut

if TYPE_CHECKING:  # the two compile each other: selections hold merged fields
    from gateway.execution.project import Projector

Tagged: TypeAlias = tuple[int, Any]
"""A row and the index of the member that gave it."""


def arrange(
    readings: Readings, merge: Merge, operations: Sequence[Operation]
) -> Callable[[list[Tagged]], list[Tagged]]:
    """Compile a merge's `dedupe` and `sort`; of doubles the first member's stays."""
    columns = {
        str(word): _column(readings, operations, word)
        for word in (*merge.dedupe, *(key.field for key in merge.sort))
    }
    unlike = compile_dedupe([columns[word] for word in merge.dedupe])
    sort = compile_sort(merge.sort, columns)

    def order(rows: list[Tagged]) -> list[Tagged]:
        if merge.dedupe:
            rows = unlike(rows)
        return cast("list[Tagged]", sort(rows)) if merge.sort else rows

    return order


def merged(
    projector: "Projector",
    shown: Shown,
    merge: Merge,
    operations: Sequence[Operation],
    of: Sequence[Selection | Choice | None],
) -> Value:
    """Make the function of a merge, from the outcomes of its members.

    A member that failed leaves its error at the field's path and the rows of
    the others; where all failed the field is null. Bad rows are treated as the
    members agree to; where they do not, they are dropped.
    """
    origins = [projector.origin(operation, shown) for operation in operations]
    rows = list(map(projector.composite, of, origins))
    order = arrange(projector.readings, merge, operations)
    item = _tagged(rows, telling=any(map(tells, of)))
    listing = _listing(item, shown, operations)

    def value(outcomes: Any, path: Path, key: str | int, run: Run) -> Any:
        found: list[Tagged] = []
        for tag, one in enumerate(outcomes):
            if isinstance(one, CodedError):
                run.note(one, path, key, origins[tag])
            elif one is not None and one.value is not None:
                if one.cut is not None:
                    tell_cut(one.cut, path, key, run, origins[tag])
                found.extend((tag, row) for row in _members(one.value))
        if all(isinstance(one, CodedError) for one in outcomes):
            return BROKEN
        before, run.members = run.members, outcomes
        try:
            return listing(order(found), path, key, run)
        finally:
            run.members = before

    return value


def _listing(item: Value, shown: Shown, operations: Sequence[Operation]) -> Value:
    """Make the function of the list that the members' rows become."""
    element = operations[0].returns.of or TypeRef()
    how = Rows(Origin(shown.nodes), _bad_rows(operations))
    return typed(TypeRef(of=element), Shaped(item), how)


def _members(value: object) -> list[object]:
    """Return the rows of an answer, which may be a single one."""
    return cast("list[object]", value) if isinstance(value, list) else [value]


def _bad_rows(operations: Sequence[Operation]) -> BadRows:
    """Return what becomes of bad rows where operations come together."""
    chosen = {operation.bad_rows for operation in operations}
    return chosen.pop() if len(chosen) == 1 else BadRows.DROP


def _tagged(rows: Sequence[Shaped | None], *, telling: bool) -> Value:
    """Make the function of one merged row, shaped as the member that gave it."""

    def item(tagged: Tagged, path: Path, key: str | int, run: Run) -> Any:
        tag, row = tagged
        shape = rows[tag]
        if row is None or shape is None:
            run.odd = run.odd or row is None
            return row
        show = within(run.members[tag], shape.one) if telling else shape.one
        return show(row, path, key, run)

    return item


def _column(readings: Readings, operations: Sequence[Operation], word: Word) -> Column:
    """Return a field of merged rows, each read as the member that gave it."""
    columns = [column(readings, operation, word) for operation in operations]

    def get(tagged: object) -> object:
        tag, row = cast("Tagged", tagged)
        return None if row is None else columns[tag].get(row)

    return Column(get, columns[0].leaf)
