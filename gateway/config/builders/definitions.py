"""Unions, enums, inputs, and how a row tells its type."""

from collections.abc import Mapping

from gateway.config.builders.answers import path_of
from gateway.config.builders.arguments import arguments
from gateway.config.model import (
    Discriminator,
    EnumDef,
    EnumValue,
    InputDef,
    UnionDef,
)
from gateway.config.place import Word
from gateway.config.section import Section


def discriminator(section: Section) -> Discriminator | None:
    """Build `discriminate`; None where it is not stated."""
    stated = section.get("discriminate", Section)
    if stated is None:
        return None
    cases = stated.entries("cases")
    return Discriminator(
        path=path_of(stated, "path") or (),
        cases={str(text): kind for text, kind in cases.items() if text != "else"},
        otherwise=cases.get(Word("else")),
        at=stated.at,
    )


def union(name: Word, section: Section) -> UnionDef:
    """Build a union."""
    about = section.get("about", Word)
    return UnionDef(name, section.words("of"), discriminator(section), about, name.at)


def enum(name: Word, section: Section) -> EnumDef:
    """Build an enum from a list of values or from values with descriptions."""
    stated = section.values.get("values")
    if isinstance(stated, Mapping):
        values = {
            value: EnumValue(value, one.get("about", Word), one.get("deprecated", Word))
            for value, one in section.sections("values").items()
        }
    else:
        values = {value: EnumValue(value) for value in section.words("values")}
    return EnumDef(name, values, section.get("about", Word), name.at)


def input_object(
    name: Word, section: Section, inputs: Mapping[str, Section]
) -> InputDef:
    """Build an input object."""
    fields = arguments(section.sections("fields"), inputs)
    return InputDef(name, fields, section.get("about", Word), name.at)
