"""Upstream requests as templates."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from gateway.config.bodies import Body
from gateway.config.follow import Follow
from gateway.config.graphql import Document
from gateway.config.place import NOWHERE, Place


@dataclass(frozen=True, slots=True)
class Template:
    """Text with placeholders: literals and dotted argument paths in turn.

    `parts` alternates: `("kab-", ("filter", "kode"), "")`. A `str` is literal
    text, a tuple the path of an argument. Of `pieces` those whose arguments are
    there are joined; `parts` are those of them all.
    """

    parts: tuple[str | tuple[str, ...], ...]
    at: Place = NOWHERE
    pieces: "tuple[Template, ...]" = ()
    join: str = ""

    @property
    def arguments(self) -> tuple[tuple[str, ...], ...]:
        """Return the argument paths, in order."""
        return tuple(part for part in self.parts if isinstance(part, tuple))


Entry: TypeAlias = tuple[Template, Template]
"""The name and the value of a query or form entry."""
BodyTemplate: TypeAlias = "bool | int | float | Template | tuple[BodyTemplate, ...] | Mapping[str, BodyTemplate] | None"


@dataclass(frozen=True, slots=True)
class Call:
    """One upstream request as a template.

    A query, header, form or JSON entry whose placeholder is absent or null is
    left out. A list argument repeats its query or form entry, unless its
    writer joins it. At most one of `form`, `json` and `body` is set. Where
    `graphql` is, `json` holds the values of its variables, by name; in a batch by
    Federation's `_entities`, one representation. An element of a list in a
    `whole` call's JSON is left out whole where a placeholder in it is absent or
    null. An `open` call goes without the connector's credentials.
    """

    method: str
    path: tuple[Template, ...]  # one a segment, after the base URL's path
    query: tuple[Entry, ...] = ()
    headers: tuple[tuple[str, Template], ...] = ()
    form: tuple[Entry, ...] | None = None
    json: BodyTemplate = None
    whole: bool = False
    body: Body | None = None
    follow: Follow | None = None  # the whole address; then there is no path
    trailing_slash: bool = False
    graphql: Document | None = None
    open: bool = False
    at: Place = NOWHERE

    @property
    def has_json(self) -> bool:
        """Tell whether a JSON body is sent."""
        return self.json is not None

    @property
    def carries(self) -> str | None:
        """Return the word that states this call's body; None without one."""
        if self.body is not None:
            return self.body.word
        return "form" if self.form is not None else "json" if self.has_json else None

    @property
    def arguments(self) -> frozenset[str]:
        """Return the names of the arguments that stand anywhere in the call."""
        templates = [*self.path, *(value for _, value in self.headers)]
        for pair in (*self.query, *(self.form or ())):
            templates.extend(pair)
        templates.extend(templates_in(self.json))
        if self.body is not None:
            templates.extend(template for _, template in self.body.templates())
        if self.follow is not None:
            templates.append(self.follow.url)
        return frozenset(path[0] for one in templates for path in one.arguments)


def entry_name(entry: Entry) -> str:
    """Return the name of a query or form entry as it is written."""
    key, _ = entry
    parts = (p if isinstance(p, str) else f"{{{'.'.join(p)}}}" for p in key.parts)
    return "".join(parts)


def carries(entry: Entry, argument: str) -> bool:
    """Tell whether an entry has an argument in its value."""
    _, value = entry
    return any(path[0] == argument for path in value.arguments)


def templates_in(body: BodyTemplate) -> Iterator[Template]:
    """Walk the templates of a JSON body."""
    if isinstance(body, Template):
        yield body
    elif isinstance(body, tuple):
        for item in body:
            yield from templates_in(item)
    elif isinstance(body, Mapping):
        for item in body.values():
            yield from templates_in(item)
