"""Constants of the configuration as a client's values: what is not said is as if it were."""

from collections.abc import Mapping
from typing import Final

from gateway.config.model import Const, InputDef
from gateway.config.place import Word
from gateway.config.typeref import TypeRef
from gateway.connectors.writers.inputs import parse_input

EXAMPLES: Final[Mapping[str, str]] = {
    "Date": "`2026-08-17`",
    "DateTime": "`2026-08-17T10:00:00+07:00`",
    "Time": "`10:00:00`",
    "Rupiah": "`12500`",
    "Long": "`12500`",
    "Decimal": "`12.50`",
    "URL": "`https://contoh.go.id`",
    "JSON": "`{kunci: nilai}`",
}
"""The graph's own scalars, and how a client writes one."""

Inputs = Mapping[Word, InputDef]


class Unsendable(ValueError):  # noqa: N818 - named for the value
    """A constant is no value that a client could send: of which scalar it is not one."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def coerced(value: Const, ref: TypeRef, inputs: Inputs) -> object:
    """Coerce a constant as a client's value is: GraphQL specification §3.5, §3.10, §3.11.

    What was written for another reading has then the form that the same value has when
    it is sent, and so the same key. Raises Unsendable; what `config/checks/` tells of is
    left as it is.
    """
    if value is None:
        return None
    if ref.of is not None:
        items = value if isinstance(value, tuple) else (value,)
        return [coerced(item, ref.of, inputs) for item in items]
    given = inputs.get(Word(ref.named))
    if given is not None and isinstance(value, Mapping):
        return _object(value, given, inputs)
    if ref.named not in EXAMPLES:
        return plain(value)
    try:
        return parse_input(ref.named)(plain(value))
    except ValueError as error:
        raise Unsendable(ref.named) from error


def _object(
    value: Mapping[str, Const], given: InputDef, inputs: Inputs
) -> dict[str, object]:
    """Coerce an input object: what its fields default to belongs to it."""
    fields = {str(name): one for name, one in given.fields.items()}
    filled = {name: one.default for name, one in fields.items() if one.has_default}
    filled.update((name, one) for name, one in value.items() if name in fields)
    return {
        name: coerced(one, fields[name].type, inputs) for name, one in filled.items()
    }


def plain(value: Const) -> object:
    """Return a constant with lists for its tuples."""
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    return value
