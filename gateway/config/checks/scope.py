"""What every check looks things up in: the configuration, indexed once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from gateway.config.checks.builtins import FRESHNESS, KEADAAN, PROVENANCE, SCALARS
from gateway.config.model import (
    Argument,
    Config,
    EnumDef,
    FieldDef,
    InputDef,
    InterfaceDef,
    Operation,
    TypeDef,
    UnionDef,
)
from gateway.config.typeref import TypeRef


class Kind(Enum):
    """What a type name stands for, as a message calls it."""

    SCALAR = "skalar"
    ENUM = "enum"
    OBJECT = "type objek"
    INTERFACE = "interface"
    UNION = "union"
    INPUT = "input"


LEAVES = frozenset({Kind.SCALAR, Kind.ENUM})
INPUTS = LEAVES | {Kind.INPUT}
OUTPUTS = LEAVES | {Kind.OBJECT, Kind.INTERFACE, Kind.UNION}


@dataclass(frozen=True, slots=True)
class Scope:
    """A configuration with the indexes that checks need.

    `queries` are by "connector.query"; `named` gives for a bare query name
    those full names. `members` are the object types that an interface or a
    union may turn out to be, and `fields` what a row of any of these types may
    have. `broken` are names of dropped elements, which no check may call
    unknown.
    """

    config: Config
    broken: frozenset[str]
    kinds: Mapping[str, Kind]
    types: Mapping[str, TypeDef]
    enums: Mapping[str, EnumDef]
    inputs: Mapping[str, InputDef]
    queries: Mapping[str, Operation]
    named: Mapping[str, tuple[str, ...]]
    members: Mapping[str, tuple[str, ...]]
    fields: Mapping[str, Mapping[str, FieldDef]]

    def excused(self, name: str) -> bool:
        """Tell whether `name` may be missing since its definition is broken."""
        return name in self.broken

    def is_leaf(self, name: str) -> bool:
        """Tell whether a type has no selection."""
        return self.kinds.get(name) in LEAVES

    def unknown(self, name: str) -> bool:
        """Tell whether no type has this name, and none that is broken had."""
        return name not in self.kinds and name not in self.broken

    def operations(self) -> Iterator[Operation]:
        """Yield every query, then every type's lookup."""
        yield from self.queries.values()
        for kind in self.types.values():
            if kind.lookup is not None:
                yield kind.lookup

    def link(self, field: FieldDef) -> TypeDef | None:
        """Return the type a field links to; None where its value is in the row."""
        target = self.types.get(field.type.named)
        if target is None or field.embed or target.lookup is None:
            return None
        return target

    def field_at(self, named: str, word: str) -> FieldDef | None:
        """Return the field a word names: a type's own, or of an object in its rows.

        None for a path that is no field's (`alamat.kota` is the field `kota` of
        the embedded object `alamat`).
        """
        first, dot, rest = word.partition(".")
        field = self.fields.get(named, {}).get(first)
        if field is None or not dot:
            return field
        return None if self.link(field) else self.field_at(field.type.named, rest)

    def leaf(self, field: FieldDef) -> str | None:
        """Return the leaf a field's raw value is read as: of a link, its key's."""
        target = self.link(field)
        if target is None:
            named = field.type.named
            return named if self.is_leaf(named) else None
        key = target.fields.get(target.key[0]) if len(target.key) == 1 else None
        named = key.type.named if key is not None else ""
        return named if self.is_leaf(named) else None


def survey(config: Config, broken: frozenset[str]) -> Scope:
    """Index a configuration.

    A broken element's dotted name (`Buku.judul`) excuses its last word too.
    """
    queries = {
        f"{connector.name}.{name}": query
        for connector in config.connectors.values()
        for name, query in connector.queries.items()
    }
    named: dict[str, tuple[str, ...]] = {}
    for full in queries:
        bare = full.rpartition(".")[2]
        named[bare] = (*named.get(bare, ()), full)
    members = _members(config)
    return Scope(
        config=config,
        broken=broken | {name.rpartition(".")[2] for name in broken},
        kinds=_kinds(config),
        types={str(name): kind for name, kind in config.types.items()},
        enums={str(name): kind for name, kind in config.enums.items()},
        inputs={str(name): kind for name, kind in config.inputs.items()},
        queries=queries,
        named=named,
        members=members,
        fields=_fields(config, members),
    )


def _kinds(config: Config) -> dict[str, Kind]:
    kinds = dict.fromkeys(SCALARS, Kind.SCALAR)
    kinds[PROVENANCE] = kinds[FRESHNESS] = Kind.OBJECT
    kinds[KEADAAN] = Kind.ENUM
    kinds.update((str(name), Kind.INPUT) for name in config.inputs)
    kinds.update((str(name), Kind.ENUM) for name in config.enums)
    kinds.update((str(name), Kind.UNION) for name in config.unions)
    kinds.update((str(name), Kind.INTERFACE) for name in config.interfaces)
    kinds.update((str(name), Kind.OBJECT) for name in config.types)
    return kinds


def _members(config: Config) -> dict[str, tuple[str, ...]]:
    members = {str(name): tuple(map(str, u.of)) for name, u in config.unions.items()}
    found: dict[str, list[str]] = {str(name): [] for name in config.interfaces}
    for kind in config.types.values():
        for interface in kind.implements:
            if interface in found:
                found[interface].append(str(kind.name))
    members.update((name, tuple(types)) for name, types in found.items())
    return members


def _fields(
    config: Config, members: Mapping[str, tuple[str, ...]]
) -> dict[str, Mapping[str, FieldDef]]:
    fields: dict[str, Mapping[str, FieldDef]] = {
        str(name): {str(key): field for key, field in kind.fields.items()}
        for name, kind in config.types.items()
    }
    for name, types in members.items():
        joined: dict[str, FieldDef] = {}
        for member in types:
            joined.update(fields.get(member, {}))
        fields[name] = joined
    return fields


Definition = TypeDef | InterfaceDef | UnionDef | EnumDef | InputDef


def definitions(config: Config) -> Iterator[Definition]:
    """Yield everything that has a type name of its own."""
    yield from config.types.values()
    yield from config.interfaces.values()
    yield from config.unions.values()
    yield from config.enums.values()
    yield from config.inputs.values()


def fielded(config: Config) -> Iterator[TypeDef | InterfaceDef]:
    """Yield everything that has output fields."""
    yield from config.types.values()
    yield from config.interfaces.values()


def arguments(scope: Scope) -> Iterator[Argument]:
    """Yield every argument of a query and every field of an input object.

    A lookup's arguments are its type's key fields and are judged there.
    """
    for query in scope.queries.values():
        yield from query.args.values()
    for kind in scope.config.inputs.values():
        yield from kind.fields.values()


def depth(ref: TypeRef) -> int:
    """Count the lists around a named type."""
    count = 0
    while ref.of is not None:
        ref = ref.of
        count += 1
    return count
