"""connectors.yaml as frozen types: what the rest of the gateway knows of it.

Every name that a message may have to point at is a `Word`, which carries its
place. Nothing here reads files or judges; `load.py` makes a `Config` and
`checks/` judges it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from gateway.config.bodies import Body
from gateway.config.cache import CachePolicy
from gateway.config.credentials import Credential, Tls
from gateway.config.examples import Stated, StatedTogether
from gateway.config.follow import Follow
from gateway.config.formats import Format
from gateway.config.graphql import Document
from gateway.config.media import Media
from gateway.config.near import Near
from gateway.config.pages import Pages
from gateway.config.place import NOWHERE, Place, Word
from gateway.config.resilience import BreakerPolicy, Rate, RetryPolicy
from gateway.config.routes import Route
from gateway.config.shapers import Shaper
from gateway.config.spreads import Spread
from gateway.config.steps import Path
from gateway.config.typeref import TypeRef

Const: TypeAlias = (
    "bool | int | float | str | tuple[Const, ...] | Mapping[str, Const] | None"
)
"""A constant as GraphQL input: JSON's values with tuples for lists."""


class BadRows(Enum):
    """What becomes of a list's row that breaks a non-null field of its own type."""

    DROP = "drop"
    NULL = "null"
    FAIL = "fail"


# ------------------------------------------------------------------ reading


@dataclass(frozen=True, slots=True)
class Discriminator:
    """How a row tells its concrete type: the text at `path` chosen from `cases`."""

    path: Path
    cases: Mapping[str, Word]
    otherwise: Word | None
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Reader:
    """How the raw value of one leaf becomes a value of its graph type.

    Which options make sense depends on the leaf's type; `checks/` refuses the
    others. Units: each `format` is a date pattern (`dd-MM-yyyy`, `EEEE, d MMMM
    yyyy HH:mm 'WIB'`), `iso`, `epoch`, `epoch_ms` or `excel`, of a JSON value
    `geojson`; `zone` is WIB, WITA, WIT, UTC or ±HH:MM, the zone of a time
    written without one; `notation` is `id` (1.250.000,50) or `en`
    (1,250,000.50).
    """

    format: tuple[Word, ...] = ()  # the first that suits a text reads it
    zone: Word | None = None
    century: int | None = None  # two-digit years from here on are 19xx
    notation: Word | None = None
    unit: tuple[tuple[Word, Word | None], ...] = ()  # with what one of it is worth
    nulls: tuple[Word, ...] | None = None  # None: the leaf type's default tokens
    trim: bool = False
    strip_html: bool = False
    case: Word | None = None  # upper | lower | title
    pattern: tuple[tuple[Word, Word | None], ...] = ()  # expression, and what it means
    map: Word | None = None  # a table's name
    true: tuple[Word, ...] = ()
    false: tuple[Word, ...] = ()
    times: Word | None = None  # a factor, as a decimal number
    round: int | None = None  # digits after the point
    part: Word | None = None  # from | to | lat | lon
    order: Word | None = None  # lat_lon | lon_lat
    split: tuple[Word, ...] = ()  # what parts the items of a list in one text
    base: Word | None = None  # what relative addresses are relative to
    https: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """Where in a row a field's value stands, and how it is read.

    Exactly one of `paths` (the first that is not null), `date`, `template`,
    `value` and `jmespath` is set; `paths` of a field that states none is its
    own name.
    """

    paths: tuple[Path, ...] = ()
    date: tuple[Path, ...] = ()  # where the year, the month and the day stand
    template: Word | None = None  # "{tanggal} {jam}": placeholders are paths
    value: Word | None = None  # a constant, as text, typed by the field's type
    jmespath: Word | None = None
    reader: Reader = Reader()
    one_or_many: bool = False  # a single object where a list is declared
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class FieldDef:
    """A field of an object type or interface.

    Its value is a leaf, an embedded object, or a link: a keyed type that can
    be looked up, and not `embed`. A link's value is the target's key; of a
    target with several keys, `with_` names for each the field of this type.
    """

    name: Word
    type: TypeRef
    reading: Reading
    about: str | None = None
    deprecated: str | None = None
    personal: bool = False
    embed: bool = False
    force: bool = False  # a cross-OPD link may be non-null
    provenance: bool = False  # the value tells which connector gave the row
    freshness: bool = False  # the value tells how old the row's answer is
    proxy: bool = False  # an address whose file is fetched through the gateway
    with_: Mapping[Word, Word] = field(default_factory=dict[Word, Word])
    at: Place = NOWHERE
    type_at: Place = NOWHERE


# ------------------------------------------------------------------ calling


@dataclass(frozen=True, slots=True)
class Template:
    """Text with placeholders: literals and dotted argument paths in turn.

    `parts` alternates: `("kab-", ("filter", "kode"), "")`. A `str` is literal
    text, a tuple the path of an argument. Of `pieces` those whose arguments are
    there are joined; `parts` are those of them all.
    """

    parts: tuple[str | tuple[str, ...], ...]
    at: Place = NOWHERE
    pieces: "tuple[Template, ...]" = ()
    join: str = ""

    @property
    def arguments(self) -> tuple[tuple[str, ...], ...]:
        """Return the argument paths, in order."""
        return tuple(part for part in self.parts if isinstance(part, tuple))


