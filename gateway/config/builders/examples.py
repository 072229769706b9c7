"""Examples, as they are written."""

from collections.abc import Mapping
from typing import cast

from gateway.config.examples import (
    Example,
    Listed,
    RecordedAnswer,
    Stated,
    StatedTogether,
)
from gateway.config.nodes import Items, Node, Pairs, Scalar
from gateway.config.place import Word
from gateway.config.section import Section


def stated(section: Section) -> Stated:
    """Build the examples of a query or a type; a file's name stays one."""
    return section.get("examples", Word) or listed(section.values.get("examples"))


def stated_together(section: Section) -> StatedTogether:
    """Build the examples of a connector; a file's name stays one."""
    value: object = section.values.get("examples")
    if isinstance(value, Word):
        return value
    return None if value is None else together(value)


def together(value: object) -> Mapping[Word, Listed]:
    """Build the examples of several operations, by name."""
    entries = cast("Mapping[Word, object]", value)
    return {name: listed(one) or () for name, one in entries.items()}


def listed(value: object) -> Listed | None:
    """Build a list of examples; None where there is none."""
    if not isinstance(value, tuple):
        return None
    return tuple(map(_example, cast("tuple[Section, ...]", value)))


def _example(section: Section) -> Example:
    return Example(
        args=section.entries("args"),
        answers=tuple(
            map(_answer, cast("tuple[Section, ...]", section.values["answer"]))
        ),
        result=_node(section, "result"),
        errors=section.words("error"),
        requests=section.words("request"),
        about=section.get("about", Word),
        at=section.at,
    )


def _answer(section: Section) -> RecordedAnswer:
    return RecordedAnswer(
        file=section.get("file", Word),
        json=_node(section, "json"),
        text=section.get("text", Word),
        base64=section.get("base64", Word),
        status=section.get("status", int) or 200,
        content_type=section.get("content_type", Word),
        headers=tuple(
            (str(name), str(one)) for name, one in section.entries("headers").items()
        ),
        at=section.at,
    )


def _node(section: Section, key: str) -> Node | None:
    node = section.values.get(key)
    return node if isinstance(node, Scalar | Items | Pairs) else None
