"""A GraphQL query that a service is asked, its rows' selection left open.

GraphQL specification, September 2025, §2.
"""

from dataclasses import dataclass
from typing import Final, Self

from gateway.config.place import NOWHERE, Place

ROWS: Final = "__rows__"
"""Stands in a query's text where the rows' selection goes; GraphQL reserves `__`."""
MORE: Final = "__more__"
"""Stands where the fields go that tell success from failure: beside the rows."""
OWN: Final = "__own__"
"""Begins a variable, in the text of one root field, that is its key's own."""


class Aliased(str):
    """A key of a row that is asked for by another text: `nama_1f3c: name(lang: ID)`.

    It compares and hashes as the plain key. `written` is the field as the query
    has it, alias and arguments included.
    """

    __slots__ = ("written",)
    written: str

    def __new__(cls, key: str, written: str) -> Self:
        """Make the key of a field that is written so."""
        made = super().__new__(cls, key)
        made.written = written
        return made


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of a query; `type` is its declaration, None where none is stated."""

    name: str
    type: str | None = None
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Document:
    """One GraphQL query, read and ready to be filled in.

    `text` is the selection set of the query, its insignificant characters
    stripped, with ROWS and MORE standing in it once each; `plain` the same
    where the rows are leaves, None where `...rows` is written, and `single`
    the one root field, its alias left out and its variables marked by OWN,
    None where there are several. `rows` are the response keys down to the rows.
    When it is compiled it learns its operation's `name`, and whether it asks
    for `each` of many keys: by `aliases`, or for `entities`.
    """

    text: str
    rows: tuple[str, ...]
    variables: tuple[Variable, ...] = ()
    plain: str | None = None
    single: str | None = None
    name: str = ""
    each: str = ""
    at: Place = NOWHERE
