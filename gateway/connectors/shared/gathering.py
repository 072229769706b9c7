"""Reads that are begun together go to the server as one.

To ask costs many times what one more name in a question does. Whoever asks while a
question waits to be sent joins it: those of one turn of the event loop, and, where all
places at the server are taken, those who come until one is free.
"""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Final, TypeAlias

from gateway.connectors.shared.keeper import Keeper
from gateway.connectors.shared.link import Link

MOST: Final = 32
"""Names in one question, unless a single read has more."""

LARGE: Final = 128 * 1024
"""Bytes from which on what a connector has is read alone, so that no other waits for it."""

Begin: TypeAlias = Callable[[Coroutine[Any, Any, None]], None]
"""Has something done behind whoever says so."""


class _Question:
    """Names to be asked for, each once, and what is under them: None where it failed."""

    def __init__(self) -> None:
        self.names: dict[str, None] = {}
        self.answer: asyncio.Future[dict[str, bytes | None] | None] = (
            asyncio.get_running_loop().create_future()
        )


class Gathering:
    """Reads over one keeper's link."""

    def __init__(self, keeper: Keeper, begin: Begin) -> None:
        self._keeper = keeper
        self._begin = begin
        self._open: _Question | None = None
        self._large: set[str] = set()  # connectors, by what was last found of them

    async def read(
        self, connector: str, names: Sequence[str]
    ) -> list[bytes | None] | None:
        """Return what is under a connector's names; None where the server cannot be asked."""
        question = self._question(len(names), alone=connector in self._large)
        question.names.update(dict.fromkeys(names))
        # Who leaves does not take the answer from the others.
        answer = await asyncio.shield(question.answer)
        if answer is None:
            return None
        found = [answer[name] for name in names]
        self._weigh(connector, sum(len(one) for one in found if one is not None))
        return found

    def _question(self, names: int, *, alone: bool) -> _Question:
        """Return the question that some more names may join."""
        question = self._open
        if alone or question is None or len(question.names) + names > MOST:
            question = _Question()
            self._begin(self._ask(question))
            if not alone:
                self._open = question
        return question

    def _weigh(self, connector: str, size: int) -> None:
        if size > LARGE:
            self._large.add(connector)
        else:
            self._large.discard(connector)

    async def _ask(self, question: _Question) -> None:
        async def ask(link: Link) -> dict[str, bytes | None]:
            self._close(question)
            names = list(question.names)
            return dict(zip(names, await link.read(names), strict=True))

        answer = None
        try:
            answer = await self._keeper.use(ask)
        finally:
            self._close(question)
            question.answer.set_result(answer)

    def _close(self, question: _Question) -> None:
        """Let nobody else join."""
        if self._open is question:
            self._open = None
