"""Which of two graph values is the greater: numbers, moments, texts."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final, TypeAlias

from gateway.connectors.readers.iso import parse_iso
from gateway.connectors.readers.zones import WIB
from gateway.connectors.value import text_of

Order: TypeAlias = Callable[[object], Any]
"""From a value to what compares; raises ValueError or ArithmeticError."""

_NUMBER: Final = re.compile(r"\s*-?[0-9]{1,40}(?:\.[0-9]{1,40})?\s*")


def compile_order(leaf: str | None) -> Order:
    """Compile how the values of a leaf compare.

    Numbers compare as numbers, moments in time, texts without regard to case;
    dates and times are ISO texts, which sort by themselves. With None for the
    leaf (a raw value) whatever looks like a number is one, and numbers come
    before texts.
    """
    match leaf:
        case "Int" | "Long" | "Rupiah":
            return _whole
        case "Float":
            return _float
        case "Decimal":
            return _decimal
        case "DateTime":
            return lambda value: parse_iso(_text(value), WIB)
        case None:
            return _raw
        case _:
            return lambda value: _text(value).casefold()


def compile_sameness(leaf: str | None) -> Order:
    """Compile what two equal values of a leaf share: as the order, but texts exactly."""
    if leaf in {"Int", "Long", "Rupiah", "Float", "Decimal", "DateTime"}:
        return compile_order(leaf)
    return _text


def _text(value: object) -> str:
    text = text_of(value)
    if text is None:
        reason = "not a text"
        raise ValueError(reason)
    return text


def _whole(value: object) -> int | Decimal:
    return value if isinstance(value, int) else Decimal(_text(value))


def _float(value: object) -> float:
    return value if isinstance(value, float) else float(_text(value))


def _decimal(value: object) -> Decimal:
    return Decimal(_text(value))


def _raw(value: object) -> tuple[bool, object]:
    text = _text(value)
    if _NUMBER.fullmatch(text):
        return (False, Decimal(text.strip()))
    return (True, text.casefold())
