"""A connector operation as a source: asked once, or for many keys."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, NamedTuple, TypeAlias, cast

from gateway.config.model import Connector, Operation
from gateway.connectors.answer import Answer
from gateway.connectors.asked import Asked, Outcome, begin, expected, outcome_of
from gateway.connectors.budget import Budget
from gateway.connectors.flight import Flights
from gateway.connectors.key import Key, weigh
from gateway.connectors.principal import Principal
from gateway.connectors.resilience import Resilience
from gateway.connectors.send import Outgoing, Received, Sender
from gateway.connectors.shape import Shape, heft
from gateway.connectors.store import Store
from gateway.connectors.template import Prepared
from gateway.errors import BadInput, CodedError, Unauthenticated

__all__ = [
    "Arguments",
    "Caller",
    "Line",
    "OperationSource",
    "Outcome",
    "Prepare",
    "Recipe",
    "frozen",
]

Arguments: TypeAlias = Mapping[str, object]
Prepare: TypeAlias = Callable[[Mapping[str, object]], Prepared]

OBJECT: Final = b"{"
"""Begins an object in a key. It is bytes, which no value of a client's can be."""


class Caller(NamedTuple):
    """For whom an operation is asked, how much more it may ask, and what it did.

    `asked` is None where it asks no operation twice.
    """

    principal: Principal
    budget: Budget
    asked: Asked | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """The line to one connector: what all its operations share.

    `flights` is None where concurrent calls are not to be shared. `resilience`
    is told of answers that cannot be read.
    """

    connector: Connector
    send: Sender
    store: Store[Answer]
    flights: Flights[Key, Any] | None
    concurrency: int
    resilience: Resilience | None = None


@dataclass(frozen=True, slots=True)
class Recipe:
    """One operation, compiled.

    `name` is unlike that of any other operation. `sent` are the arguments that
    go upstream, in the order of the key. `local` filters rows by the arguments
    `narrows`, which may go upstream as well. `checks` refuse arguments, with a
    reason; `private` tells whether their values are personal data.
    """

    name: str
    operation: Operation
    prepare: Prepare
    shape: Shape
    arrange: Callable[[object], object]
    sent: tuple[str, ...]
    local: Callable[[Answer, Arguments], object] | None
    checks: Mapping[str, Callable[[object], str | None]]
    narrows: tuple[str, ...] = ()
    heard: tuple[int, ...] = ()  # statuses whose answers are read, failures or not
    private: Mapping[str, Callable[[object], bool]] = field(
        default_factory=dict[str, Callable[[object], bool]]
    )
    personal: bool = False  # the answer is somebody's own
    login: bool = False  # and asked for with their own token


