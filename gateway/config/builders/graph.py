"""What stands above the connectors: fields added to types, and merged queries."""

from collections.abc import Mapping
from typing import Any

from gateway.config.builders.rows import sort_keys
from gateway.config.model import Extension, Merge
from gateway.config.place import Word
from gateway.config.section import Section


def extensions(entries: Mapping[Word, Any]) -> tuple[Extension, ...]:
    """Build `extend`: for each type, the fields it gains."""
    return tuple(
        [
            _extension(type_, name, section)
            for type_, sections in entries.items()
            for name, section in sections.items()
        ]
    )


def _extension(type_: Word, name: Word, section: Section) -> Extension:
    return Extension(
        type=type_,
        name=name,
        query=section.get("query", Word) or name,
        with_=section.entries("with"),
        about=section.get("about", Word),
        deprecated=section.get("deprecated", Word),
        at=name.at,
    )


def merges(sections: Mapping[Word, Section]) -> dict[Word, Merge]:
    """Build `merge`."""
    return {
        name: Merge(
            name=name,
            of=section.words("of"),
            about=section.get("about", Word),
            deprecated=section.get("deprecated", Word),
            expose=section.flag("expose", default=True),
            sort=sort_keys(section.words("sort")),
            dedupe=section.words("dedupe"),
            at=name.at,
        )
        for name, section in sections.items()
    }
