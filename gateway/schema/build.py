"""Catalog to strawberry.Schema, through Strawberry's own definition objects.

The decorator path evaluates annotations and makes a dataclass for every type,
which for 2,500 types takes four times as long.
"""

import dataclasses
import datetime as dt
import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.schema.config import StrawberryConfig
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.base import (
    StrawberryList,
    StrawberryObjectDefinition,
    StrawberryOptional,
)
from strawberry.types.enum import EnumValue, StrawberryEnumDefinition
from strawberry.types.field import StrawberryField
from strawberry.types.scalar import ScalarDefinition
from strawberry.types.union import StrawberryUnion
from strawberry.types.unset import UNSET

from gateway.config.model import (
    Argument,
    Config,
    EnumDef,
    EnumValue as Named,
    InputDef,
)
from gateway.config.place import Word
from gateway.config.typeref import TypeRef
from gateway.connectors.writers.constants import coerced
from gateway.schema.catalog import (
    FRESHNESS_TYPE,
    SOURCE_TYPE,
    STATE_TYPE,
    Catalog,
    Field,
    ObjectType,
)

_BUILT_IN: Mapping[str, Any] = {
    "Int": int,
    "Float": float,
    "String": str,
    "Boolean": bool,
    "ID": strawberry.ID,
}
_ABOUT = {
    SOURCE_TYPE: "Layanan yang memberikan data ini.",
    FRESHNESS_TYPE: "Seberapa baru data ini.",
}
"""The object types that the gateway brings."""
_ABOUT_FIELDS = {
    "konektor": "Nama konektor di gateway.",
    "opd": "Nama organisasi perangkat daerah.",
    "keadaan": "Apakah data ini baru, dari simpanan, atau lama.",
    "pada": "Kapan data ini diambil dari layanannya.",
    "umur": "Umur data ini dalam detik, saat dijawab.",
    "sebab": "Kode galat yang menghalangi data lama diperbarui, bila ada.",
}
_STATES = EnumDef(
    Word(STATE_TYPE),
    {
        Word(name): Named(Word(name), about)
        for name, about in (
            ("BARU", "Diambil dari layanannya untuk permintaan ini."),
            ("SIMPANAN", "Dari simpanan, masih dalam masa berlakunya."),
            ("LAMA", "Dari simpanan, melewati masa berlakunya."),
        )
    },
    about="Keadaan data: baru, simpanan, atau lama.",
)


@dataclass(frozen=True, slots=True)
class SchemaParts:
    """What the schema is made of besides the Catalog: scalars, code-defined roots."""

    scalars: Mapping[str, ScalarDefinition]
    code: type | None = None  # a Strawberry type whose fields join Query