BodyTemplate: TypeAlias = "bool | int | float | Template | tuple[BodyTemplate, ...] | Mapping[str, BodyTemplate] | None"


@dataclass(frozen=True, slots=True)
class Call:
    """One upstream request as a template.

    A query, header, form or JSON entry whose placeholder is absent or null is
    left out. A list argument repeats its query or form entry, unless its
    writer joins it. At most one of `form`, `json` and `body` is set. Where
    `graphql` is, `json` holds the values of its variables, by name; in a batch by
    Federation's `_entities`, one representation. An `open` call
    goes without the connector's credentials.
    """

    method: str
    path: tuple[Template, ...]  # one a segment, after the base URL's path
    query: tuple[tuple[Template, Template], ...] = ()
    headers: tuple[tuple[str, Template], ...] = ()
    form: tuple[tuple[Template, Template], ...] | None = None
    json: BodyTemplate = None
    body: Body | None = None
    follow: Follow | None = None  # the whole address; then there is no path
    trailing_slash: bool = False
    graphql: Document | None = None
    open: bool = False
    at: Place = NOWHERE

    @property
    def has_json(self) -> bool:
        """Tell whether a JSON body is sent."""
        return self.json is not None

    @property
    def carries(self) -> str | None:
        """Return the word that states this call's body; None without one."""
        if self.body is not None:
            return self.body.word
        return "form" if self.form is not None else "json" if self.has_json else None

    @property
    def arguments(self) -> frozenset[str]:
        """Return the names of the arguments that stand anywhere in the call."""
        templates = [*self.path, *(value for _, value in self.headers)]
        for pair in (*self.query, *(self.form or ())):
            templates.extend(pair)
        templates.extend(_templates(self.json))
        if self.body is not None:
            templates.extend(template for _, template in self.body.templates())
        if self.follow is not None:
            templates.append(self.follow.url)
        return frozenset(path[0] for one in templates for path in one.arguments)


def _templates(body: BodyTemplate) -> Iterator[Template]:
    """Walk the templates of a JSON body."""
    if isinstance(body, Template):
        yield body
    elif isinstance(body, tuple):
        for item in body:
            yield from _templates(item)
    elif isinstance(body, Mapping):
        for item in body.values():
            yield from _templates(item)


@dataclass(frozen=True, slots=True)
class Writer:
    """How an argument's value becomes upstream text: the reverse of a reader.

    `parts` are further ways to write the same value, each by a name that a
    placeholder says after the argument's: `{tanggal.bulan}`.
    """

    format: Word | None = None
    zone: Word | None = None
    part: Word | None = None  # from | to: the end of a period
    pattern: Word | None = None  # regular expression; its first group is sent
    map: Word | None = None  # a one-to-one table, used backwards
    pad: int | None = None  # zero-padded to this width
    case: str | None = None  # upper | lower | title
    plus: int | None = None
    minus: int | None = None
    times: Word | None = None  # a factor, as a decimal number
    round: int | None = None  # digits after the point
    notation: Word | None = None
    prefix: str | None = None
    suffix: str | None = None
    quote: str | None = None  # around the text, and doubled within it
    join: str | None = None
    true: Word | None = None
    false: Word | None = None
    encode: tuple[Word, ...] = ()  # json | base64 | base64url, in turn
    parts: "Mapping[Word, Writer]" = field(default_factory=dict["Word", "Writer"])


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of an operation, or a field of an input object."""

    name: Word
    type: TypeRef
    about: str | None = None
    deprecated: str | None = None
    default: Const = None
    has_default: bool = False
    pattern: Word | None = None  # the whole text must match
    min: Word | None = None
    max: Word | None = None
    length: tuple[int, int | None] | None = None  # of a text or a list
    enum: tuple[Word, ...] = ()  # allowed values, as text
    personal: bool = False
    send: Writer = Writer()
    at: Place = NOWHERE
    type_at: Place = NOWHERE


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
    read: Reading = Reading()  # of an operation that returns leaves
    cache: CachePolicy = field(default_factory=CachePolicy)
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
    def picks(self) -> bool:
        """Tell whether it finds its row by one argument in another query's list."""
        return self.lookup_in is not None and self.batch is None and len(self.args) == 1

    @property
    def composed(self) -> bool:
        """Tell whether one answer may be made of several calls."""
        return self.route is not None or self.spread is not None


# ------------------------------------------------------------------ types


