"""The same world resolved field by field by graphql-core, as the specification has it.

The rows are read here with a table of known values (`leaves.py`), links are
searched in the target's rows, and arguments are sent as `Services` would see
them. A value that is wrong is an exception at its own place.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from graphql import (
    ExecutionResult,
    GraphQLError,
    GraphQLResolveInfo,
    GraphQLSchema,
    build_schema,
    execute,
    located_error,
    parse,
    print_schema,
)

from gateway.config.model import Config, FieldDef, Merge, Operation
from gateway.config.place import Word
from gateway.config.typeref import TypeRef
from tests.execution.asking import SENT
from tests.execution.leaves import GOOD, Unreadable, expected
from tests.execution.upstreams import (
    Params,
    Upstream,
    definition,
    full,
    labelled,
    variant,
)

Info: TypeAlias = GraphQLResolveInfo[Any]


class Coded(Exception):  # noqa: N818 - it says what it carries
    """A field's failure with its code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Row:
    """A row of an object type, as an operation gives it."""

    kind: str
    raw: dict[str, Any]
    operation: Operation


def code_of(error: GraphQLError) -> str:
    """Return the code that an error of the oracle stands for."""
    cause = error.original_error
    if isinstance(cause, Coded):
        return cause.code
    if cause is None or isinstance(cause, GraphQLError):
        return "BAD_USER_INPUT"
    if isinstance(cause, Unreadable | TypeError):  # the latter is graphql-core's null
        return "UPSTREAM_BAD_VALUE"
    raise cause


