"""What is made of the answers to operations, compiled: to one call, a page, a batch."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from gateway.config.model import Batch, Call, Operation
from gateway.connectors.drift import Drift, Loss, compile_drift
from gateway.connectors.line import Line
from gateway.connectors.reading import Readings
from gateway.connectors.shape import Finish, Shape, compile_shape, judged, watched

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

    def many(self, operation: Operation, batch: Batch) -> Shape:
        """Compile what is made of a batch's answer."""
        return self._judged(operation, self._batch_shape(operation, batch), "batch")

    def page(self, operation: Operation, finish: Finish) -> Shape:
        """Compile what is made of one page."""
        if operation.call is not None and operation.call.graphql is not None:
            shape: Shape = self.answers(operation, operation.call, finish=finish).one
        else:
            shape = self._compiled(operation, finish=finish)
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
            return self._compiled(operation)
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
            bound=self._bound(operation),
            tables=self._config.tables,
        )

    def _compiled(self, operation: Operation, finish: Finish | None = None) -> Shape:
        bound, tables = self._bound(operation), self._config.tables
        return compile_shape(operation, bound=bound, finish=finish, tables=tables)

    def _bound(self, operation: Operation) -> int:
        return self._config.connectors[operation.connector].limits.max_body

    def _judged(self, operation: Operation, shape: Shape, how: str) -> Shape:
        """Let the connector know of answers that cannot be read, and of lost keys.

        What is known of the keys outlives this configuration, as the breaker does.
        """
        resilience = self._lines[operation.connector].resilience
        if resilience is None:
            return shape
        shape = judged(shape, resilience.spoiled)
        queries = self._config.connectors[operation.connector].queries
        kind = how if queries.get(operation.name) is operation else f"lookup {how}"
        name = (str(operation.name), kind)
        drift = resilience.drifts.get(name)
        if drift is None:
            drift = compile_drift(self._readings, operation)
            if drift is None:
                return shape
            resilience.drifts[name] = drift
        return watched(shape, _looking(drift, partial(resilience.drifted, name[0])))


def _looking(drift: Drift, tell: Callable[[Loss], None]) -> Callable[[object], None]:
    def look(value: object) -> None:
        for loss in drift.look(value):
            tell(loss)

    return look
