"""Numbers reckoned with and written as a service writes them."""

from collections.abc import Callable
from decimal import Context, Decimal
from typing import Final

from gateway.config.model import Writer
from gateway.connectors.readers.numbers import NOTATIONS, factor_of, rounded
from gateway.errors import BadInput

_EXACTLY: Final = Context(prec=200)
_LARGEST: Final = 400  # power of ten: a Float's
_SWAPPED: Final = str.maketrans(",.", ".,")


def reckons(writer: Writer) -> bool:
    """Tell whether a writer does more to a number than add to it."""
    options = (writer.times, writer.round, writer.notation)
    return any(option is not None for option in options)


def compile_number_writer(writer: Writer) -> Callable[[object], str]:
    """Compile a function that writes a number, exactly.

    In order: plus and minus, times, rounding, notation. It raises BadInput for
    what is no number. Raises ValueError, in Indonesian, for a wrong factor or
    notation.
    """
    delta = (writer.plus or 0) - (writer.minus or 0)
    factor = Decimal(1) if writer.times is None else factor_of(writer.times)
    if writer.notation not in NOTATIONS:
        reason = f"notation `{writer.notation}` tidak dikenal; pakai `id` atau `en`"
        raise ValueError(reason)

    def write(value: object) -> str:
        number = _EXACTLY.multiply(_EXACTLY.add(_exactly(value), delta), factor)
        if writer.round is not None:
            number = rounded(number, writer.round)
        text = _plain(number, fixed=writer.round is not None, grouped=writer.notation)
        return text.translate(_SWAPPED) if writer.notation == "id" else text

    return write


def _exactly(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        reason = "not a number"
        raise BadInput(reason)
    try:
        number = Decimal(value if isinstance(value, str) else repr(value))
    except ArithmeticError as error:
        reason = "not a number"
        raise BadInput(reason) from error
    if not number.is_finite() or abs(number.adjusted()) > _LARGEST:
        reason = "a number out of range"
        raise BadInput(reason)
    return number


def _plain(number: Decimal, *, fixed: bool, grouped: str | None) -> str:
    """Write without an exponent; without the zeros at the end unless `fixed`."""
    text = format(number, ",f" if grouped else "f")
    if not fixed and "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
