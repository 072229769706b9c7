"""Calls to GraphQL services: a query, or the entities of Apollo Federation."""

from collections.abc import Mapping

from gateway.config.graphql import MORE, ROWS, Document, Variable
from gateway.config.model import BodyTemplate, Call, FieldDef, Template
from gateway.config.notes import Notes
from gateway.config.place import Word
from gateway.config.requests import Request
from gateway.config.section import Section


def query_call(section: Section) -> Call | None:
    """Build the call of a query; None where a part of it was refused."""
    document = section.get("query", Document)
    if document is None or section.broken:
        return None
    values = {
        one.name: Template(("", (one.name,), ""), one.at) for one in document.variables
    }
    return _posted(section, document, values)


def entities_call(
    section: Section, fields: Mapping[Word, FieldDef], keys: tuple[Word, ...]
) -> Call:
    """Build the call of a type's `batch: {entities: …}`.

    A representation is the type's name and its key's fields, at the paths they
    are read from (Apollo Federation subgraph specification, `_entities`).
    """
    name = section.get("entities", Word) or Word("")
    variable = Variable("representations", "[_Any!]!", section.spot("entities"))
    document = Document(
        text=f"{{_entities(representations:$representations){{...on {name}{{{ROWS}}}{MORE}}}}}",
        rows=("_entities",),
        variables=(variable,),
        at=name.at,
    )
    shown: dict[str, BodyTemplate] = {"__typename": Template((str(name),), name.at)}
    for key in keys:
        field = fields.get(key)
        path = field.reading.paths[0] if field and field.reading.paths else (str(key),)
        _put(shown, tuple(map(str, path)), Template(("", (str(key),), ""), name.at))
    return _posted(Section(section.at, {}, {}), document, shown)


def ways(section: Section, notes: Notes) -> bool:
    """Judge that a section states one way to be asked at most."""
    stated = [key for key in ("call", "graphql", "entities") if key in section]
    if len(stated) > 1:
        first, second, *_ = stated
        notes.problems.add(
            section.spot(second),
            f"`{first}` dan `{second}` dipakai sekaligus",
            "pilih satu",
        )
    return len(stated) < 2  # noqa: PLR2004 - one way


def _posted(
    section: Section, document: Document, values: Mapping[str, BodyTemplate]
) -> Call:
    path = section.get("path", Request)
    headers = section.entries("headers").items()
    return Call(
        method="POST",
        path=() if path is None else path.path,
        headers=tuple([(str(name), value) for name, value in headers]),
        json=values,
        trailing_slash=path is not None and path.trailing_slash,
        graphql=document,
        at=document.at,
    )


def _put(into: dict[str, BodyTemplate], path: tuple[str, ...], value: Template) -> None:
    """Put a value at a path of nested objects."""
    *outer, last = path
    for key in outer:
        below = into.setdefault(key, {})
        into = below if isinstance(below, dict) else {}
    into[last] = value
