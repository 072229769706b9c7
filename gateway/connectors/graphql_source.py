"""GraphQL operations as sources: what is asked and kept depends on the selection."""

import time
from collections.abc import Hashable, Mapping, Sequence
from typing import cast

from typing_extensions import override

from gateway.connectors.answer import Answer
from gateway.connectors.asked import Outcome
from gateway.connectors.batch import BatchRecipe, BatchSource
from gateway.connectors.caller import Caller
from gateway.connectors.exchange import exchange
from gateway.connectors.graphql_answer import Partial, QueryAnswers
from gateway.connectors.key import Key
from gateway.connectors.principal import Principal
from gateway.connectors.recipe import Arguments
from gateway.connectors.refused import Refused
from gateway.connectors.selecting import EACH
from gateway.connectors.send import Received
from gateway.connectors.source import OperationSource
from gateway.connectors.template import Prepared
from gateway.errors import CodedError, Sent, UpstreamBadBody


class QuerySource(OperationSource):
    """One query of a GraphQL service; a partial answer is shown, but not kept."""

    @override
    def shaped(self, received: Received, arguments: Arguments) -> tuple[object, bool]:
        shaped = self.recipe.shape(received, arguments)
        partial = isinstance(shaped, Partial)
        value = shaped.value if isinstance(shaped, Partial) else shaped
        return self.recipe.arrange(value), not partial


class QueryBatch(BatchSource):
    """Many keys in one request: by a list argument, by aliases, or as entities."""

    def __init__(
        self, source: OperationSource, recipe: BatchRecipe, answers: QueryAnswers
    ) -> None:
        super().__init__(source, recipe)
        self._answers = answers

    @override
    def _prepared(
        self, chunk: Mapping[Hashable, Arguments], caller: Caller
    ) -> Prepared:
        if not self.recipe.batch.ordered:
            return super()._prepared(chunk, caller)
        each = list(chunk.values())
        if self.source.admission.rules:
            for arguments in each:
                self.source.admission.check(arguments, caller.principal)
        return self.recipe.prepare({**each[0], EACH: each})

    @override
    async def _load(
        self,
        chunk: dict[Hashable, Arguments],
        prepared: Prepared,
        keys: Sequence[Key] | None,
        principal: Principal,
    ) -> dict[Hashable, Outcome]:
        store = self.source.line.store
        epoch = store.epoch
        received = await exchange(
            self.source.line, self.source.recipe, prepared, principal
        )
        if self.recipe.batch.ordered:
            values, kept = self._in_order(chunk, received)
        else:
            values, kept = self._matched(chunk, received)
        size = len(received.body) // len(chunk)
        now = time.time()
        outcomes: dict[Hashable, Outcome] = {
            key: one if isinstance(one, CodedError) else Answer(one, size, now)
            for key, one in values.items()
        }
        for one in outcomes.values():
            if isinstance(one, Answer):
                one.calls = self.source.line.calls
        kept = kept and self.source.kept and epoch == store.epoch
        if kept and keys is not None:
            self._keep(outcomes, chunk, keys, received)
        return outcomes

    def _in_order(
        self, chunk: Mapping[Hashable, Arguments], received: Received
    ) -> tuple[dict[Hashable, object], bool]:
        aliases = self.recipe.batch.aliases
        arrange = self.source.recipe.arrange
        found, whole = self._answers.many(received, len(chunk), aliases=aliases)
        values = {
            key: one if isinstance(one, CodedError) else arrange(one)
            for key, one in zip(chunk, found, strict=True)
        }
        return values, whole

    def _matched(
        self, chunk: Mapping[Hashable, Arguments], received: Received
    ) -> tuple[dict[Hashable, object], bool]:
        """Match rows to keys; where a row was refused, it is one of those without."""
        shaped = self.recipe.shape(received)
        rows: object = shaped.value if isinstance(shaped, Partial) else shaped
        if rows is None:
            rows = []
        if not isinstance(rows, list):
            message = "The service's batch answer is not a list."
            raise UpstreamBadBody(message, sent=Sent.YES)
        listed = cast("list[object]", rows)
        values = self._sorted_out(chunk, listed)
        refused = next((one for one in listed if isinstance(one, Refused)), None)
        if refused is not None:
            lost = {key: refused.error for key, one in values.items() if not one}
            values = {**values, **lost}
        return values, shaped is rows
