"""Fetching behind the scenes what a configuration wants fetched by the clock.

It looks now and then at which answers are due and has them fetched, one of a query
at a time. What an answer has come to is known to its connector's line, so that it
goes on with the connector when another configuration takes over.
"""

import asyncio
import random
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, Final

from graphql import GraphQLError, GraphQLSchema, Undefined, parse_type
from graphql.utilities import (
    coerce_input_value,  # pyright: ignore[reportUnknownVariableType] # graphql-core types it in part
    type_from_ast,  # pyright: ignore[reportUnknownVariableType] # as above
)

from gateway.config.model import Const, Operation, Refresh
from gateway.config.place import Word
from gateway.connectors.principal import ANONYMOUS
from gateway.connectors.refreshing import Refreshing
from gateway.connectors.rounds import Round
from gateway.connectors.schedule import scheduled
from gateway.connectors.source import OperationSource
from gateway.connectors.sources import Sources
from gateway.connectors.writers.constants import Inputs, coerced, plain
from gateway.errors import CodedError
from gateway.observe import Fault, Observer, Refreshed
from gateway.running.succession import Edition

EVERY: Final = 0.25
"""Seconds between looks at what is due."""

_TRUST: Final = 5.0
"""Seconds for which a decision to wait holds: clocks are set, and answers forgotten."""


class Refresher:
    """Fetches what is due in the edition that serves; `chance` is from 0 to 1."""

    def __init__(
        self,
        edition: Callable[[], Edition],
        observer: Observer,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._edition = edition
        self._observer = observer
        self._chance = chance
        self._seen: Edition | None = None
        self._wanted: dict[Round, Refreshing] = {}
        self._again: dict[Round, float] = {}
        self._tasks: dict[Round, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Look for ever; what is under way ends when this does."""
        try:
            while True:
                try:
                    self.look()
                except Exception as error:  # noqa: BLE001 - a fault of ours ends no schedule
                    self._observer.see(Fault("refresh", error))
                await asyncio.sleep(EVERY)
        finally:
            await self._end(list(self._tasks))

    def look(self) -> None:
        """Begin to fetch what is due."""
        edition = self._edition()
        if edition is not self._seen:
            self._adopt(edition)
        now = time.monotonic()
        busy = {_query(self._wanted[one]) for one in self._tasks if one in self._wanted}
        for round_, one in list(self._wanted.items()):
            if now < self._again.get(round_, 0.0) or (query := _query(one)) in busy:
                continue
            if self._due(one, now):
                busy.add(query)
                self._begin(one)

    def _adopt(self, edition: Edition) -> None:
        """Take over what another edition wants; end what it does not."""
        self._seen = edition
        wanted = refreshings(edition, self._chance, self._observer)
        self._wanted = {one.round: one for one in wanted}
        self._again = {}
        for round_, task in self._tasks.items():
            if round_ not in self._wanted:
                task.cancel()

    def _due(self, one: Refreshing, now: float) -> bool:
        """Tell whether an answer is due; else when that is to be asked again."""
        wait = one.wait()
        if wait > 0:
            # Not of all at the same look: a thousand would hold requests up.
            trust = _TRUST * (1 - self._chance() / 2)
            self._again[one.round] = now + min(wait, trust)
        return wait <= 0

    def _begin(self, one: Refreshing) -> None:
        """Fetch an answer; the others of its query come before it is fetched again."""
        self._wanted[one.round] = self._wanted.pop(one.round)
        task = asyncio.create_task(self._fetch(one))
        self._tasks[one.round] = task
        task.add_done_callback(lambda _: self._tasks.pop(one.round, None))

    async def _fetch(self, one: Refreshing) -> None:
        """Fetch one answer and tell of it; nothing is raised."""
        started = time.monotonic()
        shared, code = False, None
        try:
            shared = await one.fetch(self._chance())
        except CodedError as error:
            code = error.code
        except Exception as error:  # noqa: BLE001 - nobody waits: a fault of ours is told
            self._observer.see(Fault("refresh", error))
            code = "INTERNAL"
        operation = one.source.recipe.operation
        seconds = round(time.monotonic() - started, 3)
        told = Refreshed(
            str(operation.connector), str(operation.name), seconds, code, shared=shared
        )
        self._observer.see(told)

    async def _end(self, rounds: Collection[Round]) -> None:
        tasks = [self._tasks[one] for one in rounds]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)


def refreshings(
    edition: Edition, chance: Callable[[], float], observer: Observer
) -> Iterator[Refreshing]:
    """Return every answer that an edition wants fetched by the clock.

    None of a connector that is switched off.
    """
    graph, config = edition.engine.graph, edition.design.blueprint.config
    for name, connector in config.connectors.items():
        if str(name) in edition.notices:
            continue
        for one in connector.queries.values():
            refresh = one.refresh
            if refresh is None:
                continue
            source = _source(graph.sources, one)
            try:
                every = list(_arguments(one, refresh, graph.schema, config.inputs))
            except GraphQLError as error:
                observer.see(Fault("refresh", error))
                continue
            for arguments in every:
                yield _refreshing(source, arguments, refresh, chance)


def _refreshing(
    source: OperationSource,
    arguments: Mapping[str, object],
    refresh: Refresh,
    chance: Callable[[], float],
) -> Refreshing:
    schedule = scheduled(refresh)
    name = str(source.recipe.operation.name)
    key = source.key(arguments, ANONYMOUS)
    round_ = source.line.rounds.of(key, name, chance)
    return Refreshing(source, arguments, schedule, round_)


def _source(sources: Sources, operation: Operation) -> OperationSource:
    """Return what is asked: of a list that is cut into pages here, the whole."""
    source, pages = sources.of(operation), operation.pages
    return source.rows if pages is not None and pages.style == "none" else source


def _arguments(
    operation: Operation, refresh: Refresh, schema: GraphQLSchema, inputs: Inputs
) -> Iterator[dict[str, object]]:
    """Return the arguments of each answer, as those of a client are."""
    defaults = {
        str(name): coerced(one.default, one.type, inputs)
        for name, one in operation.args.items()
        if one.has_default
    }
    kinds: dict[Word, Any] = {
        name: type_from_ast(schema, parse_type(str(operation.args[name].type)))
        for name in {name for given in refresh.sets for name in given}
    }
    for given in refresh.sets:
        stated = {
            str(name): _coerced(value, kinds[name]) for name, value in given.items()
        }
        yield {**defaults, **stated}


def _coerced(value: Const, kind: Any) -> object:
    """Coerce a constant as the input of an argument. Raises GraphQLError."""
    found = plain(value) if kind is None else coerce_input_value(plain(value), kind)
    if found is Undefined:
        raise GraphQLError(f"`with`: no value of `{kind}`")
    return found


def _query(one: Refreshing) -> tuple[str, str]:
    operation = one.source.recipe.operation
    return str(operation.connector), str(operation.name)
