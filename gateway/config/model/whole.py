"""What joins connectors, and everything together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from gateway.config.model.connectors import Connector
from gateway.config.model.kinds import (
    EnumDef,
    InputDef,
    InterfaceDef,
    Table,
    TypeDef,
    UnionDef,
)
from gateway.config.model.operations import Operation, SortKey
from gateway.config.place import NOWHERE, Place, Word


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

    def operations(self) -> Iterator[Operation]:
        """Yield every connector's queries, then every type's lookup."""
        for connector in self.connectors.values():
            yield from connector.queries.values()
        for kind in self.types.values():
            if kind.lookup is not None:
                yield kind.lookup
