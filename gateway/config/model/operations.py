"""What a connector can be asked, and what becomes of the answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from gateway.config.cache import CachePolicy
from gateway.config.examples import Stated
from gateway.config.formats import Format
from gateway.config.model.arguments import Argument
from gateway.config.model.calls import Call
from gateway.config.model.reading import FieldDef, Reading
from gateway.config.model.refresh import Refresh
from gateway.config.near import Near
from gateway.config.pages import Pages
from gateway.config.place import NOWHERE, Place, Word
from gateway.config.routes import Route
from gateway.config.shapers import Shaper
from gateway.config.spreads import Spread
from gateway.config.steps import Path
from gateway.config.typeref import TypeRef


class BadRows(Enum):
    """What becomes of a list's row that breaks a non-null field of its own type."""

    DROP = "drop"
    NULL = "null"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Condition:
    """A test on an answer's body: the text at the first of `paths` is (not) one of these.

    The first is that which is not null. Values compare as text: 200 and "200"
    are equal, true is "true" and null is "null".
    """

    paths: tuple[Path, ...]
    one_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Success:
    """What must hold for an HTTP 2xx to be a success, and where else its message stands.

    The first of the `messages` that is fit to show is the message; with `map`, a
    table's name, they are codes that the table tells of.
    """

    condition: Condition
    messages: tuple[Path, ...] = ()
    map: Word | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """Answers that mean "there is none": null, not an error."""

    statuses: tuple[int, ...] = ()
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """Which part of an answer is the result: a path or a JMESPath expression."""

    path: Path = ()
    jmespath: Word | None = None
    at: Place = NOWHERE
    optional: bool = False  # an answer without it has none


@dataclass(frozen=True, slots=True)
class Batch:
    """One call for many keys.

    Answers are matched to keys one-to-one (`match`) or grouped one-to-many
    (`group`): a field of the returned type, or else a path in its rows. `by`
    is the argument that takes the keys: joined by `join`, or as a list. A
    GraphQL query may be asked for each key beside the others, by `aliases` or
    for `entities` of a type; the answers then stand in the order of the keys.
    """

    call: Call
    by: Word
    match: Word | None = None
    group: Word | None = None
    join: str | None = None
    size: int = 100
    select: Selection | None = None  # None: as the operation's own
    shape: tuple[Shaper, ...] | None = None  # None: as the operation's own
    aliases: bool = False
    entities: Word | None = None  # the type's name in the service
    at: Place = NOWHERE

    @property
    def ordered(self) -> bool:
        """Tell whether answers are matched to keys by their order."""
        return self.aliases or self.entities is not None


@dataclass(frozen=True, slots=True)
class Where:
    """A condition on a row, on a field of the returned type or a path in it."""

    field: Word
    how: str  # equals | not | contains | starts | min | max | present
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FilterBy:
    """An argument that filters rows here: `how` compares the row to it."""

    argument: Word
    field: Word
    how: str  # equals | contains | starts | min | max


@dataclass(frozen=True, slots=True)
class SortKey:
    """A field to sort by; nulls come last either way."""

    field: Word
    descending: bool = False


@dataclass(frozen=True, slots=True)
class LookupIn:
    """A lookup that searches the rows of a whole-list query of this connector."""

    query: Word
    match: Word
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing a connector can be asked: a query, or a type's lookup.

    A type's `lookup` and `batch` are one operation whose arguments are the
    type's key fields; `call` is None where only a batch or a local lookup
    exists.
    """

    name: Word
    connector: Word
    returns: TypeRef
    call: Call | None
    args: Mapping[Word, Argument] = field(default_factory=dict[Word, Argument])
    about: str | None = None
    deprecated: str | None = None
    expose: bool = True
    force: bool = False  # a root may be non-null
    batch: Batch | None = None
    lookup_in: LookupIn | None = None
    pages: Pages | None = None
    route: Route | None = None
    spread: Spread | None = None
    format: Format = field(default_factory=Format)
    select: Selection = Selection()
    shape: tuple[Shaper, ...] = ()
    success: tuple[Success, ...] = ()  # all of them hold
    missing: Missing = Missing()
    one_or_many: bool = False
    bad_rows: BadRows = BadRows.DROP
    fields: Mapping[Word, FieldDef] = field(default_factory=dict[Word, FieldDef])
    provides: tuple[Word, ...] | None = None  # None: every field of the type
    where: tuple[Where, ...] = ()
    filter_by: tuple[FilterBy, ...] = ()
    sort_by: tuple[SortKey, ...] = ()
    dedupe: tuple[Word, ...] = ()  # fields that make two rows the same
    near: Near | None = None
    read: Reading = field(
        default_factory=Reading
    )  # of an operation that returns leaves
    cache: CachePolicy = field(default_factory=CachePolicy)
    refresh: Refresh | None = None
    timeout: float = 3.0
    examples: Stated = None
    at: Place = NOWHERE
    returns_at: Place = NOWHERE

    @property
    def rows(self) -> TypeRef:
        """Return the type of what the service gives: of a connection, its rows."""
        pages = self.pages
        return self.returns if pages is None or pages.rows is None else pages.rows

    @property
    def patience(self) -> float:
        """Return the deadline of a call that goes on behind whoever waits for it."""
        refresh = self.refresh
        return self.timeout if refresh is None else max(refresh.timeout, self.timeout)

    @property
    def picks(self) -> bool:
        """Tell whether it finds its row by one argument in another query's list."""
        return self.lookup_in is not None and self.batch is None and len(self.args) == 1

    @property
    def composed(self) -> bool:
        """Tell whether one answer may be made of several calls."""
        return self.route is not None or self.spread is not None
