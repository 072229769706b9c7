"""The selection of everything that stands in an operation's own rows."""

from collections.abc import Iterator

from gateway.config.checks.builtins import FRESHNESS, PROVENANCE
from gateway.config.checks.scope import Scope
from gateway.config.model import FieldDef, Operation
from gateway.config.outputs import own_fields
from gateway.config.typeref import TypeRef

_DEEPEST = 8


def own_selection(scope: Scope, operation: Operation) -> str:
    """Write the selection of all that one call of an operation gives."""
    provides = operation.provides
    if provides is None:
        return whole_selection(scope, operation.returns)
    fields = scope.fields.get(operation.returns.named, {})
    given = {key: one for key, one in fields.items() if key in provides}
    return f"{{ {' '.join(_own(scope, given, _DEEPEST)) or '__typename'} }}"


def whole_selection(scope: Scope, ref: TypeRef, deep: int = _DEEPEST) -> str:
    """Write a selection of all fields of a type but those that need another call."""
    if scope.is_leaf(ref.named):
        return ""
    fields = " ".join(_fields(scope, ref.named, deep)) or "__typename"
    return f"{{ {fields} }}"


def _fields(scope: Scope, name: str, deep: int) -> Iterator[str]:
    if name == PROVENANCE:
        yield "konektor"
        return
    if name == FRESHNESS:
        yield "keadaan"
        return
    fields = scope.fields.get(name, {})
    members = scope.members.get(name)
    own = set(own_fields(scope, name))
    if members is not None:
        yield "__typename"
    yield from _own(
        scope, {key: one for key, one in fields.items() if key in own}, deep
    )
    for member in members or ():
        rest = {key: one for key, one in scope.fields[member].items() if key not in own}
        inner = " ".join(_own(scope, rest, deep))
        if inner:
            yield f"... on {member} {{ {inner} }}"


def _own(scope: Scope, fields: dict[str, FieldDef], deep: int) -> Iterator[str]:
    for name, field in fields.items():
        if scope.link(field) is not None or (name == "edges" and "nodes" in fields):
            continue  # needs another call, or says the same
        if scope.is_leaf(field.type.named):
            yield name
        elif deep:
            yield f"{name} {whole_selection(scope, field.type, deep - 1)}"