class Oracle:
    """Resolves operations over a world."""

    def __init__(
        self, config: Config, upstream: Upstream, schema: GraphQLSchema, *, login: bool
    ) -> None:
        self.config = config
        self.upstream = upstream
        self.schema = build_schema(print_schema(schema))
        self.login = login
        self.beside: list[GraphQLError] = []

    def run(
        self, text: str, variables: Mapping[str, Any], name: str | None
    ) -> ExecutionResult:
        """Execute an operation."""
        result = execute(
            self.schema,
            parse(text),
            variable_values=dict(variables),
            operation_name=name,
            field_resolver=self.resolve,
            type_resolver=lambda row, _info, _kind: row.kind,
        )
        assert isinstance(result, ExecutionResult)
        return ExecutionResult(result.data, [*(result.errors or ()), *self.beside])

    # ------------------------------------------------------------- fields

    def resolve(self, parent: Any, info: Info, **args: Any) -> Any:
        """Resolve any field."""
        name = info.field_name
        if parent is None:
            return self.root(name, args, info)
        if isinstance(parent, dict):
            return parent[name]
        kind = self.config.types[Word(parent.kind)]
        for extension in self.config.extensions:
            if extension.type == parent.kind and extension.name == name:
                ((_, own),) = extension.with_.items()
                fill = (str(extension.query), str(own))
                return self.extended(parent, fill, args, info)
        field = kind.fields[Word(name)]
        if field.personal and not self.login:
            raise Coded("UNAUTHENTICATED")
        if field.provenance:
            connector = self.config.connectors[parent.operation.connector]
            return {"konektor": str(connector.name), "opd": connector.opd}
        return self.stored(parent, name)

    def stored(self, row: Row, name: str) -> Any:
        """Return a field that the row holds, or its completion."""
        found = self.holder(row, name)
        if found is None:
            return None
        field = definition(self.config, found.operation, found.kind, name)
        raw = got(found.raw, field)
        if not field.embed and Word(field.type.named) in self.config.types:
            return self.shape(field.type, raw, lambda key: self.link(field, key))
        return self.value(field.type, raw, found.operation)

    def holder(self, row: Row, name: str) -> Row | None:
        """Return the row that provides a field; None where there is none."""
        provides = row.operation.provides
        if (
            provides is None
            or name in provides
            or row.operation.returns.named != row.kind
        ):
            return row
        try:
            key = self.leaf_field(row, "kode")
        except Unreadable:
            return None
        return None if key is None else self.looked_up(row.kind, key)

    def leaf_field(self, row: Row, name: str) -> Any:
        """Read one leaf of a row. Raises Unreadable."""
        field = definition(self.config, row.operation, row.kind, name)
        raw = got(row.raw, field)
        return None if raw is None else expected(field.type.named, raw)

    def link(self, field: FieldDef, raw: Any) -> Row | None:
        """Return the row that a key leads to."""
        return self.looked_up(field.type.named, expected("ID", raw))

    def looked_up(self, kind: str, key: str) -> Row | None:
        """Search the rows of a type. Raises Coded where its service fails."""
        lookup = self.config.types[Word(kind)].lookup
        assert lookup is not None
        if lookup.lookup_in is not None:
            whole = f"{lookup.connector}.{lookup.lookup_in.query}"
            self.works(whole)
            rows = self.upstream.whole[whole][0]
            rows = rows if isinstance(rows, list) else []
        else:
            self.works(full(lookup))
            rows = self.upstream.tables[kind]
        for one in rows:
            if labelled(self.config, kind, one) == key:
                return Row(kind, one, lookup)
        return None

    # ------------------------------------------------------------- queries

    def root(self, name: str, args: Mapping[str, Any], info: Info) -> Any:
        """Resolve a root field."""
        merge = self.config.merges.get(Word(name))
        if merge is not None:
            return self.merged(merge, args, None, info)
        operation = self.find(name)
        raw = self.raw(operation, args, None)
        return self.value(operation.returns, raw, operation)

    def extended(
        self,
        parent: Row,
        fill: tuple[str, str],
        args: Mapping[str, Any],
        info: Info,
    ) -> Any:
        """Resolve an extension, a query filled by a field of its row."""
        query, own = fill
        row = self.holder(parent, own)
        key = None if row is None else self.leaf_field(row, own)
        if key is None:
            return None
        merge = self.config.merges.get(Word(query))
        if merge is not None:
            return self.merged(merge, args, str(key), info)
        operation = self.find(query)
        raw = self.raw(operation, args, str(key))
        return self.value(operation.returns, raw, operation)

    def merged(
        self,
        merge: Merge,
        args: Mapping[str, Any],
        key: str | None,
        info: Info,
    ) -> list[Any]:
        """Return the rows of all members; those that fail are remembered beside them."""
        found: list[Any] = []
        failed: list[Coded] = []
        for one in merge.of:
            try:
                found.extend(self.rows(str(one), args, key))
            except Coded as error:
                failed.append(error)
        if len(failed) == len(merge.of):
            raise failed[0]
        self.beside.extend(
            located_error(error, info.field_nodes, info.path.as_list())
            for error in failed
        )
        return found

    def rows(self, query: str, args: Mapping[str, Any], key: str | None) -> list[Any]:
        """Return the rows that one member brings to a merge."""
        operation = self.find(query)
        raw = self.raw(operation, args, key)
        if raw is None:
            return []
        members = raw if isinstance(raw, list) else [raw]
        item = operation.returns.of
        assert item is not None
        return [self.value(item, one, operation) for one in members]

    def find(self, query: str) -> Operation:
        """Find the operation that is named."""
        connector, dot, name = query.rpartition(".")
        for one in self.config.connectors.values():
            if (not dot or one.name == connector) and Word(name) in one.queries:
                return one.queries[Word(name)]
        raise KeyError(query)

    def raw(
        self, operation: Operation, args: Mapping[str, Any], key: str | None
    ) -> Any:
        """Return the raw answer of an operation. Raises Coded where it fails."""
        self.works(full(operation))
        params = sent(operation, args)
        if key is None:
            whole = variant(self.upstream.whole[full(operation)], params)
            listed = operation.returns.is_list
            return [] if whole is None and listed else whole
        rows = variant(self.upstream.groups[full(operation)], params)
        found = [
            one
            for one in rows
            if one["grup"] is not None and str(one["grup"]) == key.strip()
        ]
        if operation.returns.is_list:
            return found
        return found[0] if found else None

    def works(self, name: str) -> None:
        """Raise Coded where an operation fails."""
        if name in self.upstream.failing:
            raise Coded("UPSTREAM_UNAVAILABLE")

    # -------------------------------------------------------------- values

    def value(self, kind: TypeRef, raw: Any, operation: Operation) -> Any:
        """Return a raw value as graphql-core takes it: rows, leaves, exceptions."""
        if kind.named in GOOD:
            return self.shape(kind, raw, lambda one: expected(kind.named, one))
        return self.shape(
            kind, raw, lambda one: self.object(kind.named, one, operation)
        )

    def shape(self, kind: TypeRef, raw: Any, item: Callable[[Any], Any]) -> Any:
        """Return a raw value in the lists of its type; what is wrong is an exception."""
        leaf = kind.of is None and kind.named in GOOD
        if raw is None or (not leaf and isinstance(raw, str) and not raw.strip()):
            return None
        if raw == [] and kind.of is None and not leaf:
            return None
        try:
            if kind.of is None:
                return item(raw)
        except (Unreadable, Coded) as error:
            return error
        if not isinstance(raw, list):
            return Unreadable()
        return [self.shape(kind.of, one, item) for one in raw]

    def object(self, name: str, raw: Any, operation: Operation) -> Row:
        """Return a row of an object type, an interface or a union."""
        if not isinstance(raw, dict):
            raise Unreadable
        abstract = self.config.interfaces.get(Word(name)) or self.config.unions.get(
            Word(name)
        )
        if abstract is None:
            return Row(name, raw, operation)
        told = abstract.discriminator
        assert told is not None
        kind = told.cases.get(str(raw.get("jenis")), told.otherwise)
        if kind is None:
            raise Unreadable
        return Row(str(kind), raw, operation)


def got(raw: dict[str, Any], field: FieldDef) -> Any:
    """Return what stands at the first of a field's paths that is not null."""
    for path in field.reading.paths:
        found: Any = raw
        for key in path:
            found = found.get(key) if isinstance(found, dict) else None
        if found is not None:
            return found
    return None


def sent(operation: Operation, args: Mapping[str, Any]) -> Params:
    """Return the query that these arguments make."""
    params: Params = []
    for name in operation.args:
        for path in SENT.get(str(name), [(str(name),)]):
            value: Any = args
            for key in path:
                value = value.get(key) if isinstance(value, dict) else None
            values = value if isinstance(value, list) else [value]
            params.extend(
                (".".join(path), text(one)) for one in values if one is not None
            )
    return params


def text(value: Any) -> str:
    """Return an argument as it is sent."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
