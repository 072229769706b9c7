"""What makes the requests of operations, compiled: for one call, for a page, for many keys."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Final

from gateway.config.connections import page_arguments
from gateway.config.graphql import Document
from gateway.config.model import (
    Argument,
    Call,
    Config,
    Entry,
    Operation,
    carries,
    entry_name,
)
from gateway.config.place import Word
from gateway.config.spreads import call_arguments
from gateway.connectors.parting import routed
from gateway.connectors.placeholders import Scope
from gateway.connectors.selecting import EACH
from gateway.connectors.template import Prepare, Prepared, batch_arguments, compile_call
from gateway.errors import Internal

_CURSOR: Final = "cursor"


class Preparing:
    """Compiles the calls of one configuration."""

    def __init__(self, config: Config) -> None:
        self._config = config

    def one(self, operation: Operation) -> Prepare:
        """Compile the call of an operation, or that of its batch for one key."""
        call = operation.call
        if call is None:
            batch = operation.batch
            if batch is None:
                return _no_call
            many = self.many(operation)
            if batch.ordered:
                return lambda given: many({**given, EACH: [given]})
            by = str(batch.by)
            return lambda given: many({**given, by: [given[by]]})
        args = call_arguments(operation)
        first = self._call(operation, call, args)
        keep = None if operation.pages is None else operation.pages.keep
        if keep is None:
            return first
        later = self._call(operation, _continued(call, keep), args)
        return lambda given: (later if given.get(_CURSOR) else first)(given)

    def many(self, operation: Operation) -> Prepare:
        """Compile the call of a batch."""
        batch = operation.batch
        assert batch is not None  # noqa: S101 - asked for by those that have one
        if batch.ordered:
            each = "aliases" if batch.aliases else "entities"
            return self._call(operation, batch.call, operation.args, each)
        args = batch_arguments(operation.args, batch)
        return self._call(operation, batch.call, args)

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
        from gateway.connectors.graphql import settled  # noqa: PLC0415 - few connectors are GraphQL services

        kind = Word(operation.rows.named)
        config = self._config
        objects = {*config.types, *config.interfaces, *config.unions}
        return settled(document, operation, leaves=kind not in objects)


def _continued(call: Call, keep: Collection[str]) -> Call:
    """Return the call for a page behind the first: the cursor, and what stays beside it."""
    form = None if call.form is None else _staying(call.form, keep)
    return replace(call, query=_staying(call.query, keep), form=form)


def _staying(entries: Iterable[Entry], keep: Collection[str]) -> tuple[Entry, ...]:
    return tuple(
        [one for one in entries if carries(one, _CURSOR) or entry_name(one) in keep]
    )


def _no_call(_given: Mapping[str, object]) -> Prepared:
    """Stand for the call of an operation that has none: it is never asked so."""
    raise Internal("This operation has no call of its own.")
