"""The placeholders of a call, and the arguments that it depends on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from gateway.config.model import Call, Operation, Template, templates_in
from gateway.config.place import Place, Word
from gateway.config.shapers import echoed

_MARKS: Final = ("'", '"')


@dataclass(frozen=True, slots=True)
class Use:
    """One placeholder in a call: the argument's path, and where it stands.

    `spot` is path, query, header, or the word of the body, with ` one` where no
    list can be; `exact` where it is the whole of a JSON value, and so keeps its
    own JSON type; `mark` the quotation mark on both its sides, if there is one.
    """

    argument: tuple[str, ...]
    spot: str
    exact: bool
    at: Place
    mark: str | None = None

    @property
    def shown(self) -> str:
        """Return the placeholder as it is written."""
        name = ".".join(self.argument)
        return f"${name}" if self.spot == "graphql" else f"{{{name}}}"


def chosen(one: Operation) -> set[str]:
    """Return the arguments that choose calls: those of a route and of a spread."""
    words: list[Word | None] = []
    if one.route is not None:
        words.append(one.route.by)
    if one.spread is not None:
        words += [one.spread.start, one.spread.end]
    return {str(word) for word in words if word is not None}


def upstream(one: Operation) -> list[str]:
    """Return the arguments that an answer depends on."""
    found = {*chosen(one), *echoed(one.shape)}
    if one.call is not None:
        found |= sent(one.call)
    if one.batch is not None:
        found |= sent(one.batch.call)
    return [str(name) for name in one.args if name in found]


def uses(call: Call) -> Iterator[Use]:
    """Yield every placeholder of a call."""
    for spot, template in _templates(call):
        parts = template.parts
        if len(parts) < 2:  # noqa: PLR2004 - a literal alone, as most are
            continue
        paths = template.arguments
        exact = len(paths) == 1 and not any(isinstance(p, str) and p for p in parts)
        for place, part in enumerate(parts):
            if isinstance(part, tuple):
                mark = _mark(parts[place - 1], parts[place + 1])
                yield Use(part, spot, exact, template.at, mark)


def _mark(before: object, after: object) -> str | None:
    """Return the quotation mark that encloses a placeholder between two literals."""
    if not (isinstance(before, str) and isinstance(after, str)):
        return None
    mark = before[-1:]
    return mark if mark and mark in _MARKS and after.startswith(mark) else None


def sent(call: Call) -> set[str]:
    """Return the names of the arguments that a call sends."""
    return {
        part[0]
        for _, template in _templates(call)
        for part in template.parts
        if isinstance(part, tuple)
    }


def _templates(call: Call) -> list[tuple[str, Template]]:
    found = [("path", segment) for segment in call.path]
    for pair in call.query:
        found += [("query", template) for template in pair]
    found += [("header", value) for _, value in call.headers]
    for pair in call.form or ():
        found += [("form", template) for template in pair]
    if call.json is not None:
        spot = "json" if call.graphql is None else "graphql"
        found += [(spot, template) for template in templates_in(call.json)]
    if call.follow is not None:
        found.append(("follow", call.follow.url))
    if call.body is not None:
        found += [
            (f"{call.body.word}{'' if spot == 'text' else ' one'}", template)
            for spot, template in call.body.templates()
        ]
    return found
