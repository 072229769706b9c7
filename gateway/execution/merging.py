"""Merge: the rows of several operations, sorted and without doubles."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias, cast

from gateway.config.model import Merge, Operation
from gateway.config.place import Word
from gateway.connectors.columns import column
from gateway.connectors.reading import Readings
from gateway.connectors.rows import Column, compile_dedupe, compile_sort

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


def _column(readings: Readings, operations: Sequence[Operation], word: Word) -> Column:
    """Return a field of merged rows, each read as the member that gave it."""
    columns = [column(readings, operation, word) for operation in operations]

    def get(tagged: object) -> object:
        tag, row = cast("Tagged", tagged)
        return None if row is None else columns[tag].get(row)

    return Column(get, columns[0].leaf)
