"""Many keys in one call: chunked, and the answers matched or grouped by key."""

import asyncio
import time
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from gateway.config.model import Batch
from gateway.connectors.answer import Answer
from gateway.connectors.shape import Shape
from gateway.connectors.source import (
    Arguments,
    Caller,
    OperationSource,
    Outcome,
    Prepare,
)
from gateway.connectors.template import Prepared
from gateway.errors import CodedError, Sent, UpstreamBadBody


@dataclass(frozen=True, slots=True)
class BatchRecipe:
    """A batch, compiled: `label` gives the key a row belongs to, as `text` does a key."""

    batch: Batch
    prepare: Prepare
    shape: Shape
    label: Callable[[Any], Hashable]
    text: Callable[[Any], Hashable]


class BatchSource:
    """The batch of an operation; each key's answer is kept on its own."""

    def __init__(self, source: OperationSource, recipe: BatchRecipe) -> None:
        self.source = source
        self.recipe = recipe
        self._by = str(recipe.batch.by)

    async def many(
        self, calls: Mapping[Hashable, Arguments], caller: Caller
    ) -> dict[Hashable, Outcome]:
        """Return the outcome for each key; `calls` gives each key's arguments."""
        outcomes: dict[Hashable, Outcome] = {}
        wanted: dict[Hashable, Arguments] = {}
        for key, arguments in calls.items():
            kept = self.source.peek(arguments, caller.principal)
            if kept is None:
                wanted[key] = arguments
            else:
                outcomes[key] = kept
        chunks = _chunks(wanted, self.recipe.batch.size)
        if len(chunks) == 1:
            outcomes.update(await self._chunk(chunks[0], caller))
        elif chunks:
            places = asyncio.Semaphore(self.source.line.concurrency)

            async def one(chunk: dict[Hashable, Arguments]) -> dict[Hashable, Outcome]:
                async with places:
                    return await self._chunk(chunk, caller)

            for found in await asyncio.gather(*map(one, chunks)):
                outcomes.update(found)
        return outcomes

    async def _chunk(
        self, chunk: dict[Hashable, Arguments], caller: Caller
    ) -> dict[Hashable, Outcome]:
        """Ask for one chunk; a chunk that fails fails each of its keys."""
        source = self.source
        outcomes, asked = self._sifted(chunk, caller)
        if not asked:
            return outcomes
        try:
            caller.budget.spend(source.line.connector)
            keys = tuple(source.key(one, caller.principal) for one in asked.values())
            found: dict[Hashable, Answer] = await source.once(
                ("batch", *keys), lambda: self._load(asked, caller)
            )
        except CodedError as error:
            return outcomes | dict.fromkeys(asked, error)
        for key, answer in found.items():
            outcomes[key] = source.localised(answer, chunk[key])
        return outcomes

    def _sifted(
        self, chunk: dict[Hashable, Arguments], caller: Caller
    ) -> tuple[dict[Hashable, Outcome], dict[Hashable, Arguments]]:
        """Set aside the keys that may not be sent, so that they fail alone."""
        refused: dict[Hashable, Outcome] = {}
        try:
            for arguments in chunk.values():
                self.source.check(arguments, caller.principal)
            self._prepared(chunk)
        except CodedError:
            for key, arguments in chunk.items():
                try:
                    self.source.check(arguments, caller.principal)
                    self._prepared({key: arguments})
                except CodedError as error:
                    refused[key] = error
        return refused, {k: one for k, one in chunk.items() if k not in refused}

    def _prepared(self, chunk: Mapping[Hashable, Arguments]) -> Prepared:
        """Make the request for some keys."""
        arguments = dict(next(iter(chunk.values())))
        arguments[self._by] = [one[self._by] for one in chunk.values()]
        return self.recipe.prepare(arguments)

    async def _load(
        self, chunk: dict[Hashable, Arguments], caller: Caller
    ) -> dict[Hashable, Answer]:
        source = self.source
        received = await source.exchange(self._prepared(chunk))
        rows = self.recipe.shape(received)
        if rows is None:
            rows = []
        if not isinstance(rows, list):
            message = "The service's batch answer is not a list."
            raise UpstreamBadBody(message, sent=Sent.YES)
        values = self._sorted_out(chunk, cast("list[object]", rows))
        size = len(received.body) // len(chunk)
        now = time.time()
        answers: dict[Hashable, Answer] = {}
        ttl = source.recipe.operation.cache.ttl
        for key, one in chunk.items():
            answer = Answer(values[key], size, now, source.key(one, caller.principal))
            if ttl > 0:
                answer.keep(source.line.store, ttl)
            answers[key] = answer
        return answers

    def _sorted_out(
        self, keys: Iterable[Hashable], rows: list[Any]
    ) -> dict[Hashable, object]:
        """Give each key its row, or its rows; those of no key are left aside."""
        label, text = self.recipe.label, self.recipe.text
        arrange = self.source.recipe.arrange
        if self.recipe.batch.group is None:
            single: dict[Hashable, object] = {}
            for row in rows:
                single.setdefault(label(row), row)
            return {key: single.get(text(key)) for key in keys}
        groups: dict[Hashable, list[object]] = {}
        for row in rows:
            groups.setdefault(label(row), []).append(row)
        return {key: arrange(groups.get(text(key), [])) for key in keys}


def _chunks(
    wanted: dict[Hashable, Arguments], size: int
) -> list[dict[Hashable, Arguments]]:
    items = list(wanted.items())
    return [dict(items[at : at + size]) for at in range(0, len(items), size)]
