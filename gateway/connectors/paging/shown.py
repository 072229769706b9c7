"""What a client sees of a paged list: a connection, or plain rows."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from gateway.connectors.paging.cursors import Cursor, prefix
from gateway.connectors.paging.walk import Part, Walk

_BEHIND: Final = 999_999_999
"""An index that no row of a page has."""


class Window(NamedTuple):
    """The part of a list that is asked for; `marked` names the list in cursors."""

    marked: str
    first: int | None
    last: int | None = None
    after: Cursor | None = None
    before: Cursor | None = None
    connection: bool = True

    @property
    def wanted(self) -> int:
        """Return how many rows are wanted from the front."""
        return self.first or 0


def shown_pages(walk: Walk, window: Window) -> object:
    """Return the answer that a walk through pages makes."""
    parts = _trimmed(walk.parts, window.wanted)
    if not window.connection:
        return [row for part in parts for row in part.rows]
    more, back = walk.more, window.after is not None
    shown = _connection(parts, window.marked, more=more, back=back)
    if walk.more and walk.parts and not walk.parts[-1].rows:
        # Pages without a row that stays: the way goes on behind them.
        page, before, *_ = walk.parts[-1]
        info = shown["pageInfo"]
        info["endCursor"] = f"{prefix(window.marked, page, before)}{_BEHIND}"
    shown["totalCount"] = walk.total
    shown["terpotong"] = walk.cut is not None
    return shown


def shown_slice(rows: Sequence[object], window: Window) -> tuple[object, int]:
    """Return the answer that a part of a whole list makes, and its number of rows.

    First `after` and `before`, then `first`, then `last`: as the connection
    specification §4.4 applies them.
    """
    after, before = window.after, window.before
    low = 0 if after is None else min(after.at + 1, len(rows))
    high = len(rows) if before is None else max(min(before.at, len(rows)), low)
    if window.first is not None:
        high = min(high, low + window.first)
    if window.last is not None:
        low = max(low, high - window.last)
    part = list(rows[low:high])
    if not window.connection:
        return part, len(part)
    parts = [Part("", 0, low, part)]
    more, back = high < len(rows), low > 0
    shown = _connection(parts, window.marked, more=more, back=back)
    shown["totalCount"] = len(rows)
    shown["terpotong"] = False
    return shown, len(part)


def _trimmed(parts: Iterable[Part], wanted: int) -> list[Part]:
    """Return no more rows than are wanted."""
    found: list[Part] = []
    for part in parts:
        rows = part.rows if len(part.rows) <= wanted else part.rows[:wanted]
        found.append(part._replace(rows=rows))
        wanted -= len(rows)
    return found


def _connection(
    parts: Sequence[Part], marked: str, *, more: bool, back: bool
) -> dict[str, Any]:
    nodes: list[object] = []
    edges: list[dict[str, object]] = []
    for part in parts:
        if part.rows:
            before = prefix(marked, part.page, part.before)
            nodes += part.rows
            edges += [
                {"cursor": f"{before}{index}", "node": row}
                for index, row in enumerate(part.rows, part.at)
            ]
    return {
        "edges": edges,
        "nodes": nodes,
        "pageInfo": {
            "hasNextPage": more,
            "hasPreviousPage": back,
            "startCursor": edges[0]["cursor"] if edges else None,
            "endCursor": edges[-1]["cursor"] if edges else None,
        },
    }
