"""Readers: what is done to a value on its way in suits its type."""

import re
from collections.abc import Iterator

from gateway.config.checks.builtins import ZONES
from gateway.config.checks.constants import text_misfit
from gateway.config.checks.hint import hint
from gateway.config.checks.reader_options import options, stated
from gateway.config.checks.scope import OUTPUTS, Scope, fielded
from gateway.config.checks.tables import unknown
from gateway.config.model import FieldDef, Operation, Reader, Reading
from gateway.config.place import NOWHERE, Word
from gateway.config.problems import Problem

_BLANK = Reader()
_OFFSET = re.compile(r"[+-](0\d|1[0-4]):[0-5]\d\Z")


def readings(scope: Scope) -> Iterator[Problem]:
    """Judge where and how every field is read, and every query's own readings."""
    for kind in fielded(scope.config):
        for field in kind.fields.values():
            if not _is_plain(field.reading):
                yield from _reading(scope, field, field.reading)
    for one in scope.operations():
        if one.fields:
            fields = scope.fields.get(one.returns.named, {})
            for name, override in one.fields.items():
                if name in fields:
                    yield from _reading(scope, fields[name], override.reading)


def results(scope: Scope) -> Iterator[Problem]:
    """Judge how the results of queries that return leaves are read."""
    for one in scope.queries.values():
        if one.read.at != NOWHERE:
            yield from _result(scope, one)


def _result(scope: Scope, query: Operation) -> Iterator[Problem]:
    """Judge how the result of a query is read, which must be leaves."""
    named = query.returns.named
    if scope.is_leaf(named):
        field = FieldDef(query.name, query.returns, query.read)
        yield from _reader(scope, field, query.read.reader, named)
    elif named in scope.kinds:
        yield Problem(
            query.read.at,
            f"`read` hanya untuk hasil yang bukan objek,"
            f" padahal `{query.name}` mengembalikan `{query.returns}`",
            f"tulis cara membacanya pada field `{named}`, atau di `fields`",
        )


def zones(zone: Word | None) -> Iterator[Problem]:
    """Refuse a zone that is neither a known name nor an offset."""
    if zone is not None and zone not in ZONES and not _OFFSET.match(zone):
        yield Problem(
            zone.at,
            f"zona waktu `{zone}` tidak dikenal",
            "pakai WIB, WITA, WIT, UTC, atau selisih seperti `+07:00`",
        )


def _reading(scope: Scope, field: FieldDef, reading: Reading) -> Iterator[Problem]:
    named = field.type.named
    if scope.kinds.get(named) not in OUTPUTS or scope.excused(named):
        return
    if reading.one_or_many and not field.type.is_list:
        yield Problem(
            reading.at,
            f"`one_or_many` hanya untuk daftar,"
            f" padahal `{field.name}` bertipe `{field.type}`",
            f'hapus `one_or_many`, atau pakai `type: "[{field.type}]"`',
        )
    yield from _one_source(field, reading)
    leaf = scope.leaf(field)
    if leaf is not None:
        yield from _value(scope, field, reading, leaf)
        yield from _reader(scope, field, reading.reader, leaf)
    elif scope.link(field) is None:
        yield from _object(field, reading)


def _is_plain(reading: Reading) -> bool:
    """Tell the commonest reading, a path and no more, which suits every type."""
    return (
        reading.reader == _BLANK
        and reading.template is None
        and bool(reading.paths)
        and reading.value is None
        and reading.jmespath is None
        and not reading.one_or_many
    )


def _reader(
    scope: Scope, field: FieldDef, reader: Reader, leaf: str
) -> Iterator[Problem]:
    yield from zones(reader.zone)
    yield from options(field, reader, leaf)
    yield from _map(scope, reader, leaf)
    for word in reader.false:
        if word.lower() in {one.lower() for one in reader.true}:
            yield Problem(
                word.at,
                f"`{word}` pada field `{field.name}` berarti ya dan tidak sekaligus",
                "hapus dari `true` atau dari `false`",
            )


def _one_source(field: FieldDef, reading: Reading) -> Iterator[Problem]:
    others = (reading.template, reading.value, reading.jmespath)
    inside = bool(reading.paths) + bool(reading.date)
    given = sum(source is not None for source in others) + inside
    if given > 1:
        yield Problem(
            reading.at,
            f"field `{field.name}` punya {given} sumber nilai",
            "pilih satu dari `from`, `value`, dan `jmespath`",
        )
    if len(reading.date) > len(("year", "month", "day")):
        yield Problem(
            reading.at,
            "`date` memuat lebih dari tahun, bulan, dan hari",
            "tulis paling banyak tiga path",
        )


def _object(field: FieldDef, reading: Reading) -> Iterator[Problem]:
    given: list[Word] = list(stated(reading.reader).values())
    given += filter(None, (reading.template, reading.value))
    if given:
        yield Problem(
            min(word.at for word in given),
            f"field `{field.name}` bertipe `{field.type}`, sebuah objek,"
            " jadi tidak dibaca sebagai satu nilai",
            f"pindahkan pilihan baca ke field di dalam `{field.type.named}`",
        )


def _map(scope: Scope, reader: Reader, leaf: str) -> Iterator[Problem]:
    name = reader.map
    if name is None or scope.excused(name):
        return
    table = scope.config.tables.get(name)
    if table is None:
        yield unknown(scope, name)
        return
    enum = scope.enums.get(leaf)
    if enum is None:
        return
    values = dict.fromkeys((*table.entries.values(), table.otherwise))
    for value in values:
        if value is not None and value not in enum.values:
            yield Problem(
                name.at,
                f"tabel `{name}` memberi `{value}`, yang bukan nilai enum `{leaf}`",
                hint(value, enum.values),
            )


def _value(
    scope: Scope, field: FieldDef, reading: Reading, leaf: str
) -> Iterator[Problem]:
    value = reading.value
    expected = None if value is None else text_misfit(value, leaf, scope)
    if value is not None and expected is not None:
        yield Problem(
            value.at,
            f"`value: {value}` bukan nilai `{field.type}`",
            f"tulis {expected}",
        )