class OperationSource:
    """One operation of a connector."""

    def __init__(self, line: Line, recipe: Recipe) -> None:
        self.line = line
        self.recipe = recipe
        self.kept = recipe.operation.cache.ttl > 0
        ruled = {*recipe.checks, *recipe.private}
        self.checks = bool(ruled) or recipe.login
        self._always_checked = recipe.login or not ruled.issubset(recipe.sent)

    @property
    def rows(self) -> "OperationSource":
        """Return the source of all its rows: of a paged one, not of a part of them."""
        return self

    def key(self, arguments: Arguments, principal: Principal) -> Key:
        """Return the key of a call: operation, arguments, and whose where personal.

        Caching and single flight share it, so one person's answer is never
        another's. An absent argument makes the same call as a null one.
        """
        values = tuple(frozen(arguments.get(name)) for name in self.recipe.sent)
        subject = principal.subject if self.recipe.personal else None
        return (self.recipe.name, subject, values)

    def peek(self, arguments: Arguments, principal: Principal) -> Answer | None:
        """Return a kept answer at once; None also where `ask` would refuse."""
        if not self.kept:
            return None
        whole = self.line.store.peek(self.key(arguments, principal))
        if whole is None or self.recipe.local is None:
            return whole
        try:
            self.check_unkeyed(arguments, principal)
            return self.localised(whole, arguments)
        except CodedError:
            return None

    async def ask(self, arguments: Arguments, caller: Caller) -> Answer:
        """Return the answer for these arguments. Raises CodedError."""
        key = self.key(arguments, caller.principal)
        self.check_unkeyed(arguments, caller.principal)
        whole = self.line.store.peek(key) if self.kept else None
        if whole is None:
            make = self._made if caller.asked is None else self._called
            whole = await make(key, arguments, caller)
        return self.localised(whole, arguments)

    # The functions below that only hand on what another will give are no
    # coroutines themselves: a call would be resumed through each of them.

    async def _called(self, key: Key, arguments: Arguments, caller: Caller) -> Answer:
        """Make the call of a key, unless this operation has already."""
        calls = caller.asked.about(self.recipe.name) if caller.asked else {}
        known = calls.get(key)
        if known is not None:
            shared = await outcome_of(known, key)
            if isinstance(shared, CodedError):
                raise shared
            return shared
        outcome: Outcome = None
        call = begin(calls, (key,))
        try:
            outcome = await self._made(key, arguments, caller)
        except CodedError as error:
            outcome = error
            raise
        else:
            return outcome
        finally:
            call.set_result({key: outcome})

    def _made(
        self, key: Key, arguments: Arguments, caller: Caller
    ) -> Awaitable[Answer]:
        """Make a call. Raises CodedError."""
        if self.checks:
            self.check(arguments, caller.principal)
        caller.budget.spend(self.line.connector)
        return self.once(key, partial(self._load, key, arguments, caller))

    def once(self, key: Key, load: Callable[[], Awaitable[Any]]) -> Awaitable[Any]:
        """Load, together with whoever else is loading the same."""
        flights = self.line.flights
        return load() if flights is None else flights.join(key, load)

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
                return await self.ask(arguments, caller)

        # Exceptions are values here: one that is raised would leave its
        # siblings running with nobody to wait for them.
        outcomes = await asyncio.gather(
            *map(one, calls.values()), return_exceptions=True
        )
        return dict(zip(calls, map(expected, outcomes), strict=True))

    def check_unkeyed(self, arguments: Arguments, principal: Principal) -> None:
        """Check arguments where some are not in the key.

        Those in the key were checked before anything was kept under it.
        """
        if self._always_checked:
            self.check(arguments, principal)

    def check(self, arguments: Arguments, principal: Principal) -> None:
        """Refuse arguments that break their declared bounds.

        Raises BadInput, and Unauthenticated for a personal argument of nobody.
        """
        if self.recipe.login and not (principal.authenticated and principal.token):
            raise Unauthenticated("This service answers for its own user; log in.")
        if not principal.authenticated:
            for name, holds in self.recipe.private.items():
                if holds(arguments.get(name)):
                    message = f"Argument '{name}' is personal data; log in to use it."
                    raise Unauthenticated(message)
        for name, check in self.recipe.checks.items():
            value = arguments.get(name)
            reason = None if value is None else check(value)
            if reason is not None:
                message = f"Argument '{name}' is not valid: {reason}."
                raise BadInput(message, argument=name)

    def localised(self, whole: Answer, arguments: Arguments) -> Answer:
        """Return the part of an answer that the local arguments leave."""
        local = self.recipe.local
        if local is None:
            return whole
        name = tuple(
            (key, frozen(arguments[key]))
            for key in self.recipe.narrows
            if arguments.get(key) is not None
        )
        if not name:
            return whole
        return whole.once(
            ("local", name),
            lambda: whole.part(local(whole, arguments)),
            1024 + weigh(name) + whole.size // 8,  # most rows are the whole's
        )

    async def _load(self, key: Key, arguments: Arguments, caller: Caller) -> Answer:
        """Make an answer of one exchange. Composed sources make it of several."""
        recipe = self.recipe
        received = await self.exchange(recipe.prepare(arguments), caller.principal)
        value = recipe.arrange(recipe.shape(received, arguments))
        size = len(received.body)
        if recipe.operation.shape:
            size = heft(value, size)
        answer = Answer(value, size, time.time(), key)
        if self.kept:
            answer.keep(self.line.store, recipe.operation.cache.ttl)
        return answer

    def exchange(self, prepared: Prepared, principal: Principal) -> Awaitable[Received]:
        """Send one request of this operation."""
        operation = self.recipe.operation
        return self.line.send(
            Outgoing(
                str(operation.name),
                prepared,
                operation.timeout,
                self.recipe.heard,
                principal,
            )
        )


def frozen(value: object) -> Hashable:
    """Return an argument's value as part of a key; lists and objects by content.

    The class goes with a number, since 1, 1.0 and True are equal in Python.
    """
    if isinstance(value, str) or value is None:
        return value
    if isinstance(
        value, int | float
    ):  # asked before the abstract classes: they are slow
        return (value.__class__.__name__, value)
    if isinstance(value, Mapping):
        entries = cast("Mapping[str, object]", value)
        return (OBJECT, *((name, frozen(entries[name])) for name in sorted(entries)))
    if isinstance(value, Sequence):
        return tuple(map(frozen, cast("Sequence[object]", value)))
    return (value.__class__.__name__, value)
