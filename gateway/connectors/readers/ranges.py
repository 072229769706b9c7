"""Two numbers in one text: "500 - 1000", "< 100.0 m", "Rp5.000 s/d Rp7.500", "60+"."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Final, TypeAlias

from gateway.connectors.value import BadValue

ParseRange: TypeAlias = Callable[[str], "Decimal | None"]

_LONGEST: Final = 100  # characters
_BETWEEN: Final = re.compile(
    r"""\s*(?:-|\u2013|\u2014|\u2212|~|\.{2,3}|
    \b(?:s\s?[/.]\s?d\.?|sd\.?|sampai(?:\ dengan)?|hingga|to)(?![^\W\d_]))\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_BOUND: Final = re.compile(
    r"""\s*(?:
    (?P<most><=?|\u2264|(?:kurang\ dari|di\ ?bawah|mak(?:simal|s\.?)|sampai|hingga|s/d)\b)|
    (?P<least>>=?|\u2265|(?:lebih\ dari|di\ ?atas|min(?:imal|\.)?|mulai)\b)
    )\s*(?P<rest>.+)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_OPEN: Final = re.compile(
    r"(?P<rest>.+?)\s*(?:\+|(?P<up>ke atas)|(?P<down>ke bawah))\s*"
)
_TAIL: Final = re.compile(r"(?<=[0-9])[^0-9]+\Z")


def compile_range(parse: Callable[[str], Decimal], part: str) -> ParseRange:
    """Compile a parser of one end of a range, `from` or `to`.

    A single number is both ends; an open end is None. The parser raises
    BadValue.
    """
    first = part == "from"

    def end(text: str) -> Decimal | None:
        if len(text) > _LONGEST:
            reason = "not a range of numbers"
            raise BadValue(reason)
        bound = _bound(text)
        if bound is not None:
            rest, least = bound
            found = parse(rest)
            return found if least == first else None
        pair = _pair(text, parse)
        return pair[0 if first else 1] if pair else parse(text)

    return end


def _bound(text: str) -> tuple[str, bool] | None:
    """Return a bound's number, and whether it is the least."""
    found = _BOUND.fullmatch(text)
    if found is not None:
        return found["rest"], found["least"] is not None
    found = _OPEN.fullmatch(text)
    return None if found is None else (found["rest"], found["down"] is None)


def _pair(text: str, parse: Callable[[str], Decimal]) -> tuple[Decimal, Decimal] | None:
    """Return both numbers, split where both sides are one; None where nowhere is.

    What follows the second is the first's too where that has none: "1 - 2 km".
    """
    for found in _BETWEEN.finditer(text):
        before, after = text[: found.start()], text[found.end() :]
        if not before or not after:
            continue
        second = _parsed(after, parse)
        if second is None:
            continue
        tail = _TAIL.search(after)
        whole = _parsed(before + tail[0], parse) if tail is not None else None
        if whole is not None and whole <= second:
            return whole, second
        first = _parsed(before, parse)
        if first is not None:
            return first, second
    return None


def _parsed(text: str, parse: Callable[[str], Decimal]) -> Decimal | None:
    try:
        return parse(text)
    except BadValue:
        return None
