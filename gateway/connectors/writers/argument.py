"""Writers: how an argument's value becomes upstream text."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final, TypeAlias, cast

from gateway.config.model import InputDef, Table, Writer
from gateway.config.place import Word
from gateway.config.repetitions import LONGEST, reach
from gateway.config.typeref import TypeRef
from gateway.connectors.readers.wording import CASES
from gateway.connectors.value import text_of
from gateway.connectors.writers.encoding import as_json, compile_encoding
from gateway.connectors.writers.moments import (
    compile_moment_writer,
    compile_period_writer,
)
from gateway.connectors.writers.numbers import compile_number_writer, reckons
from gateway.connectors.writers.whole import Keep, Wholes
from gateway.errors import BadInput

Write: TypeAlias = Callable[[object], str | list[str] | None]
WriteOne: TypeAlias = Callable[[object], str]
WriteSome: TypeAlias = Callable[[object], "str | None"]

_BLANK: Final = Writer()
SKIPPED: Final = "~"
"""The word for a truth that is not sent at all."""
_MOMENTS: Final = frozenset({"Date", "DateTime", "Time"})


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
    one: WriteSome = _compile_one(argument_type.named, writer, tables)
    if SKIPPED in (writer.true, writer.false):
        one = _compile_skipping(
            _compile_one(argument_type.named, writer, tables), writer
        )
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


def _compile_one(leaf: str, writer: Writer, tables: Mapping[Word, Table]) -> WriteOne:
    first = _first(leaf, writer)
    rest = _rest(writer, tables)
    if not rest:
        return first

    def write(value: object) -> str:
        text = first(value)
        for step in rest:
            text = step(text)
        return text

    return write


def _first(leaf: str, writer: Writer) -> WriteOne:
    dated = _dated(leaf, writer)
    if dated is not None:
        shifts = writer.plus is not None or writer.minus is not None
        reckon = compile_number_writer(writer) if shifts or reckons(writer) else None
        return dated if reckon is None else lambda value: reckon(dated(value))
    if reckons(writer):
        return compile_number_writer(writer)
    if writer.plus is not None or writer.minus is not None:
        return _shifted((writer.plus or 0) - (writer.minus or 0))
    if writer.true is not None or writer.false is not None:
        return _worded(str(writer.true or "true"), str(writer.false or "false"))
    return _text


def _dated(leaf: str, writer: Writer) -> WriteOne | None:
    """Compile how a date, a time or a period is written; None for what is none."""
    if leaf in _MOMENTS and (writer.format is not None or writer.zone is not None):
        moment = compile_moment_writer(leaf, writer.format, writer.zone)
        return lambda value: moment(_text(value))
    if writer.format is None and writer.part is None:
        return None
    period = compile_period_writer(writer.format, writer.part, writer.zone)
    return lambda value: period(_text(value))


def _rest(writer: Writer, tables: Mapping[Word, Table]) -> list[Callable[[str], str]]:
    rest: list[Callable[[str], str]] = []
    if writer.pattern is not None:
        rest.append(_captured(writer.pattern))
    if writer.map is not None:
        rest.append(_reverse(writer.map, tables))
    if writer.case is not None:
        rest.append(CASES[writer.case])
    if writer.pad is not None:
        width = writer.pad
        rest.append(lambda text: text.zfill(width))
    if writer.prefix or writer.suffix:
        before, after = writer.prefix or "", writer.suffix or ""
        rest.append(lambda text: f"{before}{text}{after}")
    if writer.quote is not None:
        rest.append(_quoted(writer.quote))
    return rest


def _compile_skipping(write: WriteOne, writer: Writer) -> WriteSome:
    """Leave out what is not sent: an unchecked box is no entry of its form."""

    def one(value: object) -> str | None:
        word = writer.true if value else writer.false
        return None if word == SKIPPED else write(value)

    return one


def _quoted(mark: str) -> Callable[[str], str]:
    return lambda text: f"{mark}{text.replace(mark, mark * 2)}{mark}"


def _captured(pattern: str) -> Callable[[str], str]:
    try:
        search = re.compile(pattern).search
    except re.error as error:
        reason = f"pola `{pattern}` bukan ekspresi reguler yang sah"
        raise ValueError(reason) from error
    if not re.compile(pattern).groups:
        reason = f"pola `{pattern}` memerlukan satu kelompok (…) untuk dikirim"
        raise ValueError(reason)

    most = reach(pattern)

    def write(text: str) -> str:
        start = text[:LONGEST]
        found = search(start) if len(start) <= most else None
        part: str | None = None if found is None else found[1]
        if part is None:
            reason = "does not have the required form"
            raise BadInput(reason)
        return part

    return write


def _text(value: object) -> str:
    if isinstance(value, str) and value.isascii():
        return value
    text = repr(value) if isinstance(value, float) else text_of(value)
    if text is None:
        reason = "not a single value"
        raise BadInput(reason)
    if not text.isascii():
        _require_unicode(text)
    return text.removesuffix(".0") if isinstance(value, float) else text


def _require_unicode(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        reason = "not Unicode text"
        raise BadInput(reason) from error


def _shifted(delta: int) -> WriteOne:
    def write(value: object) -> str:
        if isinstance(value, bool) or not isinstance(value, int | float):
            reason = "not a number"
            raise BadInput(reason)
        return _text(value + delta)

    return write


def _worded(true: str, false: str) -> WriteOne:
    return lambda value: true if value else false


def _reverse(name: Word, tables: Mapping[Word, Table]) -> Callable[[str], str]:
    table = tables.get(name)
    if table is None or not table.reversible:
        reason = f"tabel `{name}` tidak ada atau tidak satu-satu"
        raise ValueError(reason)
    codes = {value: code for code, value in table.entries.items()}

    def write(text: str) -> str:
        code = codes.get(text)
        if code is None:
            reason = "a value that has no code upstream"
            raise BadInput(reason)
        return code

    return write
