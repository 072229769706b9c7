"""What happens to a raw value before its leaf reads it: nulls, patterns, table."""

import re
from collections.abc import Callable, Collection, Sequence
from typing import Final, TypeAlias

from gateway.config.model import Table
from gateway.config.repetitions import LONGEST, reach
from gateway.connectors.readers.effort import Effort
from gateway.connectors.value import BadValue, text_of

Read: TypeAlias = Callable[[object], object]
Search: TypeAlias = Callable[[str], "re.Match[str] | None"]
Take: TypeAlias = Callable[["re.Match[str]"], "str | None"]

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
        "0000-00-00T00:00:00",
    }
)
_BRIEFLY: Final = 1_000  # steps that need no counting: some 10 µs
_REFERENCE: Final = re.compile(r"\$([1-9])")


def with_default_nulls(read: Read, tokens: Collection[str] = DEFAULT_NULLS) -> Read:
    """Read the usual tokens for "no value" as null."""

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


def with_patterns(
    patterns: Sequence[tuple[str, str | None]], read: Read, effort: Effort
) -> Read:
    """Read what the first pattern that matches gives; no match is a bad value.

    That is what the pattern means, with its groups for `$1` to `$9`; of one that
    says nothing else its first group, null where that took no part. The first
    2,000 characters are searched; a text longer than its patterns may look at is
    a bad value, and so is a long one where the service's have taken too much
    `effort`. Raises ValueError, in Indonesian, for an expression that is wrong or
    lacks a group.
    """
    takes = [_taken(pattern, meaning) for pattern, meaning in patterns]
    most = min((reach(pattern) for pattern, _ in patterns), default=LONGEST)
    brief = min((reach(one, steps=_BRIEFLY) for one, _ in patterns), default=LONGEST)

    def search(text: str) -> str | None:
        for fits, take in takes:
            found = fits(text)
            if found is not None:
                return take(found)
        reason = "the text does not match its pattern"
        raise BadValue(reason)

    def read_match(value: object) -> object:
        text = text_of(value)
        if text is None:
            reason = "the text does not match its pattern"
            raise BadValue(reason)
        text = text[:LONGEST]
        if len(text) <= brief:
            part = search(text)
        elif len(text) <= most:
            part = effort.spent_on(text, search)
        else:
            reason = "the text is too long for its pattern"
            raise BadValue(reason)
        return None if part is None else read(part)

    return read_match


def _taken(pattern: str, meaning: str | None) -> tuple[Search, Take]:
    try:
        expression = re.compile(pattern)
    except re.error as error:
        reason = f"pola `{pattern}` bukan ekspresi reguler yang sah"
        raise ValueError(reason) from error
    wanted = missing_group(expression.groups, meaning)
    if wanted is not None:
        reason = f"pola `{pattern}` memerlukan {wanted}"
        raise ValueError(reason)
    if meaning is None:
        return expression.search, lambda found: found[1]

    def take(found: re.Match[str]) -> str:
        return _REFERENCE.sub(lambda one: found[int(one[1])] or "", meaning)

    return expression.search, take


def missing_group(groups: int, meaning: str | None) -> str | None:
    """Tell, in Indonesian, which group a pattern lacks for what it shall give."""
    if meaning is None:
        return None if groups else "satu kelompok (…) untuk diambil nilainya"
    highest = max(map(int, _REFERENCE.findall(meaning)), default=0)
    return f"{highest} kelompok (…) untuk `${highest}`" if groups < highest else None


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
