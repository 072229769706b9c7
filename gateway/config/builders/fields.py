"""Fields of types and interfaces, and a query's own way to read them."""

from collections.abc import Mapping
from typing import Final

from gateway.config.builders.inherit import Inherited
from gateway.config.builders.readings import SOURCES, reader, reading
from gateway.config.model import FieldDef
from gateway.config.place import Word
from gateway.config.section import Section
from gateway.config.typeref import TypeRef

_GROUPS: Final = (SOURCES,)


def field(name: Word, section: Section, inherited: Inherited) -> FieldDef:
    """Build one field."""
    type_ = section.get("type", TypeRef) or TypeRef("String")
    about, deprecated = section.get("about", Word), section.get("deprecated", Word)
    return FieldDef(
        name=name,
        type=type_,
        reading=reading(name, section, type_.named, inherited),
        about=about,
        deprecated=deprecated,
        personal=section.flag("personal"),
        embed=section.flag("embed"),
        force=section.flag("force"),
        provenance=section.flag("provenance"),
        freshness=section.flag("freshness"),
        proxy=section.flag("proxy"),
        with_=section.entries("with"),
        at=name.at,
        type_at=section.spot("type"),
    )


def fields(
    sections: Mapping[Word, Section], inherited: Inherited
) -> dict[Word, FieldDef]:
    """Build the fields of one type."""
    return {name: field(name, section, inherited) for name, section in sections.items()}


def overrides(
    sections: Mapping[Word, Section],
    base: Mapping[str, Section],
    inherited: Inherited,
) -> dict[Word, FieldDef]:
    """Build a query's own fields on top of its type's.

    `base` are the type's field sections. Stating a source replaces the type's;
    every other word not stated is the type's.
    """
    built: dict[Word, FieldDef] = {}
    for name, section in sections.items():
        below = base.get(name)
        whole = section if below is None else section.over(below, _GROUPS)
        built[name] = field(name, whole, inherited)
    return built


def reread(
    base: Mapping[str, Section], home: Inherited, here: Inherited
) -> dict[Word, FieldDef]:
    """Build the fields that this connector reads otherwise than their type's own.

    A type may be defined elsewhere, but null tokens, zone and notation are
    those of the service that answers. `home` is what the type's own connector
    lends its fields, `here` what this one does.
    """
    if here.lends == home.lends:
        return {}
    built: dict[Word, FieldDef] = {}
    for name, section in base.items():
        leaf = (section.get("type", TypeRef) or TypeRef("String")).named
        if reader(section, leaf, home) != reader(section, leaf, here):
            word = Word(name, section.at)
            built[word] = field(word, section, here)
    return built
