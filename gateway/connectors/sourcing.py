"""Where in a row a raw value stands: a path, several, a template, a date in parts."""

import re
from collections.abc import Callable, Collection
from typing import Final, TypeAlias, cast

from gateway.config.paths import parse_path
from gateway.config.steps import Path
from gateway.connectors.paths import compile_path
from gateway.connectors.readers.calendar_names import MONTH_NUMBERS
from gateway.connectors.value import BadValue, text_of

Get: TypeAlias = Callable[[object], object]

_ABSENT: Final = frozenset({"", "-", "0", "00", "null", "0000"})
_LONGEST: Final = 2_000_000  # characters of a list in one text
_MOST_ITEMS: Final = 100_000


def first_of(
    paths: tuple[Path, ...], tokens: Collection[str], *, blank: bool, single: bool
) -> Get:
    """Take the first of several paths that holds something.

    A null token is nothing; with `blank` neither is a text without a letter.
    Where none holds anything it is the first that is not null, for the reader
    to judge. `single` is as for a path.
    """
    gets = tuple(compile_path(path, single=single) for path in paths)
    empty = {*tokens, ""} if blank else {*tokens}

    def get(row: object) -> object:
        fallback: object = None
        for one in gets:
            found = one(row)
            if found is None:
                continue
            text = text_of(found)
            if text is None or text.strip() not in empty:
                return found
            fallback = found if fallback is None else fallback
        return fallback

    return get


def composed(template: str) -> Get:
    """Compose one text of several values; null where any of them is."""
    parts = _template(template)

    def get(row: object) -> object:
        texts: list[str] = []
        for part in parts:
            if isinstance(part, str):
                texts.append(part)
                continue
            found = part(row)
            if found is None:
                return None
            text = text_of(found)
            if text is None:
                msg = "no single value where a template needs text"
                raise BadValue(msg)
            texts.append(text)
        return "".join(texts)

    return get


def _template(text: str) -> tuple[str | Get, ...]:
    """Split a template at its placeholders, which are paths."""
    parts: list[str | Get] = []
    rest = text
    while True:
        before, brace, rest = rest.partition("{")
        parts.append(before)
        if not brace:
            return tuple(parts)
        inside, _, rest = rest.partition("}")
        path = parse_path(inside)
        parts.append(compile_path(path if isinstance(path, tuple) else (), single=True))


def dated(paths: tuple[Path, ...], *, whole: bool) -> Get:
    """Compose a date of its year, month and day: 2021, 2021-03 or 2021-03-05.

    The day, or both day and month, may be absent or nought; without a year
    there is none. Months may be names. With `whole` a date that is not is
    null. Raises BadValue for what is no number.
    """
    gets = tuple(compile_path(path, single=True) for path in paths)

    def get(row: object) -> object:
        parts: list[str] = []
        for place, one in enumerate(gets):
            text = _date_part(one(row), place)
            if text is None:
                break
            parts.append(text)
        if not parts or (whole and len(parts) < len(_WIDTHS)):
            return None
        return "-".join(parts)

    return get


_WIDTHS: Final = (4, 2, 2)


def _date_part(value: object, place: int) -> str | None:
    found = "" if value is None else text_of(value)
    text = "?" if found is None else found.strip()
    if text in _ABSENT:
        return None
    if place == 1 and not text.isdecimal():
        text = str(MONTH_NUMBERS.get(text.rstrip(".").lower(), "?"))
    width = _WIDTHS[place]
    if not (text.isascii() and text.isdecimal() and len(text) <= width):
        reason = "not a year, month or day"
        raise BadValue(reason)
    return text.zfill(width)


def parted(get: Get, separators: Collection[str]) -> Get:
    """Make a list of a text: its items between the separators, trimmed, none empty.

    A list stays one, its texts split. Raises BadValue for a text of more than
    2,000,000 characters or 100,000 items.
    """
    split = re.compile(
        "|".join(map(re.escape, sorted(separators, key=len)[::-1]))
    ).split

    def items(value: object) -> list[object]:
        text = text_of(value)
        if text is None:
            return [value]
        if len(text) > _LONGEST:
            raise _too_long()
        found = [item.strip() for item in split(text, _MOST_ITEMS)]
        if len(found) > _MOST_ITEMS:
            raise _too_long()
        return [item for item in found if item]

    def get_items(row: object) -> object:
        found = get(row)
        if found is None:
            return None
        if isinstance(found, list):
            inner = cast("list[object]", found)
            return [
                item
                for one in inner
                for item in (items(one) if one is not None else [None])
            ]
        return items(found)

    return get_items


def _too_long() -> BadValue:
    return BadValue("a list in one text that is too long")


def without(get: Get, tokens: Collection[str], *, single: bool) -> Get:
    """Get null where an object or a list is expected and there is a null token.

    A blank text is one always, and of a `single` object an empty list: PHP
    writes either for no object.
    """
    empty = {*tokens, ""}

    def get_filled(row: object) -> object:
        found = get(row)
        if found.__class__ is dict or found is None:
            return found
        if isinstance(found, list):
            return None if single and not found else cast("object", found)
        text = text_of(found)
        return None if text is not None and text.strip() in empty else found

    return get_filled
