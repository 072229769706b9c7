"""Query strings and form bodies: encoded by key and value, never by the whole."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from gateway.config.model import Template
from gateway.connectors.placeholders import Args, Scope, compile_texts
from gateway.connectors.segments import encode

Encode: TypeAlias = Callable[[str], str]


def compile_pairs(
    pairs: Sequence[tuple[Template, Template]], scope: Scope, encoded: Encode = encode
) -> Callable[[Args], str]:
    """Compile key and value templates into a function that gives `a=1&b=2`.

    A pair with an absent or null placeholder is left out; a list repeats it.
    """
    parts = [_compile_pair(key, value, scope, encoded) for key, value in pairs]
    if len(parts) == 1:
        only = parts[0]
        return lambda args: "&".join(only(args))
    return lambda args: "&".join([text for part in parts for text in part(args)])


def _compile_pair(
    key: Template, value: Template, scope: Scope, encoded: Encode
) -> Callable[[Args], list[str]]:
    keys, values = compile_texts(key, scope), compile_texts(value, scope)
    if not key.arguments and not value.arguments:
        constant = [f"{encoded(keys({})[0])}={encoded(values({})[0])}"]
        return lambda _: constant
    if key.arguments:
        return lambda args: [
            f"{encoded(k)}={encoded(v)}" for k in keys(args) for v in values(args)
        ]
    prefix = f"{encoded(keys({})[0])}="
    return lambda args: [prefix + encoded(text) for text in values(args)]
