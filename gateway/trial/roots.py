"""A configuration whose operations can be asked one by one.

Every operation becomes a root field of its own, those that are hidden and the
lookups of types too. Where many keys are asked for at once, as links do, the
root gives rows that hold the keys, and each row links to the operation.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from gateway.config.model import (
    Call,
    Config,
    Connector,
    Extension,
    FieldDef,
    Operation,
    Reading,
    Template,
    TypeDef,
)
from gateway.config.place import Word
from gateway.config.recorded_values import batched_by
from gateway.config.typeref import TypeRef

KEYS: Final = Word("kunci-percobaan")
"""The connector that gives rows of keys; no name of a configuration has a dash."""
KEY: Final = Word("kunci")
FOUND: Final = Word("hasil")


@dataclass(frozen=True, slots=True)
class Root:
    """How an operation is asked: the root field's name, and by rows of keys or not."""

    operation: Operation
    field: str
    many: str | None = None


def root_of(name: str, operation: Operation, *, many: bool = False) -> Root:
    """Name the root field of an operation; `name` is "connector.query" or such.

    What has no call of its own for one key is asked as links ask it.
    """
    field = name.replace(".", "__")
    lookup = operation.call is None and batched_by(operation) is not None
    by = batched_by(operation) if many or (lookup and not _is_query(name)) else None
    return Root(operation, field if by is None else f"{field}__banyak", by)


def rooted(config: Config, roots: Iterable[Root]) -> Config:
    """Return a configuration whose roots are these alone."""
    connectors = {name: _hidden(one) for name, one in config.connectors.items()}
    types = dict(config.types)
    extensions = list(config.extensions)
    keys: dict[Word, Operation] = {}
    for root in roots:
        if root.many is None:
            home = connectors[root.operation.connector]
            named = replace(root.operation, name=Word(root.field), expose=True)
            connectors[home.name] = replace(
                home, queries={**home.queries, named.name: named}
            )
            continue
        kind, query, extension = _keyed(config, root)
        types[kind.name] = kind
        keys[query.name] = query
        if extension is not None:
            extensions.append(extension)
    if keys:
        url = Word("http://kunci.invalid")
        connectors[KEYS] = Connector(KEYS, "Percobaan", url, queries=keys)
    merges = {name: replace(one, expose=False) for name, one in config.merges.items()}
    return replace(
        config,
        connectors=connectors,
        types=types,
        extensions=tuple(extensions),
        merges=merges,
    )


def _is_query(name: str) -> bool:
    return name.rpartition(".")[2][:1].islower()


def _hidden(connector: Connector) -> Connector:
    queries = {
        name: replace(one, expose=False) for name, one in connector.queries.items()
    }
    return replace(connector, queries=queries)


def _keyed(config: Config, root: Root) -> tuple[TypeDef, Operation, Extension | None]:
    """Make the rows of keys of a root: their type, their query, and what links on."""
    operation, name = root.operation, Word(f"Kunci__{root.field}")
    by = Word(root.many or "")
    fields = {KEY: _stored(KEY, TypeRef(operation.args[by].type.named))}
    extension = None
    kind = config.types.get(Word(operation.returns.named))
    if kind is not None and kind.lookup is operation:
        link = TypeRef(str(kind.name))
        fields[FOUND] = FieldDef(FOUND, link, Reading(((str(KEY),),)))
    else:
        query = Word(f"{operation.connector}.{operation.name}")
        extension = Extension(name, FOUND, query, {by: KEY})
    rows = Operation(
        name=Word(root.field),
        connector=KEYS,
        returns=TypeRef(of=TypeRef(str(name), required=True)),
        call=Call("GET", (Template((root.field,)),)),
    )
    return TypeDef(name, fields, KEYS), rows, extension


def _stored(name: Word, ref: TypeRef) -> FieldDef:
    return FieldDef(name, ref, Reading(((str(name),),)))
