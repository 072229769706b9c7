"""Numbers as Indonesian services write them, exactly.

"1.250.000,50", "1,250,000.50", "Rp. 500.000,-", "-Rp100", "(1.000)", "3,8 Jt", "10 km".
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Final, TypeAlias

from gateway.connectors.value import BadValue

ParseNumber: TypeAlias = Callable[[str], Decimal]

_LONGEST: Final = 100  # characters
_DIGITS: Final = 40
_SCALES: Final = {
    **dict.fromkeys(("rb", "ribu"), 3),
    **dict.fromkeys(("jt", "juta"), 6),
    **dict.fromkeys(("mlr", "miliar", "milyar"), 9),
    **dict.fromkeys(("trn", "triliun", "trilyun"), 12),
}
_CAPITAL_SCALES: Final = {"M": 9, "T": 12}  # a small m is a metre
_MONEY: Final = re.compile(
    r"""(?P<before>[+-]?)\ *(?P<rupiah>(?:Rp|IDR)\.?)?\ *(?P<sign>[+-]?)\ *
    (?P<number>[0-9][0-9.,]*|[.,][0-9]+)(?P<dash>,-|\.-)?
    (?:[eE](?P<power>[+-]?[0-9]{1,3}))?
    \ *(?P<scale>[A-Za-z]+)?\.?\ *%?""",
    re.VERBOSE | re.IGNORECASE,
)
_FORMS: Final = {
    "id": re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]*)(?:,([0-9]+))?"),
    "en": re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]*)(?:\.([0-9]+))?"),
}
_PLAIN: Final = {  # what needs no thought, for speed
    "id": re.compile(r"-?[0-9]{1,15}(?:,[0-9]{1,15})?"),
    "en": re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?"),
    None: re.compile(r"-?[0-9]{1,15}(?:[.,](?![0-9]{3}\Z)[0-9]{1,15})?"),
}
_RUPIAH: Final = re.compile(r"Rp\.? ?([1-9][0-9]{0,2}(?:\.[0-9]{3})*)(?:,-)?")
_GROUP: Final = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_SPACES: Final = str.maketrans(
    {
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\t": " ",
        "\u2212": "-",
        "\u2013": "-",
    }
)


@dataclass(frozen=True, slots=True)
class Numerals:
    """How a column writes its numbers.

    `notation` is `id`, `en`, or None to tell by the text. `groups` decides a
    text such as "1.250" that tells nothing: thousands (1250), or English
    notation (1.250). Units are stripped from either end, and what one of it is
    worth multiplies the number.
    """

    notation: str | None = None
    groups: bool = False
    units: tuple[tuple[str, Decimal | None], ...] = ()


def compile_numerals(numerals: Numerals) -> ParseNumber:
    """Compile a parser of one column's number texts; it raises BadValue."""
    plain = _PLAIN[numerals.notation].fullmatch
    rupiah = numerals.notation != "en"

    def parse(text: str) -> Decimal:
        if len(text) > _LONGEST:
            raise _bad()
        if plain(text):
            return Decimal(text.replace(",", "."))
        money = _RUPIAH.fullmatch(text) if rupiah else None
        if money is not None:
            return Decimal(money[1].replace(".", ""))
        spaced = text.translate(_SPACES).strip()
        found = _MONEY.fullmatch(spaced)
        if found is not None:
            return _value(found, numerals)
        return -parse(_bracketed(spaced))

    return _measured(parse, numerals.units) if numerals.units else parse


def _bracketed(text: str) -> str:
    """Return what stands in brackets, an accountant's minus: "(1.000)"."""
    inner = text[1:-1].lstrip()
    if text[:1] != "(" or text[-1:] != ")" or inner[:1] in {"", "(", "-", "+"}:
        raise _bad()
    return inner


def _measured(
    parse: ParseNumber, units: tuple[tuple[str, Decimal | None], ...]
) -> ParseNumber:
    """Compile a parser of numbers with units around that of numbers."""
    worth = {unit.strip().lower(): factor for unit, factor in units}
    ends = tuple(sorted(worth, key=len, reverse=True))
    exactly = Context(prec=200)

    def parse_measure(text: str) -> Decimal:
        if len(text) > _LONGEST:
            raise _bad()
        bare, unit = _without_unit(text.strip(), ends)
        factor = worth.get(unit)
        number = parse(bare)
        return number if factor is None else exactly.multiply(number, factor)

    return parse_measure


def _bad() -> BadValue:
    return BadValue("not a number")


def _without_unit(text: str, units: tuple[str, ...]) -> tuple[str, str]:
    """Return a text without its unit, and the unit; "" where it has none."""
    lower = text.lower()
    for unit in units:
        if lower.endswith(unit):
            return text[: len(text) - len(unit)].rstrip(), unit
        if lower.startswith(unit):
            return text[len(unit) :].lstrip(), unit
    return text, ""


def _value(found: re.Match[str], numerals: Numerals) -> Decimal:
    scale = _scale(found["scale"])
    if found["before"] and found["sign"]:
        raise _bad()
    notation = numerals.notation or _told_by(found, scale, groups=numerals.groups)
    parts = _FORMS[notation].fullmatch(found["number"])
    if parts is None:
        raise _bad()
    digits = re.sub(r"[.,]", "", parts[1]) or "0"
    fraction = parts[2] or ""
    if len(digits) + len(fraction) > _DIGITS:
        raise _bad()
    sign = "-" if "-" in (found["before"], found["sign"]) else ""
    power = int(found["power"] or 0) + scale
    if abs(power) > _DIGITS:
        raise _bad()
    return Decimal(f"{sign}{digits}.{fraction}E{power}")


def _told_by(found: re.Match[str], scale: int, *, groups: bool) -> str:
    """Tell the notation by the text."""
    number = found["number"]
    dot, comma = number.rfind("."), number.rfind(",")
    if dot >= 0 and comma >= 0:
        return "id" if comma > dot else "en"
    thousands, decimals = ("id", "en") if dot >= 0 else ("en", "id")
    if number.count(".") + number.count(",") > 1:
        return thousands
    if _GROUP.fullmatch(number) is None:
        return decimals
    if groups and not scale:
        return thousands
    return "id" if scale or found["rupiah"] else "en"


def _scale(word: str | None) -> int:
    if word is None:
        return 0
    power = _CAPITAL_SCALES.get(word) or _SCALES.get(word.lower())
    if power is None:
        raise _bad()
    return power
