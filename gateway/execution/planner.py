"""Plan: an operation to its fetches and selections, GraphQL specification §6.3.

For every field the planner takes the cheapest source: what is already being
fetched (the row itself), then a batch, then single calls for each key. A
field that the row's operation does not provide comes from the type's lookup.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    SelectionSetNode,
)

from gateway.config.model import Operation as UpstreamOperation
from gateway.config.typeref import TypeRef, parse_type
from gateway.execution.collect import Collector
from gateway.execution.operation import Operation
from gateway.execution.plan import (
    Choice,
    Delegated,
    Feed,
    Fetch,
    Mode,
    Plan,
    Root,
    RootField,
    RootTypename,
    Selection,
    Shown,
    Step,
)
from gateway.execution.position import Need, Position
from gateway.execution.row_planner import RowPlanner
from gateway.schema.catalog import (
    Ask,
    Catalog,
    Coded,
    ObjectType,
)

_TEXT = TypeRef("String", required=True)


class Planner:
    """Plans operations against one Catalog and its schema."""

    def __init__(self, catalog: Catalog, schema: GraphQLSchema) -> None:
        self.catalog = catalog
        self.schema = schema

    def plan(
        self,
        operation: Operation,
        conditions: Mapping[str, bool],
        *,
        authenticated: bool,
    ) -> Plan:
        """Make the plan of an operation whose conditions have these values."""
        collector = Collector(operation.fragments, conditions)
        return Planning(self, collector, authenticated=authenticated).run(operation)


class Planning:
    """The making of one plan."""

    def __init__(
        self, planner: Planner, collector: Collector, *, authenticated: bool
    ) -> None:
        self.catalog = planner.catalog
        self.schema = planner.schema
        self.collector = collector
        self.authenticated = authenticated
        self.fetches: list[Fetch] = []
        self.shared: dict[tuple[object, ...], Fetch] = {}

    # ------------------------------------------------------------- roots

    def run(self, operation: Operation) -> Plan:
        """Plan every root field, in response order."""
        kind = operation.kind
        root = {
            "query": self.schema.query_type,
            "mutation": self.schema.mutation_type,
        }.get(kind)
        assert root is not None  # noqa: S101 - validation refused operations without a root type
        collected = self.collector.collect(
            [operation.node.selection_set], lambda name: name == root.name
        )
        roots = tuple(
            self.root(root, self.shown(key, nodes, root))
            for key, nodes in collected.items()
        )
        return Plan(kind, roots, tuple(self.fetches))

    def shown(
        self, key: str, nodes: list[FieldNode], parent: GraphQLObjectType
    ) -> Shown:
        """Describe a root field."""
        name = nodes[0].name.value
        definition = parent.fields.get(name)
        kind = _TEXT if definition is None else _typeref(str(definition.type))
        return Shown(key, name, kind, tuple(nodes))

    def root(self, root: GraphQLObjectType, shown: Shown) -> RootField:
        """Plan one root field."""
        if shown.name == "__typename":
            return RootTypename(shown, root.name)
        field = (
            self.catalog.roots.get(shown.name)
            if root is self.schema.query_type
            else None
        )
        if field is None or isinstance(field.origin, Coded):
            return Delegated(shown)
        origin = field.origin
        assert isinstance(origin, Ask)  # noqa: S101 - a root that is not code is an ask
        path = (shown.key,)
        fetches = [
            self.fetch(one, Mode.ONE, shown, root.fields[shown.name], path)
            for one in origin.operations
        ]
        parts = self.parts(origin.operations, shown, fetches, path)
        ids = tuple(fetch.id for fetch in fetches)
        return Root(shown, ids, origin.operations, parts, origin.merge)

    def parts(
        self,
        operations: Iterable[UpstreamOperation],
        shown: Shown,
        fetches: list[Fetch],
        path: tuple[str, ...],
    ) -> tuple[Selection | Choice | None, ...]:
        """Plan what is shown of each operation's rows; None for leaves."""
        return tuple(
            self.composite(
                shown.type.named,
                one,
                shown.nodes,
                Position(((fetch.id, (Step(shown.type.named, None),)),), path),
            )
            for one, fetch in zip(operations, fetches, strict=True)
        )

    # ---------------------------------------------------------- selections

    def composite(
        self,
        name: str,
        operation: UpstreamOperation,
        nodes: Iterable[FieldNode],
        at: Position,
    ) -> Selection | Choice | None:
        """Plan the selection on a type: one, or one for each concrete type."""
        if self.catalog.is_leaf(name):
            return None
        abstract = self.catalog.abstract(name)
        selections = [node.selection_set for node in nodes]
        if abstract is None:
            return self.selection(name, operation, selections, at)
        assert abstract.discriminator is not None  # noqa: S101 - checks/ demand it
        cases: dict[str, Selection] = {}
        for member in self.catalog.members(name):
            narrowed = self.narrowed(at, member, name)
            cases[member] = self.selection(member, operation, selections, narrowed)
        return Choice(name, abstract.discriminator, cases)

    @staticmethod
    def narrowed(at: Position, member: str, abstract: str) -> Position:
        """Return the position of those rows that are of one concrete type."""
        feeds = tuple(
            (
                fetch,
                (*steps[:-1], replace(steps[-1], only=member, abstract=abstract)),
            )
            for fetch, steps in at.feeds
        )
        return Position(feeds, at.path)

    def selection(
        self,
        name: str,
        operation: UpstreamOperation,
        selections: Iterable[SelectionSetNode | None],
        at: Position,
    ) -> Selection:
        """Plan the fields shown of rows of one object type."""
        kind = self.catalog.types[name]
        collected = self.collector.collect(
            selections,
            lambda condition: self.applies(condition, name),
        )
        whole = RowPlanner(self, kind, operation, at)
        fields = tuple(whole.field(key, nodes) for key, nodes in collected.items())
        return Selection(kind, operation, fields, tuple(whole.completions))

    def applies(self, condition: str, name: str) -> bool:
        """Tell whether a type condition holds for an object type."""
        return condition == name or name in self.catalog.members(condition)

    # ------------------------------------------------------------- fetches

    def fetch(
        self,
        operation: UpstreamOperation,
        mode: Mode,
        shown: Shown,
        definition: GraphQLField | None,
        path: tuple[str, ...],
    ) -> Fetch:
        """Add a fetch."""
        made = Fetch(
            len(self.fetches), operation, mode, shown.nodes[0], definition, path
        )
        self.fetches.append(made)
        return made

    def keyed(
        self,
        operation: UpstreamOperation,
        need: Need,
        shown: Shown,
        owner: ObjectType,
        at: Position,
    ) -> Fetch:
        """Add a fetch for the keys of rows at a position, or join a like one."""
        path = (*at.path, shown.key)
        identity = (path, owner.name, id(operation), need.identity)
        fetch = self.shared.get(identity)
        if fetch is None:
            graph = self.schema.get_type(owner.name)
            definition = (
                graph.fields.get(shown.name)
                if isinstance(graph, GraphQLObjectType)
                else None
            )
            mode = _mode(operation, need.require)
            fetch = self.fetch(operation, mode, shown, definition, path)
            fetch.require = tuple(need.require)
            self.shared[identity] = fetch
        keys = tuple(need.require.values())
        for parent, steps in at.feeds:
            feed = Feed(parent, steps, keys, need.spread)
            if feed not in fetch.feeds:  # several fields of one completion
                fetch.feeds.append(feed)
        return fetch


def _mode(operation: UpstreamOperation, require: Mapping[str, str]) -> Mode:
    """Choose the cheapest way to ask an operation for many keys."""
    if operation.lookup_in is not None and operation.batch is None:
        return Mode.LOCAL
    batch = operation.batch
    if batch is not None and (batch.ordered or tuple(require) == (batch.by,)):
        return Mode.BATCH
    return Mode.EACH


def _typeref(text: str) -> TypeRef:
    found = parse_type(text)
    assert found is not None  # noqa: S101 - graphql-core prints what the grammar reads
    return found
