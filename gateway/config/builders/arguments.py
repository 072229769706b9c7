"""Arguments of queries and fields of input objects."""

from collections.abc import Mapping
from typing import Any, Final, cast

from gateway.config.builders.constants import constant
from gateway.config.model import Argument, Const, Writer
from gateway.config.nodes import Items, Pairs, Scalar
from gateway.config.place import Word
from gateway.config.section import Section
from gateway.config.typeref import TypeRef

_WORDS: Final = (
    *("format", "zone", "part", "pattern", "map", "pad", "plus", "minus"),
    *("times", "round", "notation", "true", "false", "encode"),
)
_TEXTS: Final = ("case", "prefix", "suffix", "quote", "join")


def arguments(
    sections: Mapping[Word, Section], inputs: Mapping[str, Section]
) -> dict[Word, Argument]:
    """Build arguments; `inputs` are the sections of the input objects."""
    return {name: _argument(name, one, inputs) for name, one in sections.items()}


def _argument(name: Word, section: Section, inputs: Mapping[str, Section]) -> Argument:
    type_ = section.get("type", TypeRef) or TypeRef("String")
    node = section.values.get("default")
    default: Const = None
    if isinstance(node, (Scalar, Items, Pairs)):
        default = constant(node, type_, inputs)
    return Argument(
        name=name,
        type=type_,
        about=section.get("about", Word),
        deprecated=section.get("deprecated", Word),
        default=default,
        has_default=node is not None,
        pattern=section.get("pattern", Word),
        min=section.get("min", Word),
        max=section.get("max", Word),
        length=cast("tuple[int, int | None] | None", section.get("length", tuple)),
        enum=section.words("enum"),
        personal=section.flag("personal"),
        send=writer(section.get("send", Section)),
        at=name.at,
        type_at=section.spot("type"),
    )


def writer(section: Section | None) -> Writer:
    """Build a writer from `send`."""
    if section is None:
        return Writer()
    found: dict[str, Any] = {
        word: section.values[word] for word in _WORDS if word in section.values
    }
    for key in _TEXTS:
        if key in section.values:
            found[key] = str(section.values[key])
    if "parts" in section:
        parts = section.sections("parts")
        found["parts"] = {name: writer(one) for name, one in parts.items()}
    return Writer(**found)
