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
from gateway.connectors.freshness import Lifetime, State
from gateway.connectors.keeping import Keeping, excused, withdrawn
from gateway.connectors.key import Key, weigh
from gateway.connectors.principal import Principal
from gateway.connectors.renewals import Renewals
from gateway.connectors.resilience import Resilience
from gateway.connectors.second import SecondTier, packed, recalled
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

NOT_MODIFIED: Final = 304
"""The status of an answer that has not changed: RFC 9110 §15.4.5."""

_RENEWING: Final = 100
"""Calls that one renewal may make."""

_LOOK: Final = 0.2
"""Seconds between looks at whether another process has renewed an answer."""

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
    is told of answers that cannot be read; `renewals` are the calls for answers
    that are stale, which nobody waits for. `second` keeps answers behind the
    memory.
    """

    connector: Connector
    send: Sender
    store: Store[Answer]
    flights: Flights[Key, Any] | None
    concurrency: int
    resilience: Resilience | None = None
    renewals: Renewals = field(default_factory=Renewals)
    second: SecondTier | None = None

    def invalidate(self, tags: Sequence[str] | None) -> int:
        """Forget what any of these tags names, None for everything; return how much.

        What is being fetched meanwhile is not kept.
        """
        store = self.store
        found = store.clear() if tags is None else store.invalidate(tags)
        if self.second is not None:
            self.second.invalidate(tags)
        return found


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
        self.keeping = Keeping(recipe.operation, personal=recipe.personal)
        self.kept = self.keeping.active
        shares = recipe.operation.cache.shares(personal=recipe.personal)
        self.second = line.second if shares and self.kept else None
        self.lingers = self.keeping.lingers
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
            old = self.line.store.old(key) if self.lingers else None
            make = self._made if caller.asked is None else self._called
            if old is None:
                whole = await make(key, arguments, caller)
            else:
                whole = await self._renewed(old, key, arguments, caller)
        return self.localised(whole, arguments)

    # ------------------------------------------------------- stale answers

    async def _renewed(
        self, old: Answer, key: Key, arguments: Arguments, caller: Caller
    ) -> Answer:
        """Return what to show where the kept answer is stale. Raises CodedError."""
        step = old.step()
        if step.serve:
            if step.renew:
                self.renew(old, key, arguments, caller.principal)
            return old.aged()
        make = self._made if caller.asked is None else self._called
        try:
            return await make(key, arguments, caller)
        except CodedError as error:
            instead = self.instead(old, error)
            if instead is None:
                raise
            return instead

    def renew(
        self, old: Answer, key: Key, arguments: Arguments, principal: Principal
    ) -> None:
        """Ask for a stale answer anew, behind whoever is given it."""
        renewals = self.line.renewals
        if key in renewals:
            return

        async def call() -> None:
            caller = Caller(principal, Budget(_RENEWING))
            try:
                if not await self._renewed_elsewhere(key, arguments):
                    await self._made(key, arguments, caller)
            except CodedError as error:
                self.instead(old, error)

        renewals.begin(self.recipe.name, (key,), call)

    def instead(self, old: Answer, error: CodedError) -> Answer | None:
        """Return the stale answer as one that stands in for an error, if it may.

        What the service takes back is forgotten; no other error is.
        """
        if excused(error):
            old.failed(error.code)
            if old.step().state is not State.EXPIRED:
                return old.aged()
        elif withdrawn(error) and old.key is not None:
            self.line.store.drop(old.key)
            if self.second is not None:
                self.second.delete((old.key,))
        return None

    def old(self, arguments: Arguments, principal: Principal) -> Answer | None:
        """Return the kept answer to a call, fresh or not."""
        return self.line.store.old(self.key(arguments, principal))

    # ------------------------------------------------------- calls

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
        load = self._load if self.second is None else self._recalled
        return self.once(key, partial(load, key, arguments, caller))

    def once(self, key: Key, load: Callable[[], Awaitable[Any]]) -> Awaitable[Any]:
        """Load, together with whoever else is loading the same.

        What was asked before something was dropped by order may be as old as that:
        whoever asks after it has a call of their own.
        """
        flights = self.line.flights
        if flights is None:
            return load()
        epoch = self.line.store.epoch
        return flights.join((epoch, key) if epoch else key, load)

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
        recipe, store = self.recipe, self.line.store
        epoch = store.epoch
        prepared = recipe.prepare(arguments)
        old = store.old(key) if self.keeping.follows else None
        received = await self.exchange(prepared, caller.principal, old)
        if old is not None and received.status == NOT_MODIFIED:
            answer, whole = old.confirmed(time.time()), True
        else:
            value, whole = self.shaped(received, arguments)
            size = len(received.body)
            if recipe.operation.shape:
                size = heft(value, size)
            answer = Answer(value, size, time.time(), key)
        if whole and self.kept and epoch == store.epoch:
            self.keeping.keep(answer, store, arguments, received.headers)
            if self.second is not None:
                self.remember(answer, arguments)
        return answer

    # ------------------------------------------------------- second tier

    async def _recalled(self, key: Key, arguments: Arguments, caller: Caller) -> Answer:
        """Return what the second tier has, else make the call. Raises CodedError."""
        second, store = self.second, self.line.store
        assert second is not None  # noqa: S101 - as its caller has seen
        wanted = {key: self.keeping.tags(arguments)}
        old = (await recalled(second, wanted, store)).get(key)
        if old is None:
            return await self._load(key, arguments, caller)
        step = old.step()
        if step.serve:  # a stale one is renewed when it is next asked for
            return old if step.state is State.FRESH else old.aged()
        try:
            return await self._load(key, arguments, caller)
        except CodedError as error:
            instead = self.instead(old, error)
            if instead is None:
                raise
            return instead

    async def _renewed_elsewhere(self, key: Key, arguments: Arguments) -> bool:
        """Wait while another process renews an answer; tell whether it then is fresh."""
        second, store = self.second, self.line.store
        if second is None:
            return False
        wanted = {key: self.keeping.tags(arguments)}
        seconds = self.recipe.operation.timeout
        while not (await second.claim((key,), seconds))[0]:
            await asyncio.sleep(_LOOK)
            found = (await recalled(second, wanted, store)).get(key)
            if found is not None and found.step().state is State.FRESH:
                return True
        return False

    def remember(self, answer: Answer, arguments: Arguments) -> None:
        """Tell the second tier, if there is one, of an answer that is kept."""
        second = self.second
        if second is None or answer.key is None or not answer.kept:
            return
        tags = self.keeping.tags(arguments)
        kept = packed(answer, tags, personal=self.recipe.personal)
        if kept is not None:
            second.put(answer.key, kept)

    # ------------------------------------------------------- exchanges

    def keep_whole(
        self, answer: Answer, parts: Sequence[Answer], arguments: Arguments
    ) -> None:
        """Keep an answer as long as all that it is made of is fresh."""
        if not parts or not all(one.kept for one in parts):
            return
        store = self.line.store
        left = min(one.expires for one in parts) - store.now()
        if left > 0:
            self.keeping.put(answer, store, Lifetime(left), arguments)

    def shaped(self, received: Received, arguments: Arguments) -> tuple[object, bool]:
        """Return the value of an answer, and whether it is whole: else it is not kept."""
        recipe = self.recipe
        return recipe.arrange(recipe.shape(received, arguments)), True

    def exchange(
        self, prepared: Prepared, principal: Principal, old: Answer | None = None
    ) -> Awaitable[Received]:
        """Send one request of this operation.

        With an `old` answer its service is asked whether that has changed, where it
        said how to ask.
        """
        operation, heard = self.recipe.operation, self.recipe.heard
        if old is not None and old.validators is not None:
            from gateway.connectors.directives import conditions  # noqa: PLC0415 - few operations follow headers

            signed = (*prepared.signed, *conditions(old.validators))
            prepared = prepared._replace(signed=signed)
            heard = (*heard, NOT_MODIFIED)
        return self.line.send(
            Outgoing(str(operation.name), prepared, operation.timeout, heard, principal)
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
