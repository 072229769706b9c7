"""Many keys in one call: chunked, and the answers matched or grouped by key."""

import asyncio
import time
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from gateway.config.model import Batch
from gateway.connectors.answer import Answer
from gateway.connectors.asked import Outcome, begin, outcome_of
from gateway.connectors.caller import Caller, renewer
from gateway.connectors.exchange import exchange
from gateway.connectors.freshness import State
from gateway.connectors.key import Key, frozen
from gateway.connectors.labels import Label, shares
from gateway.connectors.parting import BASE, Parts
from gateway.connectors.principal import Principal
from gateway.connectors.recipe import Arguments
from gateway.connectors.rowwork import arranges
from gateway.connectors.send import Received
from gateway.connectors.shape import Shape, heft
from gateway.connectors.source import OperationSource
from gateway.connectors.template import Prepare, Prepared
from gateway.errors import CodedError, Sent, UpstreamBadBody


@dataclass(frozen=True, slots=True)
class BatchRecipe:
    """A batch, compiled: `label` gives the text of the key that a row belongs to.

    `text` gives that of a key; for `item` see labels.shares. With `parts` keys are
    asked for together where one key's part goes to the same address.
    """

    batch: Batch
    prepare: Prepare
    shape: Shape
    label: Label
    item: str | None
    text: Label
    parts: Parts | None = None
    shaped: bool = False  # its rows are not those of the body


