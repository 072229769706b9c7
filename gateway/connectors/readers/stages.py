"""What happens to a raw value before its leaf reads it: nulls, pattern, table."""

import re
from collections.abc import Callable, Collection
from typing import Final, TypeAlias

from gateway.config.model import Table
from gateway.connectors.value import BadValue, text_of

Read: TypeAlias = Callable[[object], object]

DEFAULT_NULLS: Final = frozenset(
    {
        "",
        "-",
        "--",
        "NA",
        "N/A",
        "#N/A",
        "null",
        "NULL",
        "0000-00-00",
        "0000-00-00 00:00:00",
    }
)
_LONGEST: Final = 10_000  # characters that a configured expression searches


def with_default_nulls(read: Read) -> Read:
    """Read the usual tokens for "no value" as null."""
    tokens = DEFAULT_NULLS

    def read_or_null(value: object) -> object:
        if isinstance(value, str) and value.strip() in tokens:
            return None
        return read(value)

    return read_or_null


def with_nulls(tokens: Collection[str], read: Read) -> Read:
    """Read these tokens as null: compared as trimmed text, numbers too."""
    known = frozenset(token.strip() for token in tokens)

    def read_or_null(value: object) -> object:
        text = text_of(value)
        return None if text is not None and text.strip() in known else read(value)

    return read_or_null


def with_pattern(pattern: str, read: Read) -> Read:
    """Read the first group of a match instead of the text; no match is a bad value.

    A group that took no part in the match is null. Raises ValueError, in
    Indonesian, for an expression that is wrong or has no group.
    """
    try:
        expression = re.compile(pattern)
    except re.error as error:
        reason = f"pola `{pattern}` bukan ekspresi reguler yang sah"
        raise ValueError(reason) from error
    if not expression.groups:
        reason = f"pola `{pattern}` memerlukan satu kelompok (…) untuk diambil nilainya"
        raise ValueError(reason)

    def read_match(value: object) -> object:
        text = text_of(value)
        found = expression.search(text[:_LONGEST]) if text is not None else None
        if found is None:
            reason = "the text does not match its pattern"
            raise BadValue(reason)
        part: str | None = found[1]
        return None if part is None else read(part)

    return read_match


def with_table(table: Table, read: Read) -> Read:
    """Read a code's value in a table instead of the code.

    An unknown code is the table's `otherwise`, or else a bad value.
    """
    entries, otherwise = dict(table.entries), table.otherwise

    def read_entry(value: object) -> object:
        text = text_of(value)
        if text is None:
            reason = "not a code"
            raise BadValue(reason)
        found = entries.get(text.strip(), otherwise)
        if found is None:
            reason = "a code that its table does not have"
            raise BadValue(reason)
        return read(found)

    return read_entry
