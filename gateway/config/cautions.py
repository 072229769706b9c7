"""What a sound configuration says that is hardly meant: told by `gateway check`, and served.

A mistake stops a start; these do not, since there may be a reason for them that the file
does not say.
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Final

from gateway.config.model import Config, FieldDef, Operation
from gateway.config.nodes import Hidden
from gateway.config.place import Word
from gateway.config.problems import Problem

_MARKUP: Final = frozenset({"xml", "soap"})
_ALIKE: Final = 0.8
_SECRET: Final = re.compile(
    r"authorization|cookie|secret|token|kunci|sandi|passw|api-?key|-key\Z",
    re.IGNORECASE,
)
"""Names of headers that carry credentials."""


def cautions(config: Config) -> Iterator[Problem]:
    """Find what is hardly meant, each with its place and what to write instead."""
    yield from _hasty(config)
    yield from _lone(config)
    yield from _open(config)
    yield from _astray(config)


def _hasty(config: Config) -> Iterator[Problem]:
    """Find schedules by which the next fetch is due before the last had its time."""
    for one in config.operations():
        refresh = one.refresh
        if refresh is not None and refresh.every < refresh.timeout:
            yield Problem(
                refresh.at,
                f"`refresh` milik `{one.name}` setiap {refresh.every:g}s, padahal satu"
                f" panggilan boleh selama {refresh.timeout:g}s: layanan yang lambat"
                " ditanya tanpa jeda",
                "jarangkan `every`, atau tulis `timeout` yang lebih pendek",
            )


def _lone(config: Config) -> Iterator[Problem]:
    """Find lists read from XML, in which a list of one element is no list."""
    for one in config.operations():
        listed = one.rows.is_list and one.select.path and not one.select.jmespath
        if one.format.kind in _MARKUP and listed and not (one.one_or_many or one.shape):
            yield Problem(
                one.at,
                f"`{one.name}` membaca daftar dari XML: bila isinya hanya satu elemen, ia"
                " bukan daftar, dan jawabannya menjadi galat",
                "tulis `one_or_many: true`; begitu pula pada field yang berupa daftar",
            )


def _open(config: Config) -> Iterator[Problem]:
    """Find secrets that stand in the file itself: whoever reads it knows them."""
    for connector in config.connectors.values():
        for name, value in connector.headers:
            if not isinstance(value, Word) or isinstance(value, Hidden):
                continue
            if value and _SECRET.search(name):
                yield Problem(
                    value.at,
                    f"header `{name}` milik `{connector.name}` agaknya rahasia, padahal"
                    " tertulis langsung di berkas",
                    "pindahkan ke variabel lingkungan, lalu tulis `${NAMA}`",
                )


def _astray(config: Config) -> Iterator[Problem]:
    """Find words of local work that are no field, hence keys of a row, but nearly one."""
    for one in config.operations():
        kind = config.types.get(Word(one.returns.named))
        if kind is None:
            continue
        keys = set(map(str, kind.fields)) | _read_keys([*kind.fields.values()])
        keys |= _read_keys([*one.fields.values()])
        for word in _compared(one):
            meant = get_close_matches(word, map(str, kind.fields), 1, _ALIKE)
            if meant and word not in keys:
                yield Problem(
                    word.at,
                    f"`{word}` bukan field `{kind.name}`, jadi dicari sebagai kunci dalam baris",
                    f"mungkin maksudnya `{meant[0]}`?",
                )


def _compared(one: Operation) -> Iterator[Word]:
    yield from (where.field for where in one.where)
    yield from (each.field for each in one.filter_by)
    yield from (key.field for key in one.sort_by)
    yield from one.dedupe


def _read_keys(fields: list[FieldDef]) -> set[str]:
    """Return the keys of a row that fields are read from."""
    paths = (path for field in fields for path in field.reading.paths)
    return {path[0] for path in paths if path and isinstance(path[0], str)}
