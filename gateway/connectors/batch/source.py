"""A batch as a source: of many keys those are asked for that nobody has."""

from collections.abc import Collection, Hashable, Mapping

from gateway.connectors.answer import Answer
from gateway.connectors.asked import Outcome, begin, outcome_of
from gateway.connectors.batch.chunks import Chunks
from gateway.connectors.batch.request import BatchRequest
from gateway.connectors.caller import Caller, renewer
from gateway.connectors.freshness import State
from gateway.connectors.key import frozen
from gateway.connectors.principal import Principal
from gateway.connectors.recipe import Arguments
from gateway.errors import CodedError


class BatchSource:
    """The batch of an operation; each key's answer is kept on its own."""

    def __init__(self, request: BatchRequest) -> None:
        self.source = request.source
        self.recipe = request.recipe
        self._chunks = Chunks(request)
        self._by = request.by

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
        self.source.line.store.missed(len(wanted))
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
            return await self._chunks.ask(calls, caller)
        keys = {self.source.key(a, caller.principal): k for k, a in calls.items()}
        known = await tiers.recalled({key: calls[one] for key, one in keys.items()})
        spare = {keys[key]: one for key, one in known.items()}
        steps = {key: one.step() for key, one in spare.items()}
        outcomes: dict[Hashable, Outcome] = {
            key: self.source.localised(
                one if steps[key].state is State.FRESH else one.aged(), calls[key]
            )
            for key, one in spare.items()
            if steps[key].serve  # a stale one is renewed when it is next asked for
        }
        rest = {key: one for key, one in calls.items() if key not in outcomes}
        if rest:
            found = await self._chunks.ask(rest, caller)
            outcomes.update(self._instead(found, spare, rest))
        return outcomes