@dataclass(frozen=True, slots=True)
class TypeDef:
    """An object type. `connector` is None where declared at the top level."""

    name: Word
    fields: Mapping[Word, FieldDef]
    connector: Word | None
    about: str | None = None
    key: tuple[Word, ...] = ()
    implements: tuple[Word, ...] = ()
    personal: bool = False
    lookup: Operation | None = None  # lookup and batch together
    examples: Stated = None
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class InterfaceDef:
    """An interface: shared fields and how a row tells its type."""

    name: Word
    fields: Mapping[Word, FieldDef]
    discriminator: Discriminator | None
    about: str | None = None
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class UnionDef:
    """A union of object types and how a row tells which."""

    name: Word
    of: tuple[Word, ...]
    discriminator: Discriminator | None
    about: str | None = None
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class EnumValue:
    """One value of an enum."""

    name: Word
    about: str | None = None
    deprecated: str | None = None


@dataclass(frozen=True, slots=True)
class EnumDef:
    """An enum."""

    name: Word
    values: Mapping[Word, EnumValue]
    about: str | None = None
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class InputDef:
    """An input object."""

    name: Word
    fields: Mapping[Word, Argument]
    about: str | None = None
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Table:
    """A code system: upstream text to graph text.

    `otherwise` is the value of an unknown code; without it an unknown code is
    a bad value.
    """

    name: Word
    entries: Mapping[str, str]
    otherwise: str | None = None
    at: Place = NOWHERE

    @property
    def reversible(self) -> bool:
        """Tell whether no two codes share a value, so that it works backwards."""
        return len(set(self.entries.values())) == len(self.entries)


# ------------------------------------------------------------------ the whole


@dataclass(frozen=True, slots=True)
class Network:
    """Which addresses a connector may dial.

    `kind` is public, private (the intranet besides), loopback, or cidrs, with
    the CIDRs listed.
    """

    kind: str = "public"
    cidrs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one connector.

    `concurrency` bounds the calls at once, `calls` those of one operation,
    `max_body` the bytes of an answer. `queue` calls may wait for a place, each for
    `wait` seconds, and so for its turn by `rate`, of which `burst` come at once.
    """

    concurrency: int = 20
    calls: int = 100
    max_body: int = 2 * 1024 * 1024
    queue: int = 100
    wait: float = 1.0
    rate: Rate | None = None
    burst: int | None = None
    at: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Connector:
    """One OPD's service. `fallbacks` are asked where `url` does not answer."""

    name: Word
    opd: str
    url: Word
    about: str | None = None
    contact: str | None = None
    network: Network = Network()
    headers: tuple[tuple[str, str], ...] = ()
    limits: Limits = Limits()
    retry: RetryPolicy = field(default_factory=RetryPolicy)
    breaker: BreakerPolicy | None = field(default_factory=BreakerPolicy)
    timeout: float = 3.0
    queries: Mapping[Word, Operation] = field(default_factory=dict[Word, Operation])
    fallbacks: tuple[Word, ...] = ()
    auth: tuple[Credential, ...] = ()
    tls: Tls | None = None
    examples: StatedTogether = None
    route: Route | None = None
    media: Media | None = None
    invalidate_key: Word | None = field(default=None, repr=False)
    at: Place = NOWHERE

    @property
    def mirrors(self) -> tuple[str, ...]:
        """Return the base URLs of the one service: the primary, then its fallbacks."""
        return (str(self.url), *map(str, self.fallbacks))

    @property
    def bases(self) -> tuple[str, ...]:
        """Return every base URL of this connector: only they are its own."""
        routes = [self.route, *(one.route for one in self.queries.values())]
        routed = [url for one in routes if one is not None for url in one.addresses]
        return tuple(dict.fromkeys((*self.mirrors, *routed)))


@dataclass(frozen=True, slots=True)
class Extension:
    """A field that another type gains: a query with arguments from its fields."""

    type: Word
    name: Word
    query: Word
    with_: Mapping[Word, Word]  # the query's argument: the type's field
    about: str | None = None
    deprecated: str | None = None
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Merge:
    """One field fed by several queries, each isolated."""

    name: Word
    of: tuple[Word, ...]  # connector.query
    about: str | None = None
    deprecated: str | None = None
    expose: bool = True
    sort: tuple[SortKey, ...] = ()
    dedupe: tuple[Word, ...] = ()  # fields that make two rows the same
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Config:
    """Everything connectors.yaml says, include files joined."""

    connectors: Mapping[Word, Connector]
    types: Mapping[Word, TypeDef]
    interfaces: Mapping[Word, InterfaceDef] = field(
        default_factory=dict[Word, InterfaceDef]
    )
    unions: Mapping[Word, UnionDef] = field(default_factory=dict[Word, UnionDef])
    enums: Mapping[Word, EnumDef] = field(default_factory=dict[Word, EnumDef])
    inputs: Mapping[Word, InputDef] = field(default_factory=dict[Word, InputDef])
    tables: Mapping[Word, Table] = field(default_factory=dict[Word, Table])
    extensions: tuple[Extension, ...] = ()
    merges: Mapping[Word, Merge] = field(default_factory=dict[Word, Merge])
    files: tuple[str, ...] = ()
