"""Types and interfaces with their fields; a type has its interfaces' fields too."""

from collections.abc import Mapping
from dataclasses import replace

from gateway.config.builders.definitions import discriminator
from gateway.config.builders.examples import stated
from gateway.config.builders.fields import fields
from gateway.config.builders.inherit import Inherited
from gateway.config.builders.lookups import lookup
from gateway.config.builders.operations import Shelf
from gateway.config.model import FieldDef, InterfaceDef, TypeDef
from gateway.config.place import Word
from gateway.config.section import Section


def interface(name: Word, section: Section, inherited: Inherited) -> InterfaceDef:
    """Build an interface."""
    return InterfaceDef(
        name=name,
        fields=fields(section.sections("fields"), inherited),
        discriminator=discriminator(section),
        about=section.get("about", Word),
        at=name.at,
    )


def object_type(
    name: Word,
    connector: Word | None,
    section: Section,
    interfaces: Mapping[Word, InterfaceDef],
    context: tuple[Inherited, Shelf],
) -> TypeDef:
    """Build a type, and its lookup."""
    inherited, _ = context
    own = _with_interfaces(
        fields(section.sections("fields"), inherited),
        [interfaces[one] for one in section.words("implements") if one in interfaces],
    )
    personal = section.flag("personal")
    if personal:
        own = {key: replace(one, personal=True) for key, one in own.items()}
    return TypeDef(
        name=name,
        fields=own,
        connector=connector,
        about=section.get("about", Word),
        key=section.words("key"),
        implements=section.words("implements"),
        personal=personal,
        lookup=lookup(name, connector, section, own, context),
        examples=stated(section),
        at=name.at,
    )


def _with_interfaces(
    own: dict[Word, FieldDef], interfaces: list[InterfaceDef]
) -> dict[Word, FieldDef]:
    found = {name: field for one in interfaces for name, field in one.fields.items()}
    found.update(own)
    return found
