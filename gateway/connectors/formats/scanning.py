r"""Matches of a configured expression in a long text, found in bounded time.

An ordinary expression (`\w+ \d+`) may take the square of a text's length where the
text is made for it, and nothing stops a search that has begun. So each search is
tried on beginnings of what is left, each several times as long as the one before:
what is slow on one is not tried on the next.
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
    here, size = 0, len(text)
    while here <= size:
        _try(expression, text, here, clock)
        found = expression.search(text, here)
        if found is None:
            return
        if clock() - began > _LONGEST:
            raise _slow()
        yield found
        here = found.end() + (found.end() == found.start())


def _try(
    expression: "re.Pattern[str]", text: str, here: int, clock: Callable[[], float]
) -> None:
    """Search in longer and longer beginnings. Raises UpstreamBadBody for a slow one."""
    length = _FIRST
    while here + length < len(text):
        began = clock()
        expression.search(text, here, here + length)
        if clock() - began > _SLOW:
            raise _slow()
        length *= _GROWTH


def _slow() -> UpstreamBadBody:
    return bad("the answer takes too long to be matched by the pattern")
