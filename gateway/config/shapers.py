"""Steps between `select` and the rows: how an answer of another shape becomes rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from gateway.config.place import NOWHERE, Place, Word
from gateway.config.steps import Path


@dataclass(frozen=True, slots=True)
class Unwrap:
    """The value of an object's one key, or of the one that `key` matches."""

    path: Path = ()  # in each row, where the step works; () is the value itself
    key: Word | None = None  # a regular expression for the whole key
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class OneOrMany:
    """A list, of one where a lone value stands.

    With `empty`, null, "", false and {} are the empty list.
    """

    path: Path = ()
    empty: bool = False
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Rows:
    """Arrays of cells as objects.

    The names are `columns` (None skips a cell), the first array (`header`), or
    stand at `names`, with the arrays at `cells`. Shorter arrays are bad rows
    unless `ragged`.
    """

    path: Path = ()
    columns: tuple[Word | None, ...] = ()
    header: bool = False
    names: Path | None = None
    cells: Path | None = None
    ragged: bool = False
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Entries:
    """A map as rows: its key beside what stands under it.

    An object lies in the row itself unless `value` names a key for it; anything
    else is under `value`. `only` is a regular expression for the keys.
    """

    key: str
    path: Path = ()
    value: str | None = None
    only: Word | None = None
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Unpivot:
    """A row for each of some columns.

    `columns` are their names or a regular expression for them: a group in it is
    the name; named groups are keys of their own, and one called `value` is the
    key of the cell. None: all but those kept. `keep` None: all the others.
    """

    path: Path = ()
    columns: Word | tuple[Word, ...] | None = None
    keep: tuple[Word, ...] | None = None
    name: str = "name"
    value: str = "value"
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Parse:
    """What a text holds: `kind` is json, xml, csv, query, list, object or rows.

    `pattern` is of object and rows, `by` of list, the others of csv.
    """

    kind: str
    path: Path = ()
    pattern: Word | None = None
    by: str = ","
    delimiter: Word | None = None
    columns: tuple[Word, ...] = ()
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Join:
    """What a side list of the whole body has for the code in a row.

    `code` () is the row's own position. `match` is where the side's rows hold
    their code; (): it is a map by code, or a list by position. A code may be made
    of several values, at as many paths here as there.
    """

    side: Path
    name: str
    path: Path = ()
    code: tuple[Path, ...] = ()
    match: tuple[Path, ...] = ()
    take: Path = ()
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Codes:
    """A text of codes without separators, as an object of these codes.

    `of` names the codes in order, each with the place in the whole body of all
    that there are.
    """

    of: Mapping[str, Path]
    path: Path = ()
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Pivot:
    """A row for each `key`, from rows that hold a `name` and a `value` each.

    Without a key all rows make one object.
    """

    key: tuple[Word, ...]
    name: str
    value: str
    path: Path = ()
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Zip:
    """Lists beside each other as rows: the first cells of all, the second, …."""

    path: Path = ()
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Flatten:
    """The rows within rows as one list.

    `path` is where in a row they stand; () where the rows are lists. `keep` are
    keys they get of the row they stood in, by path; `name` is the key of what is
    no object, and `index` that of its position.
    """

    path: Path = ()
    keep: Mapping[str, Path] = field(default_factory=dict[str, Path])
    name: str | None = None
    index: str | None = None
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Echo:
    """Keys of every row that hold an argument of the call."""

    arguments: Mapping[str, Word]
    at: Place = NOWHERE


Shaper: TypeAlias = (
    Unwrap
    | OneOrMany
    | Rows
    | Entries
    | Unpivot
    | Parse
    | Join
    | Codes
    | Pivot
    | Zip
    | Flatten
    | Echo
)


def echoed(steps: tuple[Shaper, ...]) -> dict[str, Word]:
    """Return the arguments that steps echo, as they name them."""
    return {
        str(word): word
        for step in steps
        if isinstance(step, Echo)
        for word in step.arguments.values()
    }
