r"""Matches of a configured expression in a long text, found in bounded time.

An ordinary expression (`\w+ \d+`) may take the square of a text's length where the
text is made for it, and nothing stops a search that has begun. So before a stretch
is searched its parts are, an eighth each, and theirs before them: what is slow on a
part is not tried on the whole. That goes on to the first match, where a search ends.
"""

import re
import time
from collections.abc import Callable, Iterator
from typing import Final

from gateway.connectors.formats.texts import bad
from gateway.errors import UpstreamBadBody

_FIRST: Final = 8 * 1024
_GROWTH: Final = 8
_SLOW: Final = 0.02  # seconds of the processor; the next may take 64 times as long
_LONGEST: Final = 2.0  # seconds for all matches of a text


def scan(
    expression: "re.Pattern[str]",
    text: str,
    clock: Callable[[], float] = time.thread_time,
) -> Iterator["re.Match[str]"]:
    """Yield what `finditer` would. Raises UpstreamBadBody where that takes too long."""
    if len(text) <= _FIRST:
        yield from expression.finditer(text)
        return
    began = clock()
    trial = _Trial(expression, text, clock)
    here, size = 0, len(text)
    while here <= size:
        trial.up_to_match(here)
        found = expression.search(text, here)
        if found is None:
            return
        if clock() - began > _LONGEST:
            raise _slow()
        yield found
        here = found.end() + (found.end() == found.start())


class _Trial:
    """Searches of an expression in stretches of a text, each of them timed."""

    def __init__(
        self, expression: "re.Pattern[str]", text: str, clock: Callable[[], float]
    ) -> None:
        self._expression = expression
        self._text = text
        self._clock = clock

    def up_to_match(self, here: int) -> None:
        """Search longer and longer stretches. Raises UpstreamBadBody for a slow one."""
        size, length = len(self._text), _FIRST
        while here + length < size:
            if self._ends(here, here + length):
                return
            after = range(here + length, min(here + length * _GROWTH, size), length)
            if any(self._ends_in_parts(start, length) for start in after):
                return
            length *= _GROWTH

    def _ends_in_parts(self, start: int, length: int) -> bool:
        """Search a stretch after its parts; tell whether there is a match in it."""
        if length > _FIRST:
            part = length // _GROWTH
            parts = range(start, min(start + length, len(self._text)), part)
            if any(self._ends_in_parts(one, part) for one in parts):
                return True
        return self._ends(start, start + length)

    def _ends(self, start: int, end: int) -> bool:
        """Tell whether a search ends within a stretch; its end may look like the text's."""
        began = self._clock()
        found = self._expression.search(self._text, start, end)
        if self._clock() - began > _SLOW:
            raise _slow()
        return found is not None and found.end() < end


def _slow() -> UpstreamBadBody:
    return bad("the answer takes too long to be matched by the pattern")
