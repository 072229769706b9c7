"""GraphQL operations as sources: what is asked and kept depends on the selection."""

from typing_extensions import override

from gateway.connectors.batch.recipe import BatchRecipe
from gateway.connectors.batch.request import BatchRequest, Chunk, Shares, listed
from gateway.connectors.caller import Caller
from gateway.connectors.graphql_answer import Partial, QueryAnswers
from gateway.connectors.recipe import Arguments
from gateway.connectors.refused import Refused
from gateway.connectors.selecting import EACH
from gateway.connectors.send import Received
from gateway.connectors.source import OperationSource
from gateway.connectors.template import Prepared
from gateway.errors import CodedError


class QuerySource(OperationSource):
    """One query of a GraphQL service; a partial answer is shown, but not kept."""

    @override
    def shaped(self, received: Received, arguments: Arguments) -> tuple[object, bool]:
        shaped = self.recipe.shape(received, arguments)
        partial = isinstance(shaped, Partial)
        value = shaped.value if isinstance(shaped, Partial) else shaped
        return self.recipe.arrange(value), not partial


class QueryRequest(BatchRequest):
    """Many keys in one request: by a list argument, by aliases, or as entities."""

    def __init__(
        self, source: OperationSource, recipe: BatchRecipe, answers: QueryAnswers
    ) -> None:
        super().__init__(source, recipe)
        self._answers = answers

    @override
    def prepared(self, chunk: Chunk, caller: Caller) -> Prepared:
        if not self.recipe.batch.ordered:
            return super().prepared(chunk, caller)
        each = list(chunk.values())
        self.admit(each, caller)
        return self.recipe.prepare({**each[0], EACH: each})

    @override
    def shared(self, chunk: Chunk, received: Received) -> Shares:
        if self.recipe.batch.ordered:
            return self._in_order(chunk, received)
        return self._matched(chunk, received)

    def _in_order(self, chunk: Chunk, received: Received) -> Shares:
        aliases = self.recipe.batch.aliases
        arrange = self.source.recipe.arrange
        found, whole = self._answers.many(received, len(chunk), aliases=aliases)
        values = {
            key: one if isinstance(one, CodedError) else arrange(one)
            for key, one in zip(chunk, found, strict=True)
        }
        return Shares(values, found, whole)

    def _matched(self, chunk: Chunk, received: Received) -> Shares:
        """Match rows to keys; where a row was refused, it is one of those without."""
        shaped = self.recipe.shape(received)
        rows = listed(shaped.value if isinstance(shaped, Partial) else shaped)
        values = self.sorted_out(chunk, rows)
        refused = next((one for one in rows if isinstance(one, Refused)), None)
        if refused is not None:
            lost = {key: refused.error for key, one in values.items() if not one}
            values = {**values, **lost}
        return Shares(values, rows, not isinstance(shaped, Partial))
