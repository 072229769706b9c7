"""Ask one operation of the service itself, noting what passes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import httpx

from gateway import app
from gateway.config.checks.scope import survey
from gateway.config.model import Config, Connector, Const, Operation
from gateway.config.place import Word
from gateway.connectors.reading import Readings
from gateway.connectors.sources import Sources
from gateway.observe import Observer
from gateway.settings import Settings
from gateway.trial.complaints import check_selection
from gateway.trial.document import question
from gateway.trial.exchange import Exchange, Noting, Unsent
from gateway.trial.naming import Named
from gateway.trial.opened import ask, opened, value_of
from gateway.trial.roots import Root, root_of
from gateway.trial.run import keys_of
from gateway.trial.whole import own_selection


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be tried: an operation, its arguments, and what to show of it.

    `selection` None is everything in its own rows. `many` tells that there are
    several keys. `dry` sends nothing.
    """

    named: Named
    args: Mapping[str, Const]
    many: bool = False
    selection: str | None = None
    dry: bool = False


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of it. `exchanges` are all calls, in the order in which they ended."""

    asked: Asked
    root: Root
    exchanges: tuple[Exchange, ...]
    response: dict[str, object]
    value: object
    sources: Sources
    readings: Readings

    @property
    def operation(self) -> Operation:
        """Return what was asked."""
        return self.asked.named.operation

    @property
    def own(self) -> tuple[Exchange, ...]:
        """Return the operation's own exchanges, without those of its links."""
        names = {self.root.field, str(self.operation.name)}
        whole = self.operation.lookup_in
        if whole is not None:
            names.add(str(whole.query))
        return tuple(
            one
            for one in self.exchanges
            if one.connector == self.operation.connector and one.operation in names
        )


async def attempt(config: Config, asked: Asked, settings: Settings) -> Tried:
    """Ask an operation once. A failure is in the response.

    Raises WrongSelection where the selection that is asked for is none.
    """
    named = asked.named
    operation = _awaited(named.operation)
    root = root_of(named.name, operation, many=asked.many)
    longest = max(settings.operation_timeout, operation.timeout)
    settings = settings.model_copy(update={"operation_timeout": longest})
    noted: list[Exchange] = []

    def transport(connector: Connector, observer: Observer) -> httpx.AsyncBaseTransport:
        inner = Unsent() if asked.dry else app.transport_of(connector, observer)
        return Noting(str(connector.name), inner, noted)

    selection = asked.selection
    if selection is None:
        scope = survey(config, frozenset())
        selection = own_selection(scope, named.operation)
    keys = keys_of(root, dict(asked.args))
    async with opened(config, [root], keys, transport, settings) as engine:
        asking = question(root, asked.args, selection)
        response = await ask(engine, asking)
        graph = engine.graph
    if asked.selection is not None:
        check_selection(response, asking.start)
    value = value_of(response, root, alone=not asked.many)
    return Tried(
        asked,
        root,
        tuple(noted),
        response,
        value,
        graph.sources,
        graph.projector.readings,
    )


def _awaited(operation: Operation) -> Operation:
    """Wait for what is fetched by the clock as long as the clock does.

    Citizens do not, but who tries it has come to see the answer.
    """
    if operation.refresh is None:
        return operation  # the same, by which a type knows its lookup
    return replace(operation, timeout=operation.patience, refresh=None)


def elsewhere(config: Config, connector: str, url: str) -> Config:
    """Return a configuration in which a connector has another base URL."""
    name = Word(connector)
    moved = replace(config.connectors[name], url=Word(url), fallbacks=())
    return replace(config, connectors={**config.connectors, name: moved})
