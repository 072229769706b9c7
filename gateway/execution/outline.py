"""What one row of an answer becomes at the most: told by its selection, before it is made.

A client may ask for one field under as many names as a document has room for, and each name
may be long: what a list becomes is then many times what its service sent.
"""

from collections import Counter
from collections.abc import Iterable
from functools import reduce
from itertools import chain
from typing import Final, NamedTuple

from gateway.execution.plan import (
    Choice,
    Embedded,
    Fetched,
    Field,
    Fresh,
    Selection,
    Source,
    Typename,
)

CELL: Final = 4
"""Bytes of the shortest value with the quotes, the colon and the comma around it and its name."""

_MOMENT: Final = 32
"""Bytes of the longest thing that is said of an answer's age."""


class Outline(NamedTuple):
    """How often a row's bytes are shown, `copies`, and how many more it takes, `width`.

    Where there may be lists of rows within it, each of those takes `within` at the most.
    """

    copies: int = 1
    width: int = CELL
    within: int = 0

    def widest(self, other: "Outline") -> "Outline":
        """Return the larger of two in everything."""
        return Outline(
            max(self.copies, other.copies),
            max(self.width, other.width),
            max(self.within, other.within),
        )


ROW: Final = Outline()
"""That of a row of which nothing is known."""


def outline(parts: Iterable[Selection | Choice | None]) -> Outline:
    """Outline the rows that are shown as one of some selections; what they link to apart."""
    return reduce(Outline.widest, map(_outlined, parts), ROW)


def _outlined(of: Selection | Choice | None) -> Outline:
    if of is None:
        return ROW
    if isinstance(of, Choice):
        return outline(of.cases.values())
    copies: Counter[str] = Counter()
    width = inside = 0
    nests = False
    for field in of.fields:
        inner = outline([field.of]) if isinstance(field, Embedded) else ROW
        copies[field.shown.name] += inner.copies
        width += len(field.shown.key) + max(inner.width, _told(of, field))
        inside += inner.width if isinstance(field, Embedded) else 0
        nests = nests or inner.within > 0 or _is_list(field)
    return Outline(max(copies.values(), default=1), width, inside if nests else 0)


def linked(parts: Iterable[Selection | Choice | None]) -> dict[int, Outline]:
    """Outline what some rows link to, in all places, by its fetch."""
    found: dict[int, Outline] = {}
    for field in chain.from_iterable(map(_fields, parts)):
        inner: dict[int, Outline] = {}
        if isinstance(field, Embedded):
            inner = linked([field.of])
        elif isinstance(field, Fetched):
            rows = [outline([of]) for of in field.of]
            inner = {**linked(field.of), **dict(zip(field.fetches, rows, strict=True))}
        for fetch, one in inner.items():
            found[fetch] = found.get(fetch, ROW).widest(one)
    return found


def _fields(of: Selection | Choice | None) -> tuple[Field, ...]:
    if isinstance(of, Choice):
        return tuple(chain.from_iterable(map(_fields, of.cases.values())))
    return () if of is None else of.fields


def _is_list(field: Field) -> bool:
    return isinstance(field, Embedded) and field.shown.type.is_list


def _told(of: Selection, field: Field) -> int:
    """Return what a field takes of every row, whatever its service sent."""
    match field:
        case Typename():
            return CELL + len(of.type.name)
        case Source():
            longest = max(map(len, field.values.values()))
            parts = field.fields or (field.shown,)
            return sum(len(one.key) + CELL + longest for one in parts)
        case Fresh():
            return sum(len(one.key) + _MOMENT for one in field.fields)
        case _:
            return CELL
