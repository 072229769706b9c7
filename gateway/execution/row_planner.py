"""Plan the fields of one object type's rows at one position."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from graphql import (
    FieldNode,
)

from gateway.config.links import answers_with
from gateway.config.model import FieldDef, Operation as UpstreamOperation
from gateway.config.place import Word
from gateway.config.typeref import TypeRef
from gateway.execution.plan import (
    Completion,
    Denied,
    Embedded,
    Fetched,
    Field,
    Fresh,
    Leaf,
    Shown,
    Source,
    Step,
    Typename,
)
from gateway.execution.position import Need, Position
from gateway.schema.catalog import (
    Ask,
    Coded,
    Field as CatalogField,
    Freshness,
    Lookup,
    ObjectType,
    Provenance,
    Stored,
)

_TEXT = TypeRef("String", required=True)

if TYPE_CHECKING:  # the two plan each other: rows have fields that have rows
    from gateway.execution.planner import Planning


class RowPlanner:
    """The planning of one object type's fields at one position."""

    def __init__(
        self,
        planning: "Planning",
        kind: ObjectType,
        operation: UpstreamOperation,
        at: Position,
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
        if not self.planning.authenticated and self.personal(field):
            return Denied(shown)
        match field.origin:
            case Stored():
                return self.stored(shown)
            case Lookup(target, definition, require):
                return self.lookup(shown, target, definition, require)
            case Ask() as asked:
                return self.ask(shown, asked)
            case Freshness() | Provenance() | Coded():
                return self.source(shown, field)

    def personal(self, field: CatalogField) -> bool:
        """Tell whether a field is personal, or is found by one that is.

        An operation may declare what the type does not.
        """
        names = [field.name]
        if isinstance(field.origin, Lookup | Ask):
            names += field.origin.require.values()
        definition = self.kind.definition
        lookup = None if definition is None else definition.lookup
        readings = [
            one.fields
            for one in (self.operation, lookup)
            if one is not None
            and answers_with(self.planning.catalog.config, one, self.kind.name)
        ]
        for name in map(Word, names):
            own = [one[name] for one in readings if name in one]
            if self.kind.fields[name].personal or any(one.personal for one in own):
                return True
        return False

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
        need = Need(require, shown.nodes, spread)
        fetch = self.planning.keyed(operation, need, shown, self.kind, here)
        below = Position(((fetch.id, (Step(target, None),)),), (*here.path, shown.key))
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
        need = Need(asked.require, shown.nodes)
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

    def source(self, shown: Shown, field: CatalogField) -> Source | Fresh:
        """Plan the provenance of the row, or how old it is."""
        if isinstance(field.origin, Freshness):
            return Fresh(shown, self.own(shown, field))
        connector = self.planning.catalog.connector(self.operation.connector)
        values = {"konektor": str(connector.name), "opd": connector.opd}
        if self.planning.catalog.is_leaf(field.type.named):
            return Source(shown, values, None)
        return Source(shown, values, self.own(shown, field))

    def own(self, shown: Shown, field: CatalogField) -> tuple[Shown, ...]:
        """Return what is asked of an object that the gateway itself makes."""
        collected = self.planning.collector.collect(
            [node.selection_set for node in shown.nodes],
            lambda condition: condition == field.type.named,
        )
        return tuple(
            Shown(key, nodes[0].name.value, _TEXT, tuple(nodes))
            for key, nodes in collected.items()
        )

    # --------------------------------------------------------- completions

    def provider(
        self, names: tuple[str, ...], shown: Shown
    ) -> tuple[Position, UpstreamOperation, int | None]:
        """Find who provides fields of this row: its own operation, or the lookup."""
        if self.provided(names):
            return self.at, self.operation, None
        definition = self.kind.definition
        assert definition is not None  # noqa: S101 - the gateway's own types are whole
        lookup = definition.lookup
        assert lookup is not None  # noqa: S101 - checks/ demand it where fields lack
        require = {str(key): str(key) for key in definition.key}
        hidden = replace(shown, key=f"({self.kind.name})")
        fetch = self.planning.keyed(lookup, Need(require), hidden, self.kind, self.at)
        fetch.definition = None
        index = next(
            (i for i, one in enumerate(self.completions) if one.fetch == fetch.id),
            None,
        )
        if index is None:
            index = len(self.completions)
            self.completions.append(Completion(fetch.id, tuple(require.values())))
        below = Position(((fetch.id, (Step(self.kind.name, None),)),), self.at.path)
        return below, lookup, index

    def provided(self, names: tuple[str, ...]) -> bool:
        """Tell whether the row's own operation provides these fields."""
        definition = self.kind.definition
        provides = self.operation.provides
        if provides is None or self.operation.rows.named != self.kind.name:
            return True
        if definition is None or definition.lookup is None:
            return True
        return all(Word(name) in provides for name in names)
