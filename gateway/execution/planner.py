"""Plan: an operation to its fetches and selections, GraphQL specification §6.3.

For every field the planner takes the cheapest source: what is already being
fetched (the row itself), then a batch, then single calls for each key. A
field that the row's operation does not provide comes from the type's lookup.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    SelectionSetNode,
)

from gateway.config.model import FieldDef, Operation as UpstreamOperation
from gateway.config.place import Word
from gateway.config.typeref import TypeRef, parse_type
from gateway.execution.collect import Collector
from gateway.execution.operation import Operation
from gateway.execution.plan import (
    Choice,
    Completion,
    Delegated,
    Denied,
    Embedded,
    Feed,
    Fetch,
    Fetched,
    Field,
    Leaf,
    Mode,
    Plan,
    Root,
    RootField,
    RootTypename,
    Selection,
    Shown,
    Source,
    Step,
    Typename,
)
from gateway.schema.catalog import (
    Ask,
    Catalog,
    Coded,
    Field as CatalogField,
    Lookup,
    ObjectType,
    Provenance,
    Stored,
)

_TEXT = TypeRef("String", required=True)


@dataclass(frozen=True, slots=True)
class _Position:
    """Where rows stand: under each of these fetches, at these steps.

    Several fetches make a merge; their rows stand at one place of the
    response, so what hangs below them is fetched together.
    """

    feeds: tuple[tuple[int, tuple[Step, ...]], ...]
    path: tuple[str, ...]

    def down(self, step: Step, key: str | None = None) -> "_Position":
        """Return the position one step further down."""
        path = self.path if key is None else (*self.path, key)
        feeds = tuple((fetch, (*steps, step)) for fetch, steps in self.feeds)
        return _Position(feeds, path)


@dataclass(frozen=True, slots=True)
class _Need:
    """What a fetch needs of the rows: for each argument, the field that fills it.

    `nodes` are those of the field that it serves. With `spread` the one field
    is a link, whose lists hold a key each.
    """

    require: Mapping[str, str]
    nodes: tuple[FieldNode, ...] = ()
    spread: bool = False

    @property
    def identity(self) -> tuple[object, ...]:
        """Return what two needs of one fetch share.

        At one place of the response stand different fields, where the rows
        are of different types.
        """
        return (*self.require.items(), self.spread, *map(id, self.nodes))


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
        collector = Collector(operation.document.fragments, conditions)
        return _Planning(self, collector, authenticated=authenticated).run(operation)


class _Planning:
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
                _Position(((fetch.id, (Step(shown.type.named, None),)),), path),
            )
            for one, fetch in zip(operations, fetches, strict=True)
        )

    # ---------------------------------------------------------- selections

    def composite(
        self,
        name: str,
        operation: UpstreamOperation,
        nodes: Iterable[FieldNode],
        at: _Position,
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
    def narrowed(at: _Position, member: str, abstract: str) -> _Position:
        """Return the position of those rows that are of one concrete type."""
        feeds = tuple(
            (
                fetch,
                (*steps[:-1], replace(steps[-1], only=member, abstract=abstract)),
            )
            for fetch, steps in at.feeds
        )
        return _Position(feeds, at.path)

    def selection(
        self,
        name: str,
        operation: UpstreamOperation,
        selections: Iterable[SelectionSetNode | None],
        at: _Position,
    ) -> Selection:
        """Plan the fields shown of rows of one object type."""
        kind = self.catalog.types[name]
        collected = self.collector.collect(
            selections,
            lambda condition: self.applies(condition, name),
        )
        whole = _Whole(self, kind, operation, at)
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
        need: _Need,
        shown: Shown,
        owner: ObjectType,
        at: _Position,
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


class _Whole:
    """The planning of one object type's fields at one position."""

    def __init__(
        self,
        planning: _Planning,
        kind: ObjectType,
        operation: UpstreamOperation,
        at: _Position,
    ) -> None:
        self.planning = planning
        self.kind = kind
        self.operation = operation
        self.at = at
        self.completions: list[Completion] = []

    def field(self, key: str, nodes: list[FieldNode]) -> Field:
        """Plan one field."""
        name = nodes[0].name.value
        if name == "__typename":
            return Typename(Shown(key, name, _TEXT, tuple(nodes)))
        field = self.kind.fields[name]
        shown = Shown(key, name, field.type, tuple(nodes))
        if field.personal and not self.planning.authenticated:
            return Denied(shown)
        match field.origin:
            case Stored():
                return self.stored(shown)
            case Lookup(target, definition, require):
                return self.lookup(shown, target, definition, require)
            case Ask() as asked:
                return self.ask(shown, asked)
            case Provenance() | Coded():
                return self.source(shown, field)

    def stored(self, shown: Shown) -> Leaf | Embedded:
        """Plan a leaf or an embedded object of the row, or of its completion."""
        here, operation, completion = self.provider((shown.name,), shown)
        inner = self.planning.composite(
            shown.type.named,
            operation,
            shown.nodes,
            here.down(Step(self.kind.name, shown.name), shown.key),
        )
        if inner is None:
            return Leaf(shown, completion)
        return Embedded(shown, inner, completion)

    def lookup(
        self,
        shown: Shown,
        target: str,
        definition: FieldDef,
        require: Mapping[str, str],
    ) -> Fetched:
        """Plan a link: the target's lookup by the key that the row holds."""
        type_ = self.planning.catalog.types[target]
        assert type_.definition is not None  # noqa: S101 - a link's target is configured
        operation = type_.definition.lookup
        assert operation is not None  # noqa: S101 - and has a lookup
        require = require or {type_.key[0]: str(definition.name)}
        keys = tuple(require.values())
        spread = keys == (shown.name,)
        here, _, completion = self.provider(keys, shown)
        need = _Need(require, shown.nodes, spread)
        fetch = self.planning.keyed(operation, need, shown, self.kind, here)
        below = _Position(((fetch.id, (Step(target, None),)),), (*here.path, shown.key))
        of = self.planning.selection(
            target, operation, [node.selection_set for node in shown.nodes], below
        )
        return Fetched(
            shown,
            (fetch.id,),
            (operation,),
            keys,
            (of,),
            lookup=True,
            completion=completion,
            spread=spread,
        )

    def ask(self, shown: Shown, asked: Ask) -> Fetched:
        """Plan an extension: a query, or a merge, for the keys of these rows."""
        keys = tuple(asked.require.values())
        here, _, completion = self.provider(keys, shown)
        need = _Need(asked.require, shown.nodes)
        fetches = [
            self.planning.keyed(one, need, shown, self.kind, here)
            for one in asked.operations
        ]
        parts = self.planning.parts(
            asked.operations, shown, fetches, (*here.path, shown.key)
        )
        ids = tuple(fetch.id for fetch in fetches)
        return Fetched(
            shown,
            ids,
            asked.operations,
            keys,
            parts,
            asked.merge,
            completion=completion,
        )

    def source(self, shown: Shown, field: CatalogField) -> Source:
        """Plan the provenance of the row."""
        connector = self.planning.catalog.connector(self.operation.connector)
        values = {"konektor": str(connector.name), "opd": connector.opd}
        if self.planning.catalog.is_leaf(field.type.named):
            return Source(shown, values, None)
        collected = self.planning.collector.collect(
            [node.selection_set for node in shown.nodes],
            lambda condition: condition == field.type.named,
        )
        fields = tuple(
            Shown(key, nodes[0].name.value, _TEXT, tuple(nodes))
            for key, nodes in collected.items()
        )
        return Source(shown, values, fields)

    # --------------------------------------------------------- completions

    def provider(
        self, names: tuple[str, ...], shown: Shown
    ) -> tuple[_Position, UpstreamOperation, int | None]:
        """Find who provides fields of this row: its own operation, or the lookup."""
        if self.provided(names):
            return self.at, self.operation, None
        definition = self.kind.definition
        assert definition is not None  # noqa: S101 - the gateway's own types are whole
        lookup = definition.lookup
        assert lookup is not None  # noqa: S101 - checks/ demand it where fields lack
        require = {str(key): str(key) for key in definition.key}
        hidden = replace(shown, key=f"({self.kind.name})")
        fetch = self.planning.keyed(lookup, _Need(require), hidden, self.kind, self.at)
        fetch.definition = None
        index = next(
            (i for i, one in enumerate(self.completions) if one.fetch == fetch.id),
            None,
        )
        if index is None:
            index = len(self.completions)
            self.completions.append(Completion(fetch.id, tuple(require.values())))
        below = _Position(((fetch.id, (Step(self.kind.name, None),)),), self.at.path)
        return below, lookup, index

    def provided(self, names: tuple[str, ...]) -> bool:
        """Tell whether the row's own operation provides these fields."""
        definition = self.kind.definition
        provides = self.operation.provides
        if provides is None or self.operation.returns.named != self.kind.name:
            return True
        if definition is None or definition.lookup is None:
            return True
        return all(Word(name) in provides for name in names)


def _mode(operation: UpstreamOperation, require: Mapping[str, str]) -> Mode:
    """Choose the cheapest way to ask an operation for many keys."""
    if operation.lookup_in is not None and operation.batch is None:
        return Mode.LOCAL
    if operation.batch is not None and tuple(require) == (operation.batch.by,):
        return Mode.BATCH
    return Mode.EACH


def _typeref(text: str) -> TypeRef:
    found = parse_type(text)
    assert found is not None  # noqa: S101 - graphql-core prints what the grammar reads
    return found
