"""Constants: a default as written, typed by the argument's type."""

import re
from collections.abc import Mapping
from typing import Final

from gateway.config.checks.builtins import INTEGERS
from gateway.config.model import Const
from gateway.config.nodes import Items, Node, Scalar
from gateway.config.section import EMPTY, Section
from gateway.config.typeref import TypeRef

_INTEGER: Final = re.compile(r"-?[0-9]{1,20}\Z")
_NUMBER: Final = re.compile(r"-?[0-9]{1,20}(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?\Z")
_WORDS: Final = {"null": None, "~": None, "": None, "true": True, "false": False}


def constant(node: Node, ref: TypeRef, inputs: Mapping[str, Section]) -> Const:
    """Type a constant by `ref`; what does not fit stays text, for the checks.

    `inputs` are the sections of the input objects, by name.
    """
    if isinstance(node, Scalar):
        return scalar(node, ref.named)
    if isinstance(node, Items):
        inner = ref.of or ref
        return tuple([constant(item, inner, inputs) for item in node.items])
    known = inputs.get(ref.named, EMPTY).sections("fields")
    fallback = TypeRef("JSON" if ref.named == "JSON" else "String")
    typed: dict[str, Const] = {}
    for key, value in node.pairs:
        field = known.get(key.word(), EMPTY)
        stated = field.get("type", TypeRef) or fallback
        typed[key.text] = constant(value, stated, inputs)
    return typed


def json_value(node: Scalar) -> Const:
    """Read an unquoted scalar as JSON would: true, false, null and numbers."""
    if not node.plain:
        return node.text
    if node.text in _WORDS:
        return _WORDS[node.text]
    if _INTEGER.match(node.text) and not re.match(r"-?0[0-9]", node.text):
        return int(node.text)
    if _NUMBER.match(node.text) and not re.match(r"-?0[0-9]", node.text):
        return float(node.text)
    return node.text


def scalar(node: Scalar, leaf: str) -> Const:
    """Type a scalar by a leaf; what does not fit stays text."""
    if node.plain and node.text in {"null", "~", ""}:
        return None
    if leaf in INTEGERS and _INTEGER.match(node.text):
        return int(node.text)
    if leaf == "Float" and _NUMBER.match(node.text):
        return float(node.text)
    if leaf == "Boolean" and node.text in {"true", "false"}:
        return node.text == "true"
    return json_value(node) if leaf == "JSON" else node.text
