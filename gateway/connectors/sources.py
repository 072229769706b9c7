"""Every operation of the configuration as a source, compiled when first asked."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial

from gateway.config.model import Config, Operation
from gateway.config.place import Word
from gateway.connectors.batch.request import BatchRequest
from gateway.connectors.batch.source import BatchSource
from gateway.connectors.labels import as_text
from gateway.connectors.line import Line
from gateway.connectors.local import LocalSource
from gateway.connectors.parting import Now
from gateway.connectors.picked import PickedSource
from gateway.connectors.reading import Readings
from gateway.connectors.recipe import Recipe
from gateway.connectors.recipes import Recipes
from gateway.connectors.selecting import selects
from gateway.connectors.source import OperationSource
from gateway.connectors.writers.constants import Inputs, coerced


class Sources:
    """The operations of one configuration over the lines to its connectors."""

    def __init__(
        self,
        config: Config,
        readings: Readings,
        lines: Mapping[str, Line],
        now: Now = datetime.now,
    ) -> None:
        self._config = config
        self._recipes = Recipes(readings, lines)
        self._lines = lines
        self._now = now
        self._sources: dict[int, OperationSource] = {}
        self._batches: dict[int, BatchSource] = {}
        self._locals: dict[int, LocalSource] = {}

    # Operations are parts of one frozen configuration, which outlives this
    # object: their identity is their key.

    def of(self, operation: Operation) -> OperationSource:
        """Return the source of an operation."""
        found = self._sources.get(id(operation))
        if found is None:
            line = self._lines[operation.connector]
            recipe = self._recipes.one(operation)
            if operation.picks and self._is_query(operation):
                found = self._picked(line, recipe)
            elif operation.composed:
                found = self._composed(line, recipe)
            elif operation.pages is None:
                found = self._make(operation)(line, recipe)
            else:
                found = self._paged(line, recipe)
            self._sources[id(operation)] = found
        return found

    def _paged(self, line: Line, recipe: Recipe) -> OperationSource:
        """Compile the source of a paged operation."""
        # Few connectors need it.
        from gateway.connectors.paging.recipes import paged  # noqa: PLC0415 - see above

        operation = recipe.operation
        shape = partial(self._recipes.shaping.page, operation)
        return paged(line, recipe, self._make(operation), shape)

    def _is_query(self, operation: Operation) -> bool:
        queries = self._config.connectors[operation.connector].queries
        return queries.get(operation.name) is operation

    def _picked(self, line: Line, recipe: Recipe) -> OperationSource:
        """Make the source of an operation that finds its row in a list's."""
        (by,) = recipe.operation.args
        return PickedSource(line, recipe, self.local(recipe.operation), str(by))

    def _composed(self, line: Line, recipe: Recipe) -> OperationSource:
        """Compile the source of an operation whose answer is made of several calls."""
        from gateway.connectors.composed import composed  # noqa: PLC0415 - as above

        return composed(line, recipe, self._make(recipe.operation), self._now)

    def batch(self, operation: Operation) -> BatchSource:
        """Return the batch of an operation that has one."""
        found = self._batches.get(id(operation))
        if found is None:
            found = self._make_batch(operation)
            self._batches[id(operation)] = found
        return found

    def local(self, operation: Operation) -> LocalSource:
        """Return the local lookup of an operation that has one."""
        found = self._locals.get(id(operation))
        if found is None:
            lookup = operation.lookup_in
            assert lookup is not None  # noqa: S101 - the planner chose it for having one
            connector = self._config.connectors[operation.connector]
            whole = connector.queries[lookup.query]
            rows = self.of(whole).rows
            found = LocalSource(
                rows,
                _defaults(whole, rows.recipe.sent, self._config.inputs),
                self._recipes.labelling.row(whole, lookup.match),
                as_text(lambda key: key),
            )
            self._locals[id(operation)] = found
        return found

    @staticmethod
    def _make(operation: Operation) -> type[OperationSource]:
        """Return the class of an operation's source."""
        if not selects(operation):
            return OperationSource
        # Few connectors are GraphQL services: the others start without this.
        from gateway.connectors.graphql_source import QuerySource  # noqa: PLC0415 - see above

        return QuerySource

    def _make_batch(self, operation: Operation) -> BatchSource:
        source, recipe = self.of(operation), self._recipes.batch(operation)
        if recipe.batch.call.graphql is None:
            return BatchSource(BatchRequest(source, recipe))
        from gateway.connectors.graphql_source import QueryRequest  # noqa: PLC0415 - as above

        batch = recipe.batch
        answers = self._recipes.shaping.answers(operation, batch.call, batch)
        return BatchSource(QueryRequest(source, recipe, answers))


def _defaults(
    operation: Operation, names: Iterable[str], inputs: Inputs
) -> dict[str, object]:
    """Return the arguments among these that have a default, as they are coerced."""
    found: dict[str, object] = {}
    for name in names:
        argument = operation.args.get(Word(name))
        if argument is not None and argument.has_default:
            found[name] = coerced(argument.default, argument.type, inputs)
    return found
