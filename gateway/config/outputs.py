"""The output fields of a type and their types, as clients of the graph see them."""

from collections.abc import Iterable, Mapping

from gateway.config.checks.builtins import FRESHNESS, KEADAAN, PROVENANCE
from gateway.config.checks.scope import Scope
from gateway.config.model import Extension, Operation
from gateway.config.place import Word
from gateway.config.typeref import TypeRef

_TEXT = TypeRef("String")


def output_fields(scope: Scope, name: str) -> Mapping[str, TypeRef]:
    """Return the fields of an object type, an interface or a union, with their types.

    Of what is abstract, those of every member. Fields that `extend` adds are
    among them.
    """
    if name == PROVENANCE:
        return {"konektor": _TEXT, "opd": _TEXT}
    if name == FRESHNESS:
        return {
            "keadaan": TypeRef(KEADAAN),
            "pada": TypeRef("DateTime"),
            "umur": TypeRef("Int"),
            "sebab": _TEXT,
        }
    found = {key: field.type for key, field in scope.fields.get(name, {}).items()}
    names = {name, *scope.members.get(name, ())}
    for extension in scope.config.extensions:
        if extension.type in names:
            returns = _extended(scope, extension)
            if returns is not None:
                found[str(extension.name)] = returns
    return found


def own_fields(scope: Scope, name: str) -> Iterable[str]:
    """Return the fields that are asked without a type condition."""
    interface = scope.config.interfaces.get(Word(name))
    if interface is not None:
        return tuple(map(str, interface.fields))
    return () if name in scope.members else tuple(output_fields(scope, name))


def named_query(scope: Scope, name: str) -> Operation | None:
    """Return the query that `query` or `connector.query` names."""
    full = name if "." in name else next(iter(scope.named.get(name, ())), "")
    return scope.queries.get(full)


def _extended(scope: Scope, extension: Extension) -> TypeRef | None:
    merge = scope.config.merges.get(extension.query)
    query = named_query(scope, str(merge.of[0] if merge else extension.query))
    if query is None:
        return None
    return TypeRef(query.returns.name, query.returns.of)
