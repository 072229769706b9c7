"""Which fields are links: their value is the key of another type."""

from gateway.config.model import Config, FieldDef, TypeDef
from gateway.config.place import Word


def link_target(config: Config, definition: FieldDef) -> TypeDef | None:
    """Return the type a field links to; None where its value stands in the row."""
    target = config.types.get(Word(definition.type.named))
    if target is None or definition.embed or target.lookup is None:
        return None
    return target
