"""Fields, and how their values are read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gateway.config.place import NOWHERE, Place, Word
from gateway.config.steps import Path
from gateway.config.typeref import TypeRef


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
