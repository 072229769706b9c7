"""Renewing stale answers behind whoever is given them: one, or many together."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Hashable, Mapping
from typing import Final

from gateway.connectors.answer import Answer
from gateway.connectors.freshness import State
from gateway.connectors.key import Key
from gateway.connectors.line import Line
from gateway.connectors.recipe import Arguments, Recipe
from gateway.connectors.tiers import Tiers
from gateway.errors import CodedError

_LOOK: Final = 0.2
"""Seconds between looks at whether another process has renewed an answer."""


class Renewing:
    """Begins the renewals of one operation's answers, where none is under way."""

    __slots__ = ("_name", "_renewals", "_seconds", "_tiers")

    def __init__(self, line: Line, recipe: Recipe, tiers: Tiers) -> None:
        self._renewals = line.renewals
        self._name = recipe.name
        self._seconds = recipe.operation.patience
        self._tiers = tiers

    def one(
        self,
        old: Answer,
        key: Key,
        arguments: Arguments,
        make: Callable[[], Awaitable[object]],
    ) -> None:
        """Have the stale answer of a key made anew, unless another process does."""
        if key in self._renewals:
            return

        async def call() -> None:
            try:
                if not await self._elsewhere(key, arguments):
                    await self._made(old, key, make)
            finally:  # whatever came of it, and if it was not to be kept
                old.tried()

        self._renewals.begin(self._name, (key,), call)

    def many(
        self,
        old: Mapping[Hashable, Answer],
        make: Callable[[Collection[Hashable]], Awaitable[object]],
    ) -> None:
        """Have stale answers made anew, together, but for those that another process does.

        `make` puts them in the place of what fails.
        """
        names = {
            name: one.key
            for name, one in old.items()
            if one.key is not None and one.key not in self._renewals
        }
        if not names:
            return

        async def call() -> None:
            keys = list(names.values())
            won = await self._tiers.claimed(keys, self._seconds)
            mine = [name for name, one in zip(names, won, strict=True) if one]
            try:
                if mine:
                    await make(mine)
            finally:  # as above, and what others are at is not claimed by every request
                for name in names:
                    old[name].tried()
                self._tiers.yielded(names[name] for name in mine)

        self._renewals.begin(self._name, list(names.values()), call)

    async def _made(
        self, old: Answer, key: Key, make: Callable[[], Awaitable[object]]
    ) -> None:
        """Have an answer made anew that this process has claimed."""
        try:
            await make()
        except CodedError as error:
            self._tiers.instead(old, error)
        finally:
            self._tiers.yielded((key,))

    async def _elsewhere(self, key: Key, arguments: Arguments) -> bool:
        """Wait while another process renews an answer; tell whether it then is fresh."""
        while not (await self._tiers.claimed((key,), self._seconds))[0]:
            await asyncio.sleep(_LOOK)
            found = (await self._tiers.recalled({key: arguments})).get(key)
            if found is not None and found.step().state is State.FRESH:
                return True
        return False
