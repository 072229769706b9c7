"""Fetch: run a plan's fetches, each as soon as what it waits for is there.

A failure is an outcome. Nothing here raises but cancellation, so that no
fetch ever takes its siblings with it.
"""

import asyncio
from collections.abc import Awaitable, Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias, cast

from graphql.execution.values import VariableValues
from typing_extensions import override

from gateway.connectors.alarms import Alarms
from gateway.connectors.answer import Answer
from gateway.connectors.asked import Outcome
from gateway.connectors.caller import Caller
from gateway.connectors.sources import Sources
from gateway.errors import BadInput, CodedError, UpstreamTimeout
from gateway.execution.compiled import Compiled, CompiledFetch
from gateway.execution.incident import incident
from gateway.execution.plan import Mode
from gateway.observe import Observer

Values: TypeAlias = tuple[object, ...]  # what several fields make a key of


class Failed(dict[Any, Any]):
    """The outcomes of a fetch that failed as a whole: the error, for every key."""

    def __init__(self, error: CodedError) -> None:
        super().__init__()
        self.error = error

    @override
    def get(self, key: object, default: object = None) -> Any:
        """Return the error."""
        del key, default
        return self.error


class Fetching:
    """The fetches of one running operation; `got` holds each one's outcomes."""

    def __init__(
        self,
        compiled: Compiled,
        variables: VariableValues,
        caller: Caller,
        sources: Sources,
        observer: Observer,
        alarms: Alarms,
    ) -> None:
        self.got: list[dict[Any, Any]] = [_PENDING] * len(compiled.fetches)
        self._fetches = compiled.fetches
        self._longest = compiled.longest
        self._variables = variables
        self._caller = caller
        self._sources = sources
        self._observer = observer
        self._alarms = alarms
        self._waits = [fetch.waits for fetch in compiled.fetches]

    async def run(self, roots: Iterable[int], seconds: float) -> None:
        """Run root fetches and all that follows; what is late has timed out."""
        fetches = [self._fetches[one] for one in roots]
        if self._longest <= seconds:
            await self._each(fetches)
            return
        try:
            with self._alarms.within(seconds):
                await self._each(fetches)
        except TimeoutError:
            late = UpstreamTimeout("The operation's deadline passed.")
            self.got = [Failed(late) if one is _PENDING else one for one in self.got]

    def learn(self, other: "Fetching") -> None:
        """Take over the answers that another found for the fetches that were not run here."""
        for number, outcomes in enumerate(other.got):
            if self.got[number] is _PENDING:
                answers = {k: v for k, v in outcomes.items() if isinstance(v, Answer)}
                self.got[number] = answers

    def _each(self, fetches: list[CompiledFetch]) -> Awaitable[object]:
        if len(fetches) == 1:
            return self._tree(fetches[0])
        return asyncio.gather(*map(self._tree, fetches))

    async def _tree(self, compiled: CompiledFetch) -> None:
        """Run a fetch, then those that waited only for it."""
        fetch = compiled.fetch
        try:
            if fetch.mode is Mode.ONE:
                source = self._sources.of(fetch.operation)
                arguments = compiled.coerce(self._variables)
                self.got[fetch.id] = {(): await source.ask(arguments, self._caller)}
            else:
                self.got[fetch.id] = await self._many(compiled)
        except CodedError as error:
            # A traceback holds this frame and so the failure itself: without it all is
            # freed with the answer, and an outage makes no work for the collector.
            self.got[fetch.id] = Failed(error.with_traceback(None))
        except Exception as error:  # noqa: BLE001 - a fault of ours fails one field only
            failed = incident(self._observer, fetch.name, error)
            self.got[fetch.id] = Failed(failed)
        ready: list[CompiledFetch] = []
        for child in compiled.children:
            self._waits[child] -= 1
            if not self._waits[child]:
                ready.append(self._fetches[child])
        if ready:
            await self._each(ready)

    async def _many(self, compiled: CompiledFetch) -> dict[Any, Outcome]:
        """Ask for every distinct key of the rows before."""
        calls = self._calls(compiled, compiled.coerce(self._variables))
        if not calls:
            return {}
        operation, mode = compiled.fetch.operation, compiled.fetch.mode
        if mode is Mode.BATCH:
            ask = self._sources.batch(operation).many
        elif mode is Mode.LOCAL:
            ask = self._sources.local(operation).many
        else:
            ask = self._sources.of(operation).each
        outcomes = await ask(calls, self._caller)
        return _excused(outcomes, compiled.fetch.require)

    def _calls(
        self, compiled: CompiledFetch, arguments: Mapping[str, object]
    ) -> dict[Hashable, Mapping[str, object]]:
        """Return the arguments for every distinct key of the rows before."""
        keys: dict[Hashable, None] = {}
        for parent, collect in compiled.feeds:
            keys.update(collect(self.got[parent].values()))
        require = compiled.fetch.require
        if len(require) == 1:
            (name,) = require
            return {key: {**arguments, name: key} for key in keys}
        return {
            key: {**arguments, **dict(zip(require, cast("Values", key), strict=True))}
            for key in keys
        }


def _excused(
    outcomes: dict[Hashable, Outcome], require: Sequence[str]
) -> dict[Hashable, Outcome]:
    """Make of a key that may not be sent one for which there is nothing.

    It came from a row and not from the client: a village has no code in a
    service that numbers kabupaten, and nobody has done anything wrong.
    """
    if BadInput not in set(map(type, outcomes.values())):
        return outcomes
    return {
        key: None if isinstance(one, BadInput) and one.argument in require else one
        for key, one in outcomes.items()
    }


_PENDING: dict[Any, Any] = {}
