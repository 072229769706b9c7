"""What is kept of one operation's answers: in memory, and in the tiers behind it."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from multidict import MultiMapping

from gateway.connectors.answer import Answer
from gateway.connectors.chain import chained
from gateway.connectors.custody import Custody, Recollection
from gateway.connectors.freshness import PAUSE, Lifetime, State
from gateway.connectors.keeping import Keeping, excused, withdrawn
from gateway.connectors.key import Key
from gateway.connectors.line import Line
from gateway.connectors.recipe import Arguments, Recipe
from gateway.connectors.second import SecondTier, packed, recalled
from gateway.errors import CodedError, Sent, UpstreamBadValue


class Tiers:
    """The memory and the second tier, as one operation uses them.

    `active` tells whether anything is kept, `lingers` whether what is stale may still
    be used, `follows` whether the service is asked whether that has changed. `second`
    is None where nothing is kept behind the memory.
    """

    __slots__ = (
        "_brief",
        "_fit",
        "_form",
        "_heard",
        "_keeping",
        "_name",
        "_personal",
        "active",
        "follows",
        "lingers",
        "second",
        "store",
    )

    def __init__(self, line: Line, recipe: Recipe) -> None:
        keeping = Keeping(recipe.operation, personal=recipe.personal, wall=line.wall)
        self.active = keeping.active
        self.lingers = keeping.lingers
        self.follows = keeping.follows
        self.second = _behind(line, recipe) if self.active else None
        self.store = line.store
        self._keeping = keeping
        self._brief = recipe.operation.cache.brief
        self._fit = recipe.fit
        self._form = recipe.form
        self._heard = line.heard
        self._name = str(recipe.operation.name)
        self._personal = recipe.personal

    # ------------------------------------------------------------- keeping

    def keep(
        self,
        answer: Answer,
        arguments: Arguments,
        headers: MultiMapping[str],
    ) -> None:
        """Keep what a call gave, by what it is and the headers it came with.

        What was there before it the other tiers let go of where the memory does, and
        they keep nothing in its place: that there is none by now, or what only this
        process holds.
        """
        store, second, key = self.store, self.second, answer.key
        before = None if second is None or key is None else store.old(key)
        self._keeping.keep(answer, store, arguments, headers)
        self._entrust(answer)
        if second is None or key is None:
            return
        tags = self._keeping.tags(arguments)
        kept = packed(answer, tags, self._form, personal=self._personal)
        if kept is not None:
            second.put(key, kept)
        elif before is not None and store.old(key) is not before:
            second.delete((key,))

    def refusal(self, answers: Sequence[Answer]) -> CodedError | None:
        """Return why what one call gave may not take the place of what is kept, if so.

        Most of it breaks its types, and most of that does not, which may go on being
        shown. The call has then failed; of what another tier gave there is none.
        """
        fit, calls = self._fit, answers[0].calls if answers else ()
        if fit is None or not calls or not self.lingers:
            return None
        olds = [old for one in answers if (old := self.replaced(one)) is not None]
        found = fit.misfit(one.value for one in answers) if olds else None
        if found is None or not fit.sound(one.value for one in olds):
            return None
        for call in calls:
            call.misfit(self._name, round(found.bad, 2), found.rows)
        message = "Most of the service's answer breaks its types."
        return UpstreamBadValue(message, sent=Sent.YES)

    def replaced(self, answer: Answer) -> Answer | None:
        """Return what an answer would take the place of, if that may still be shown."""
        old = None if answer.key is None else self.store.old(answer.key)
        usable = old is not None and old.step().state is not State.EXPIRED
        return old if usable else None

    def _entrust(self, answer: Answer) -> None:
        """Have an answer that is kept disowned where it turns out not to fit."""
        if answer.kept_at is None or answer.key is None or not answer.calls:
            return
        custody = Custody(
            self.store, self.second, answer.key, answer.kept_at, self._brief
        )
        for call in answer.calls:
            call.keeps(custody)

    def keep_whole(
        self, answer: Answer, parts: Sequence[Answer], arguments: Arguments
    ) -> None:
        """Keep an answer in memory as long as all that it is made of is fresh.

        Whatever drops one of them drops it, too.
        """
        if not parts or not all(one.kept for one in parts):
            return
        left = min(one.expires for one in parts) - self.store.now()
        if left > 0:
            tags = dict.fromkeys(self._keeping.tags(arguments))
            for one in parts:
                tags.update(dict.fromkeys(one.tags))
            answer.keep(self.store, Lifetime(left), tuple(tags))

    # ------------------------------------------------------- stale answers

    def instead(self, old: Answer, error: CodedError) -> Answer | None:
        """Return a stale answer as one that stands in for an error, if it may.

        What the service takes back is forgotten; no other error is.
        """
        if excused(error):
            old.failed(error.code)
            if old.step().state is not State.EXPIRED:
                return old.aged()
        elif withdrawn(error) and old.key is not None:
            self.store.drop(old.key)
            if self.second is not None:
                self.second.delete((old.key,))
        return None

    # --------------------------------------------------------- second tier

    async def recalled(self, calls: Mapping[Key, Arguments]) -> dict[Key, Answer]:
        """Return what the second tier has of some calls, now in the memory as well."""
        if self.second is None:
            return {}
        tags = self._keeping.tags
        wanted = {key: tags(arguments) for key, arguments in calls.items()}
        found = await recalled(self.second, wanted, self.store, self._form)
        if found:
            self._heard(min(answer.age for answer in found.values()), None)
        if self._fit is not None:
            belied = partial(self._heard, 0.0, UpstreamBadValue.code)
            for answer in found.values():
                answer.calls = (Recollection(belied),)
                self._entrust(answer)
        return found

    async def claimed(self, keys: Sequence[Key], seconds: float) -> Sequence[bool]:
        """Tell of each key whether this process is to renew it, for some seconds."""
        if self.second is None:
            return [True] * len(keys)
        return await self.second.claim(keys, seconds)

    def yielded(self, keys: Iterable[Key]) -> None:
        """Give back what was claimed: at once where it is fresh now, else after a pause.

        Of all processes together one tries again then.
        """
        if self.second is None:
            return
        done: list[Key] = []
        left: list[Key] = []
        for key in keys:
            found = self.store.old(key)
            fresh = found is not None and found.step().state is State.FRESH
            (done if fresh else left).append(key)
        self.second.hold(done, 0.0)
        self.second.hold(left, PAUSE)


def _behind(line: Line, recipe: Recipe) -> SecondTier | None:
    """Return what keeps an operation's answers behind the memory."""
    policy, personal = recipe.operation.cache, recipe.personal
    return chained(
        line.second if policy.shares(personal=personal) else None,
        line.snapshots if policy.lasts(personal=personal) else None,
        epoch=lambda: line.store.epoch,
    )
