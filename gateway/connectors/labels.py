"""Labels: the texts by which rows of an answer and keys that were asked for meet."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Final, TypeAlias

from gateway.connectors.paths import compile_path
from gateway.connectors.value import BadValue, text_of

Label: TypeAlias = Callable[[Any], Hashable]
"""From a row, or a key, to its text; None where it has none."""

Labels: TypeAlias = Callable[[Sequence[Any]], list[Hashable]]
"""From rows to their texts."""

_PLAIN: Final = frozenset({str, int})


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
    """Compare the plain item of a row as text."""
    return as_text(compile_path((key,)))


def each(label: Label) -> Labels:
    """Label many rows, one by one."""
    return lambda rows: [label(row) for row in rows]


def items_as_text(key: str, label: Label) -> Labels:
    """Label many rows by a plain item, at once where all are texts and integers.

    `label` is for the others; it must give the same for those.
    """

    def labels(rows: Sequence[Any]) -> list[Hashable]:
        try:
            items = [row[key] for row in rows]
        except (KeyError, TypeError):
            return [label(row) for row in rows]
        if _PLAIN.issuperset(map(type, items)):
            return [
                item.strip() if item.__class__ is str else str(item) for item in items
            ]
        return [label(row) for row in rows]

    return labels
