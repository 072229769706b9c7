"""How a service gives a long list in pages, and how the graph shows them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from gateway.config.place import NOWHERE, Place, Word
from gateway.config.typeref import TypeRef

PLACEHOLDERS: Final[Mapping[str, tuple[str, ...]]] = {
    "page": ("page", "size"),
    "offset": ("offset", "size"),
    "cursor": ("cursor", "size"),
    "next": ("size",),
    "none": (),
}
"""The placeholders that each style brings to `call`; the first tells pages apart."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something about a page stands: at a path of the body, or in a header."""

    path: tuple[str | int, ...] = ()
    header: Word | None = None
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Pages:
    """How a list comes in pages.

    `style` is page, offset, cursor, next or none (the whole list at once).
    `size` are the rows of one upstream page, `max` the most pages that one
    field may cost. From the second page on only the entries of the call named in
    `keep` go with the cursor; with None all do. With `connection` the graph has Relay's connection, else a
    list with `limit`. `rows` is the list as declared, set once the query's own
    type is that of its connection; `stated` are the places of those options
    that not every style has.
    """

    style: str
    start: int = 1
    size: int = 50
    cursor: Spot | None = None
    keep: tuple[Word, ...] | None = None
    next: Spot | None = None
    total: Spot | None = None
    more: Spot | None = None
    last: Spot | None = None
    max: int = 20
    connection: bool = True
    rows: TypeRef | None = None
    stated: Mapping[str, Place] = field(default_factory=dict[str, Place])
    at: Place = NOWHERE

    @property
    def most(self) -> int:
        """Return the most rows that a client may ask for at once."""
        return self.size * self.max
