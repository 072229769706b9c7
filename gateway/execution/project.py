"""Project: compile a plan's selections to functions that shape answers."""

from collections.abc import Callable
from typing import Any

from gateway.config.model import Connector, Operation
from gateway.config.place import Word
from gateway.config.typeref import TypeRef
from gateway.connectors.reading import Readings
from gateway.execution.failure import Origin, Path
from gateway.execution.fetched import outcome
from gateway.execution.generate import Generator
from gateway.execution.merging import merged
from gateway.execution.plan import (
    Choice,
    Root,
    Selection,
    Shown,
)
from gateway.execution.told import tells
from gateway.execution.typed import Rows, typed
from gateway.execution.values import (
    BROKEN,
    Run,
    Shaped,
    Value,
    blame,
    got,
    leaf_item,
    vacant,
)
from gateway.schema.catalog import Catalog


class Projector:
    """Compiles selections of one Catalog.

    What another `edition` of the graph has projected is not taken for its own.
    """

    def __init__(self, catalog: Catalog, readings: Readings, edition: int = 0) -> None:
        self.catalog = catalog
        self.readings = readings
        self.edition = edition

    def rows(self, operation: Operation, shown: Shown) -> Rows:
        """Return how lists under a field of an operation's answers treat rows."""
        return Rows(self.origin(operation, shown), operation.bad_rows)

    def origin(self, operation: Operation, shown: Shown) -> Origin:
        """Return what the errors of a field share."""
        return Origin(shown.nodes, self.connector(operation))

    def connector(self, operation: Operation) -> Connector:
        """Return whose operation it is."""
        return self.catalog.config.connectors[Word(operation.connector)]

    def answer(
        self,
        kind: TypeRef,
        of: Selection | Choice | None,
        operation: Operation,
        shown: Shown,
    ) -> Value:
        """Compile the function of an operation's whole answer, as type `kind`."""
        rows = self.rows(operation, shown)
        item = self.composite(of, rows.origin)
        if item is None:
            read = self.readings.returned(operation)
            item = Shaped(leaf_item(read, rows.origin))
        value = typed(kind, item, rows, one_or_many=operation.one_or_many)
        get = self.readings.answered(operation)
        return value if get is None else got(get, value, rows.origin)

    def root(self, root: Root) -> Callable[[Run], Any]:
        """Compile a root field: from the outcomes of its fetches to its value."""
        if root.merge is not None:
            value = merged(self, root.shown, root.merge, root.operations, root.of)
        else:
            (operation,), (of,) = root.operations, root.of
            inner = self.answer(root.shown.type, of, operation, root.shown)
            origin = self.origin(operation, root.shown)
            value = outcome(inner, origin, telling=tells(of))
        fetches, key = root.fetches, root.shown.key

        def project(run: Run) -> Any:
            outcomes = tuple(run.got[fetch].get(()) for fetch in fetches)
            return value(outcomes, None, key, run)

        return project

    def composite(self, of: Selection | Choice | None, origin: Origin) -> Shaped | None:
        """Compile the function of one row that is not null; None for leaves."""
        if of is None:
            return None
        if isinstance(of, Selection):
            return self.selection(of, origin)
        return self.choice(of, origin)

    def choice(self, choice: Choice, origin: Origin) -> Shaped:
        """Compile rows of an abstract type: by their discriminator."""
        cases = {
            name: self.selection(selection, origin).one
            for name, selection in choice.cases.items()
        }
        decide = self.readings.discriminate(choice.discriminator)

        def row(raw: Any, path: Path, key: str | int, run: Run) -> Any:
            if raw.__class__ is not dict and vacant(raw):
                run.odd = True
                return None
            case = cases.get(decide(raw) or "")
            if case is None:
                reason = f"no type of {choice.name} fits it"
                blame(run, origin, path, key, raw, reason)
                return BROKEN
            return case(raw, path, key, run)

        return Shaped(row)

    def selection(self, selection: Selection, origin: Origin) -> Shaped:
        """Compile rows of an object type."""
        return Generator(self, selection, origin).build()
