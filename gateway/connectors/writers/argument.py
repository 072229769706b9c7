"""Writers: how an argument's value becomes upstream text."""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias, cast

from gateway.config.model import Table, Writer
from gateway.config.place import Word
from gateway.config.typeref import TypeRef
from gateway.connectors.value import text_of
from gateway.connectors.writers.moments import compile_moment_writer
from gateway.errors import BadInput

Write: TypeAlias = Callable[[object], str | list[str] | None]
WriteOne: TypeAlias = Callable[[object], str]

_MOMENTS: Final = frozenset({"Date", "DateTime", "Time"})


def compile_writer(
    argument_type: TypeRef, writer: Writer, tables: Mapping[Word, Table]
) -> Write:
    """Compile how a coerced argument value becomes upstream text.

    The function gives None for null, a text, or for a list that the writer
    does not join a list of texts, without its nulls. In order: plus and
    minus, date format, table, words for booleans, case, pad; then join. It
    raises BadInput for a value that the table does not have, one that is no
    scalar, or one that contains the text that joins. Raises ValueError, in
    Indonesian, for options that cannot be compiled.
    """
    one = _compile_one(argument_type.named, writer, tables)
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
        texts = [one(item) for item in items if item is not None]
        return texts if join is None else _joined(texts, join)

    return write_list


def shifts_only(writer: Writer) -> bool:
    """Tell whether a writer does no more than add to a number."""
    return writer == Writer(plus=writer.plus, minus=writer.minus)


def _all_ascii(value: object) -> bool:
    """Tell whether a value is a list of texts that are written as they are."""
    try:
        return value.__class__ is list and "".join(cast("list[str]", value)).isascii()
    except TypeError:
        return False


def _joined(texts: list[str], join: str) -> str | None:
    joined = join.join(texts)
    if join and joined.count(join) != len(texts) - 1 and texts:
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
    if writer.plus is not None or writer.minus is not None:
        return _shifted((writer.plus or 0) - (writer.minus or 0))
    if leaf in _MOMENTS and (writer.format is not None or writer.zone is not None):
        moment = compile_moment_writer(leaf, writer.format, writer.zone)
        return lambda value: moment(_text(value))
    if writer.true is not None or writer.false is not None:
        return _worded(str(writer.true or "true"), str(writer.false or "false"))
    return _text


def _rest(writer: Writer, tables: Mapping[Word, Table]) -> list[Callable[[str], str]]:
    rest: list[Callable[[str], str]] = []
    if writer.map is not None:
        rest.append(_reverse(writer.map, tables))
    if writer.case is not None:
        rest.append(str.upper if writer.case == "upper" else str.lower)
    if writer.pad is not None:
        width = writer.pad
        rest.append(lambda text: text.zfill(width))
    return rest


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
