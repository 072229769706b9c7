"""Readers of Int, Long, Rupiah, Float and Decimal."""

import math
import re
from collections.abc import Callable
from decimal import Context, Decimal
from typing import Final

from gateway.config.model import Reader
from gateway.connectors.readers.numerals import (
    Numerals,
    ParseNumber,
    compile_numerals,
)
from gateway.connectors.readers.stages import Read
from gateway.connectors.value import BadValue

INTEGERS: Final = {
    "Int": (-(2**31), 2**31 - 1),
    "Long": (-(2**63), 2**63 - 1),
    "Rupiah": (-(2**63), 2**63 - 1),
}
NOTATIONS: Final = (None, "id", "en")

_PLAIN: Final = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_SHORT: Final = re.compile(r"[0-9]{1,18}")
_HUGE: Final = 40  # digits


def compile_number_leaf(leaf: str, reader: Reader) -> Read:
    """Compile the reader of an Int, Long, Rupiah, Float or Decimal.

    Raises ValueError, in Indonesian, for a wrong factor or notation.
    """
    if reader.notation not in NOTATIONS:
        reason = f"notation `{reader.notation}` tidak dikenal; pakai `id` atau `en`"
        raise ValueError(reason)
    parse = compile_numerals(
        Numerals(reader.notation, leaf in INTEGERS, tuple(reader.unit))
    )
    finish = _finisher(leaf)
    if reader.times is not None:
        return _scaled(parse, _factor(reader.times), finish)
    if leaf in INTEGERS:
        return _integer_reader(parse, finish, INTEGERS[leaf])
    if leaf == "Float" and reader.notation != "id":
        return _float_reader(parse, finish)
    return lambda value: finish(exact(value, parse))


def exact(value: object, parse: ParseNumber) -> Decimal:
    """Return a JSON number or a number text exactly; raises BadValue."""
    if isinstance(value, str):
        return parse(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, float) and math.isfinite(value):
        return Decimal(repr(value))
    reason = "not a number"
    raise BadValue(reason)


def _factor(text: str) -> Decimal:
    try:
        factor = Decimal(text)
    except ArithmeticError:
        factor = Decimal("NaN")
    if not factor.is_finite() or abs(factor.adjusted()) > _HUGE:
        reason = f"times `{text}` bukan bilangan desimal"
        raise ValueError(reason)
    return factor


def _scaled(
    parse: ParseNumber, factor: Decimal, finish: Callable[[Decimal], object]
) -> Read:
    context = Context(prec=200)

    def read(value: object) -> object:
        return finish(context.multiply(exact(value, parse), factor))

    return read


def _finisher(leaf: str) -> Callable[[Decimal], object]:
    if leaf == "Float":
        return _to_float
    if leaf == "Decimal":
        return to_decimal_text
    low, high = INTEGERS[leaf]

    def finish(number: Decimal) -> int:
        whole = int(number) if number.adjusted() <= _HUGE else high + 1
        if whole != number:
            reason = "not a whole number"
            raise BadValue(reason)
        return _bounded(whole, low, high)

    return finish


def _bounded(number: int, low: int, high: int) -> int:
    if not low <= number <= high:
        reason = "a whole number out of range"
        raise BadValue(reason)
    return number


def _to_float(number: Decimal) -> float:
    result = float(number)
    if not math.isfinite(result):
        reason = "a number out of range"
        raise BadValue(reason)
    return result


def to_decimal_text(number: Decimal) -> str:
    """Write a decimal without an exponent; raises BadValue for a huge one."""
    if abs(number.adjusted()) > _HUGE:
        reason = "a number out of range"
        raise BadValue(reason)
    return format(abs(number) if number.is_zero() else number, "f")


def _integer_reader(
    parse: ParseNumber, finish: Callable[[Decimal], object], bounds: tuple[int, int]
) -> Read:
    low, high = bounds
    short = _SHORT.fullmatch

    def read(value: object) -> object:
        if isinstance(value, int) and value.__class__ is int:
            return value if low <= value <= high else _bounded(value, low, high)
        if isinstance(value, str) and short(value):
            return _bounded(int(value), low, high)
        return finish(exact(value, parse))

    return read


def _float_reader(parse: ParseNumber, finish: Callable[[Decimal], object]) -> Read:
    plain = _PLAIN.fullmatch

    def read(value: object) -> object:
        if isinstance(value, float) and math.isfinite(value):
            return value
        if isinstance(value, str) and plain(value):
            return float(value)
        return finish(exact(value, parse))

    return read
