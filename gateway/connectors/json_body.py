"""JSON bodies: constants, texts with placeholders, and whole values."""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

import orjson

from gateway.config.model import BodyTemplate, Template
from gateway.connectors.placeholders import (
    Args,
    Scope,
    compile_texts,
    compile_value,
    named,
)
from gateway.connectors.writers import compile_whole
from gateway.errors import BadInput

Build: TypeAlias = Callable[[Args], object]


class _Omitted:
    """Stands for an entry that is left out."""


_OMITTED: Final = _Omitted()


def compile_json(
    body: BodyTemplate, scope: Scope, *, whole: bool = False
) -> Callable[[Args], bytes | None]:
    """Compile a JSON body into a function that encodes it.

    An entry or element whose placeholder is absent or null is left out; a body that is
    nothing else is None. A template that is one placeholder keeps the JSON type of its
    value, unless its writer makes a text of it. With `whole` an object or a list that
    is an element of a list is left out together with the first thing in it that is.
    Raises BadInput for a value that JSON cannot hold.
    """
    build = _compile(body, scope, whole=whole)

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


def compile_template(body: BodyTemplate, scope: Scope) -> Build:
    """Compile a JSON template into a function that gives its value, not yet encoded.

    Objects lack the entries that are left out.
    """
    return _compile(body, scope)


def _compile(
    body: BodyTemplate, scope: Scope, *, whole: bool = False, inside: bool = False
) -> Build:
    """Compile a part of a body; `inside` an element that is sent whole or not at all."""
    if isinstance(body, Template):
        return _compile_template(body, scope)
    if isinstance(body, tuple):
        items = [_compile(item, scope, whole=whole, inside=whole) for item in body]
        needed = [isinstance(item, Template) and inside for item in body]
        return _compile_list(list(zip(items, needed, strict=True)))
    if isinstance(body, Mapping):
        entries = {
            key: _compile(
                value, scope, whole=whole, inside=inside and isinstance(value, Mapping)
            )
            for key, value in body.items()
        }
        return _compile_object(entries, needed=inside)
    return lambda _: body


def _compile_list(items: list[tuple[Build, bool]]) -> Build:
    """Compile a list; it is left out together with an item that it needs."""

    def build(args: Args) -> object:
        values: list[object] = []
        for item, needed in items:
            value = item(args)
            if not isinstance(value, _Omitted):
                values.append(value)
            elif needed:
                return _OMITTED
        return values

    return build


def _compile_object(entries: Mapping[str, Build], *, needed: bool) -> Build:
    """Compile an object; it is left out together with an entry where it needs them all."""

    def build(args: Args) -> object:
        values = {key: entry(args) for key, entry in entries.items()}
        kept = {k: v for k, v in values.items() if not isinstance(v, _Omitted)}
        return _OMITTED if needed and len(kept) < len(values) else kept

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
    value = compile_value(scope.lead(path))
    keep = compile_whole(ref, argument.send, scope.tables, scope.inputs)
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
