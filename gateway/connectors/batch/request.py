"""One request for many keys, and its answer sorted out among them."""

import time
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias, cast

from multidict import MultiMapping

from gateway.connectors.answer import Answer
from gateway.connectors.asked import Outcome
from gateway.connectors.batch.recipe import BatchRecipe
from gateway.connectors.caller import Caller
from gateway.connectors.exchange import NOT_MODIFIED, exchange, validators_of
from gateway.connectors.key import Key
from gateway.connectors.labels import shares
from gateway.connectors.recipe import Arguments
from gateway.connectors.rowwork import arranges
from gateway.connectors.send import Received
from gateway.connectors.shape import heft
from gateway.connectors.source import OperationSource
from gateway.connectors.template import Prepared
from gateway.connectors.validators import Validators
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
        caller: Caller,
    ) -> dict[Hashable, Outcome]:
        """Send a request and make an answer of each key's share, kept under its key."""
        source = self.source
        epoch = source.line.store.epoch
        olds = self._olds(keys or ())
        known = olds[0].validators if olds else None
        line, recipe = source.line, source.recipe
        received = await exchange(line, recipe, prepared, caller, known)
        if olds and received.status == NOT_MODIFIED:
            as_of = time.time()
            again = [one.confirmed(as_of) for one in olds]
            outcomes: dict[Hashable, Outcome] = dict(zip(chunk, again, strict=True))
            whole = True
        else:
            outcomes, whole = self._answered(chunk, received)
        if keys and whole and source.kept and epoch == source.line.store.epoch:
            told = validators_of(prepared, received) if source.tiers.follows else None
            self._keep(outcomes, chunk, keys, received.headers, told)
        return outcomes

    def _olds(self, keys: Sequence[Key]) -> list[Answer]:
        """Return the kept answers of some keys, where one request gave them all."""
        tiers = self.source.tiers
        if not tiers.follows:
            return []
        found: list[Answer] = []
        for key in keys:
            old = tiers.store.old(key)
            if old is None or old.validators is None:
                return []
            if found and old.validators != found[0].validators:
                return []
            found.append(old)
        return found

    def _answered(
        self, chunk: Chunk, received: Received
    ) -> tuple[dict[Hashable, Outcome], bool]:
        """Make an answer of each key's share; tell whether they may be kept."""
        found = self.shared(chunk, received)
        size = len(received.body)
        if self.recipe.shaped:
            size = heft(found.rows, size)
        size //= len(chunk)
        as_of, calls = time.time(), self.source.line.calls
        outcomes: dict[Hashable, Outcome] = {}
        for key, one in found.values.items():
            if isinstance(one, CodedError):
                outcomes[key] = one
                continue
            answer = outcomes[key] = Answer(one, size, as_of)
            answer.calls = calls
        return outcomes, found.whole

    def _keep(
        self,
        outcomes: dict[Hashable, Outcome],
        chunk: Chunk,
        keys: Sequence[Key],
        headers: MultiMapping[str],
        told: Validators | None,
    ) -> None:
        """Keep each key's answer, with what was told of them all; an error is not kept.

        Where they may not take the place of what is kept they are errors themselves.
        """
        tiers = self.source.tiers
        answers: dict[Hashable, Answer] = {}
        for (one, outcome), key in zip(outcomes.items(), keys, strict=True):
            if isinstance(outcome, Answer):
                outcome.key = key
                outcome.validators = told or outcome.validators
                answers[one] = outcome
        refusal = tiers.refusal(list(answers.values()))
        for one, answer in answers.items():
            if refusal is None:
                tiers.keep(answer, chunk[one], headers)
            elif tiers.replaced(answer) is not None:
                outcomes[one] = refusal

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
