"""Writers of one value: how it becomes upstream text, step by step."""

import re
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from gateway.config.model import Table, Writer
from gateway.config.place import Word
from gateway.config.repetitions import LONGEST, reach
from gateway.connectors.readers.wording import CASES
from gateway.connectors.value import text_of
from gateway.connectors.writers.moments import (
    compile_moment_writer,
    compile_period_writer,
)
from gateway.connectors.writers.numbers import compile_number_writer, reckons
from gateway.errors import BadInput

WriteOne: TypeAlias = Callable[[object], str]
WriteSome: TypeAlias = Callable[[object], "str | None"]

_SKIPPED: Final = "~"
"""The word for a truth that is not sent at all."""
_MOMENTS: Final = frozenset({"Date", "DateTime", "Time"})


def compile_one(leaf: str, writer: Writer, tables: Mapping[Word, Table]) -> WriteSome:
    """Compile how one value that is not null becomes text; None for what is not sent.

    The function raises BadInput. Raises ValueError, in Indonesian, for options that
    cannot be compiled.
    """
    write = _compile_steps(leaf, writer, tables)
    if _SKIPPED in (writer.true, writer.false):
        return _compile_skipping(write, writer)
    return write


def _compile_steps(leaf: str, writer: Writer, tables: Mapping[Word, Table]) -> WriteOne:
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
        return None if word == _SKIPPED else write(value)

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
