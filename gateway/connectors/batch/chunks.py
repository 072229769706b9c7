"""Keys asked for in chunks: so many a request, and so many requests at a time."""

import asyncio
import time
from collections.abc import Hashable, Mapping

from gateway.connectors.answer import Answer
from gateway.connectors.asked import Outcome
from gateway.connectors.batch.request import BatchRequest, Chunk
from gateway.connectors.caller import Caller
from gateway.connectors.parting import BASE
from gateway.connectors.recipe import Arguments
from gateway.connectors.template import Prepared
from gateway.errors import CodedError


class Chunks:
    """Asks for any number of keys by requests of a bounded size."""

    def __init__(self, request: BatchRequest) -> None:
        self._request = request
        self._source = request.source
        self._recipe = request.recipe

    async def ask(self, calls: Chunk, caller: Caller) -> dict[Hashable, Outcome]:
        """Ask for keys in chunks, as many at a time as the connector allows."""
        chunks = self._parted(calls)
        if len(chunks) == 1 and self._recipe.parts is None:
            return await self._one(chunks[0], caller)
        places = asyncio.Semaphore(self._source.line.concurrency)

        async def one(chunk: Chunk) -> dict[Hashable, Outcome]:
            async with places:
                return await self._one(chunk, caller)

        outcomes = self._nothing(calls)
        for found in await asyncio.gather(*map(one, chunks), return_exceptions=True):
            if isinstance(found, BaseException):
                raise found
            outcomes.update(found)
        return outcomes

    def _nothing(self, calls: Chunk) -> dict[Hashable, Outcome]:
        """Return what there is for a key that leads to nobody."""
        if self._recipe.parts is None:
            return {}
        value = None if self._recipe.batch.group is None else list[object]()
        return dict.fromkeys(calls, Answer(value, 0, time.time()))

    def _parted(self, calls: Chunk) -> list[dict[Hashable, Arguments]]:
        """Return the keys of each request; a key that leads to nobody is in none."""
        size, parts = self._recipe.batch.size, self._recipe.parts
        if parts is None:
            return _chunks(calls, size)
        shares: dict[object, dict[Hashable, Arguments]] = {}
        for key, arguments in calls.items():
            for part in parts(arguments):
                shares.setdefault(part[BASE], {})[key] = part
        return [chunk for share in shares.values() for chunk in _chunks(share, size)]

    async def _one(self, chunk: Chunk, caller: Caller) -> dict[Hashable, Outcome]:
        """Ask for one chunk; a chunk that fails fails each of its keys."""
        source = self._source
        try:
            prepared = self._request.prepared(chunk, caller)
        except CodedError as error:
            refused = self._refused(chunk, caller)
            rest = {key: one for key, one in chunk.items() if key not in refused}
            if not refused:  # each might be sent, but not together
                return dict.fromkeys(chunk, error)
            return refused | (await self._one(rest, caller) if rest else {})
        try:
            caller.budget.spend(source.line.connector)
            found = await self._sent(chunk, prepared, caller)
        except CodedError as error:
            return dict.fromkeys(chunk, error)
        if source.recipe.local is None:
            return {**found}
        return {
            key: source.localised(one, chunk[key]) if isinstance(one, Answer) else one
            for key, one in found.items()
        }

    async def _sent(
        self, chunk: Chunk, prepared: Prepared, caller: Caller
    ) -> Mapping[Hashable, Outcome]:
        """Send the request of a chunk, together with whoever sends the same."""
        source, load = self._source, self._request.load
        if source.line.flights is None and not source.kept:
            return await load(chunk, prepared, None, caller)
        keys = [source.key(one, caller.principal) for one in chunk.values()]
        found: Mapping[Hashable, Outcome] = await source.once(
            source.flight(("batch", *keys), caller),
            lambda: load(chunk, prepared, keys, caller),
        )
        return found

    def _refused(self, chunk: Chunk, caller: Caller) -> dict[Hashable, Outcome]:
        """Find the keys that may not be sent, so that they fail alone."""
        refused: dict[Hashable, Outcome] = {}
        for key, arguments in chunk.items():
            try:
                self._request.prepared({key: arguments}, caller)
            except CodedError as error:
                refused[key] = error
        return refused


def _chunks(wanted: Chunk, size: int) -> list[dict[Hashable, Arguments]]:
    items = list(wanted.items())
    if len(items) <= size:
        return [dict(items)]
    return [dict(items[at : at + size]) for at in range(0, len(items), size)]
