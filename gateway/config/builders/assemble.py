"""The whole configuration from the sections of the joined file."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from gateway.config.builders.connectors import connector
from gateway.config.builders.definitions import enum, input_object, union
from gateway.config.builders.field_sections import field_sections
from gateway.config.builders.graph import extensions, merges
from gateway.config.builders.inherit import Inherited, inherit
from gateway.config.builders.operations import Shelf
from gateway.config.builders.tables import tables
from gateway.config.builders.types import interface, object_type
from gateway.config.model import Config, Connector
from gateway.config.notes import Notes
from gateway.config.place import Word
from gateway.config.section import EMPTY, Section

_KINDS: Final = ("types", "interfaces", "unions", "enums", "inputs")
_FATAL: Final = frozenset({"fields", "key", "lookup", "batch", "values", "of"})
"""Words of a definition without which it cannot be judged."""


class Scope(NamedTuple):
    """Where definitions may stand: a connector, or the top of the file."""

    connector: Word | None
    section: Section
    inherited: Inherited


class Definition(NamedTuple):
    """A type of some kind and where it stands."""

    section: Section
    connector: Word | None
    inherited: Inherited


def assemble(top: Section, notes: Notes, files: list[str]) -> Config:
    """Build a `Config`; what is faulty is left out and named in `notes`.

    CSV files that are read are added to `files`.
    """
    base = inherit(top.get("defaults", Section) or EMPTY, Inherited())
    scopes = list(_scopes(top, base))
    found = {kind: _collect(kind, scopes, notes) for kind in _KINDS}
    sections = {kind: _sections(found[kind]) for kind in _KINDS}
    inputs = sections["inputs"]
    interfaces = {
        name: interface(name, one.section, one.inherited)
        for name, one in found["interfaces"].items()
    }
    homes = {str(name): one.inherited for name, one in found["types"].items()}
    known = tables(top.entries("tables"), notes, files)
    shelf = Shelf(field_sections(sections), homes, inputs, notes, known)
    return Config(
        connectors=_connectors(scopes, shelf),
        types={
            name: object_type(
                name, one.connector, one.section, interfaces, (one.inherited, shelf)
            )
            for name, one in found["types"].items()
        },
        interfaces=interfaces,
        unions={
            name: union(name, one.section) for name, one in found["unions"].items()
        },
        enums={name: enum(name, one.section) for name, one in found["enums"].items()},
        inputs={
            name: input_object(name, one.section, inputs)
            for name, one in found["inputs"].items()
        },
        tables=known,
        extensions=extensions(top.entries("extend")),
        merges=merges(top.sections("merge")),
        files=tuple(files),
    )


def _sections(definitions: Mapping[Word, Definition]) -> dict[str, Section]:
    return {str(name): one.section for name, one in definitions.items()}


def _connectors(scopes: list[Scope], shelf: Shelf) -> dict[Word, Connector]:
    return {
        name: connector(name, section, inherited, shelf)
        for name, section, inherited in scopes
        if name is not None
    }


def _scopes(top: Section, base: Inherited) -> Iterator[Scope]:
    yield Scope(None, top, base)
    for name, section in top.sections("connectors").items():
        yield Scope(name, section, inherit(section, base))


def _collect(kind: str, scopes: list[Scope], notes: Notes) -> dict[Word, Definition]:
    """Gather one kind of definition from everywhere."""
    found: dict[Word, Definition] = {}
    first: dict[str, Word] = {}
    for scope in scopes:
        for name, section in scope.section.sections(kind).items():
            if first.setdefault(name, name) is not name:
                notes.problems.add(
                    name.at,
                    f"nama `{name}` sudah dipakai di {first[name].at}",
                    "beri nama lain pada salah satunya",
                )
            elif _FATAL & section.broken:
                notes.broken.add(name)
            else:
                found[name] = Definition(section, scope.connector, scope.inherited)
    return found
