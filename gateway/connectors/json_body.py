"""JSON bodies: constants, texts with placeholders, and whole values."""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias, cast

import orjson

from gateway.config.model import Argument, BodyTemplate, Template, Writer
from gateway.config.place import Word
from gateway.config.typeref import TypeRef
from gateway.connectors.placeholders import (
    Args,
    Scope,
    compile_texts,
    compile_value,
    named,
)
from gateway.connectors.writers import Write, compile_writer, shifts_only
from gateway.errors import BadInput

Build: TypeAlias = Callable[[Args], object]
Keep: TypeAlias = Callable[[object], object]


class _Omitted:
    """Stands for an entry that is left out."""


_OMITTED: Final = _Omitted()


def compile_json(body: BodyTemplate, scope: Scope) -> Callable[[Args], bytes | None]:
    """Compile a JSON body into a function that encodes it.

    An entry or element whose placeholder is absent or null is left out; a
    body that is nothing else is None. A template that is one placeholder
    keeps the JSON type of its value, unless its writer makes a text of it.
    Raises BadInput for a value that JSON cannot hold.
    """
    build = _compile(body, scope)

    def encode(args: Args) -> bytes | None:
        value = build(args)
        if isinstance(value, _Omitted):
            return None
        try:
            return orjson.dumps(value)
        except TypeError as error:
            reason = "an argument holds a value that JSON cannot carry"
            raise BadInput(reason) from error

    return encode


def _compile(body: BodyTemplate, scope: Scope) -> Build:
    if isinstance(body, Template):
        return _compile_template(body, scope)
    if isinstance(body, tuple):
        return _compile_list([_compile(item, scope) for item in body])
    if isinstance(body, Mapping):
        return _compile_object({k: _compile(v, scope) for k, v in body.items()})
    return lambda _: body


def _compile_list(items: list[Build]) -> Build:
    def build(args: Args) -> object:
        values = [item(args) for item in items]
        return [value for value in values if not isinstance(value, _Omitted)]

    return build


def _compile_object(entries: Mapping[str, Build]) -> Build:
    def build(args: Args) -> object:
        values = {key: entry(args) for key, entry in entries.items()}
        return {k: v for k, v in values.items() if not isinstance(v, _Omitted)}

    return build


def _compile_template(template: Template, scope: Scope) -> Build:
    parts = [part for part in template.parts if part != ""]
    if len(parts) == 1 and isinstance(parts[0], tuple):
        return _compile_exact(parts[0], scope)
    texts = compile_texts(template, scope)
    if not parts:
        return lambda _: ""

    def build(args: Args) -> object:
        found = texts(args)
        return "".join(found[:1]) if len(found) == 1 else (found or _OMITTED)

    return build


def _compile_exact(path: tuple[str, ...], scope: Scope) -> Build:
    argument, ref = scope.argument(path)
    value, keep = compile_value(path), _compile_keep(argument, ref, scope, {})
    name = ".".join(path)

    def build(args: Args) -> object:
        found = value(args)
        if found is None:
            return _OMITTED
        try:
            return keep(found)
        except BadInput as error:
            raise named(name, error) from error

    return build


def _compile_keep(
    argument: Argument, ref: TypeRef, scope: Scope, known: dict[str, Keep]
) -> Keep:
    """Compile how a whole value goes into JSON."""
    if Word(ref.named) in scope.inputs:
        return _compile_input(ref.named, scope, known)
    writer = argument.send
    if writer == Writer():
        return lambda value: value
    write = compile_writer(ref, writer, scope.tables)
    return _shifted(write) if shifts_only(writer) else write


def _shifted(write: Write) -> Keep:
    def keep(value: object) -> object:
        text = write(value)
        return [_number(t) for t in text] if isinstance(text, list) else _number(text)

    return keep


def _number(text: object) -> int | float:
    digits = str(text)
    return float(digits) if "." in digits else int(digits)


def _compile_input(name: str, scope: Scope, known: dict[str, Keep]) -> Keep:
    """Compile how an input object goes in; `known` ends a recursive type."""
    if name in known:
        return known[name]
    keeps: dict[str, Keep] = {}

    def keep(value: object) -> object:
        if isinstance(value, list):
            return [keep(item) for item in cast("list[object]", value)]
        if not isinstance(value, dict):
            return value
        entries = cast("dict[str, object]", value)
        return {k: keeps[k](v) for k, v in entries.items() if v is not None}

    known[name] = keep
    for key, field in scope.inputs[Word(name)].fields.items():
        keeps[key] = _compile_keep(field, field.type, scope, known)
    return keep
