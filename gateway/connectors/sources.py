"""Every operation of the configuration as a source, compiled when first asked."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from gateway.config.connections import page_arguments
from gateway.config.graphql import Document
from gateway.config.model import (
    Argument,
    Batch,
    Call,
    Config,
    Const,
    FieldDef,
    Operation,
    Writer,
)
from gateway.config.paths import parse_path
from gateway.config.place import Word
from gateway.config.shapers import echoed
from gateway.config.spreads import call_arguments
from gateway.config.typeref import TypeRef
from gateway.connectors.batch.recipe import BatchRecipe
from gateway.connectors.batch.request import BatchRequest
from gateway.connectors.batch.source import BatchSource
from gateway.connectors.labels import (
    Label,
    as_text,
    item_as_text,
    trimmed,
)
from gateway.connectors.line import Line
from gateway.connectors.local import LocalSource
from gateway.connectors.parting import Now, compile_route, routed
from gateway.connectors.paths import compile_path
from gateway.connectors.picked import PickedSource
from gateway.connectors.placeholders import Scope
from gateway.connectors.privacy import compile_private, forwards, is_personal
from gateway.connectors.reading import Readings
from gateway.connectors.recipe import Recipe
from gateway.connectors.rowwork import compile_arrangement, compile_local, narrows
from gateway.connectors.selecting import EACH, SELECT, selects
from gateway.connectors.shape import Finish, Shape, compile_shape, heard, judged
from gateway.connectors.source import OperationSource
from gateway.connectors.template import Prepare, Prepared, batch_arguments, compile_call
from gateway.connectors.writers import compile_writer
from gateway.connectors.writers.validation import compile_validation
from gateway.errors import Internal

if TYPE_CHECKING:  # imported when a GraphQL service is first asked: few are
    from gateway.connectors.graphql_answer import QueryAnswers


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
        self._readings = readings
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
            recipe = self._recipe(operation)
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
        shape = partial(self._page_shape, operation)
        return paged(line, recipe, self._make(operation), shape)

    def _page_shape(self, operation: Operation, finish: Finish) -> Shape:
        """Compile what is made of one page."""
        if operation.call is not None and operation.call.graphql is not None:
            shape: Shape = self._answers(operation, operation.call, finish=finish).one
        else:
            shape = self._compiled(operation, finish=finish)
        return self._judged(operation, shape)

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
                _defaults(whole, rows.recipe.sent),
                self._label(whole, lookup.match),
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
        source, recipe = self.of(operation), self._batch_recipe(operation)
        if recipe.batch.call.graphql is None:
            return BatchSource(BatchRequest(source, recipe))
        from gateway.connectors.graphql_source import QueryRequest  # noqa: PLC0415 - as above

        batch = recipe.batch
        answers = self._answers(operation, batch.call, batch)
        return BatchSource(QueryRequest(source, recipe, answers))

    # ------------------------------------------------------------ recipes

    def _recipe(self, operation: Operation) -> Recipe:
        upstream = self._used(operation)
        sent = [name for name in map(str, operation.args) if name in upstream]
        return Recipe(
            name=self._name(operation),
            operation=operation,
            prepare=self._prepare(operation),
            shape=self._judged(operation, self._shape(operation)),
            heard=heard(operation),
            arrange=compile_arrangement(self._readings, operation),
            sent=(*sent, SELECT) if selects(operation) else tuple(sent),
            local=compile_local(self._readings, operation),
            narrows=narrows(operation),
            checks=self._checks(operation),
            private=compile_private(self._config, operation),
            personal=is_personal(self._config, operation),
            login=forwards(self._config, operation),
        )

    def _bound(self, operation: Operation) -> int:
        return self._config.connectors[operation.connector].limits.max_body

    def _name(self, operation: Operation) -> str:
        """Name an operation for its keys; a query may be called as a lookup is."""
        connector = self._config.connectors[operation.connector]
        query = connector.queries.get(operation.name) is operation
        return f"{connector.name}.{operation.name}" + ("" if query else "()")

    def _shape(self, operation: Operation) -> Shape:
        """Compile what is made of an answer to one call, or to a batch of one key."""
        batch = operation.batch
        call = operation.call or (None if batch is None else batch.call)
        if call is None or call.graphql is None:
            return self._compiled(operation)
        if operation.call is None and batch is not None:
            return self._answers(operation, call, batch).single(batch)
        return self._answers(operation, call).one

    def _judged(self, operation: Operation, shape: Shape) -> Shape:
        """Let the connector know of answers that cannot be read."""
        resilience = self._lines[operation.connector].resilience
        return shape if resilience is None else judged(shape, resilience.spoiled)

    def _batch_shape(self, operation: Operation, batch: Batch) -> Shape:
        if batch.call.graphql is not None:
            return self._answers(operation, batch.call, batch).one
        return compile_shape(
            operation,
            batch.select,
            batch=True,
            bound=self._bound(operation),
            tables=self._config.tables,
        )

    def _compiled(self, operation: Operation, finish: Finish | None = None) -> Shape:
        bound, tables = self._bound(operation), self._config.tables
        return compile_shape(operation, bound=bound, finish=finish, tables=tables)

    def _answers(
        self,
        operation: Operation,
        call: Call,
        batch: Batch | None = None,
        finish: Finish | None = None,
    ) -> "QueryAnswers":
        from gateway.connectors.graphql_answer import QueryAnswers  # noqa: PLC0415 - as above

        assert call.graphql is not None  # noqa: S101 - asked of GraphQL's alone
        tables = self._config.tables
        return QueryAnswers(operation, call.graphql.rows, batch, finish, tables)

    def _call(
        self,
        operation: Operation,
        call: Call,
        args: Mapping[Word, Argument],
        each: str = "",
    ) -> Prepare:
        config = self._config
        if call.graphql is not None:
            document = replace(self._settled(operation, call.graphql), each=each)
            call = replace(call, graphql=document)
        connector = config.connectors[operation.connector]
        known = {**args, **page_arguments(operation)}
        if call.follow is not None:
            # Few calls follow a link.
            from gateway.connectors.follow import compile_follow  # noqa: PLC0415 - see above

            scope = Scope(known, config.tables, config.inputs)
            return compile_follow(call.follow, call, connector, scope)

        def compiled(base: str) -> Prepare:
            return compile_call(
                call,
                base,
                known,
                config.tables,
                connector.headers,
                inputs=config.inputs,
            )

        return compiled(connector.url) if operation.route is None else routed(compiled)

    def _settled(self, operation: Operation, document: Document) -> Document:
        """Return a GraphQL query with all that is known before it is asked."""
        from gateway.connectors.graphql import settled  # noqa: PLC0415 - as above

        kind = Word(operation.rows.named)
        config = self._config
        objects = {*config.types, *config.interfaces, *config.unions}
        return settled(document, operation, leaves=kind not in objects)

    def _prepare(self, operation: Operation) -> Prepare:
        call = operation.call
        if call is None:
            batch = operation.batch
            if batch is None:
                return _no_call
            many = self._prepare_batch(operation)
            if batch.ordered:
                return lambda given: many({**given, EACH: [given]})
            by = str(batch.by)
            return lambda given: many({**given, by: [given[by]]})
        return self._call(operation, call, call_arguments(operation))

    def _batch_recipe(self, operation: Operation) -> BatchRecipe:
        batch = operation.batch
        assert batch is not None  # noqa: S101 - the planner chose it for having one
        word = batch.match or batch.group or batch.by
        route = operation.route
        own = str(self._config.connectors[operation.connector].url)
        return BatchRecipe(
            batch=batch,
            prepare=self._prepare_batch(operation),
            shape=self._judged(operation, self._batch_shape(operation, batch)),
            label=self._label(operation, word),
            item=self._item(operation, word),
            text=self._key_text(operation, batch.by, word),
            parts=None if route is None else compile_route(route, own),
            shaped=bool(operation.shape if batch.shape is None else batch.shape),
        )

    def _prepare_batch(self, operation: Operation) -> Prepare:
        batch = operation.batch
        assert batch is not None  # noqa: S101 - asked for by those that have one
        if batch.ordered:
            each = "aliases" if batch.aliases else "entities"
            return self._call(operation, batch.call, operation.args, each)
        args = batch_arguments(operation.args, batch)
        return self._call(operation, batch.call, args)

    # --------------------------------------------------------- keys of rows

    def _field(self, operation: Operation, word: Word) -> FieldDef | None:
        """Return the field of the returned type that a word names, if it does."""
        kind = self._config.types.get(Word(operation.rows.named))
        return None if kind is None else kind.fields.get(word)

    def _label(self, operation: Operation, word: Word) -> Label:
        """Compile which key a row belongs to: a field as read, or a path as text."""
        if self._field(operation, word) is not None:
            kind = operation.rows.named
            return as_text(self._readings.field(kind, operation, str(word)).value)
        path = parse_path(word)
        match path:
            case (str(key),):
                return item_as_text(key)
            case tuple():
                return as_text(compile_path(path))
            case _:
                return item_as_text(str(word))

    def _item(self, operation: Operation, word: Word) -> str | None:
        """Return the plain item of a row that labels it, but for its notation."""
        if self._field(operation, word) is not None:
            kind = operation.rows.named
            reading = self._readings.field(kind, operation, str(word))
            return reading.key if reading.plain is str else None
        match parse_path(word):
            case (str(key),):
                return key
            case tuple():
                return None
            case _:
                return str(word)

    def _key_text(self, operation: Operation, by: Word, word: Word) -> Label:
        """Compile the text a key is matched by: as read, or as it was sent."""
        if self._field(operation, word) is not None:
            return as_text(lambda key: key)
        argument = operation.args[by]
        if argument.send == Writer():
            return trimmed
        return as_text(
            compile_writer(
                TypeRef(argument.type.named),
                argument.send,
                self._config.tables,
                self._config.inputs,
            )
        )

    # ------------------------------------------------------------ arguments

    @staticmethod
    def _used(operation: Operation) -> frozenset[str]:
        """Return the arguments that go upstream, in the call or the batch."""
        used: set[str] = set()
        if operation.call is not None:
            used.update(operation.call.arguments)
        if operation.batch is not None:
            used.update(operation.batch.call.arguments)
        used.update(echoed(operation.shape))
        spread, route = operation.spread, operation.route
        if route is not None:
            used.add(str(route.by))
        if spread is not None and spread.of_days:
            used.update((str(spread.start), str(spread.end)))
        return frozenset(used)

    def _checks(
        self, operation: Operation
    ) -> dict[str, Callable[[object], str | None]]:
        """Compile the bounds of those arguments that have some."""
        checks: dict[str, Callable[[object], str | None]] = {}
        for name, argument in operation.args.items():
            if _has_rules(argument) or argument.type.named in self._config.inputs:
                checks[str(name)] = compile_validation(argument, self._config.inputs)
        return checks


def _has_rules(argument: Argument) -> bool:
    rules = (argument.pattern, argument.min, argument.max, argument.length)
    return bool(argument.enum) or any(one is not None for one in rules)


def _defaults(operation: Operation, names: Iterable[str]) -> dict[str, object]:
    """Return the arguments among these that have a default, as they are coerced."""
    found: dict[str, object] = {}
    for name in names:
        argument = operation.args.get(Word(name))
        if argument is not None and argument.has_default:
            found[name] = _plain(argument.default)
    return found


def _plain(value: Const) -> object:
    """Return a constant with lists for its tuples."""
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    return value


def _no_call(_given: Mapping[str, object]) -> Prepared:
    """Stand for the call of an operation that has none: it is never asked so."""
    raise Internal("This operation has no call of its own.")
