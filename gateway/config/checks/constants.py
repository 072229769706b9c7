"""Whether a constant written in the configuration is a value of a type."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation

from gateway.config.checks.builtins import DATES, INTEGERS, NUMBERS, TEXTS
from gateway.config.checks.scope import Scope
from gateway.config.model import Const
from gateway.config.typeref import TypeRef

_INT = re.compile(r"-?[0-9]+\Z")
_DATE = re.compile(r"\d{4}-\d\d-\d\d\Z")
_BITS = {"Int": 31, "Long": 63, "Rupiah": 63}
_EXAMPLES = {
    "Int": "bilangan bulat 32-bit seperti `10`",
    "Long": "bilangan bulat 64-bit seperti `10`",
    "Rupiah": "bilangan bulat 64-bit seperti `12500`",
    "Float": "angka seperti `1.5`",
    "Decimal": "angka seperti `1.5`",
    "Boolean": "`true` atau `false`",
    "Date": "tanggal seperti `2025-08-17`",
    "DateTime": "waktu seperti `2025-08-17T10:00:00+07:00`",
    "Time": "jam seperti `10:00:00`",
    "URL": "alamat seperti `https://contoh.go.id`",
}


def misfit(value: Const, ref: TypeRef, scope: Scope) -> str | None:
    """Say what was expected of a constant that is no value of `ref`; None if it is.

    Coerces as the GraphQL specification §3.11 and §3.12 do: a single value
    stands for a list of one, null only where the type is nullable.
    """
    if value is None:
        return f"nilai `{ref}` (bukan null)" if ref.required else None
    if ref.of is not None:
        items = value if isinstance(value, tuple) else (value,)
        return next(filter(None, (misfit(v, ref.of, scope) for v in items)), None)
    if ref.named in scope.inputs:
        return _object_misfit(value, ref.named, scope)
    if isinstance(value, (tuple, Mapping)):
        return None if ref.named == "JSON" else f"satu nilai `{ref.named}`"
    return text_misfit(_text(value), ref.named, scope)


def text_misfit(text: str, leaf: str, scope: Scope) -> str | None:
    """Say what was expected of a text that is no value of `leaf`; None if it is."""
    enum = scope.enums.get(leaf)
    if enum is not None:
        listed = ", ".join(f"`{name}`" for name in enum.values)
        return None if text in enum.values else f"salah satu dari {listed}"
    return None if _fits(text, leaf) else _EXAMPLES[leaf]


def ordered(text: str, leaf: str) -> Decimal | None:
    """Read a text as a number that has its order; None where it is not `leaf`.

    Days for dates, seconds for times and moments.
    """
    try:
        return _ORDERED[leaf](text) if leaf in _ORDERED else None
    except (ValueError, InvalidOperation):
        return None


def _object_misfit(value: Const, name: str, scope: Scope) -> str | None:
    if not isinstance(value, Mapping):
        return f"objek `{name}`"
    fields = {str(key): field for key, field in scope.inputs[name].fields.items()}
    for key in value:
        if key not in fields and not scope.excused(key):
            return f"objek `{name}`, yang tidak punya field `{key}`"
    for key, field in fields.items():
        if key not in value and field.type.required and not field.has_default:
            return f"objek `{name}` dengan field `{key}`"
        if key in value and (expected := misfit(value[key], field.type, scope)):
            return f"`{key}` berupa {expected}"
    return None


def _text(value: bool | float | str) -> str:  # noqa: FBT001 - it is a value, not a flag
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _fits(text: str, leaf: str) -> bool:
    if leaf in INTEGERS:
        return bool(_INT.match(text)) and -(1 << _BITS[leaf]) <= int(text) < (
            1 << _BITS[leaf]
        )
    if leaf in NUMBERS | DATES:
        return ordered(text, leaf) is not None
    if leaf == "Boolean":
        return text in {"true", "false"}
    return leaf != "URL" or text.startswith(("https://", "http://"))


def _number(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError(text)
    return number


def _date(text: str) -> Decimal:
    if not _DATE.match(text):
        raise ValueError(text)
    return Decimal(date.fromisoformat(text).toordinal())


def _moment(text: str) -> Decimal:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return Decimal(moment.timestamp())


def _clock(text: str) -> Decimal:
    clock = time.fromisoformat(text)
    return Decimal(clock.hour * 3600 + clock.minute * 60 + clock.second)


_ORDERED: Mapping[str, Callable[[str], Decimal]] = {
    **dict.fromkeys(NUMBERS, _number),
    "Date": _date,
    "DateTime": _moment,
    "Time": _clock,
}


def fits(source: TypeRef, target: TypeRef, scope: Scope) -> bool:
    """Tell whether a field's value may fill an argument or a key.

    A null never fills anything: what needs it is not asked. So nullability
    does not matter, and a single value stands for a list of one.
    """
    while source.of is not None and target.of is not None:
        source, target = source.of, target.of
    if source.of is not None:
        return False
    return _leaf_fits(source.named, target.named, scope)


def _leaf_fits(source: str, target: str, scope: Scope) -> bool:
    if source == target or source not in scope.kinds or target not in scope.kinds:
        return True  # what is unknown has its own message
    if target == "ID":
        return source in {"String", "Int", "Long", "URL"} or source in scope.enums
    if target == "String":
        return source in TEXTS | DATES | {"Decimal"} or source in scope.enums
    if target in {"Long", "Rupiah"}:
        return source in INTEGERS
    return source in INTEGERS and target in {"Float", "Decimal"}
