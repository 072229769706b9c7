"""A connector operation as a source: asked once, or for many keys."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

from gateway.config.model import Connector, Operation
from gateway.connectors.answer import Answer
from gateway.connectors.budget import Budget
from gateway.connectors.flight import Flights
from gateway.connectors.key import Key
from gateway.connectors.principal import Principal
from gateway.connectors.send import Outgoing, Received, Sender
from gateway.connectors.shape import Shape
from gateway.connectors.store import Store
from gateway.connectors.template import Prepared
from gateway.errors import BadInput, CodedError, Unauthenticated

Arguments: TypeAlias = Mapping[str, object]
Outcome: TypeAlias = "Answer | CodedError | None"
Prepare: TypeAlias = Callable[[Mapping[str, object]], Prepared]

ABSENT = "\0absent"
"""Stands in a key for an argument that was not given; no client can send NUL here."""


@dataclass(frozen=True, slots=True)
class Caller:
    """For whom an operation is asked, and how much more it may ask."""

    principal: Principal
    budget: Budget


@dataclass(frozen=True, slots=True)
class Line:
    """The line to one connector: what all its operations share.

    `flights` is None where concurrent calls are not to be shared.
    """

    connector: Connector
    send: Sender
    store: Store[Answer]
    flights: Flights[Key, Any] | None
    concurrency: int


@dataclass(frozen=True, slots=True)
class Recipe:
    """One operation, compiled.

    `sent` are the arguments that go upstream, in the order of the key.
    `local` filters rows by the arguments that do not. `check` refuses
    arguments, with a reason.
    """

    operation: Operation
    prepare: Prepare
    shape: Shape
    arrange: Callable[[object], object]
    sent: tuple[str, ...]
    local: Callable[[object, Arguments], object] | None
    checks: Mapping[str, Callable[[object], str | None]]
    private: tuple[str, ...] = ()  # arguments that are personal data
    personal: bool = False  # the answer is somebody's own


class OperationSource:
    """One operation of a connector."""

    def __init__(self, line: Line, recipe: Recipe) -> None:
        self.line = line
        self.recipe = recipe
        self._name = str(recipe.operation.name)
        self.kept = recipe.operation.cache.ttl > 0

    def key(self, arguments: Arguments, principal: Principal) -> Key:
        """Return the key of a call: operation, arguments, and whose where personal.

        Caching and single flight share it, so one person's answer is never
        another's.
        """
        values = tuple(
            frozen(arguments[name]) if name in arguments else ABSENT
            for name in self.recipe.sent
        )
        subject = principal.subject if self.recipe.personal else None
        return (self._name, subject, values)

    def peek(self, arguments: Arguments, principal: Principal) -> Answer | None:
        """Return a kept answer at once, or None."""
        if not self.kept:
            return None
        whole = self.line.store.peek(self.key(arguments, principal))
        return None if whole is None else self.localised(whole, arguments)

    async def ask(self, arguments: Arguments, caller: Caller) -> Answer:
        """Return the answer for these arguments. Raises CodedError."""
        key = self.key(arguments, caller.principal)
        whole = self.line.store.peek(key) if self.kept else None
        if whole is None:
            self.check(arguments, caller.principal)
            caller.budget.spend(self.line.connector)
            whole = await self.once(key, lambda: self._load(key, arguments))
        return self.localised(whole, arguments)

    async def once(self, key: Key, load: Callable[[], Awaitable[Any]]) -> Any:
        """Load, together with whoever else is loading the same."""
        flights = self.line.flights
        return await (load() if flights is None else flights.join(key, load))

    async def each(
        self, calls: Mapping[Hashable, Arguments], caller: Caller
    ) -> dict[Hashable, Outcome]:
        """Ask once for every key, as many at a time as the connector allows."""
        places = asyncio.Semaphore(self.line.concurrency)

        async def one(arguments: Arguments) -> Outcome:
            kept = self.peek(arguments, caller.principal)
            if kept is not None:
                return kept
            async with places:
                try:
                    return await self.ask(arguments, caller)
                except CodedError as error:
                    return error

        outcomes = await asyncio.gather(*map(one, calls.values()))
        return dict(zip(calls, outcomes, strict=True))

    def check(self, arguments: Arguments, principal: Principal) -> None:
        """Refuse arguments that break their declared bounds.

        Raises BadInput, and Unauthenticated for a personal argument of nobody.
        """
        if not principal.authenticated:
            for name in self.recipe.private:
                if arguments.get(name) is not None:
                    message = f"Argument '{name}' is personal data; log in to use it."
                    raise Unauthenticated(message)
        for name, check in self.recipe.checks.items():
            value = arguments.get(name)
            reason = None if value is None else check(value)
            if reason is not None:
                message = f"Argument '{name}' is not valid: {reason}."
                raise BadInput(message)

    def localised(self, whole: Answer, arguments: Arguments) -> Answer:
        """Return the part of an answer that the local arguments leave."""
        local = self.recipe.local
        if local is None:
            return whole
        name = tuple(
            (key, frozen(value))
            for key, value in arguments.items()
            if key not in self.recipe.sent
        )
        if not name:
            return whole
        return whole.once(
            ("local", name), lambda: whole.part(local(whole.value, arguments)), 1024
        )

    async def _load(self, key: Key, arguments: Arguments) -> Answer:
        recipe = self.recipe
        received = await self.exchange(recipe.prepare(arguments))
        value = recipe.arrange(recipe.shape(received))
        answer = Answer(value, len(received.body), time.time(), key)
        if self.kept:
            answer.keep(self.line.store, recipe.operation.cache.ttl)
        return answer

    async def exchange(self, prepared: Prepared) -> Received:
        """Send one request of this operation."""
        operation = self.recipe.operation
        return await self.line.send(
            Outgoing(
                self._name, prepared, operation.timeout, operation.missing.statuses
            )
        )


def frozen(value: object) -> Hashable:
    """Return an argument's value as part of a key; lists and objects by content.

    The class goes with a number, since 1, 1.0 and True are equal in Python.
    """
    if isinstance(value, str) or value is None:
        return value
    if isinstance(value, Mapping):
        entries = cast("Mapping[str, object]", value)
        return tuple((name, frozen(entries[name])) for name in sorted(entries))
    if isinstance(value, Sequence):
        return tuple(map(frozen, cast("Sequence[object]", value)))
    return (value.__class__.__name__, value)
