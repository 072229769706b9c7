"""An operation whose answer is made of several calls, each kept on its own."""

import time
from collections.abc import Awaitable
from dataclasses import replace
from functools import partial
from typing import cast

from typing_extensions import override

from gateway.config.shapers import echoed
from gateway.connectors.answer import Answer, Cut
from gateway.connectors.caller import Caller
from gateway.connectors.key import Key
from gateway.connectors.line import Line
from gateway.connectors.parting import BASE, Now, Parts, compile_parts
from gateway.connectors.recipe import Arguments, Recipe
from gateway.connectors.selecting import SELECT
from gateway.connectors.source import OperationSource
from gateway.errors import CodedError, Sent, TooCostly, UpstreamBadBody


def composed(
    line: Line, recipe: Recipe, make: type[OperationSource], now: Now
) -> "ComposedSource":
    """Make the source of an operation that is spread, or has a route.

    `make` makes the source of its parts.
    """
    operation = recipe.operation
    route, spread, call = operation.route, operation.spread, operation.call
    sent = set(recipe.sent if call is None else call.arguments)
    sent.update(echoed(operation.shape))
    sent.update({SELECT}.intersection(recipe.sent))
    part = replace(
        recipe,
        name=f"{recipe.name}/",
        arrange=_as_it_is,
        sent=(*sorted(sent), BASE),
        local=None,
        narrows=(),
        checks={},
        private={},
        fit=None if recipe.fit is None else recipe.fit.through(recipe.arrange),
    )
    spares = spread is not None and spread.partial
    return ComposedSource(
        line,
        recipe,
        make(line, part),
        compile_parts(spread, route, str(line.connector.url), now),
        partial=spares or (route is not None and route.every),
    )


def _as_it_is(value: object) -> object:
    return value


class ComposedSource(OperationSource):
    """Asks an inner source for every part, and puts the rows together in order.

    Every part is cached, coalesced and counted as a call. The whole is kept as long as
    the shortest kept of its parts; where one is stale, so is the whole. A part that
    fails fails the whole, unless it is `partial`: then the others are the answer, which
    is not kept.
    """

    single = False

    def __init__(
        self,
        line: Line,
        recipe: Recipe,
        inner: OperationSource,
        parts: Parts,
        *,
        partial: bool,
    ) -> None:
        super().__init__(line, recipe)
        self.lingers = False  # its parts do
        self._inner = inner
        self._parts = parts
        self._partial = partial

    @override
    def _made(
        self, key: Key, arguments: Arguments, caller: Caller
    ) -> Awaitable[Answer]:
        if self.admission.rules:
            self.admission.check(arguments, caller.principal)
        return self._shared(key, arguments, caller)

    async def _shared(self, key: Key, arguments: Arguments, caller: Caller) -> Answer:
        """Make the whole with whoever else does, but not bounded by their calls."""
        load = partial(self._load, key, arguments, caller)
        cut: Cut | None = None
        try:
            whole: Answer = await self.once(self.flight(key, caller), load)
            cut = whole.cut
        except TooCostly:
            return await load()
        return await load() if cut and isinstance(cut.error, TooCostly) else whole

    @override
    async def _load(self, key: Key, arguments: Arguments, caller: Caller) -> Answer:
        epoch = self.line.store.epoch
        parts = self._parts(arguments)
        outcomes = await self._inner.each(dict(enumerate(parts)), caller)
        answers: list[Answer] = []
        failures: list[CodedError] = []
        for outcome in outcomes.values():
            if isinstance(outcome, CodedError):
                failures.append(outcome)
            elif outcome is not None:
                answers.append(outcome)
        if failures and not (self._partial and answers):
            raise failures[0]
        whole = self._whole(key, answers, failures)
        if self.kept and not failures and epoch == self.line.store.epoch:
            self.tiers.keep_whole(whole, answers, arguments)
        return whole

    def _whole(
        self, key: Key, answers: list[Answer], failures: list[CodedError]
    ) -> Answer:
        """Put the rows of all parts together."""
        recipe = self.recipe
        value = _joined(answers, listed=recipe.operation.returns.is_list)
        size = sum(answer.size for answer in answers)
        as_of = min((one.as_of for one in answers), default=time.time())
        whole = Answer(recipe.arrange(value), size, as_of, key)
        whole.blend(answers)
        if failures:
            whole.cut = Cut(failures[0])
        return whole


def _joined(answers: list[Answer], *, listed: bool) -> object:
    """Return the rows of all answers; one answer alone is what it is."""
    if len(answers) == 1:
        return answers[0].value
    if not answers:
        return [] if listed else None
    rows: list[object] = []
    for answer in answers:
        value: object = answer.value
        if isinstance(value, list):
            rows.extend(cast("list[object]", value))
        elif value is not None:
            message = "A part of the answer is not a list."
            raise UpstreamBadBody(message, sent=Sent.YES)
    return rows
