"""The JSON Schema of connectors.yaml, derived from the vocabulary, for editors.

Draft 7, which YAML language servers know best. An editor types unquoted
scalars, so wherever text is allowed numbers and booleans are too; and any text
may be a reference such as `${NAME}`.
"""

import re
from typing import Any, Final, TypeAlias

from gateway.config.kinds import (
    Choice,
    Fork,
    Free,
    Key,
    Kind,
    List,
    Names,
    Record,
    Shapes,
    Text,
    Variants,
)
from gateway.config.vocabulary.top import TOP

Schema: TypeAlias = dict[str, Any]

_REFERENCE: Final = r"\$\{"
_TYPED: Final = {"true": True, "false": False, "null": None}


def json_schema() -> Schema:
    """Return the schema of a whole file."""
    definitions = _Definitions()
    top = definitions.record(TOP)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "connectors.yaml",
        "description": TOP.about,
        **top,
        "definitions": definitions.found,
    }


class _Definitions:
    """Schemas of records, each written once and referred to."""

    def __init__(self) -> None:
        self.found: dict[str, Schema] = {}
        self._names: dict[int, str] = {}

    def schema(self, kind: Kind) -> Schema:
        """Return the schema of what may stand in a position."""
        if isinstance(kind, Text):
            return _text(kind)
        if isinstance(kind, Choice):
            return _choice(kind)
        if isinstance(kind, Record):
            return self._refer(kind)
        if isinstance(kind, Names):
            return {"type": "object", "additionalProperties": self.schema(kind.value)}
        if isinstance(kind, List):
            return self._list(kind)
        return {} if isinstance(kind, Free) else self._either(kind)

    def record(self, kind: Record) -> Schema:
        """Return the schema of a mapping with known keys."""
        schema: Schema = {
            "type": "object",
            "additionalProperties": False,
            "properties": {key.name: self._key(key) for key in kind.keys},
        }
        if kind.required:
            schema["required"] = list(kind.required)
        return schema

    def _key(self, key: Key) -> Schema:
        text = key.about
        if isinstance(key.kind, Choice):
            said = [(word, one.rstrip(".")) for word, one in key.kind.values.items()]
            meanings = [f"`{word}`: {one}" for word, one in said]
            text += " " + "; ".join(meanings) + "."
        if key.default:
            text += f" Bawaan: {key.default}."
        if key.example:
            text += f" Contoh: {key.name}: {key.example}"
        # Draft 7 ignores what stands beside a $ref.
        inner = self.schema(key.kind)
        body = {"allOf": [inner]} if "$ref" in inner else inner
        return {"description": text, **body}

    def _refer(self, kind: Record) -> Schema:
        name = self._names.get(id(kind))
        if name is None:
            word = re.sub(r"\W+", "-", kind.label).strip("-")
            name = f"{word}-{len(self._names) + 1}"
            self._names[id(kind)] = name
            body = self.record(kind)
            if kind.short is not None:
                short = self.schema(kind.words[kind.short].kind)
                body = {"anyOf": [short, body]}
            self.found[name] = {"description": kind.about, **body}
        return {"$ref": f"#/definitions/{name}"}

    def _list(self, kind: List) -> Schema:
        item = self.schema(kind.item)
        array: Schema = {"type": "array", "items": item}
        if not kind.empty:
            array["minItems"] = 1
        return {"anyOf": [item, array]} if kind.single else array

    def _either(self, kind: Shapes | Fork | Variants) -> Schema:
        kinds: tuple[Kind | None, ...]
        match kind:
            case Shapes():
                kinds = (kind.scalar, kind.items, kind.pairs)
            case Fork():
                kinds = (kind.then, kind.otherwise)
            case Variants():
                kinds = (kind.choice, *kind.records.values())
        return {"anyOf": [self.schema(one) for one in kinds if one is not None]}


def _text(kind: Text) -> Schema:
    types = list(kind.json)
    schema: Schema = {"type": types if len(types) > 1 else types[0]}
    if kind.pattern is not None:
        schema["pattern"] = f"^({kind.pattern})$|{_REFERENCE}"
    return schema


def _choice(kind: Choice) -> Schema:
    typed = [_TYPED[word] for word in kind.values if word in _TYPED]
    words: Schema = {"enum": [*kind.values, *typed]}
    return {"anyOf": [words, {"type": "string", "pattern": _REFERENCE}]}
