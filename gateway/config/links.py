"""Which fields are links, and which types an operation's rows may be of."""

from gateway.config.model import Config, FieldDef, Operation, TypeDef
from gateway.config.place import Word


def link_target(config: Config, definition: FieldDef) -> TypeDef | None:
    """Return the type a field links to; None where its value stands in the row."""
    target = config.types.get(Word(definition.type.named))
    if target is None or definition.embed or target.lookup is None:
        return None
    return target


def answers_with(config: Config, operation: Operation, name: str) -> bool:
    """Tell whether an operation's rows may be of an object type.

    They are of the type it gives, or of a member of that interface or union;
    its own `fields` are then how they are read.
    """
    returned = Word(operation.rows.named)
    if returned == name:
        return True
    union = config.unions.get(returned)
    if union is not None:
        return name in union.of
    kind = config.types.get(Word(name))
    return kind is not None and returned in kind.implements
