"""Labels: the texts by which rows of an answer and keys that were asked for meet."""

from collections.abc import Callable, Hashable
from typing import Any, TypeAlias

from gateway.connectors.paths import compile_path
from gateway.connectors.value import BadValue, text_of

Label: TypeAlias = Callable[[Any], Hashable]
"""From a row, or a key, to its text; None where it has none."""


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
        text = text_of(found)
        return None if text is None else text.strip()

    return label


def item_as_text(key: str) -> Label:
    """Compare the plain item of a row as text; a batch's every row is asked."""
    general = as_text(compile_path((key,)))

    def label(row: Any) -> Hashable:
        try:
            found = row[key]
        except (KeyError, TypeError):
            return general(row)
        return found.strip() if found.__class__ is str else general(row)

    return label
