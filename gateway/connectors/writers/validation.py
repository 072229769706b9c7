"""What an argument's own rules refuse: pattern, min, max, length, enum."""

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias, cast

from gateway.config.model import Argument, InputDef
from gateway.config.place import Word
from gateway.config.repetitions import reach
from gateway.config.typeref import TypeRef
from gateway.connectors.ordering import compile_order
from gateway.connectors.value import text_of

Judge: TypeAlias = Callable[[object], str | None]


def compile_validation(
    argument: Argument, inputs: Mapping[Word, InputDef] | None = None
) -> Judge:
    """Compile an argument's rules into a function that judges a coerced value.

    It gives None, or the reason in English, without the value and without the
    argument's name; a field of an input object is named by its path. Null
    breaks no rule. `pattern` must match the whole text; the rules of a list
    hold for its elements, but `length` for the list itself. Raises ValueError,
    in Indonesian, for a pattern or a bound that is wrong.
    """
    return _compile(argument, inputs or {}, {})


def _compile(
    argument: Argument, inputs: Mapping[Word, InputDef], known: dict[str, Judge]
) -> Judge:
    name = argument.type.named
    of_one = [*_value_judges(argument, name)]
    if Word(name) in inputs:
        of_one.append(_compile_input(name, inputs, known))
    if argument.length is not None and not argument.type.is_list:
        of_one.append(_length(*argument.length, "characters"))
    whole: list[Judge] = [_each(of_one, argument.type)] if of_one else []
    if argument.length is not None and argument.type.is_list:
        whole.insert(0, _length(*argument.length, "elements"))
    return _first_of(whole)


def _first_of(judges: list[Judge]) -> Judge:
    def judge(value: object) -> str | None:
        if value is None:
            return None
        return next((why for one in judges if (why := one(value)) is not None), None)

    return judge


def _each(judges: list[Judge], ref: TypeRef) -> Judge:
    one = _first_of(judges)
    if not ref.is_list:
        return one

    def judge(value: object) -> str | None:
        if not isinstance(value, list):
            return one(value)
        items = cast("list[object]", value)
        return next((why for item in items if (why := judge(item)) is not None), None)

    return judge


def _value_judges(argument: Argument, leaf: str) -> list[Judge]:
    judges: list[Judge] = []
    if argument.pattern is not None:
        judges.append(_pattern(argument.pattern))
    if argument.min is not None or argument.max is not None:
        judges.append(_range(leaf, argument.min, argument.max))
    if argument.enum:
        allowed = frozenset(map(str, argument.enum))
        judges.append(
            lambda value: (
                None if text_of(value) in allowed else "is not an allowed value"
            )
        )
    return judges


def _pattern(pattern: str) -> Judge:
    try:
        matches = re.compile(pattern).fullmatch
    except re.error as error:
        reason = f"pola `{pattern}` bukan ekspresi reguler yang sah"
        raise ValueError(reason) from error

    most = reach(pattern, whole=True)

    def judge(value: object) -> str | None:
        text = text_of(value) or ""
        fits = len(text) <= most and matches(text)
        return None if fits else "does not have the required form"

    return judge


def _range(leaf: str, low: str | None, high: str | None) -> Judge:
    order = compile_order(leaf)
    try:
        least = None if low is None else order(low)
        most = None if high is None else order(high)
    except (ValueError, ArithmeticError) as error:
        reason = f"batas min atau max bukan nilai {leaf} yang sah"
        raise ValueError(reason) from error

    def judge(value: object) -> str | None:
        place = order(value)
        if least is not None and place < least:
            return f"must be at least {low}"
        return f"must be at most {high}" if most is not None and place > most else None

    return judge


def _length(low: int, high: int | None, what: str) -> Judge:
    def judge(value: object) -> str | None:
        size = len(
            cast("list[object]", value) if isinstance(value, list) else str(value)
        )
        if size < low:
            return f"must have at least {low} {what}"
        too_long = high is not None and size > high
        return f"must have at most {high} {what}" if too_long else None

    return judge


def _compile_input(
    name: str, inputs: Mapping[Word, InputDef], known: dict[str, Judge]
) -> Judge:
    """Compile the rules of an input object; `known` ends a recursive type."""
    if name in known:
        return known[name]
    judges: dict[str, Judge] = {}

    def judge(value: object) -> str | None:
        entries = cast("dict[str, object]", value) if isinstance(value, dict) else {}
        for key, one in judges.items():
            why = one(entries.get(key))
            if why is not None:
                return f"{key}: {why}"
        return None

    known[name] = judge
    for key, field in inputs[Word(name)].fields.items():
        judges[key] = _compile(field, inputs, known)
    return judge
