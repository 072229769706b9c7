"""Labels: the texts by which rows of an answer and keys that were asked for meet."""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, Final, TypeAlias

from gateway.connectors.paths import compile_path
from gateway.connectors.value import BadValue, text_of

Label: TypeAlias = Callable[[Any], Hashable]
"""From a row, or a key, to its text; None where it has none."""

_INTEGER: Final = re.compile(r"[2-9]|[1-9][0-9]{1,17}")


def as_text(read: Callable[[object], object]) -> Label:
    """Compare keys as text, so that 1801, "1801" and " 1801" are one key."""

    def label(value: object) -> Hashable:
        try:
            found: Any = read(value)
        except BadValue:
            return None
        if found.__class__ is str:
            return found.strip()
        if found is None:
            return None
        if found.__class__ is list:  # of a row that belongs to several keys
            texts = [_text(one) for one in found]
            return tuple([one for one in texts if one is not None]) or None
        return _text(found)

    return label


def _text(found: object) -> str | None:
    text = None if found is None else text_of(found)
    return None if text is None else text.strip()


def item_as_text(key: str) -> Label:
    """Compare the plain item of a row as text."""
    return as_text(compile_path((key,)))


def trimmed(key: Any) -> Hashable:
    """Return the text of a key that is sent as it is."""
    return key.strip() if key.__class__ is str else _AS_IT_IS(key)


_AS_IT_IS: Final = as_text(lambda key: key)


def shares(
    texts: Iterable[Hashable], rows: Iterable[Any], label: Label, item: str | None
) -> dict[Hashable, list[object]]:
    """Return the rows that belong to each of some texts, by text, in their order.

    `item` is the plain item of a row that is its label but for its notation,
    if there is one: most often it is the text itself, or a number that is
    written so, and is found without being labelled.
    """
    found: dict[Hashable, list[object]] = {text: [] for text in texts}
    find = {**found, **_as_numbers(found)}.get
    for row in rows:
        try:
            share = None if item is None else find(row[item])
        except (KeyError, TypeError):
            share = None
        if share is None:
            text = label(row)
            if text.__class__ is tuple:
                _share_many(found, text, row)
                continue
            share = find(text)
        if share is not None:
            share.append(row)
    return found


def _share_many(
    found: Mapping[Hashable, list[object]], texts: Any, row: object
) -> None:
    """Give a row to each of the keys it belongs to, once."""
    for text in dict.fromkeys(texts):
        share = found.get(text)
        if share is not None:
            share.append(row)


def _as_numbers(
    found: Mapping[Hashable, list[object]],
) -> dict[Hashable, list[object]]:
    """Return the shares of texts that are an integer's, by that integer.

    Not of 0 and 1, which False and True are equal to.
    """
    return {
        int(text): share
        for text, share in found.items()
        if isinstance(text, str) and _INTEGER.fullmatch(text)
    }
