"""The plan: what is fetched, in what order, and what is made of it.

A plan is two things over the same tree. *Fetches* say which connector
operation is asked, after which other fetches, once or for many keys.
*Selections* say what each position of the response shows of the answers. Both
are frozen once the planner is done, and `printing.py` prints them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from graphql import FieldNode, GraphQLField

from gateway.config.model import Discriminator, Merge, Operation
from gateway.config.typeref import TypeRef
from gateway.schema.catalog import ObjectType


class Mode(Enum):
    """How a fetch asks its operation."""

    ONE = "call"  # once, with the arguments of the field
    EACH = "each"  # once for every distinct key
    BATCH = "batch"  # many keys in one call
    LOCAL = "local"  # every key among the rows of a whole-list query


@dataclass(frozen=True, slots=True)
class Step:
    """From a row down to embedded rows: through `field`, where the type is `only`.

    `field` is None for the rows of the answer itself. `only` is the concrete
    type the rows must be of, where their declared type is abstract.
    """

    type: str
    field: str | None
    only: str | None = None
    abstract: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """Where a fetch's keys come from: the rows at `steps` in the answers of `fetch`.

    `keys` are the fields of those rows whose values make a key. With `spread`
    there is one, a link, and each value in its lists is a key.
    """

    fetch: int
    steps: tuple[Step, ...]
    keys: tuple[str, ...]
    spread: bool = False


@dataclass(eq=False, slots=True)
class Fetch:
    """One operation to ask. Mutable only while the planner adds feeds."""

    id: int
    operation: Operation
    mode: Mode
    node: FieldNode
    definition: GraphQLField | None
    path: tuple[str, ...]
    require: tuple[str, ...] = ()  # the arguments that a key fills, in order
    feeds: list[Feed] = field(default_factory=list[Feed])

    @property
    def name(self) -> str:
        """Return connector.operation."""
        return f"{self.operation.connector}.{self.operation.name}"

    @property
    def after(self) -> tuple[int, ...]:
        """Return the fetches this one waits for."""
        return tuple(sorted({feed.fetch for feed in self.feeds}))


# ---------------------------------------------------------------- selections


@dataclass(frozen=True, slots=True)
class Shown:
    """What every selected field has: its response key, type and nodes."""

    key: str
    name: str
    type: TypeRef
    nodes: tuple[FieldNode, ...]


@dataclass(frozen=True, slots=True)
class Typename:
    """`__typename`."""

    shown: Shown


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar or enum of the row, or of its completion of this index."""

    shown: Shown
    completion: int | None = None


@dataclass(frozen=True, slots=True)
class Embedded:
    """An object, or objects, within the row."""

    shown: Shown
    of: "Selection | Choice"
    completion: int | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """The answers of other fetches, found by a key of this row.

    `keys` are the fields that make the key. One fetch for a lookup or a plain
    query; several, in order, for a merge. With `spread` the field itself holds
    the key, or keys in lists.
    """

    shown: Shown
    fetches: tuple[int, ...]
    operations: tuple[Operation, ...]
    keys: tuple[str, ...]
    of: "tuple[Selection | Choice | None, ...]"
    merge: Merge | None = None
    lookup: bool = False
    completion: int | None = None
    spread: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """The connector that gave the row; `of` is None where a name alone is asked."""

    shown: Shown
    values: Mapping[str, str]
    fields: tuple[Shown, ...] | None


@dataclass(frozen=True, slots=True)
class Fresh:
    """How old the row's answer is."""

    shown: Shown
    fields: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Denied:
    """Personal data asked for without a login."""

    shown: Shown


Field = Typename | Leaf | Embedded | Fetched | Source | Fresh | Denied


@dataclass(frozen=True, slots=True)
class Completion:
    """Fields of this type that this row lacks, from the type's own lookup."""

    fetch: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """The fields shown of rows of one object type, as `operation` gives them."""

    type: ObjectType
    operation: Operation
    fields: tuple[Field, ...]
    completions: tuple[Completion, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """Rows of an interface or union: a selection for each type they may be."""

    name: str
    discriminator: Discriminator
    cases: Mapping[str, Selection]


@dataclass(frozen=True, slots=True)
class Root:
    """A root field: the answer of its fetch, or several merged."""

    shown: Shown
    fetches: tuple[int, ...]
    operations: tuple[Operation, ...]
    of: tuple[Selection | Choice | None, ...]
    merge: Merge | None = None


@dataclass(frozen=True, slots=True)
class Delegated:
    """A root field for graphql-core: introspection, or defined in code."""

    shown: Shown


@dataclass(frozen=True, slots=True)
class RootTypename:
    """`__typename` at the root."""

    shown: Shown
    value: str


RootField = Root | Delegated | RootTypename


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """One operation, with its conditions decided."""

    kind: str
    roots: tuple[RootField, ...]
    fetches: tuple[Fetch, ...]
