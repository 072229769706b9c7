"""Tags of answers: names by which they are dropped together."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from gateway.config.model import Template
from gateway.config.place import NOWHERE
from gateway.config.templates import parse_template
from gateway.connectors.value import text_of

Tags: TypeAlias = Callable[[Mapping[str, object]], tuple[str, ...]]


def compile_tags(texts: Sequence[str]) -> Tags | None:
    """Compile tags into a function of an operation's arguments; None without any.

    A tag whose argument is absent is none.
    """
    if not texts:
        return None
    made = [parse_template(str(one), NOWHERE) for one in texts]
    templates = [one.parts for one in made if isinstance(one, Template)]

    def tags(arguments: Mapping[str, object]) -> tuple[str, ...]:
        found = (_filled(parts, arguments) for parts in templates)
        return tuple(dict.fromkeys(one for one in found if one is not None))

    return tags


def _filled(
    parts: Sequence[str | tuple[str, ...]], arguments: Mapping[str, object]
) -> str | None:
    pieces: list[str] = []
    for part in parts:
        if isinstance(part, str):
            pieces.append(part)
            continue
        value = arguments.get(part[0])
        text = None if value is None else text_of(value)
        if text is None:
            return None
        pieces.append(text)
    return "".join(pieces)