class _Builder:
    """Holds the classes made so far; fields refer to each other through it."""

    def __init__(self, catalog: Catalog, parts: SchemaParts) -> None:
        self.catalog = catalog
        self.types: dict[str, Any] = dict(_BUILT_IN)
        self.scalar_map: dict[object, ScalarDefinition] = {}
        for name, definition in parts.scalars.items():
            marker = type(name, (), {})
            self.types[name] = marker
            self.scalar_map[marker] = definition
        for own, name in ((dt.date, "Date"), (dt.datetime, "DateTime")):
            self.scalar_map[own] = parts.scalars[name]

    def declare(self, config: Config) -> None:
        """Make every class, still without fields, so that they can refer around."""
        self.types.update((name, _enum(kind)) for name, kind in config.enums.items())
        self.types[STATE_TYPE] = _enum(_STATES)
        for name, face in config.interfaces.items():
            self.types[name] = _declared(name, face.about, is_interface=True)
        for shape in self.catalog.types.values():
            about = shape.definition.about if shape.definition else _ABOUT[shape.name]
            faces = shape.definition.implements if shape.definition else ()
            self.types[shape.name] = _declared(
                shape.name,
                about,
                interfaces=[_definition(self.types[f]) for f in faces],
            )
        for name, given in config.inputs.items():
            self.types[name] = _declared(name, given.about, is_input=True)
        for name, union in config.unions.items():
            self.types[name] = StrawberryUnion(
                name=name,
                type_annotations=tuple(
                    StrawberryAnnotation(self.types[member]) for member in union.of
                ),
                description=union.about,
            )

    def fill(self, config: Config) -> None:
        """Give the declared classes their fields."""
        for name, kind in self.catalog.types.items():
            _definition(self.types[name]).fields.extend(self.fields(kind))
        for name, face in config.interfaces.items():
            _definition(self.types[name]).fields.extend(
                self.field(str(field.name), field.type, field.about, field.deprecated)
                for field in face.fields.values()
            )
        for name, given in config.inputs.items():
            _definition(self.types[name]).fields.extend(self.inputs(given))

    def fields(self, kind: ObjectType) -> Iterable[StrawberryField]:
        """Make the fields of an object type."""
        for field in kind.fields.values():
            about = field.about or (
                None if kind.definition else _ABOUT_FIELDS[field.name]
            )
            yield self.field(
                field.name, field.type, about, field.deprecated, field.args
            )

    def field(
        self,
        name: str,
        kind: TypeRef,
        about: str | None,
        deprecated: str | None,
        args: Mapping[Any, Argument] | None = None,
    ) -> StrawberryField:
        """Make one output field, whose value the engine provides."""
        field = StrawberryField(
            python_name=name,
            graphql_name=name,
            type_annotation=StrawberryAnnotation(self.annotation(kind)),
            description=about,
            deprecation_reason=deprecated,
        )
        field.arguments = [self.argument(one) for one in (args or {}).values()]
        return field

    def root(self, field: Field) -> StrawberryField:
        """Make a root field."""
        return self.field(
            field.name, field.type, field.about, field.deprecated, field.args
        )

    def argument(self, argument: Argument) -> StrawberryArgument:
        """Make an argument."""
        return StrawberryArgument(
            python_name=str(argument.name),
            graphql_name=str(argument.name),
            type_annotation=StrawberryAnnotation(self.annotation(argument.type)),
            description=argument.about,
            default=self.default(argument),
            deprecation_reason=argument.deprecated,
        )

    def inputs(self, given: InputDef) -> Iterable[StrawberryField]:
        """Make the fields of an input object."""
        for argument in given.fields.values():
            default = self.default(argument)
            missing = dataclasses.MISSING
            yield StrawberryField(
                python_name=str(argument.name),
                graphql_name=str(argument.name),
                type_annotation=StrawberryAnnotation(self.annotation(argument.type)),
                description=argument.about,
                deprecation_reason=argument.deprecated,
                default=missing if default is UNSET else default,
            )

    def default(self, argument: Argument) -> object:
        """Return an argument's default as Strawberry wants it, or UNSET."""
        if not argument.has_default:
            return UNSET
        inputs = self.catalog.config.inputs
        value = coerced(argument.default, argument.type, inputs)
        return self._value(value, argument.type)

    def _value(self, value: Any, kind: TypeRef) -> object:
        """Put Strawberry's members in the place of the words of enums."""
        if value is None:
            return None
        if kind.of is not None:
            return [self._value(item, kind.of) for item in value]
        made = self.types[kind.named]
        if isinstance(made, StrawberryEnumDefinition):
            return made.wrapped_cls(value)
        given = self.catalog.config.inputs.get(Word(kind.named))
        if given is None:
            return value
        fields = given.fields
        return {
            name: self._value(v, fields[Word(name)].type) for name, v in value.items()
        }

    def annotation(self, kind: TypeRef) -> Any:
        """Return a type reference as Strawberry resolves it."""
        inner = self.types[kind.named]
        if kind.of is not None:
            inner = StrawberryList(self.annotation(kind.of))
        return inner if kind.required else StrawberryOptional(inner)


def build_schema(
    catalog: Catalog, parts: SchemaParts, kind: type[strawberry.Schema]
) -> strawberry.Schema:
    """Make a schema of class `kind` from the Catalog and the code-defined roots."""
    builder = _Builder(catalog, parts)
    builder.declare(catalog.config)
    builder.fill(catalog.config)
    query = _declared("Query", "Semua yang dapat dibaca dari graf ini.")
    fields = _definition(query).fields
    fields.extend(builder.root(field) for field in catalog.roots.values())
    if parts.code is not None:
        fields.extend(_definition(parts.code).fields)
    names = [*catalog.types, *catalog.config.interfaces, *catalog.config.unions]
    return kind(
        query=query,
        types=[builder.types[name] for name in names],
        config=StrawberryConfig(scalar_map=builder.scalar_map),
    )


def _declared(
    name: str,
    about: str | None,
    *,
    is_input: bool = False,
    is_interface: bool = False,
    interfaces: list[StrawberryObjectDefinition] | None = None,
) -> Any:
    made = type(str(name), (), {})
    made.__strawberry_definition__ = StrawberryObjectDefinition(  # type: ignore[attr-defined]  # how Strawberry marks its classes
        name=str(name),
        is_input=is_input,
        is_interface=is_interface,
        origin=made,
        description=about,
        interfaces=interfaces or [],
        extend=False,
        directives=(),
        is_type_of=None,
        resolve_type=None,
        fields=[],
    )
    return made


def _definition(made: Any) -> StrawberryObjectDefinition:
    definition: StrawberryObjectDefinition = made.__strawberry_definition__
    return definition


def _enum(kind: EnumDef) -> StrawberryEnumDefinition:
    names = [str(name) for name in kind.values]
    make: Any = enum.Enum  # mypy wants literal names; these are data
    wrapped = make(str(kind.name), {name: name for name in names})
    values = [
        EnumValue(
            name=str(value.name),
            value=str(value.name),
            description=value.about,
            deprecation_reason=value.deprecated,
        )
        for value in kind.values.values()
    ]
    return StrawberryEnumDefinition(
        wrapped_cls=wrapped, name=str(kind.name), values=values, description=kind.about
    )
