"""The type of the variable by which an argument goes into a GraphQL query."""

from dataclasses import replace
from typing import Final

from gateway.config.model import Argument, Writer

_BUILT_IN: Final = frozenset({"Int", "Float", "String", "Boolean", "ID"})
_TEXTS: Final = frozenset({"String", "ID"})


def variable_type(argument: Argument) -> str | None:
    """Return the type of the variable an argument fills, where it can be told.

    None for a type that the service does not share with us, and for a value
    whose writer makes something else of it.
    """
    named = argument.type.named
    if named in _TEXTS and argument.send.join is None:
        return str(argument.type)
    shifted = replace(argument.send, plus=None, minus=None) == Writer()
    return str(argument.type) if named in _BUILT_IN and shifted else None
