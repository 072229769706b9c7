"""One request for many keys, and its answer sorted out among them."""

import time
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias, cast

from gateway.connectors.answer import Answer
from gateway.connectors.asked import Outcome
from gateway.connectors.batch.recipe import BatchRecipe
from gateway.connectors.caller import Caller
from gateway.connectors.exchange import exchange
from gateway.connectors.key import Key
from gateway.connectors.labels import shares
from gateway.connectors.principal import Principal
from gateway.connectors.recipe import Arguments
from gateway.connectors.rowwork import arranges
from gateway.connectors.send import Received
from gateway.connectors.shape import heft
from gateway.connectors.source import OperationSource
from gateway.connectors.template import Prepared
from gateway.errors import CodedError, Sent, UpstreamBadBody

Chunk: TypeAlias = Mapping[Hashable, Arguments]
"""The keys of one request, each with its arguments, which differ in the key alone."""


class Shares(NamedTuple):
    """What each key has of an answer's rows: a value, or an error of its own.

    None of it is kept where the answer is not `whole`.
    """

    values: Mapping[Hashable, object]
    rows: Sequence[object]
    whole: bool = True


class BatchRequest:
    """Asks for the keys of one chunk."""

    def __init__(self, source: OperationSource, recipe: BatchRecipe) -> None:
        self.source = source
        self.recipe = recipe
        self.by = str(recipe.batch.by)

    def prepared(self, chunk: Chunk, caller: Caller) -> Prepared:
        """Make the request for some keys. Raises CodedError where one is refused."""
        each = list(chunk.values())
        self.admit(each, caller)
        values = [arguments[self.by] for arguments in each]
        return self.recipe.prepare({**each[0], self.by: values})

    def admit(self, each: Iterable[Arguments], caller: Caller) -> None:
        """Refuse the arguments of any key that break their declared bounds."""
        admission = self.source.admission
        if admission.rules:
            for arguments in each:
                admission.check(arguments, caller.principal)

    async def load(
        self,
        chunk: Chunk,
        prepared: Prepared,
        keys: Sequence[Key] | None,
        principal: Principal,
    ) -> dict[Hashable, Outcome]:
        """Send a request and make an answer of each key's share, kept under its key."""
        source = self.source
        store = source.line.store
        epoch = store.epoch
        received = await exchange(source.line, source.recipe, prepared, principal)
        found = self.shared(chunk, received)
        size = len(received.body)
        if self.recipe.shaped:
            size = heft(found.rows, size)
        size //= len(chunk)
        now = time.time()
        outcomes: dict[Hashable, Outcome] = {
            key: one if isinstance(one, CodedError) else Answer(one, size, now)
            for key, one in found.values.items()
        }
        self._attribute(outcomes.values())
        if keys and found.whole and source.kept and epoch == store.epoch:
            self._keep(outcomes, chunk, keys, received)
        return outcomes

    def _attribute(self, outcomes: Iterable[Outcome]) -> None:
        """Note in each answer which call gave it, until it is judged."""
        calls = self.source.line.calls
        for one in outcomes:
            if isinstance(one, Answer):
                one.calls = calls

    def _keep(
        self,
        outcomes: Mapping[Hashable, Outcome],
        chunk: Chunk,
        keys: Sequence[Key],
        received: Received,
    ) -> None:
        """Keep each key's answer; an error is not kept."""
        for (one, outcome), key in zip(outcomes.items(), keys, strict=True):
            if isinstance(outcome, Answer):
                outcome.key = key
                arguments, headers = chunk[one], received.headers
                self.source.tiers.keep(outcome, arguments, headers, alone=False)

    def shared(self, chunk: Chunk, received: Received) -> Shares:
        """Give each key its share of an answer. Raises UpstreamError."""
        rows = listed(self.recipe.shape(received))
        return Shares(self.sorted_out(chunk, rows), rows)

    def sorted_out(
        self, keys: Iterable[Hashable], rows: list[object]
    ) -> dict[Hashable, object]:
        """Give each key its row, or its rows; those of no key are left aside."""
        recipe, operation = self.recipe, self.source.recipe.operation
        texts = {key: recipe.text(key) for key in keys}
        found = shares(texts.values(), rows, recipe.label, recipe.item)
        if recipe.batch.group is None:
            return {
                key: found[text][0] if found[text] else None
                for key, text in texts.items()
            }
        if not arranges(operation):
            return {key: found[text] for key, text in texts.items()}
        arrange = self.source.recipe.arrange
        return {key: arrange(found[text]) for key, text in texts.items()}


def listed(rows: object) -> list[object]:
    """Return the rows of a batch's answer. Raises UpstreamBadBody where it is no list."""
    if rows is None:
        return []
    if not isinstance(rows, list):
        message = "The service's batch answer is not a list."
        raise UpstreamBadBody(message, sent=Sent.YES)
    return cast("list[object]", rows)
