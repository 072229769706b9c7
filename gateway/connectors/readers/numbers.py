"""Readers of Int, Long, Rupiah, Float and Decimal."""

import math
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final, TypeAlias

from gateway.config.model import Reader
from gateway.connectors.readers.numerals import (
    Numerals,
    ParseNumber,
    compile_numerals,
)
from gateway.connectors.readers.stages import Read
from gateway.connectors.value import BadValue

Finish: TypeAlias = Callable[[Decimal], object]

INTEGERS: Final = {
    "Int": (-(2**31), 2**31 - 1),
    "Long": (-(2**63), 2**63 - 1),
    "Rupiah": (-(2**63), 2**63 - 1),
}
NOTATIONS: Final = (None, "id", "en")

_PLAIN: Final = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_SHORT: Final = re.compile(r"[0-9]{1,18}")
_HUGE: Final = 40  # digits
_EXACTLY: Final = Context(prec=200)


def compile_number_leaf(leaf: str, reader: Reader) -> Read:
    """Compile the reader of an Int, Long, Rupiah, Float or Decimal.

    Raises ValueError, in Indonesian, for a wrong factor or notation.
    """
    if reader.notation not in NOTATIONS:
        reason = f"notation `{reader.notation}` tidak dikenal; pakai `id` atau `en`"
        raise ValueError(reason)
    units = tuple(
        (str(unit), None if worth is None else factor_of(worth))
        for unit, worth in reader.unit
    )
    parse = compile_numerals(Numerals(reader.notation, leaf in INTEGERS, units))
    finish = _finisher(leaf)
    if (reader.times, reader.round, reader.part) != (None, None, None):
        return _reckoned(reader, parse, finish)
    if leaf in INTEGERS:
        return _integer_reader(parse, finish, INTEGERS[leaf])
    if leaf == "Float" and reader.notation != "id":
        return _float_reader(parse, finish)
    return lambda value: finish(exact(value, parse))


def _reckoned(reader: Reader, parse: ParseNumber, finish: Finish) -> Read:
    """Compile the reader of a number that is part of a value, scaled or rounded."""
    if reader.round is not None:
        finish = _rounded(reader.round, finish)
    if reader.times is not None:
        finish = _scaled(factor_of(reader.times), finish)
    if reader.part in {"lat", "lon"}:
        return _coordinate_reader(reader, finish)
    if reader.part is not None:
        return _range_reader(parse, reader.part, finish)
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


def factor_of(text: str) -> Decimal:
    """Read a factor of the configuration.

    Raises ValueError, in Indonesian.
    """
    try:
        factor = Decimal(text)
    except ArithmeticError:
        factor = Decimal("NaN")
    if not factor.is_finite() or abs(factor.adjusted()) > _HUGE:
        reason = f"times `{text}` bukan bilangan desimal"
        raise ValueError(reason)
    return factor


def _scaled(factor: Decimal, finish: Finish) -> Finish:
    return lambda number: finish(_EXACTLY.multiply(number, factor))


def rounded(number: Decimal, digits: int) -> Decimal:
    """Round to so many digits after the point, a half away from zero."""
    if number.adjusted() > _HUGE:  # too large to have any
        return number
    step = Decimal(1).scaleb(-digits)
    return number.quantize(step, ROUND_HALF_UP, _EXACTLY)


def _rounded(digits: int, finish: Finish) -> Finish:
    return lambda number: finish(rounded(number, digits))


def _coordinate_reader(reader: Reader, finish: Finish) -> Read:
    # Imported when first needed: few numbers are coordinates.
    from gateway.connectors.readers.coordinates import (  # noqa: PLC0415 - see above
        compile_coordinate,
    )

    find = compile_coordinate(str(reader.part), reader.order, reader.notation)
    return lambda value: finish(find(value))


def _range_reader(parse: ParseNumber, part: str, finish: Finish) -> Read:
    # Imported when first needed: few numbers are ranges.
    from gateway.connectors.readers.ranges import (  # noqa: PLC0415 - see above
        compile_range,
    )

    end = compile_range(parse, part)

    def read(value: object) -> object:
        found = end(value) if isinstance(value, str) else exact(value, parse)
        return None if found is None else finish(found)

    return read


def _finisher(leaf: str) -> Finish:
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
    parse: ParseNumber, finish: Finish, bounds: tuple[int, int]
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


def _float_reader(parse: ParseNumber, finish: Finish) -> Read:
    plain = _PLAIN.fullmatch

    def read(value: object) -> object:
        if isinstance(value, float) and math.isfinite(value):
            return value
        if isinstance(value, str) and plain(value):
            return float(value)
        return finish(exact(value, parse))

    return read
