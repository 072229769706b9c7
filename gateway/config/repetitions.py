r"""How fast an expression's work grows with a text that is made for it.

Repetitions that can share a text among them in many ways are tried in all of them
where the rest does not fit: `(\d+)x` looks at the square of a text's length, from
each place to its end, `(\d+).*(\d+)x` at the fourth power. The power is judged from
above by the expression alone, and says how long a text may be.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import comb
from typing import Final, NamedTuple, TypeAlias

from gateway.config.backtracking import tokens

LONGEST: Final = 2_000
"""Characters that an expression looks at where its work is the square of them at most."""

_STEPS: Final = LONGEST * LONGEST // 2  # some 20 ms
_AGAIN: Final = re.compile(r"\\[1-9]")  # what a group has matched, compared whole
_NAMED: Final = re.compile(r"\(\?P=\w+\)")  # the same by the group's name
_FLAGS: Final = re.compile(r"\(\?[aiLmsux-]+(?:\)|(?=:))")
_COUNTS: Final = re.compile(r"\{(\d*)(,?)(\d*)\}")
_MANY: Final = 16  # times, as good as any number
_SAMPLE: Final = [*map(chr, range(0x180)), "\u0661", "\u2003", "\u4e00"]


@dataclass(slots=True)
class _Part:
    """A piece of an expression and how often it stands: an atom, or a group's branches."""

    atom: str = ""
    branches: "list[_Branch]" = field(default_factory=list["_Branch"])
    least: int = 1
    most: int = 1
    keeps: bool = False  # what it has taken


_Branch: TypeAlias = list[_Part]


class _Power(NamedTuple):
    """To which power of a text's length something works, and in how many ways it ends."""

    work: int
    ways: int


def reach(pattern: str, *, whole: bool = False, steps: int = _STEPS) -> int:
    """Return how many characters a valid expression looks at in so many steps.

    2,000 at most. `whole` is for one that has to fit from the first character on.
    """
    bare = _FLAGS.sub(lambda one: "" if one[0][-1] == ")" else "(?", pattern)
    branches = _parsed(tokens(_NAMED.sub(r"\\1", bare)))
    if not whole:
        for branch in branches:
            _without_end(branch)
    power = _of_branches(branches, exact=bare == pattern).work
    power += not whole and not _anchored(pattern)
    if power <= 1:
        return LONGEST
    return next(n for n in range(LONGEST, power - 1, -1) if comb(n, power) <= steps)


def _without_end(branch: _Branch) -> None:
    """Leave out what a search ends with: nothing comes after it that might not fit."""
    if branch and _last(branch[-1]) is not None:
        branch.pop()


def _anchored(pattern: str) -> bool:
    """Tell whether an expression begins at a text's beginning, or nowhere."""
    return pattern.startswith(("^", r"\A")) and "|" not in pattern


def _parsed(found: Iterator[tuple[str, str]]) -> "list[_Branch]":
    """Take tokens apart up to the end of the group they are in."""
    branches: list[_Branch] = [[]]
    for kind, text in found:
        branch = branches[-1]
        if kind == "close":
            break
        if kind == "open":
            branch.append(_Part(text, _parsed(found), keeps=text == "(?>"))
        elif kind == "either":
            branches.append([])
        elif kind == "times":
            if branch:
                _repeat(branch[-1], text)
        else:
            branch.append(_Part(text))
    return branches


def _repeat(part: _Part, times: str) -> None:
    counts = _COUNTS.match(times)
    if counts is None:
        part.least, part.most = int(times[0] == "+"), 1 if times[0] == "?" else _MANY
    else:
        low, comma, high = counts.groups()
        part.least = int(low or 0)
        part.most = int(high or (_MANY if comma else part.least))
    part.keeps = part.keeps or (len(times) > 1 and times[-1] == "+")


def _of_branches(branches: Sequence[_Branch], *, exact: bool) -> _Power:
    powers = [_of_branch(branch, exact=exact) for branch in branches]
    return _Power(max(one.work for one in powers), max(one.ways for one in powers))


def _of_branch(branch: _Branch, *, exact: bool) -> _Power:
    """Work on each part as often as there are ways through those before it."""
    work = ways = 0
    for part, after in pairwise([*branch, _Part()]):
        power = _of_part(part, exact=exact)
        work = max(work, ways + power.work)
        if not (exact and _ends_at(part, after)):
            ways += power.ways
    return _Power(work, ways)


def _of_part(part: _Part, *, exact: bool) -> _Power:
    once = _Power(int(_AGAIN.match(part.atom) is not None), 0)
    if part.branches:
        once = _of_branches(part.branches, exact=exact)
    if part.most >= _MANY:
        work, ways = once.work + 1, once.ways + 1
    else:
        work = once.work + once.ways * max(part.most - 1, 0)
        ways = once.ways * part.most
    return _Power(work, 0 if part.keeps else ways)


def _ends_at(part: _Part, after: _Part) -> bool:
    """Tell whether a repetition ends where the next character is, which it cannot be."""
    one, other = _last(part), _first(after)
    if one is None or other is None:
        return False
    chars = [*_SAMPLE, *one, *other]
    try:
        fits, ends = re.compile(one).fullmatch, re.compile(other).fullmatch
    except re.error:  # a reference to a group
        return False
    ended = [char for char in chars if ends(char)]
    return bool(ended) and not any(map(fits, ended))


def _last(part: _Part) -> str | None:
    """Return the atom that a part repeats, itself or as the whole of a group."""
    if not part.branches:
        return part.atom
    once = part.most == 1 and len(part.branches) == 1 and len(part.branches[0]) == 1
    return _last(part.branches[0][0]) if once else None


def _first(part: _Part) -> str | None:
    """Return the atom whose character a part has to begin with."""
    if not part.least or part.atom.startswith(("(?=", "(?!", "(?<")):
        return None
    if not part.branches:
        return part.atom
    only = len(part.branches) == 1 and part.branches[0]
    return _first(part.branches[0][0]) if only else None
