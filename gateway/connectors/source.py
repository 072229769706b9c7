"""A connector operation as a source: asked once, or for many keys."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Hashable, Mapping
from functools import partial
from typing import Any

from gateway.connectors.admission import Admission
from gateway.connectors.answer import Answer
from gateway.connectors.asked import Outcome, begin, expected, outcome_of
from gateway.connectors.caller import Caller, renewer
from gateway.connectors.exchange import NOT_MODIFIED, exchange, validators_of
from gateway.connectors.freshness import State
from gateway.connectors.key import Key, frozen, weigh
from gateway.connectors.lasting import awaited
from gateway.connectors.line import Line
from gateway.connectors.principal import Principal
from gateway.connectors.recipe import Arguments, Recipe
from gateway.connectors.renewing import Renewing
from gateway.connectors.send import Received
from gateway.connectors.shape import heft
from gateway.connectors.tiers import Tiers
from gateway.errors import CodedError


class OperationSource:
    """One operation of a connector; a `single` one asks its service itself."""

    single = True

    def __init__(self, line: Line, recipe: Recipe) -> None:
        self.line = line
        self.recipe = recipe
        self.tiers = Tiers(line, recipe)
        self.admission = Admission(recipe)
        self.renewing = Renewing(line, recipe, self.tiers)
        self.kept = self.tiers.active
        self.lingers = self.tiers.lingers
        self._lists = recipe.operation.returns.is_list
        self._lasts = recipe.operation.refresh is not None

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
            if self.admission.always:
                self.admission.check(arguments, principal)
            return self.localised(whole, arguments)
        except CodedError:
            return None

    async def ask(self, arguments: Arguments, caller: Caller) -> Answer:
        """Return the answer for these arguments. Raises CodedError."""
        key = self.key(arguments, caller.principal)
        if self.admission.always:
            self.admission.check(arguments, caller.principal)
        looks = not caller.anew
        whole = self.line.store.peek(key) if self.kept and looks else None
        if whole is None:
            if self.kept and looks:
                self.line.store.missed()
            old = self.line.store.old(key) if self.lingers and looks else None
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
                again = renewer(caller.principal)
                anew = partial(self._made, key, arguments, again)
                self.renewing.one(old, key, arguments, anew)
            return old.aged()
        make = self._made if caller.asked is None else self._called
        return await self._unless(old, partial(make, key, arguments, caller))

    async def _unless(
        self, old: Answer, make: Callable[[], Awaitable[Answer]]
    ) -> Answer:
        """Make an answer, unless a failure lets the old one stand in. Raises CodedError."""
        try:
            return await make()
        except CodedError as error:
            instead = self.tiers.instead(old, error)
            if instead is None:
                raise
            return instead

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
        if self.admission.rules:
            self.admission.check(arguments, caller.principal)
        caller.budget.spend(self.line.connector)
        load = self._load if self.tiers.second is None else self._recalled
        flight = self.flight(key, caller)
        call = partial(self.once, flight, partial(load, key, arguments, caller))
        if not self._lasts or caller.patient or self.line.flights is None:
            return call()
        seconds = self.recipe.operation.timeout
        return awaited(key, seconds, call, self.line.renewals)

    def flight(self, key: Key, caller: Caller) -> Key:
        """Return what a call is shared by: with a login, what it says is of that alone."""
        return (*key, caller.principal.token) if self.recipe.login else key

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
            kept = None if caller.anew else self.peek(arguments, caller.principal)
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

        def narrowed() -> Answer:
            part = whole.part(local(whole, arguments))
            part.cut = whole.cut  # what is lacking might be left as well
            return part

        size = 1024 + weigh(name) + whole.size // 8  # most rows are the whole's
        return whole.once(("local", name), narrowed, size)

    async def _load(self, key: Key, arguments: Arguments, caller: Caller) -> Answer:
        """Make an answer of one exchange. Composed sources make it of several."""
        recipe, store = self.recipe, self.line.store
        epoch = store.epoch
        prepared = recipe.prepare(arguments)
        old = store.old(key) if self.tiers.follows else None
        known = None if old is None else old.validators
        seconds = recipe.operation.patience
        received = await exchange(self.line, recipe, prepared, caller, known, seconds)
        if old is not None and received.status == NOT_MODIFIED:
            answer, whole = old.confirmed(time.time()), True
        else:
            value, whole = self.shaped(received, arguments)
            size = len(received.body)
            if recipe.operation.shape:
                size = heft(value, size)
            answer = Answer(value, size, time.time(), key)
            answer.calls = self.line.calls
        if self.tiers.follows:
            answer.validators = validators_of(prepared, received) or answer.validators
        if whole and self.kept and epoch == store.epoch:
            refusal = self.tiers.refusal((answer,))
            if refusal is not None:
                raise refusal
            self.tiers.keep(answer, arguments, received.headers)
        return answer

    # ------------------------------------------------------- second tier

    async def _recalled(self, key: Key, arguments: Arguments, caller: Caller) -> Answer:
        """Return what the second tier has, else make the call. Raises CodedError."""
        old = (await self.tiers.recalled({key: arguments})).get(key)
        if old is None or caller.anew:
            return await self._load(key, arguments, caller)
        step = old.step()
        if step.serve:  # a stale one is renewed when it is next asked for
            return old if step.state is State.FRESH else old.aged()
        return await self._unless(old, partial(self._load, key, arguments, caller))

    def shaped(self, received: Received, arguments: Arguments) -> tuple[object, bool]:
        """Return the value of an answer, and whether it is whole: else it is not kept.

        Nor is what is no list where one was promised: nobody can use any of it.
        """
        recipe = self.recipe
        value = recipe.arrange(recipe.shape(received, arguments))
        return value, not (self._lists and isinstance(value, dict | str | int | float))
