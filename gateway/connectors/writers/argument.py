"""Writers: how an argument's value becomes upstream text."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final, TypeAlias, cast

from gateway.config.model import InputDef, Table, Writer
from gateway.config.place import Word
from gateway.config.typeref import TypeRef
from gateway.connectors.writers.encoding import as_json, compile_encoding
from gateway.connectors.writers.single import compile_one
from gateway.connectors.writers.whole import Keep, Wholes
from gateway.errors import BadInput

Write: TypeAlias = Callable[[object], str | list[str] | None]

_BLANK: Final = Writer()


def compile_writer(
    argument_type: TypeRef,
    writer: Writer,
    tables: Mapping[Word, Table],
    inputs: Mapping[Word, InputDef] | None = None,
) -> Write:
    """Compile how a coerced argument value becomes upstream text.

    The function gives None for null, a text, or for a list that the writer
    does not join a list of texts, without its nulls. In order: date format,
    plus, minus, times, rounding and notation, words for booleans; pattern,
    table, case, pad, prefix and suffix, quotes; then join, and encodings of the whole.
    It raises BadInput for a value that the table does not have, one that is
    no scalar, or one that contains the text that joins. Raises ValueError, in
    Indonesian, for options that cannot be compiled.
    """
    if writer.parts:
        writer = replace(writer, parts={})
    if not writer.encode:
        return _compile_texts(argument_type, writer, tables)
    bare = replace(writer, encode=())
    if writer.encode[0] != "json":
        encode = compile_encoding(writer.encode)
        return _encoded(_compile_texts(argument_type, bare, tables), encode)
    encode = compile_encoding(writer.encode[1:])
    keep = compile_whole(argument_type, bare, tables, inputs)
    return lambda value: None if value is None else encode(as_json(keep(value)))


def compile_whole(
    ref: TypeRef,
    writer: Writer,
    tables: Mapping[Word, Table],
    inputs: Mapping[Word, InputDef] | None = None,
) -> Keep:
    """Compile how a whole value goes into JSON.

    It keeps its JSON type unless its writer makes a text of it. The function
    raises BadInput. Raises ValueError, in Indonesian, as `compile_writer`.
    """

    def make(kind: TypeRef, one: Writer) -> Keep | None:
        if replace(one, parts={}) == _BLANK:
            return None
        write = compile_writer(kind, one, tables, inputs)
        return _numbered(write) if reckons_only(one) else write

    return Wholes(inputs or {}, make).keep(ref, writer)


def _numbered(write: Write) -> Keep:
    def keep(value: object) -> object:
        text = write(value)
        return [_number(t) for t in text] if isinstance(text, list) else _number(text)

    return keep


def _number(text: object) -> int | float:
    digits = str(text)
    return float(digits) if "." in digits else int(digits)


def _encoded(write: Write, encode: Callable[[str], str]) -> Write:
    def write_encoded(value: object) -> str | list[str] | None:
        text = write(value)
        if isinstance(text, list):
            return [encode(one) for one in text]
        return None if text is None else encode(text)

    return write_encoded


def _compile_texts(
    argument_type: TypeRef, writer: Writer, tables: Mapping[Word, Table]
) -> Write:
    one = compile_one(argument_type.named, writer, tables)
    if not argument_type.is_list:
        return lambda value: None if value is None else one(value)
    join = writer.join
    plain = writer == Writer(join=join)

    def write_list(value: object) -> str | list[str] | None:
        if value is None:
            return None
        if plain and join is not None and _all_ascii(value):
            return _joined(cast("list[str]", value), join)
        items = cast("list[object]", value) if isinstance(value, list) else [value]
        written = [one(item) for item in items if item is not None]
        texts = [text for text in written if text is not None]
        if join is None:
            return texts
        return _joined(texts, join, quoted=writer.quote is not None)

    return write_list


def reckons_only(writer: Writer) -> bool:
    """Tell whether a writer gives a number again."""
    return replace(writer, parts={}) == Writer(
        plus=writer.plus, minus=writer.minus, times=writer.times, round=writer.round
    )


def _all_ascii(value: object) -> bool:
    """Tell whether a value is a list of texts that are written as they are."""
    try:
        return value.__class__ is list and "".join(cast("list[str]", value)).isascii()
    except TypeError:
        return False


def _joined(texts: list[str], join: str, *, quoted: bool = False) -> str | None:
    joined = join.join(texts)
    if join and not quoted and joined.count(join) != len(texts) - 1 and texts:
        reason = "a value contains the separator of its list"
        raise BadInput(reason)
    return joined if texts else None
