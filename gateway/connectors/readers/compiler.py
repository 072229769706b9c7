"""Putting a leaf's reader together: text, nulls, patterns, case, table, leaf."""

import json
from collections.abc import Collection, Mapping
from typing import Final

from gateway.config.model import EnumDef, Reader, Table
from gateway.config.place import Word
from gateway.connectors.readers.choices import compile_boolean, compile_enum
from gateway.connectors.readers.dates import compile_date_leaf
from gateway.connectors.readers.effort import Effort
from gateway.connectors.readers.numbers import INTEGERS, compile_number_leaf
from gateway.connectors.readers.stages import (
    DEFAULT_NULLS,
    Read,
    with_default_nulls,
    with_nulls,
    with_patterns,
    with_table,
)
from gateway.connectors.readers.texts import compile_text_leaf
from gateway.connectors.readers.wording import with_case, with_plain_text
from gateway.connectors.value import BadValue

DATES: Final = frozenset({"Date", "DateTime", "Time"})
TEXTS: Final = frozenset({"String", "ID", "URL", "JSON"})
_VERBATIM: Final = TEXTS - {"URL"}  # texts that may say anything
NUMBERS: Final = frozenset({*INTEGERS, "Float", "Decimal"})

_PASSES: Final[Mapping[str, type]] = {
    "String": str,
    "ID": str,
    "Boolean": bool,
    "Float": float,
}


def compile_reader(
    leaf: str,
    reader: Reader,
    tables: Mapping[Word, Table],
    enum: EnumDef | None = None,
    effort: Effort | None = None,
) -> Read:
    """Compile how the raw JSON value of a leaf becomes its graph value.

    The function takes a decoded value other than None and gives a JSON-ready
    graph value, None for a null token, or raises BadValue. In order: markup is
    stripped, null tokens, the patterns, null tokens again in what they found,
    case, the table, the leaf. Non-text leaves have default null tokens; `nulls`
    replaces them; what the table, `true` or `false` has is no token. `leaf` is a
    scalar's name, or an enum's with `enum` its definition. `effort` is shared by
    whatever one service's patterns search. Raises ValueError, in Indonesian, for
    options that cannot be compiled.
    """
    read = _leaf(leaf, reader, enum)
    entries: Collection[str] = {*reader.true, *reader.false}
    if reader.map is not None:
        table = tables.get(reader.map)
        if table is None:
            reason = f"tabel `{reader.map}` tidak ada"
            raise ValueError(reason)
        entries = table.entries
        read = with_table(table, read)
    if reader.case is not None:
        read = with_case(reader.case, read)
    read = _nullable(leaf, reader, read, entries)
    if reader.pattern:
        read = with_patterns(reader.pattern, read, effort or Effort())
        read = _nullable(leaf, reader, read, entries)
    return with_plain_text(read) if reader.strip_html else read


def tokens_of(leaf: str, reader: Reader) -> frozenset[str]:
    """Return the texts that a leaf's reader takes for null."""
    if reader.nulls is not None:
        return frozenset(token.strip() for token in reader.nulls)
    return frozenset() if leaf in _VERBATIM else DEFAULT_NULLS


def passes(leaf: str, reader: Reader) -> type | None:
    """Return the class whose very instances need no reading, if there is one.

    Sound for values from `decode_json`, whose texts are Unicode and floats
    finite. Never for Int: its instances must be checked for 32 bits.
    """
    return _PASSES.get(leaf) if reader == Reader() else None


def compile_constant(text: str, leaf: str, enum: EnumDef | None = None) -> object:
    """Read a constant of the configuration as a leaf's value.

    A JSON leaf takes JSON, or else the text. Raises ValueError, in Indonesian.
    """
    raw: object = text
    if leaf == "JSON":
        try:
            raw = json.loads(text)
        except ValueError:
            raw = text
    try:
        return _leaf(leaf, Reader(), enum)(raw)
    except BadValue as error:
        reason = f"`{text}` bukan nilai {leaf} yang sah"
        raise ValueError(reason) from error


def problem_in_reader(leaf: str, reader: Reader) -> str | None:
    """Tell, in Indonesian, why a reader's own options cannot be compiled.

    Tables are not looked at. None for a sound reader, and for an enum's.
    """
    try:
        if leaf in DATES | TEXTS | NUMBERS | {"Boolean"}:
            _leaf(leaf, reader, None)
        with_patterns(reader.pattern, str, Effort())
    except ValueError as error:
        return str(error)
    return None


def _leaf(leaf: str, reader: Reader, enum: EnumDef | None) -> Read:
    if enum is not None:
        return compile_enum(enum)
    if leaf in NUMBERS:
        return compile_number_leaf(leaf, reader)
    if leaf in DATES:
        return compile_date_leaf(leaf, reader)
    if leaf == "Boolean":
        return compile_boolean(reader.true, reader.false)
    if leaf in TEXTS:
        return compile_text_leaf(leaf, reader)
    reason = f"jenis `{leaf}` bukan skalar atau enum"
    raise ValueError(reason)


def _nullable(leaf: str, reader: Reader, read: Read, entries: Collection[str]) -> Read:
    tokens = tokens_of(leaf, reader).difference(entries)
    if reader.nulls is not None:
        return with_nulls(tokens, read)
    return with_default_nulls(read, tokens) if tokens else read
