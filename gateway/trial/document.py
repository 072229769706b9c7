"""The GraphQL document that asks for one operation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from gateway.config.checks.scope import Scope
from gateway.config.model import Const, Operation
from gateway.config.outputs import output_fields, own_fields
from gateway.config.typeref import TypeRef
from gateway.trial.roots import FOUND, Root

TYPENAME = "__typename"


@dataclass(frozen=True, slots=True)
class Question:
    """A document and its variables; the selection begins at `start`."""

    document: str
    variables: Mapping[str, object]
    start: int = 0


def question(root: Root, args: Mapping[str, Const], selection: str) -> Question:
    """Write the document that asks a root with some arguments."""
    operation = root.operation
    asked = {name: one for name, one in args.items() if name != root.many}
    header = ", ".join(f"${name}: {_type(operation, name)}" for name in asked)
    given = ", ".join(f"{name}: ${name}" for name in asked)
    field = f"{root.field if root.many is None else FOUND}"
    call = f"{field}({given})" if given else field
    shown = f"{call} {selection}".strip()
    if root.many is not None:
        shown = f"{root.field} {{ {shown} }}"
    text = f"query({header}) {{ {shown} }}" if header else f"{{ {shown} }}"
    start = text.rindex(f"{call} {selection}".strip()) + len(call) + 1
    return Question(text, {name: mutable(one) for name, one in asked.items()}, start)


def selection_of(scope: Scope, ref: TypeRef, wanted: Iterable[object]) -> str:
    """Write the selection of all fields that stand in some expected values."""
    if scope.is_leaf(ref.named) or ref.named == "JSON":
        return ""
    objects = [one for value in wanted for one in _objects(value)]
    if not objects:
        return f"{{ {TYPENAME} }}"
    if ref.named not in scope.members:
        return f"{{ {_fields(scope, ref.named, objects)} }}"
    return f"{{ {TYPENAME} {_abstract(scope, ref.named, objects)} }}"


def mutable(value: Const) -> object:
    """Return a constant as JSON has it."""
    if isinstance(value, tuple):
        return [mutable(one) for one in value]
    if isinstance(value, Mapping):
        return {name: mutable(one) for name, one in value.items()}
    return value


def _abstract(scope: Scope, name: str, objects: list[Mapping[str, object]]) -> str:
    own = set(own_fields(scope, name))
    shared = [{key: one[key] for key in one if key in own} for one in objects]
    parts = [_fields(scope, name, shared)]
    for member in scope.members[name]:
        has = set(output_fields(scope, member)) - own
        lying = [
            {key: one[key] for key in one if key in has}
            for one in objects
            if one.get(TYPENAME, member) == member
        ]
        inner = _fields(scope, member, lying)
        if inner:
            parts.append(f"... on {member} {{ {inner} }}")
    return " ".join(part for part in parts if part)


def _fields(scope: Scope, name: str, objects: Iterable[Mapping[str, object]]) -> str:
    types = output_fields(scope, name)
    values: dict[str, list[object]] = {}
    for one in objects:
        for key, value in one.items():
            values.setdefault(key, []).append(value)
    return " ".join(
        key
        if key == TYPENAME
        else f"{key} {selection_of(scope, types[key], found)}".strip()
        for key, found in values.items()
    )


def _objects(value: object) -> list[Mapping[str, object]]:
    if isinstance(value, Mapping):
        return [cast("Mapping[str, object]", value)]
    if isinstance(value, list | tuple):
        items = cast("Iterable[object]", value)
        return [one for item in items for one in _objects(item)]
    return []


def _type(operation: Operation, name: str) -> str:
    ref = next(one.type for key, one in operation.args.items() if key == name)
    return str(ref)
