"""The Catalog: every type, and for each field which sources can provide it.

It speaks the Composite Schemas draft's language. A field is *stored* in the
rows of the operations that provide its type, or it is reached by a fetch that
*requires* other fields first: a *lookup* of another type by its key, or an
*ask* of one operation (or of several: a merge). Roots are asks that require
nothing. Fields defined in code are the third kind of source.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gateway.config.links import link_target
from gateway.config.model import (
    Argument,
    Config,
    Connector,
    FieldDef,
    InterfaceDef,
    Merge,
    Operation,
    TypeDef,
    UnionDef,
)
from gateway.config.place import Word
from gateway.config.typeref import TypeRef

LEAVES = frozenset(
    {
        "Int",
        "Float",
        "String",
        "Boolean",
        "ID",
        "Date",
        "DateTime",
        "Time",
        "Rupiah",
        "Long",
        "Decimal",
        "URL",
        "JSON",
    }
)
FRESHNESS_TYPE = "Kesegaran"
"""The object type that says how old a row's answer is."""
STATE_TYPE = "KeadaanData"
"""The enum of its states."""
SOURCE_TYPE = "Sumber"
"""The object type that says which connector gave a row."""


@dataclass(frozen=True, slots=True)
class Stored:
    """The value stands in the row: a leaf, or an embedded object."""

    definition: FieldDef


@dataclass(frozen=True, slots=True)
class Lookup:
    """The row holds the key of `target`, which is looked up.

    `require` names, for each key field of the target, the field of this type
    that holds it; it is empty where the field's own reading gives the one key.
    """

    target: str
    definition: FieldDef
    require: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Ask:
    """The value is the answer of operations; several make a merge.

    `require` maps an operation's argument to the field of this type that
    fills it; the other arguments are the field's own.
    """

    operations: tuple[Operation, ...]
    require: Mapping[str, str] = field(default_factory=dict[str, str])
    merge: Merge | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """The value tells which connector gave the row."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """The value tells how old the row's answer is."""


@dataclass(frozen=True, slots=True)
class Coded:
    """The value comes from a resolver of a Strawberry type."""


Origin = Stored | Lookup | Ask | Provenance | Freshness | Coded


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the graph and where its value comes from."""

    name: str
    type: TypeRef
    origin: Origin
    args: Mapping[str, Argument] = field(default_factory=dict[str, Argument])
    about: str | None = None
    deprecated: str | None = None
    personal: bool = False


@dataclass(frozen=True, slots=True)
class ObjectType:
    """An object type; `definition` is None for those the gateway brings."""

    name: str
    fields: Mapping[str, Field]
    definition: TypeDef | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """Return the names of the key fields."""
        return self.definition.key if self.definition else ()


@dataclass(frozen=True, slots=True)
class Catalog:
    """What can be asked, and of whom."""

    config: Config
    types: Mapping[str, ObjectType]
    roots: Mapping[str, Field]

    def connector(self, name: str) -> Connector:
        """Return a connector by name."""
        return self.config.connectors[Word(name)]

    def is_leaf(self, name: str) -> bool:
        """Tell whether a type has no selection: a scalar or an enum."""
        return name in LEAVES or name in self.config.enums or name == STATE_TYPE

    def abstract(self, name: str) -> InterfaceDef | UnionDef | None:
        """Return the interface or union of this name."""
        config = self.config
        key = Word(name)
        return config.interfaces.get(key) or config.unions.get(key)

    def members(self, name: str) -> tuple[str, ...]:
        """Return the object types an interface or union may turn out to be."""
        union = self.config.unions.get(Word(name))
        if union is not None:
            return tuple(union.of)
        return tuple(
            kind.name for kind in self.config.types.values() if name in kind.implements
        )


def compile_catalog(config: Config) -> Catalog:
    """Make the Catalog of a checked configuration."""
    types = {str(name): _object(config, kind) for name, kind in config.types.items()}
    types[SOURCE_TYPE] = ObjectType(
        SOURCE_TYPE,
        {
            name: Field(name, TypeRef("String", required=True), Provenance())
            for name in ("konektor", "opd")
        },
    )
    types[FRESHNESS_TYPE] = ObjectType(
        FRESHNESS_TYPE,
        {
            name: Field(name, kind, Freshness())
            for name, kind in (
                ("keadaan", TypeRef(STATE_TYPE, required=True)),
                ("pada", TypeRef("DateTime", required=True)),
                ("umur", TypeRef("Int", required=True)),
                ("sebab", TypeRef("String")),
            )
        },
    )
    return Catalog(config, types, _roots(config))


def _object(config: Config, kind: TypeDef) -> ObjectType:
    fields = {
        str(name): Field(
            name=str(name),
            type=definition.type,
            origin=_origin(config, definition),
            about=definition.about,
            deprecated=definition.deprecated,
            personal=definition.personal or kind.personal,
        )
        for name, definition in kind.fields.items()
    }
    for extension in config.extensions:
        if extension.type == kind.name:
            require = {str(a): str(f) for a, f in extension.with_.items()}
            asked = ask(config, extension.query, require)
            fields[str(extension.name)] = _asking(
                str(extension.name), asked, extension.about, extension.deprecated
            )
    return ObjectType(str(kind.name), fields, kind)


def _origin(config: Config, definition: FieldDef) -> Origin:
    if definition.provenance:
        return Provenance()
    if definition.freshness:
        return Freshness()
    target = link_target(config, definition)
    if target is None:
        return Stored(definition)
    require = {str(key): str(own) for key, own in definition.with_.items()}
    return Lookup(str(target.name), definition, require)


def ask(config: Config, query: str, require: Mapping[str, str]) -> Ask:
    """Find what `query` names: `query`, `connector.query` or a merge."""
    merge = config.merges.get(Word(query))
    if merge is not None:
        members = tuple(_operation(config, member) for member in merge.of)
        return Ask(members, require, merge)
    return Ask((_operation(config, query),), require)


def _operation(config: Config, query: str) -> Operation:
    connector, dot, name = query.rpartition(".")
    if dot:
        return config.connectors[Word(connector)].queries[Word(name)]
    return next(
        one.queries[Word(name)]
        for one in config.connectors.values()
        if name in one.queries
    )


def _asking(name: str, asked: Ask, about: str | None, deprecated: str | None) -> Field:
    first, *others = asked.operations
    common = {
        str(key): argument
        for key, argument in first.args.items()
        if key not in asked.require and all(key in other.args for other in others)
    }
    returns = first.returns
    if asked.merge is not None or asked.require:
        returns = TypeRef(returns.name, returns.of, required=False)
    return Field(
        name=name,
        type=returns,
        origin=asked,
        args=common,
        about=about or (asked.merge.about if asked.merge else first.about),
        deprecated=deprecated,
    )


def _roots(config: Config) -> dict[str, Field]:
    roots = {
        str(name): _asking(
            str(name), Ask((operation,)), operation.about, operation.deprecated
        )
        for connector in config.connectors.values()
        for name, operation in connector.queries.items()
        if operation.expose
    }
    for name, merge in config.merges.items():
        if merge.expose:
            asked = ask(config, name, {})
            roots[str(name)] = _asking(str(name), asked, merge.about, merge.deprecated)
    return roots
