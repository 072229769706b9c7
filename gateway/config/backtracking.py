r"""Regular expressions that some short text keeps busy for ever.

A repeated group whose parts fit a text in many ways, such as `(\w+\s?)+;`, tries
them all where the rest does not fit: twice as many for each character. There is no
way to stop it, so it is looked for when the file is read, by trying: what comes
before each place of the expression, then something of it again and again, then
what fits nothing.
"""

import re
import time
from collections.abc import Callable, Iterator
from typing import Final

_TOKEN: Final = re.compile(
    r"(?P<open>\((?:\?(?:P<\w+>|<?[=!]|[:>]))?)|(?P<close>\))|(?P<either>\|)"
    r"|(?P<times>[*+?][?+]?|\{\d*,?\d*\}[?+]?)|(?P<atom>\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.)",
    re.DOTALL,
)
_NESTED: Final = re.compile(r"\)(?:[*+]|\{\d*,\d*\}|\{\d+\})(?!\+)")
_TRIED: Final = "a1 .,-:/_A\n"
_END: Final = "\x00"
_COUNTS: Final = range(6, 34, 2)
_MOST: Final = 12  # beginnings, and things to repeat
_SLOW: Final = 0.03  # seconds of the processor, for a text of so few characters


def explodes(pattern: str, clock: Callable[[], float] = time.thread_time) -> bool:
    """Tell whether a text of some dozen characters keeps a valid expression busy."""
    if _NESTED.search(pattern) is None:
        return False  # a single repetition takes the square at most
    expression = re.compile(pattern)
    beginnings, units = _parts(pattern)
    return any(
        _busy(expression, beginning, unit, clock)
        for beginning in beginnings
        for unit in units
    )


def _busy(
    expression: "re.Pattern[str]", beginning: str, unit: str, clock: Callable[[], float]
) -> bool:
    for count in _COUNTS:
        text = beginning + unit * count + _END
        began = clock()
        expression.search(text)
        expression.fullmatch(text)
        if clock() - began > _SLOW:
            return True
    return False


def _parts(pattern: str) -> tuple[list[str], list[str]]:
    """Return what may come before each group, and what may be repeated in it."""
    before, began = "", [""]
    beginnings, units = {"": None}, dict[str, None]()
    for kind, text in tokens(pattern):
        if kind == "open":
            beginnings[before] = None
            began.append(before)
        elif kind == "close" and len(began) > 1:
            units[before.removeprefix(began.pop())] = None
        elif kind == "either":
            units[before.removeprefix(began[-1])] = None
            before = began[-1]
        elif kind == "atom":
            sample = _sample(text)
            units[sample] = None
            before += sample
    found = sorted(filter(None, units), key=len)
    return [*beginnings][:_MOST], found[:_MOST]


def tokens(pattern: str) -> Iterator[tuple[str, str]]:
    """Yield the tokens of an expression, each with its kind."""
    for found in _TOKEN.finditer(pattern):
        yield str(found.lastgroup), found[0]


def _sample(atom: str) -> str:
    """Return a character that an atom matches; nothing for what matches a place."""
    try:
        fits = re.compile(atom).fullmatch
    except re.error:  # a reference to a group, which stands for what that matched
        return ""
    return next((one for one in (*_TRIED, atom[-1]) if fits(one)), "")