class BatchSource:
    """The batch of an operation; each key's answer is kept on its own."""

    def __init__(self, source: OperationSource, recipe: BatchRecipe) -> None:
        self.source = source
        self.recipe = recipe
        self._by = str(recipe.batch.by)

    async def many(
        self, calls: Mapping[Hashable, Arguments], caller: Caller
    ) -> dict[Hashable, Outcome]:
        """Return the outcome for each key.

        `calls` gives each key's arguments, which differ in the key alone.
        """
        outcomes, wanted = self._sorted_kept(calls, caller)
        if not wanted:
            return outcomes
        if self.source.lingers:
            return outcomes | await self._renewed(wanted, caller)
        return outcomes | await self._called(wanted, caller)

    async def _called(
        self, wanted: Mapping[Hashable, Arguments], caller: Caller
    ) -> dict[Hashable, Outcome]:
        """Ask for keys, unless this operation has already."""
        if caller.asked is None:
            return await self._fresh(wanted, caller)
        asked = caller.asked.about(self._subject(next(iter(wanted.values()))))
        fresh = {key: one for key, one in wanted.items() if key not in asked}
        shared = {key: asked[key] for key in wanted if key not in fresh}
        outcomes: dict[Hashable, Outcome] = {}
        if fresh:
            call = begin(asked, fresh)
            try:
                outcomes = await self._fresh(fresh, caller)
            finally:
                call.set_result(outcomes)
            outcomes = {**outcomes}
        for key, known in shared.items():
            outcomes[key] = await outcome_of(known, key)
        return outcomes

    async def _renewed(
        self, wanted: Mapping[Hashable, Arguments], caller: Caller
    ) -> dict[Hashable, Outcome]:
        """Return stale answers where they may be shown, and ask for the rest."""
        source = self.source
        outcomes: dict[Hashable, Outcome] = {}
        asked: dict[Hashable, Arguments] = {}
        spare: dict[Hashable, Answer] = {}
        due: dict[Hashable, Answer] = {}
        for key, arguments in wanted.items():
            old = source.old(arguments, caller.principal)
            step = None if old is None else old.step()
            if old is None or step is None or not step.serve:
                asked[key] = arguments
                if old is not None:
                    spare[key] = old
                continue
            outcomes[key] = source.localised(old.aged(), arguments)
            if step.renew:
                due[key] = old
        if due:
            self._renew(due, wanted, caller.principal)
        if asked:
            found = await self._called(asked, caller)
            outcomes.update(self._instead(found, spare, asked))
        return outcomes

    def _renew(
        self,
        due: Mapping[Hashable, Answer],
        wanted: Mapping[Hashable, Arguments],
        principal: Principal,
    ) -> None:
        """Ask for stale answers anew, together and behind whoever is given them."""

        async def make(keys: Collection[Hashable]) -> None:
            calls = {key: wanted[key] for key in keys}
            self._instead(await self._fresh(calls, renewer(principal)), due, calls)

        self.source.renewing.many(due, make)

    def _instead(
        self,
        found: dict[Hashable, Outcome],
        spare: Mapping[Hashable, Answer],
        calls: Mapping[Hashable, Arguments],
    ) -> dict[Hashable, Outcome]:
        """Put stale answers in the place of errors, where they may stand in for them."""
        for key, old in spare.items():
            one = found.get(key)
            if isinstance(one, CodedError):
                instead = self.source.tiers.instead(old, one)
                if instead is not None:
                    found[key] = self.source.localised(instead, calls[key])
        return found

    def _sorted_kept(
        self, calls: Mapping[Hashable, Arguments], caller: Caller
    ) -> tuple[dict[Hashable, Outcome], Mapping[Hashable, Arguments]]:
        """Return the outcomes that are kept, and the calls that are to be made."""
        if not self.source.kept:
            return {}, calls
        outcomes: dict[Hashable, Outcome] = {}
        wanted: dict[Hashable, Arguments] = {}
        for key, arguments in calls.items():
            kept = self.source.peek(arguments, caller.principal)
            if kept is None:
                wanted[key] = arguments
            else:
                outcomes[key] = kept
        return outcomes, wanted

    def _subject(self, arguments: Arguments) -> Hashable:
        """Name what the keys are asked about: this batch, and its other arguments."""
        others = (pair for pair in arguments.items() if pair[0] != self._by)
        return (self.source.recipe.name, *((name, frozen(one)) for name, one in others))

    async def _fresh(
        self, calls: Mapping[Hashable, Arguments], caller: Caller
    ) -> dict[Hashable, Outcome]:
        """Ask for keys that a second tier does not have either."""
        tiers = self.source.tiers
        if tiers.second is None:
            return await self._chunked(calls, caller)
        keys = {self.source.key(a, caller.principal): k for k, a in calls.items()}
        known = await tiers.recalled({key: calls[one] for key, one in keys.items()})
        spare = {keys[key]: one for key, one in known.items()}
        outcomes: dict[Hashable, Outcome] = {
            key: self.source.localised(one, calls[key])
            for key, one in spare.items()
            if one.step().state is State.FRESH
        }
        rest = {key: one for key, one in calls.items() if key not in outcomes}
        if rest:
            found = await self._chunked(rest, caller)
            outcomes.update(self._instead(found, spare, rest))
        return outcomes

    async def _chunked(
        self, calls: Mapping[Hashable, Arguments], caller: Caller
    ) -> dict[Hashable, Outcome]:
        """Ask for keys in chunks, as many at a time as the connector allows."""
        chunks = self._chunks(calls)
        if len(chunks) == 1 and self.recipe.parts is None:
            return await self._chunk(chunks[0], caller)
        places = asyncio.Semaphore(self.source.line.concurrency)

        async def one(chunk: dict[Hashable, Arguments]) -> dict[Hashable, Outcome]:
            async with places:
                return await self._chunk(chunk, caller)

        outcomes = self._nothing(calls)
        for found in await asyncio.gather(*map(one, chunks), return_exceptions=True):
            if isinstance(found, BaseException):
                raise found
            outcomes.update(found)
        return outcomes

    def _nothing(self, calls: Mapping[Hashable, Arguments]) -> dict[Hashable, Outcome]:
        """Return what there is for a key that leads to nobody."""
        if self.recipe.parts is None:
            return {}
        value = None if self.recipe.batch.group is None else list[object]()
        return dict.fromkeys(calls, Answer(value, 0, time.time()))

    def _chunks(
        self, calls: Mapping[Hashable, Arguments]
    ) -> list[dict[Hashable, Arguments]]:
        """Return the keys of each call; a key that leads to nobody is in none."""
        size, parts = self.recipe.batch.size, self.recipe.parts
        if parts is None:
            return _chunks(calls, size)
        shares: dict[object, dict[Hashable, Arguments]] = {}
        for key, arguments in calls.items():
            for part in parts(arguments):
                shares.setdefault(part[BASE], {})[key] = part
        return [chunk for share in shares.values() for chunk in _chunks(share, size)]

    async def _chunk(
        self, chunk: dict[Hashable, Arguments], caller: Caller
    ) -> dict[Hashable, Outcome]:
        """Ask for one chunk; a chunk that fails fails each of its keys."""
        source = self.source
        try:
            prepared = self._prepared(chunk, caller)
        except CodedError as error:
            refused = self._refused(chunk, caller)
            rest = {key: one for key, one in chunk.items() if key not in refused}
            if not refused:  # each might be sent, but not together
                return dict.fromkeys(chunk, error)
            return refused | (await self._chunk(rest, caller) if rest else {})
        try:
            caller.budget.spend(source.line.connector)
            found = await self._asked(chunk, prepared, caller)
            if source.recipe.local is None:
                return {**found}
            return {
                key: source.localised(one, chunk[key])
                if isinstance(one, Answer)
                else one
                for key, one in found.items()
            }
        except CodedError as error:
            return dict.fromkeys(chunk, error)

    async def _asked(
        self, chunk: dict[Hashable, Arguments], prepared: Prepared, caller: Caller
    ) -> dict[Hashable, Outcome]:
        """Send the request of a chunk, together with whoever sends the same."""
        source = self.source
        if source.line.flights is None and not source.kept:
            return await self._load(chunk, prepared, None, caller.principal)
        keys = [source.key(one, caller.principal) for one in chunk.values()]
        found: dict[Hashable, Outcome] = await source.once(
            ("batch", *keys),
            lambda: self._load(chunk, prepared, keys, caller.principal),
        )
        return found

    def _refused(
        self, chunk: dict[Hashable, Arguments], caller: Caller
    ) -> dict[Hashable, Outcome]:
        """Find the keys that may not be sent, so that they fail alone."""
        refused: dict[Hashable, Outcome] = {}
        for key, arguments in chunk.items():
            try:
                self._prepared({key: arguments}, caller)
            except CodedError as error:
                refused[key] = error
        return refused

    def _prepared(
        self, chunk: Mapping[Hashable, Arguments], caller: Caller
    ) -> Prepared:
        """Make the request for some keys. Raises CodedError where one is refused."""
        values: list[object] = []
        first: Arguments | None = None
        for arguments in chunk.values():
            if self.source.admission.rules:
                self.source.admission.check(arguments, caller.principal)
            values.append(arguments[self._by])
            first = first or arguments
        return self.recipe.prepare({**(first or {}), self._by: values})

    async def _load(
        self,
        chunk: dict[Hashable, Arguments],
        prepared: Prepared,
        keys: Sequence[Key] | None,
        principal: Principal,
    ) -> dict[Hashable, Outcome]:
        """Send a request and make an answer of each key's share."""
        source = self.source
        epoch = source.line.store.epoch
        received = await exchange(source.line, source.recipe, prepared, principal)
        rows = self.recipe.shape(received)
        if rows is None:
            rows = []
        if not isinstance(rows, list):
            message = "The service's batch answer is not a list."
            raise UpstreamBadBody(message, sent=Sent.YES)
        values = self._sorted_out(chunk, cast("list[object]", rows))
        size = len(received.body)
        if self.recipe.shaped:
            size = heft(cast("object", rows), size)
        size //= len(chunk)
        now = time.time()
        answers = {key: Answer(value, size, now) for key, value in values.items()}
        calls = source.line.calls
        for answer in answers.values():
            answer.calls = calls
        if keys is not None and source.kept and epoch == source.line.store.epoch:
            self._keep(answers, chunk, keys, received)
        return {**answers}

    def _keep(
        self,
        outcomes: Mapping[Hashable, Outcome],
        chunk: Mapping[Hashable, Arguments],
        keys: Sequence[Key],
        received: Received,
    ) -> None:
        """Keep each key's answer; an error is not kept."""
        for (one, outcome), key in zip(outcomes.items(), keys, strict=True):
            if isinstance(outcome, Answer):
                outcome.key = key
                arguments, headers = chunk[one], received.headers
                self.source.tiers.keep(outcome, arguments, headers, alone=False)

    def _sorted_out(
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


def _chunks(
    wanted: Mapping[Hashable, Arguments], size: int
) -> list[dict[Hashable, Arguments]]:
    items = list(wanted.items())
    if len(items) <= size:
        return [dict(items)]
    return [dict(items[at : at + size]) for at in range(0, len(items), size)]
