"""The types of the graph, and the tables of their codes."""

from collections.abc import Mapping
from dataclasses import dataclass

from gateway.config.examples import Stated
from gateway.config.model.arguments import Argument
from gateway.config.model.operations import Operation
from gateway.config.model.reading import Discriminator, FieldDef
from gateway.config.place import NOWHERE, Place, Word


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
