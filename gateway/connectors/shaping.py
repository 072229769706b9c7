"""What is made of the answers to operations, compiled: to one call, a page, a batch."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from gateway.config.model import Batch, Call, Operation
from gateway.config.steps import Path
from gateway.connectors.aside import LARGE
from gateway.connectors.drift import Drift, compile_drift
from gateway.connectors.expected import columns_read
from gateway.connectors.formats import compile_format
from gateway.connectors.line import Line
from gateway.connectors.outgoing import Reading
from gateway.connectors.reading import Readings
from gateway.connectors.resilience import Resilience
from gateway.connectors.shape import (
    Around,
    Finish,
    Shape,
    Within,
    compile_shape,
    judged,
    watched,
)

if TYPE_CHECKING:  # imported when a GraphQL service is first asked: few are
    from gateway.connectors.graphql_answer import QueryAnswers


class Shaping:
    """Compiles the shapes of one configuration; of what cannot be read the lines are told."""

    def __init__(self, readings: Readings, lines: Mapping[str, Line]) -> None:
        self._readings = readings
        self._config = readings.config
        self._lines = lines

    def one(self, operation: Operation) -> Shape:
        """Compile what is made of an answer to one call, or to a batch of one key."""
        return self._judged(operation, self._shape(operation), "call")

    def reading(self, operation: Operation) -> Reading:
        """Compile how an operation's bodies are decoded, whatever is made of them.

        An archive may hold any number of times its own bytes.
        """
        bound = self._config.connectors[operation.connector].limits.max_body
        columns = columns_read(self._readings, operation)
        decode = compile_format(operation.format, bound, columns)
        return Reading(decode, LARGE if operation.format.zip is None else 0)

    def many(self, operation: Operation, batch: Batch) -> Shape:
        """Compile what is made of a batch's answer."""
        return self._judged(operation, self._batch_shape(operation, batch), "batch")

    def page(self, operation: Operation, finish: Finish) -> Shape:
        """Compile what is made of one page."""
        if operation.call is not None and operation.call.graphql is not None:
            shape: Shape = self.answers(operation, operation.call, finish=finish).one
        else:
            shape = self._compiled(operation, "page", finish)
        return self._judged(operation, shape, "page")

    def answers(
        self,
        operation: Operation,
        call: Call,
        batch: Batch | None = None,
        finish: Finish | None = None,
    ) -> "QueryAnswers":
        """Return what reads the answers of a GraphQL service."""
        from gateway.connectors.graphql_answer import QueryAnswers  # noqa: PLC0415 - see above

        assert call.graphql is not None  # noqa: S101 - asked of GraphQL's alone
        tables = self._config.tables
        return QueryAnswers(operation, call.graphql.rows, batch, finish, tables)

    def _shape(self, operation: Operation) -> Shape:
        batch = operation.batch
        call = operation.call or (None if batch is None else batch.call)
        if call is None or call.graphql is None:
            return self._compiled(operation, "call")
        if operation.call is None and batch is not None:
            return self.answers(operation, call, batch).single(batch)
        return self.answers(operation, call).one

    def _batch_shape(self, operation: Operation, batch: Batch) -> Shape:
        if batch.call.graphql is not None:
            return self.answers(operation, batch.call, batch).one
        return compile_shape(
            operation,
            batch.select,
            batch=True,
            around=self._around(operation, "batch"),
        )

    def _compiled(
        self, operation: Operation, how: str, finish: Finish | None = None
    ) -> Shape:
        around = self._around(operation, how)
        return compile_shape(operation, finish=finish, around=around)

    def _around(self, operation: Operation, how: str) -> Around:
        bound = self._config.connectors[operation.connector].limits.max_body
        within = self._within(operation, how)
        columns = columns_read(self._readings, operation)
        return Around(bound, self._config.tables, within, columns)

    def _judged(self, operation: Operation, shape: Shape, how: str) -> Shape:
        """Let the connector know of answers that cannot be read, and of lost keys."""
        resilience = self._lines[operation.connector].resilience
        if resilience is None:
            return shape
        drift = self._drift(resilience, operation, how)
        name = str(operation.name)

        def look(value: object) -> None:
            for loss in drift.look(value):
                resilience.drifted(name, loss)

        return watched(judged(shape, partial(resilience.spoiled, name)), look)

    def _within(self, operation: Operation, how: str) -> Within | None:
        """Let the connector know where steps find no rows within rows."""
        resilience = self._lines[operation.connector].resilience
        if resilience is None:
            return None
        drift = self._drift(resilience, operation, how)
        name = str(operation.name)

        def look(path: Path, rows: Sequence[object]) -> None:
            for loss in drift.look_within(path, rows):
                resilience.drifted(name, loss)

        return look

    def _drift(self, resilience: Resilience, operation: Operation, how: str) -> Drift:
        """Return what is known of keys: it outlives this file, as the breaker does."""
        queries = self._config.connectors[operation.connector].queries
        kind = how if queries.get(operation.name) is operation else f"lookup {how}"
        name = (str(operation.name), kind)
        if name not in resilience.drifts:
            resilience.drifts[name] = compile_drift(self._readings, operation)
        return resilience.drifts[name]
